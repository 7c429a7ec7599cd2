//! What something is about: the convention itself, or one of its actions.

use std::fmt;

/// What a comment is about. What a document is attached to may be finer: `crate::documents::Attachment`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum About {
    /// The convention itself.
    Convention,
    /// One of its actions, by its ordinal.
    Action(i64),
}

impl About {
    /// The word stored: which sort of thing.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Convention => "convention",
            Self::Action(_) => "action",
        }
    }

    /// The ordinal of the action.
    #[must_use]
    pub const fn action(self) -> Option<i64> {
        match self {
            Self::Convention => None,
            Self::Action(ordinal) => Some(ordinal),
        }
    }

    /// What is stored as a word and the ordinal of an action.
    #[must_use]
    pub fn stored(code: &str, action: Option<i64>) -> Option<Self> {
        match (code, action) {
            ("convention", None) => Some(Self::Convention),
            ("action", Some(ordinal)) => Some(Self::Action(ordinal)),
            _ => None,
        }
    }

    /// What is written in an address or a form: `convention`, `action-15`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('-') {
            None if text == "convention" => Some(Self::Convention),
            Some(("action", ordinal)) => ordinal.parse().ok().filter(|n| *n > 0).map(Self::Action),
            _ => None,
        }
    }
}

/// As in an address.
impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Convention => f.write_str("convention"),
            Self::Action(ordinal) => write!(f, "action-{ordinal}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_written_and_read_again() {
        for topic in [About::Convention, About::Action(15)] {
            assert_eq!(About::parse(&topic.to_string()), Some(topic));
            assert_eq!(About::stored(topic.code(), topic.action()), Some(topic));
        }
        for wrong in ["", "action", "action-0", "action--1", "action-x", "party-1", "convention-1"] {
            assert_eq!(About::parse(wrong), None, "{wrong}");
        }
        assert_eq!(About::stored("action", None), None);
        assert_eq!(About::stored("convention", Some(1)), None);
    }
}
