//! The meeting that a document is of: a minute, an agenda, a list of who came. It holds no meeting, and calls nobody.

use crate::time::Day;

/// A meeting of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The body, by the name that the text gave it when the document was added.
    pub body: String,
    /// The day.
    pub day: Day,
}

impl Meeting {
    /// What is stored as a name and a day; nothing unless both are there.
    #[must_use]
    pub fn stored(body: Option<String>, day: Option<Day>) -> Option<Self> {
        Some(Self { body: body?, day: day? })
    }
}
