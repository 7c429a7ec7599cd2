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
    /// The mark as written: `X`, `x(L)`, `xx`, `L: 2022-2026`.
    pub mark: Sourced<String>,
}

/// An action of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRead {
    /// Where it is spoken of, in every view.
    pub lines: Lines,
    /// The printed number, a text ("2 bis").
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
}
