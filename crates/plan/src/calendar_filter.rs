//! What the address of the calendar asks for: a month, a way to show it, a nature, how things stand.

use domain::time::Day;
use serde::Deserialize;

use crate::calendar_dates::{Dated, Nature};

/// What the address says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `2026-11`.
    pub(crate) mois: String,
    /// `liste`, or a month.
    pub(crate) vue: String,
    /// What is shown, by its word; everything when there is none.
    nature: String,
    /// `a-venir`, `retard` or `fait`.
    situation: String,
    /// The format of a file.
    pub(crate) forme: String,
}

impl Asked {
    /// The filters as pairs of an address, with the month and the way it is shown.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("mois", &self.mois),
            ("vue", &self.vue),
            ("nature", &self.nature),
            ("situation", &self.situation),
        ];
        let kept = all.into_iter().filter(|(_, value)| !value.is_empty());
        kept.map(|(name, value)| (name, value.as_str())).collect()
    }

    /// The same with another value of one of them.
    pub(crate) fn with<'a>(&'a self, name: &'static str, value: &'a str) -> Vec<(&'static str, &'a str)> {
        let mut pairs = self.pairs();
        pairs.retain(|(own, _)| *own != name);
        pairs.push((name, value));
        pairs.retain(|(_, value)| !value.is_empty());
        pairs
    }
}

/// How something on a day stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stands {
    ToCome,
    Late,
    Done,
}

impl Stands {
    pub(crate) const ALL: [Self; 3] = [Self::ToCome, Self::Late, Self::Done];

    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::ToCome => "a-venir",
            Self::Late => "retard",
            Self::Done => "fait",
        }
    }

    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::ToCome => "À venir",
            Self::Late => "En retard",
            Self::Done => "Fait",
        }
    }

    fn is(self, dated: &Dated, today: Day) -> bool {
        match self {
            Self::ToCome => !dated.done && dated.day >= today,
            Self::Late => dated.is_late(today),
            Self::Done => dated.done,
        }
    }
}

/// What the address leaves out.
pub(crate) struct Kept {
    pub(crate) nature: Option<Nature>,
    pub(crate) stands: Option<Stands>,
}

impl Kept {
    /// Nothing when a word is none of those that the lists offer.
    pub(crate) fn parse(asked: &Asked) -> Option<Self> {
        let nature = Nature::ALL.into_iter().find(|nature| nature.code() == asked.nature);
        let stands = Stands::ALL.into_iter().find(|stands| stands.code() == asked.situation);
        let known = (asked.nature.is_empty() || nature.is_some()) && (asked.situation.is_empty() || stands.is_some());
        known.then_some(Self { nature, stands })
    }

    pub(crate) fn keeps(&self, dated: &Dated, today: Day) -> bool {
        self.nature.is_none_or(|nature| dated.nature == nature) && self.stands.is_none_or(|stands| stands.is(dated, today))
    }
}
