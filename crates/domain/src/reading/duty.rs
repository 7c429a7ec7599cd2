//! Who owes what to whom, when, at which address: what the articles oblige the parties to.

use super::{Holder, Lines, Sourced};
use crate::time::Day;

/// What a duty is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DutyKind {
    /// People, premises, data put at disposal.
    Means,
    /// Money kept, paid, shared out.
    Funding,
    /// Bodies set up, held, staffed.
    Governance,
    /// Information exchanged, personal data protected.
    DataProtection,
    /// What is said outside, with which mentions and logos.
    Communication,
    /// Inaugurations, press: invitations and programme.
    Event,
    /// The yearly review.
    Review,
    /// Evaluation and indicators.
    Evaluation,
    /// Changes by amendment.
    Amendment,
    /// Ending the convention, formal notice, notice period.
    Termination,
    /// Disputes.
    Dispute,
    /// Secrecy and discretion.
    Confidentiality,
    /// Anything else.
    Other,
}

impl DutyKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Means,
        Self::Funding,
        Self::Governance,
        Self::DataProtection,
        Self::Communication,
        Self::Event,
        Self::Review,
        Self::Evaluation,
        Self::Amendment,
        Self::Termination,
        Self::Dispute,
        Self::Confidentiality,
        Self::Other,
    ];

    /// The word of the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Means => "means",
            Self::Funding => "funding",
            Self::Governance => "governance",
            Self::DataProtection => "data_protection",
            Self::Communication => "communication",
            Self::Event => "event",
            Self::Review => "review",
            Self::Evaluation => "evaluation",
            Self::Amendment => "amendment",
            Self::Termination => "termination",
            Self::Dispute => "dispute",
            Self::Confidentiality => "confidentiality",
            Self::Other => "other",
        }
    }

    /// The kind written as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Means => "Moyens",
            Self::Funding => "Financement",
            Self::Governance => "Instances",
            Self::DataProtection => "Données personnelles",
            Self::Communication => "Communication",
            Self::Event => "Événements",
            Self::Review => "Bilan annuel",
            Self::Evaluation => "Évaluation",
            Self::Amendment => "Avenant",
            Self::Termination => "Fin de la convention",
            Self::Dispute => "Recours",
            Self::Confidentiality => "Confidentialité",
            Self::Other => "Autre obligation",
        }
    }
}

/// Whether a sentence of the articles obliges someone, lets someone do something, or only says what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bearing {
    /// Someone owes something.
    Owed,
    /// Someone may do something: to leave, to end the convention.
    Allowed,
    /// Nobody owes it: which court judges, what ends by itself.
    Rule,
}

impl Bearing {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::Owed, Self::Allowed, Self::Rule];

    /// The word of an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Owed => "obligation",
            Self::Allowed => "faculte",
            Self::Rule => "regle",
        }
    }

    /// The bearing of a word of an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bearing| bearing.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Owed => "Obligation",
            Self::Allowed => "Faculté",
            Self::Rule => "Règle",
        }
    }

    /// What is said before those whom the sentence names.
    #[must_use]
    pub const fn who(self) -> &'static str {
        match self {
            Self::Owed => "Qui doit",
            Self::Allowed => "Qui peut",
            Self::Rule => "Par qui",
        }
    }
}

/// A unit of time that texts count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Days.
    Day,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// When a duty falls, as far as the words can be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Due {
    /// Once a year.
    EveryYear,
    /// Within so many days, months or years of what calls for it.
    Within(u16, Unit),
    /// On a day.
    On(Day),
    /// Before something happens or is published.
    Before,
    /// All the time, while the convention runs.
    Throughout,
}

/// The time of a duty: words, and what can be counted of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueRead {
    /// As written: "moyennant un délai de prévenance de 6 mois".
    pub text: Sourced<String>,
    /// What can be counted.
    pub value: Option<Due>,
}

/// Something that the text obliges someone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyRead {
    /// Where.
    pub lines: Lines,
    /// The article it stands in: its printed number.
    pub article: Option<Sourced<String>>,
    /// What it is about.
    pub kind: DutyKind,
    /// Its words.
    pub text: Sourced<String>,
    /// Who owes it.
    pub debtors: Vec<Sourced<Holder>>,
    /// To whom.
    pub creditors: Vec<Sourced<Holder>>,
    /// When.
    pub due: Option<DueRead>,
    /// At which address.
    pub addresses: Vec<Sourced<String>>,
}
