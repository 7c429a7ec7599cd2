//! Where a text contradicts itself or says too little: on screen, an *écart*.
//!
//! An écart never changes a value: it quotes both places and gives its reason.

mod count;
mod cut;
mod dates;
mod grid;
mod marks;
mod missing;
mod organised;
mod secretariat;
mod views;
mod wording;

use std::cmp::Reverse;
use std::collections::HashSet;

pub use self::missing::announces_votes;
pub(super) use self::missing::{holds_votes, named};
use super::{ActionRead, Reading, Sourced};

/// The family of an écart. Closed; the French words are those of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// A number announced differs from what is listed.
    Count,
    /// A mark of the grid has no legend.
    UndefinedMark,
    /// A mark names no commune where several could be meant.
    UnnamedCommune,
    /// Two views give different pilots or bearers.
    Role,
    /// Two views give different years.
    Year,
    /// Two views word or order the same thing differently.
    Wording,
    /// Something announced is absent.
    Missing,
    /// A date or a year cannot be right.
    Date,
    /// The text stops before its end.
    Cut,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 9] = [
        Self::Count,
        Self::UndefinedMark,
        Self::UnnamedCommune,
        Self::Role,
        Self::Year,
        Self::Wording,
        Self::Missing,
        Self::Date,
        Self::Cut,
    ];

    /// The word stored and written in the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::UndefinedMark => "undefined_mark",
            Self::UnnamedCommune => "unnamed_commune",
            Self::Role => "role",
            Self::Year => "year",
            Self::Wording => "wording",
            Self::Missing => "missing",
            Self::Date => "date",
            Self::Cut => "cut",
        }
    }

    /// The family stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Count => "Nombre annoncé",
            Self::UndefinedMark => "Marque sans légende",
            Self::UnnamedCommune => "Commune non nommée",
            Self::Role => "Rôles différents",
            Self::Year => "Années différentes",
            Self::Wording => "Rédactions différentes",
            Self::Missing => "Élément annoncé et absent",
            Self::Date => "Date impossible",
            Self::Cut => "Texte interrompu",
        }
    }
}

/// How much it matters to those who execute the convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Low,
    /// Worth explaining.
    Medium,
    /// Someone must decide.
    High,
}

impl Severity {
    /// The word stored and written in the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The severity stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Low, Self::Medium, Self::High]
            .into_iter()
            .find(|severity| severity.code() == code)
    }
}

/// Words of the text and where they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The line.
    pub line: u32,
    /// The words, as they stand.
    pub quote: String,
}

/// One écart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anomaly {
    /// Its family.
    pub family: Family,
    /// How much it matters.
    pub severity: Severity,
    /// The first place.
    pub a: Quote,
    /// The place that contradicts it, when there is one.
    pub b: Option<Quote>,
    /// In French, a full sentence.
    pub reason: String,
    /// The printed numbers of the actions concerned, in the order of the plan; often none.
    pub actions: Vec<String>,
}

/// A rule: what it finds in a reading, the lines of the text at hand.
type Rule = fn(&Reading, &[String]) -> Vec<Anomaly>;

/// Every rule, each in the file of its family.
const RULES: [Rule; 20] = [
    cut::interrupted,
    count::announced,
    count::numbers,
    marks::undefined,
    marks::unnamed,
    marks::refused,
    views::roles,
    views::carriers,
    views::years,
    views::communes,
    secretariat::keepers,
    wording::titles,
    wording::order,
    missing::annexes,
    missing::sheets,
    missing::pooled,
    organised::sums,
    organised::lists,
    organised::bodies,
    dates::impossible,
];

/// Every écart that the rules find: a cut first, then the gravest, then by line. The same thing is never said twice of one
/// place.
#[must_use]
pub fn anomalies(reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    // What a person typed without a text has no line to quote.
    if reading.is_by_hand() {
        return Vec::new();
    }
    let mut found: Vec<Anomaly> = RULES.iter().flat_map(|rule| rule(reading, text)).collect();
    let rank = |anomaly: &Anomaly| (anomaly.family != Family::Cut, Reverse(anomaly.severity), anomaly.a.line);
    found.sort_by_key(rank);
    let mut said = HashSet::new();
    found.retain(|anomaly| said.insert((anomaly.a.line, anomaly.a.quote.clone(), anomaly.reason.clone())));
    found
}

/// The line of a text as it stands, blanks at its ends removed.
fn line_of(text: &[String], line: u32) -> String {
    let at = usize::try_from(line).unwrap_or(usize::MAX).wrapping_sub(1);
    text.get(at).map(|line| line.trim().to_owned()).unwrap_or_default()
}

/// A value as a quotation, at its first line.
fn quoted(value: &Sourced<String>) -> Quote {
    Quote {
        line: value.lines.first().unwrap_or(1),
        quote: value.value.clone(),
    }
}

/// The printed numbers of some actions.
fn numbers_of<'a>(actions: impl IntoIterator<Item = &'a ActionRead>) -> Vec<String> {
    actions.into_iter().map(|action| action.number.value.clone()).collect()
}

/// "2022, 2024 et 2026".
fn listed<T: ToString>(values: impl IntoIterator<Item = T>) -> String {
    let mut values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    match values.pop() {
        Some(last) if values.is_empty() => last,
        Some(last) => format!("{} et {last}", values.join(", ")),
        None => String::new(),
    }
}
