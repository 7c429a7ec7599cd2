//! The words of the text that are no plan: its exposition, texts in view, articles, closing, and what pages print around it.

use super::{Key, Lines, Sourced};

/// What a paragraph is in the structure of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum ParagraphKind {
    /// A plain one.
    #[default]
    Plain,
    /// A heading inside an article: "Résiliation par consentement mutuel".
    Heading,
    /// An item of a list, with its depth from 1.
    Item(u8),
    /// A note called by a mark in the text.
    Note,
}

impl ParagraphKind {
    /// The word of the interchange document: `plain`, `heading`, `item`, `item2`, `note`.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Plain => "plain".to_owned(),
            Self::Heading => "heading".to_owned(),
            Self::Item(0 | 1) => "item".to_owned(),
            Self::Item(depth) => format!("item{depth}"),
            Self::Note => "note".to_owned(),
        }
    }

    /// The kind written as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "plain" => Some(Self::Plain),
            "heading" => Some(Self::Heading),
            "note" => Some(Self::Note),
            "item" => Some(Self::Item(1)),
            _ => code.strip_prefix("item").and_then(|depth| depth.parse().ok()).map(Self::Item),
        }
    }
}

/// A plain paragraph, a heading, an item or a note, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: ParagraphKind,
    /// Its words, without the dash of an item.
    pub text: Sourced<String>,
}

/// The words around the articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// What is set out before the parties or the articles: why a convention, for what.
    pub exposition: Vec<Paragraph>,
    /// The texts in view ("Vu le Code…"), one each.
    pub visas: Vec<Sourced<String>>,
    /// The formula that opens the agreement: "Il est convenu et arrêté ce qui suit".
    pub enacting: Option<Sourced<String>>,
    /// What the signatories acknowledge beside their signatures.
    pub closing: Vec<Paragraph>,
    /// What pages print around the text and nobody agreed to: logos, running titles, headings of torn tables.
    pub page_marks: Vec<Sourced<String>>,
}

/// An enjeu or an orientation as one place of the text words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkEntry {
    /// Which node of the framework.
    pub node: Key,
    /// Its code there, as printed.
    pub code: Option<Sourced<String>>,
    /// Its wording there.
    pub title: Sourced<String>,
}

/// The framework as one place of the text lists it, in the order of that place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameworkPlace {
    /// Where.
    pub lines: Lines,
    /// Its entries.
    pub entries: Vec<FrameworkEntry>,
}

/// A contract that this convention follows, for one commune.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PredecessorRead {
    /// Where.
    pub lines: Lines,
    /// What it is: "Contrat Enfance Jeunesse".
    pub kind: Sourced<String>,
    /// For whom.
    pub party: Sourced<Key>,
    /// Its last day.
    pub end: Option<Sourced<crate::time::Day>>,
}
