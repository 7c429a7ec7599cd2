//! What the list of obligations reads, when each falls, and the filters of the address.
//!
//! Nothing here renders.

use domain::ids::ConventionId;
use domain::reading::{Bearing, DutyKind, Lines};
use domain::time::Day;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::form::Errors;
use web::french;

use crate::convention_rows::lines;
use crate::parties::{InvolvedRow, Parties};

/// An obligation.
pub(crate) struct DutyRow {
    pub(crate) ordinal: i64,
    pub(crate) article: Option<String>,
    pub(crate) kind: DutyKind,
    pub(crate) text: String,
    /// Whether it obliges, as its words say.
    pub(crate) bearing: Bearing,
    pub(crate) due_text: Option<String>,
    pub(crate) due: Option<String>,
    pub(crate) count: Option<i64>,
    pub(crate) unit: Option<String>,
    pub(crate) day: Option<Day>,
    pub(crate) lines: Lines,
}

query! {
    /// The obligations, in the order of the text.
    pub(crate) DutiesOf(convention: ConventionId) -> DutyRow
    reading ["duty"]
    "SELECT ordinal, article, kind, text, due_text, due, due_count, due_unit, due_day, lines FROM duty \
        WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for DutyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let text = columns.text(3)?;
        Ok(Self {
            ordinal: columns.int(0)?,
            article: columns.opt_text(1)?,
            kind: columns.word(2, DutyKind::from_code)?,
            bearing: files::obligation::bearing(&text),
            text,
            due_text: columns.opt_text(4)?,
            due: columns.opt_text(5)?,
            count: columns.opt_int(6)?,
            unit: columns.opt_text(7)?,
            day: columns.opt_day(8)?,
            lines: lines(columns, 9)?,
        })
    }
}

/// When obligations fall, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    OnADay,
    EveryYear,
    Within,
    Before,
    Throughout,
    InWords,
    Undated,
}

impl When {
    /// The time that a value of this code tells.
    pub(crate) fn of(code: &str) -> Option<Self> {
        Some(match code {
            "on" => Self::OnADay,
            "every_year" => Self::EveryYear,
            "within" => Self::Within,
            "before" => Self::Before,
            "throughout" => Self::Throughout,
            _ => return None,
        })
    }

    /// The words people read.
    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::OnADay => "À une date",
            Self::EveryYear => "Chaque année",
            Self::Within => "Dans un délai",
            Self::Before => "Avant un événement",
            Self::Throughout => "Pendant toute la convention",
            Self::InWords => "À un moment que le texte décrit",
            Self::Undated => "Sans date dans le texte",
        }
    }
}

impl DutyRow {
    /// When it falls.
    pub(crate) fn when(&self) -> When {
        let in_words = if self.due_text.is_some() {
            When::InWords
        } else {
            When::Undated
        };
        self.due.as_deref().and_then(When::of).unwrap_or(in_words)
    }

    /// "6 mois", "30 juin 2026", "chaque année": what can be counted of its time.
    pub(crate) fn counted(&self) -> Option<String> {
        match self.when() {
            When::OnADay => self.day.map(french::date),
            When::EveryYear => Some("chaque année".to_owned()),
            When::Within => delay(self.count?, self.unit.as_deref()?),
            When::Before | When::Throughout | When::InWords | When::Undated => None,
        }
    }
}

/// "6 mois".
pub(crate) fn delay(count: i64, unit: &str) -> Option<String> {
    Some(match unit {
        "day" => french::count(count, "jour", "jours"),
        "month" => french::count(count, "mois", "mois"),
        "year" => french::count(count, "an", "ans"),
        _ => return None,
    })
}

/// What the address says, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// `echeances` for the list by date.
    pub(crate) vue: String,
    /// Who owes, by ordinal.
    pub(crate) debiteur: String,
    /// What it is about, by its code.
    pub(crate) nature: String,
    /// Whether it obliges, allows, or only says what follows, by its code.
    pub(crate) portee: String,
    /// The format of a file.
    pub(crate) forme: String,
}

/// The filters understood.
pub(crate) struct Filter {
    debtor: Option<i64>,
    kind: Option<DutyKind>,
    bearing: Option<Bearing>,
}

impl Filter {
    /// Understands what was typed; each filter that no list offers is left out, with a sentence.
    pub(crate) fn parse(typed: &Typed, parties: &Parties) -> (Self, Errors) {
        let mut errors = Errors::none();
        let mut refuse = |field, typed: &str| {
            errors.add(
                field,
                format!("Choisissez une réponse de la liste. L’adresse contient «\u{a0}{typed}\u{a0}»."),
            );
        };
        let signs = |debtor: &i64| parties.signing().any(|(_, party)| party.ordinal == *debtor);
        let debtor = typed.debiteur.parse().ok().filter(signs);
        if debtor.is_none() && !typed.debiteur.is_empty() {
            refuse("debiteur", &typed.debiteur);
        }
        let kind = DutyKind::from_code(&typed.nature);
        if kind.is_none() && !typed.nature.is_empty() {
            refuse("nature", &typed.nature);
        }
        let bearing = Bearing::from_code(&typed.portee);
        if bearing.is_none() && !typed.portee.is_empty() {
            refuse("portee", &typed.portee);
        }
        if !matches!(typed.vue.as_str(), "" | "echeances") {
            errors.add(
                "",
                "L’adresse demande une vue inconnue\u{a0}: choisissez-en une au-dessus de la liste.",
            );
        }
        (Self { debtor, kind, bearing }, errors)
    }

    /// Whether an obligation is kept.
    pub(crate) fn keeps(&self, duty: &DutyRow, involved: &[InvolvedRow]) -> bool {
        let owes = |debtor: i64| {
            let mut own = involved
                .iter()
                .filter(|row| row.part == "debtor" && row.place == duty.ordinal);
            own.any(|row| row.party == Some(debtor))
        };
        let bears = |bearing: Bearing| bearing == duty.bearing;
        self.kind.is_none_or(|kind| kind == duty.kind) && self.bearing.is_none_or(bears) && self.debtor.is_none_or(owes)
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<DutiesOf>()]
}

/// An obligation without anything but its place, for the tests.
#[cfg(test)]
pub(crate) fn example(ordinal: i64, article: Option<&str>) -> DutyRow {
    DutyRow {
        ordinal,
        article: article.map(str::to_owned),
        kind: DutyKind::Other,
        text: "mentionner le rôle de l’autre partie".to_owned(),
        bearing: Bearing::Owed,
        due_text: None,
        due: None,
        count: None,
        unit: None,
        day: None,
        lines: Lines::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_said_with_its_unit() {
        let mut duty = example(1, Some("12"));
        assert_eq!((duty.when(), duty.counted()), (When::Undated, None));
        duty.due = Some("within".to_owned());
        duty.count = Some(6);
        duty.unit = Some("month".to_owned());
        assert_eq!(duty.counted().as_deref(), Some("6\u{a0}mois"));
        duty.due = None;
        duty.due_text = Some("lorsque le déroulé sera connu".to_owned());
        assert_eq!((duty.when(), duty.counted()), (When::InWords, None));
    }

    #[test]
    fn an_obligation_is_found_by_who_owes_it() {
        let duty = example(4, None);
        let row = |party| InvolvedRow {
            part: "debtor".to_owned(),
            place: 4,
            party: Some(party),
            text: None,
            lines: Lines::default(),
        };
        let owed_by = |debtor| Filter {
            debtor: Some(debtor),
            kind: None,
            bearing: None,
        };
        assert!(owed_by(2).keeps(&duty, &[row(1), row(2)]));
        assert!(!owed_by(3).keeps(&duty, &[row(1), row(2)]));
        let (_, errors) = Filter::parse(
            &Typed {
                vue: "x".to_owned(),
                debiteur: "7".to_owned(),
                nature: "rien".to_owned(),
                portee: "tout".to_owned(),
                ..Typed::default()
            },
            &Parties::of(Vec::new()),
        );
        assert!(
            ["", "debiteur", "nature", "portee"]
                .into_iter()
                .all(|field| errors.has(field))
        );
    }
}
