//! What an amendment says that it changes. What becomes of the terms is the matter of `crate::amendment`.

use super::{Lines, Sourced};
use crate::time::Day;

/// What happens to a part of the convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChangeKind {
    /// An article comes in.
    AddArticle,
    /// An article, or a part of it, is worded otherwise.
    ChangeArticle,
    /// An article goes.
    DropArticle,
    /// An annex comes in.
    AddAnnex,
    /// An annex takes the place of another one.
    ChangeAnnex,
    /// An annex goes.
    DropAnnex,
    /// An action comes in.
    AddAction,
    /// An action is worded, dated or carried otherwise.
    ModifyAction,
    /// An action goes.
    DropAction,
    /// The convention lasts longer, or less.
    ChangeDates,
    /// A commune joins or leaves the territory.
    ChangePerimeter,
    /// Someone joins or leaves those who sign.
    ChangeParties,
    /// The cooperation scheme is another one.
    ChangeCooperation,
    /// Money is given otherwise.
    ChangeFunding,
}

impl ChangeKind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::AddArticle,
        Self::ChangeArticle,
        Self::DropArticle,
        Self::AddAnnex,
        Self::ChangeAnnex,
        Self::DropAnnex,
        Self::AddAction,
        Self::ModifyAction,
        Self::DropAction,
        Self::ChangeDates,
        Self::ChangePerimeter,
        Self::ChangeParties,
        Self::ChangeCooperation,
        Self::ChangeFunding,
    ];

    /// The word of the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AddArticle => "add_article",
            Self::ChangeArticle => "change_article",
            Self::DropArticle => "drop_article",
            Self::AddAnnex => "add_annex",
            Self::ChangeAnnex => "change_annex",
            Self::DropAnnex => "drop_annex",
            Self::AddAction => "add_action",
            Self::ModifyAction => "modify_action",
            Self::DropAction => "drop_action",
            Self::ChangeDates => "change_dates",
            Self::ChangePerimeter => "change_perimeter",
            Self::ChangeParties => "change_parties",
            Self::ChangeCooperation => "change_cooperation",
            Self::ChangeFunding => "change_funding",
        }
    }

    /// The kind written as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One change that the amendment lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRead {
    /// Where it is said.
    pub lines: Lines,
    /// What happens.
    pub kind: ChangeKind,
    /// To what: "article 4", "annexe 2", "action 7", the name of who joins.
    pub target: Option<Sourced<String>>,
    /// The wording before, when the text quotes it.
    pub before: Option<Sourced<String>>,
    /// The wording after, when the text quotes it.
    pub after: Option<Sourced<String>>,
}

/// An amendment to a convention signed before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AmendmentRead {
    /// Where it is named.
    pub lines: Lines,
    /// Its printed number.
    pub number: Option<Sourced<String>>,
    /// The day from which it holds.
    pub effect: Option<Sourced<Day>>,
    /// What it changes, in the order of the text.
    pub changes: Vec<ChangeRead>,
}
