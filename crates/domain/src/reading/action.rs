//! An action as read, with its roles and the marks that say which commune does it in which year.

use super::{Key, Lines, Sourced};

/// Who holds a role: an organisation of the reading, or words that name nobody known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Holder {
    /// A party, an organisation or a group.
    Known(Key),
    /// The words of the text.
    Text(String),
}

/// One step or detail of an action, sometimes bound to one commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// In the words of the text.
    pub text: Sourced<String>,
    /// The commune it is bound to, by key.
    pub commune: Option<Key>,
}

/// The place of the text that a mark comes from. Views may disagree; each keeps its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum View {
    /// The grid of actions by years: shown when views differ.
    Deployment,
    /// The sheet of the action.
    Sheet,
}

impl View {
    /// The word of the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Deployment => "deployment",
            Self::Sheet => "sheet",
        }
    }

    /// The view written as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Deployment, Self::Sheet].into_iter().find(|view| view.code() == code)
    }
}

/// A half of a year, where a plan counts by halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Half {
    /// January to June.
    First,
    /// July to December.
    Second,
}

impl Half {
    /// Its rank in the year, 1 or 2: what the interchange document holds.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
        }
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::First => "1er semestre",
            Self::Second => "2nd semestre",
        }
    }

    /// The half of this rank.
    #[must_use]
    pub fn of_rank(rank: u8) -> Option<Self> {
        [Self::First, Self::Second].into_iter().find(|half| half.rank() == rank)
    }
}

/// How far a figure is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// As said.
    Exact,
    /// "environ", "de l'ordre de".
    About,
    /// "au moins", "plus de", "129+".
    AtLeast,
    /// "au plus", "jusqu'à", "dans la limite de".
    AtMost,
}

impl Precision {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Exact, Self::About, Self::AtLeast, Self::AtMost];

    /// The word of the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
        }
    }

    /// The precision written as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|precision| precision.code() == code)
    }

    /// What people read before the figure: nothing when it is exact.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::About => "environ",
            Self::AtLeast => "au moins",
            Self::AtMost => "au plus",
        }
    }

    /// The same as a choice, where the exact one has a name too.
    #[must_use]
    pub const fn choice(self) -> &'static str {
        match self {
            Self::Exact => "exacte",
            other => other.french(),
        }
    }
}

/// A sum that the text gives to an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmountRead {
    /// The words that hold it: "Caf : 12 500 €".
    pub text: Sourced<String>,
    /// Who pays, when the text says it.
    pub funder: Option<Holder>,
    /// The year it is for, when the text says it.
    pub year: Option<i16>,
    /// The sum, in cents.
    pub cents: i64,
    /// How far it is exact.
    pub precision: Precision,
}

/// A signed mark: these years, this commune when the mark names one, as written.
///
/// A plain `X` names nobody: `communes` is empty, and stays so. Neighbouring years under the same mark make one track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    /// The view that bears it.
    pub view: View,
    /// The communes the mark names, by key.
    pub communes: Vec<Key>,
    /// The years, in order.
    pub years: Vec<i16>,
    /// The half of each of these years, where the mark stands for one.
    pub half: Option<Half>,
    /// The mark as written: `X`, `x(L)`, `xx`, `L: 2022-2026`; empty where years were typed by hand, which no text marks.
    pub mark: Sourced<String>,
}

/// An action of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRead {
    /// Where it is spoken of, in every view.
    pub lines: Lines,
    /// The printed number, a text ("2 bis", "A.2.b.1"). Where the text prints none, its rank in the plan, and no line.
    pub number: Sourced<String>,
    /// The title retained: that of the framework when it lists the action, else of the grid, else of the sheet.
    pub title: Sourced<String>,
    /// Every other wording, as printed elsewhere.
    pub other_titles: Vec<Sourced<String>>,
    /// The node it stands under, by key.
    pub parent: Option<Sourced<Key>>,
    /// Its themes, by key.
    pub themes: Vec<Sourced<Key>>,
    /// Its details.
    pub details: Vec<Detail>,
    /// Technical and human means.
    pub means: Vec<Sourced<String>>,
    /// Financial means: names of funders and funds; the amounts, if any, stay in the words.
    pub funding: Vec<Sourced<String>>,
    /// Who steers and answers for it.
    pub pilots: Vec<Sourced<Holder>>,
    /// Who carries it out.
    pub bearers: Vec<Sourced<Holder>>,
    /// The pilots of the sheet, when they differ from those of the grid, which are shown.
    pub other_pilots: Vec<Sourced<Holder>>,
    /// The bearers of the sheet, when they differ from those of the grid, which are shown.
    pub other_bearers: Vec<Sourced<Holder>>,
    /// Who else takes part, when the text says so.
    pub partners: Vec<Sourced<Holder>>,
    /// The marks.
    pub tracks: Vec<Track>,
    /// For whom it is done, in the words of the text.
    pub public: Option<Sourced<String>>,
    /// What it aims at.
    pub objectives: Vec<Sourced<String>>,
    /// By what it is judged.
    pub indicators: Vec<Sourced<String>>,
    /// When it is done, in the words of the text.
    pub calendar: Option<Sourced<String>>,
    /// The sums given to it.
    pub amounts: Vec<AmountRead>,
    /// Where it takes place, when the text says it apart from the marks.
    pub communes: Vec<Sourced<Key>>,
}

impl ActionRead {
    /// An action of which nothing else is known.
    #[must_use]
    pub fn named(number: Sourced<String>, title: Sourced<String>) -> Self {
        Self {
            lines: number.lines.union(&title.lines),
            number,
            title,
            other_titles: Vec::new(),
            parent: None,
            themes: Vec::new(),
            details: Vec::new(),
            means: Vec::new(),
            funding: Vec::new(),
            pilots: Vec::new(),
            bearers: Vec::new(),
            other_pilots: Vec::new(),
            other_bearers: Vec::new(),
            partners: Vec::new(),
            tracks: Vec::new(),
            public: None,
            objectives: Vec::new(),
            indicators: Vec::new(),
            calendar: None,
            amounts: Vec::new(),
            communes: Vec::new(),
        }
    }
}
