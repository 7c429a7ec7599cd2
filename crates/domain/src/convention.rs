//! The agreement as a ledger: acts, and the one fact by which a convention enters.
//!
//! There is no editable "current terms": an act holds its reading for ever, and tables of nodes, actions and tracks are
//! only its projection.

use crate::access::Installation;
use crate::access::verbs::{CorrectReading, EnterConvention, RebuildProjection};
use crate::digest::Digest;
use crate::example::Nature;
use crate::fact::{Account, Chain, Fact, told};
use crate::ids::{ActId, ConventionId, PersonId};
use crate::reading::Reading;
use crate::time::{Day, Instant};

/// How long a period lasts and how much of it is left, on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
}

impl Period {
    /// Days from `today` to the last day; negative once it has passed.
    #[must_use]
    pub fn days_left(self, today: Day) -> i32 {
        today.days_until(self.end)
    }

    /// The years it touches, in order.
    pub fn years(self) -> impl Iterator<Item = i16> {
        self.start.year()..=self.end.year()
    }
}

/// How the journal tells that a convention entered as an example: the end of its first entry.
pub const EXAMPLE_TOLD: &str = ", example";

/// How the journal tells that a convention entered to be checked first.
const REVIEW_TOLD: &str = ", under review";

/// A convention entered: its first act, with everything read from the signed text.
#[derive(Debug, Clone)]
pub struct ConventionEntered {
    /// The new convention.
    pub convention: ConventionId,
    /// What was signed, or a copy on which one learns.
    pub nature: Nature,
    /// Whether it is checked before those who hold a mandate see it: until then, whoever corrects readings is alone to.
    pub review: bool,
    /// What was read.
    pub reading: Reading,
    /// The text itself, line by line, as decoded.
    pub text: Vec<String>,
    /// The reading written as the interchange document, and kept as written.
    pub document: String,
}

impl ConventionEntered {
    /// The act it creates: the first of the convention.
    #[must_use]
    pub const fn act(&self) -> ActId {
        ActId {
            convention: self.convention,
            ordinal: 1,
        }
    }

    /// The digest of the document, under which the act is known.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.document.as_bytes())
    }

    /// The digest of the decoded text, under which its stored lines are checked.
    #[must_use]
    pub fn text_digest(&self) -> Digest {
        text_digest(&self.text)
    }
}

/// The digest of a decoded text, line by line.
#[must_use]
pub fn text_digest(text: &[String]) -> Digest {
    Digest::of_parts(text.iter().map(String::as_bytes))
}

impl Fact for ConventionEntered {
    type Needs = EnterConvention;
    const NAME: &'static str = "convention_entered";
    const BEGINS_A_CHAIN: bool = true;

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}/act/1", self.convention),
            before: None,
            after: Some(format!(
                "document {} of source {}, text {}, {} actions{}{}",
                self.digest(),
                self.reading.source.digest,
                self.text_digest(),
                self.reading.actions.len(),
                if self.review { REVIEW_TOLD } else { "" },
                if self.nature.is_example() { EXAMPLE_TOLD } else { "" },
            )),
            personal: None,
        }
    }
}

/// Tables that an older version did not know, or filled otherwise, were made again from an act. The act itself stays as it entered.
#[derive(Debug, Clone)]
pub struct ProjectionRebuilt {
    /// The convention.
    pub convention: ConventionId,
    /// Its how many-th filling, from 1.
    pub rebuild: i64,
    /// What the act says.
    pub reading: Reading,
    /// The text itself, line by line.
    pub text: Vec<String>,
    /// The act as stored.
    pub document: String,
    /// The tables made again, by the names that queries read.
    pub tables: Vec<&'static str>,
}

impl Fact for ProjectionRebuilt {
    type Needs = RebuildProjection;
    const NAME: &'static str = "projection_rebuilt";

    fn place(&self) -> ConventionId {
        self.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}/projection/{}", self.convention, self.rebuild),
            before: None,
            after: Some(format!(
                "document {}, tables {}",
                Digest::of(self.document.as_bytes()),
                self.tables.join(" ")
            )),
            personal: None,
        }
    }
}

/// A newer version of what was read of a signed text, whoever made it and however. The act stays as it entered.
#[derive(Debug, Clone)]
pub struct ReadingVersion {
    /// The convention.
    pub convention: ConventionId,
    /// The how many-th version after the act, from 1: corrections and renewals are counted together.
    pub version: i64,
    /// Who made it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
    /// The digest of the version before.
    pub previous: Digest,
    /// The reading that stands from now on.
    pub reading: Reading,
    /// The same, as written.
    pub document: String,
    /// The text itself, line by line.
    pub text: Vec<String>,
    /// The act as it entered.
    pub act: String,
}

impl ReadingVersion {
    /// The digest of this version.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.document.as_bytes())
    }

    /// What is chained of it: both digests, and `by` what way the one became the other.
    fn account(&self, by: &str) -> Account {
        Account {
            subject: format!("convention/{}/reading/{}", self.convention, self.version),
            before: Some(format!("document {}", self.previous)),
            after: Some(format!("document {} {by}", self.digest())),
            personal: None,
        }
    }
}

/// One field of what was read of a signed text was corrected.
#[derive(Debug, Clone)]
pub struct ReadingCorrected {
    /// The version that it makes.
    pub made: ReadingVersion,
    /// Which field of the interchange document.
    pub field: String,
    /// What it was, as the document writes it.
    pub was: Option<String>,
    /// What it becomes; `None` when the text says nothing of it.
    pub becomes: Option<String>,
    /// The lines pointed at, item by item, as the document writes them; `None` when they stay.
    pub lines: Option<String>,
    /// Why, in the words of the person.
    pub reason: String,
    /// The correction that this one undoes.
    pub undoes: Option<i64>,
}

/// What stands in the place of a field when the whole text was read again.
pub const TEXT_READ_AGAIN: &str = "/";

/// The kept text was read again by a later reader, under what people corrected of it.
#[derive(Debug, Clone)]
pub struct ReadingRenewed {
    /// The version that it makes.
    pub made: ReadingVersion,
    /// What the reader read, before anything was corrected.
    pub read: String,
}

told! {
    ReadingCorrected, CorrectReading, "reading_corrected", |fact| fact.made.convention, {
        let undone = fact.undoes.map_or_else(String::new, |version| format!(", undoing {version}"));
        fact.made.account(&format!("by {}{undone}", fact.field))
    };
    ReadingRenewed, CorrectReading, "reading_renewed", |fact| fact.made.convention,
        fact.made.account(&format!("over {}", Digest::of(fact.read.as_bytes())));
}

/// A convention left every page, for everyone: it entered by mistake. Nothing of it is erased, and it can be given back.
#[derive(Debug, Clone)]
pub struct ConventionWithdrawn {
    /// The convention.
    pub convention: ConventionId,
    /// Its how many-th withdrawal, from 1.
    pub withdrawal: i64,
    /// Why, in the words of the person.
    pub reason: String,
    /// Who withdrew it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

impl Fact for ConventionWithdrawn {
    type Needs = EnterConvention;
    const NAME: &'static str = "convention_withdrawn";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}/withdrawal/{}", self.convention, self.withdrawal),
            before: Some("standing".to_owned()),
            after: Some("withdrawn".to_owned()),
            personal: Some(self.reason.clone()),
        }
    }
}

/// A convention that was withdrawn stands again, as it was.
#[derive(Debug, Clone, Copy)]
pub struct ConventionReinstated {
    /// The convention.
    pub convention: ConventionId,
    /// The withdrawal that ends.
    pub withdrawal: i64,
}

impl Fact for ConventionReinstated {
    type Needs = EnterConvention;
    const NAME: &'static str = "convention_reinstated";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}/withdrawal/{}", self.convention, self.withdrawal),
            before: Some("withdrawn".to_owned()),
            after: Some("standing".to_owned()),
            personal: None,
        }
    }
}
