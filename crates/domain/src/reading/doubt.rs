//! How sure a value is. A value without a doubt is sure: the text says it in so many words.

use super::Lines;

/// How far a value may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Certainty {
    /// Read through some noise, or understood from its place: nothing else fits.
    Probable,
    /// Two readings are possible: a person decides.
    ToConfirm,
}

impl Certainty {
    /// The word of the interchange document.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Probable => "probable",
            Self::ToConfirm => "to_confirm",
        }
    }

    /// The certainty written as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Probable, Self::ToConfirm]
            .into_iter()
            .find(|known| known.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Probable => "probable",
            Self::ToConfirm => "à confirmer",
        }
    }
}

/// A doubt about what was read on these lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// The lines of the value.
    pub lines: Lines,
    /// The words of the text in question.
    pub quote: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// Why, in one French sentence.
    pub reason: String,
}
