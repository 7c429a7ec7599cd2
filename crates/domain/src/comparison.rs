//! A second file about a convention: what a person said of each group of differences, and the one fact that keeps it.
//!
//! Comparing belongs to `files`. Nothing signed changes here: a reading is corrected by facts of its own, in the same transaction,
//! and a wording that changed waits for an amendment.

use crate::access::verbs::CorrectReading;
use crate::amendment::AmendmentProposed;
use crate::digest::Digest;
use crate::fact::{Account, told};
use crate::ids::{ComparisonId, ConventionId};

/// What becomes of a group of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Choice {
    /// Nothing.
    #[default]
    Ignored,
    /// The reading was wrong: it takes what the file says.
    Misread,
    /// The wording changed: it is kept aside for an amendment.
    Reworded,
}

impl Choice {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Misread, Self::Reworded, Self::Ignored];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ignored => "ignored",
            Self::Misread => "misread",
            Self::Reworded => "reworded",
        }
    }

    /// The choice of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Ignored => "Ignorer",
            Self::Misread => "La lecture était fausse",
            Self::Reworded => "La rédaction a changé",
        }
    }
}

/// A second file was compared with a convention, and each group of differences was settled.
#[derive(Debug, Clone)]
pub struct SecondFileCompared {
    /// The comparison.
    pub comparison: ComparisonId,
    /// The name of the file.
    pub name: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// The digest of the reading with which it was compared.
    pub before: Digest,
    /// How many differences there were.
    pub differences: usize,
    /// How many the reading took.
    pub corrected: usize,
    /// What is kept aside for an amendment.
    pub proposals: Vec<AmendmentProposed>,
    /// What was found and chosen, group by group, as it is kept.
    pub report: String,
}

impl SecondFileCompared {
    /// The convention.
    #[must_use]
    pub const fn convention(&self) -> ConventionId {
        self.comparison.convention
    }
}

told! {
    SecondFileCompared, CorrectReading, "second_file_compared", |fact| fact.convention(), Account {
        subject: format!("convention/{}/comparison/{}", fact.convention(), fact.comparison.ordinal),
        before: Some(format!("document {}", fact.before)),
        after: Some(format!(
            "{} differences, {} corrected, {} kept aside, file {}",
            fact.differences,
            fact.corrected,
            fact.proposals.len(),
            fact.digest
        )),
        personal: Some(fact.name.clone()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;

    #[test]
    fn a_choice_is_read_as_it_is_stored() {
        for choice in Choice::ALL {
            assert_eq!(Choice::from_code(choice.code()), Some(choice));
        }
        assert_eq!(Choice::default(), Choice::Ignored, "nothing is done that nobody chose");
    }

    #[test]
    fn the_name_of_a_file_is_not_chained() {
        let fact = SecondFileCompared {
            comparison: ComparisonId {
                convention: ConventionId::new(1),
                ordinal: 2,
            },
            name: "plan de Mme Exemple.docx".to_owned(),
            digest: Digest::of(b"file"),
            before: Digest::of(b"reading"),
            differences: 12,
            corrected: 3,
            proposals: Vec::new(),
            report: String::new(),
        };
        let account = fact.account();
        assert_eq!(account.subject, "convention/1/comparison/2");
        let after = account.after.expect("what was done");
        assert!(
            after.starts_with("12 differences, 3 corrected, 0 kept aside, file "),
            "{after}"
        );
        assert!(!after.contains("Exemple"));
    }
}
