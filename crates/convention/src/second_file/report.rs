//! What is kept of a comparison once it is done: each group with what was chosen, both values of its differences and what was done.
//!
//! It is a document that is read years later: it says values, and no number that would have to be looked up.

use domain::comparison::Choice;
use serde::{Deserialize, Serialize};

use web::french::beginning;

use super::{MOST_GROUPS, Understood};

/// The most differences that are kept one by one: the others are counted.
const MOST_KEPT: usize = 2_000;

/// The longest value kept, in characters.
const LONGEST: usize = 1_000;

/// A difference, as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) called: String,
    pub(crate) aspect: String,
    pub(crate) was: Option<String>,
    pub(crate) says: Option<String>,
    /// The lines of the file.
    pub(crate) lines: String,
    /// Whether what was chosen was done of it.
    pub(crate) done: bool,
}

/// A group, and what was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settled {
    pub(crate) title: String,
    pub(crate) choice: String,
    pub(crate) total: usize,
    pub(crate) done: usize,
    pub(crate) told: Vec<Line>,
}

impl Settled {
    pub(crate) fn choice(&self) -> Choice {
        Choice::from_code(&self.choice).unwrap_or_default()
    }

    /// "La lecture était fausse : 3 sur 4".
    pub(crate) fn words(&self) -> String {
        let choice = self.choice().french();
        if self.choice() == Choice::Ignored || self.done == self.total {
            return choice.to_owned();
        }
        format!("{choice}\u{a0}: {} sur {}", self.done, self.total)
    }

    /// How many are counted and not told.
    pub(crate) fn more(&self) -> usize {
        self.total.saturating_sub(self.told.len())
    }
}

/// What was found and chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Report {
    pub(crate) slight: usize,
    /// The organisations that a person said are the same: the name in the file, and the other.
    pub(crate) said_same: Vec<(String, String)>,
    pub(crate) groups: Vec<Settled>,
}

impl Report {
    pub(super) fn of(understood: &Understood) -> Self {
        let mut left = MOST_KEPT;
        let groups = understood.groups.iter().enumerate().map(|(rank, group)| {
            let choice = if rank < MOST_GROUPS {
                understood.choice(group)
            } else {
                Choice::Ignored
            };
            let done = |difference: &&files::comparison::Difference| Understood::does(choice, difference);
            let told: Vec<Line> = understood
                .differences(group)
                .take(left)
                .map(|difference| Line {
                    called: beginning(&difference.called, LONGEST),
                    aspect: difference.aspect.french().to_owned(),
                    was: difference.was.as_deref().map(|words| beginning(words, LONGEST)),
                    says: difference.says.as_deref().map(|words| beginning(words, LONGEST)),
                    lines: difference.lines.to_string(),
                    done: done(&difference),
                })
                .collect();
            left -= told.len();
            Settled {
                title: group.title.clone(),
                choice: choice.code().to_owned(),
                total: group.ranks.len(),
                done: understood.differences(group).filter(done).count(),
                told,
            }
        });
        let said = understood.comparison.same.iter();
        let said = said.filter(|same| same.reason == files::comparison::SameReason::Said);
        Self {
            slight: understood.comparison.slight,
            groups: groups.collect(),
            said_same: said.map(|same| (same.name.clone(), same.own.clone())).collect(),
        }
    }

    /// As it is kept.
    pub(crate) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What was kept; nothing once it was erased.
    pub(crate) fn read(written: &str) -> Option<Self> {
        serde_json::from_str(written).ok()
    }

    /// How many differences were settled so.
    pub(crate) fn done(&self, choice: Choice) -> usize {
        self.groups
            .iter()
            .filter(|group| group.choice() == choice)
            .map(|group| group.done)
            .sum()
    }

    /// How many there were.
    pub(crate) fn total(&self) -> usize {
        self.groups.iter().map(|group| group.total).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_says_what_was_done_of_what_was_chosen() {
        let settled = |choice: Choice, done| Settled {
            title: "Actions".to_owned(),
            choice: choice.code().to_owned(),
            total: 4,
            done,
            told: Vec::new(),
        };
        assert_eq!(settled(Choice::Misread, 3).words(), "La lecture était fausse\u{a0}: 3 sur 4");
        assert_eq!(settled(Choice::Reworded, 4).words(), "La rédaction a changé");
        let report = Report {
            groups: vec![settled(Choice::Misread, 3), settled(Choice::Ignored, 0)],
            ..Report::default()
        };
        assert_eq!(
            (report.total(), report.done(Choice::Misread), report.done(Choice::Reworded)),
            (8, 3, 0)
        );
        assert_eq!(Report::read(&report.written()), Some(report));
        assert_eq!(Report::read(""), None);
    }
}
