//! Checking what was read: each point of a reading that asks for someone's eyes, looked at once, and the day when the whole is confirmed.
//!
//! A point is known by its words, not by its place: it is still looked at when the text is read again. Nothing here changes what was
//! read: a correction does.

use crate::access::verbs::CorrectReading;
use crate::digest::Digest;
use crate::fact::{Account, told};
use crate::ids::ConventionId;
use crate::search::comparable;

/// What kind of point asks for someone's eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointKind {
    /// Lines that no value holds.
    Loose,
    /// A value that is not sure.
    Doubt,
    /// Something that the text contradicts.
    Anomaly,
}

impl PointKind {
    /// All of them, in the order of a line.
    pub const ALL: [Self; 3] = [Self::Loose, Self::Doubt, Self::Anomaly];

    /// The word of addresses, and of what makes a key.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Loose => "passage",
            Self::Doubt => "doute",
            Self::Anomaly => "ecart",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// As people read it.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Loose => "Non rattaché",
            Self::Doubt => "Doute",
            Self::Anomaly => "Écart",
        }
    }
}

/// By what a point is known from one reading to the next: its kind and its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointKey(Digest);

impl PointKey {
    /// The key of a point of these words. Capitals, accents and spaces make no difference.
    #[must_use]
    pub fn of(kind: PointKind, words: &str) -> Self {
        Self(Digest::of_parts([kind.code().as_bytes(), comparable(words).as_bytes()]))
    }

    /// The key stored or written in an address.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        Digest::from_hex(text).map(Self)
    }

    /// What is stored.
    #[must_use]
    pub const fn digest(self) -> Digest {
        self.0
    }
}

impl From<Digest> for PointKey {
    fn from(digest: Digest) -> Self {
        Self(digest)
    }
}

impl std::fmt::Display for PointKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Someone looked at a point and found that nothing of the reading is to be changed for it, or asks for it to be looked at again.
#[derive(Debug, Clone, Copy)]
pub struct PointChecked {
    /// The convention.
    pub convention: ConventionId,
    /// Its how many-th check, from 1.
    pub ordinal: i64,
    /// Which point.
    pub key: PointKey,
    /// Whether it is looked at from now on.
    pub checked: bool,
}

/// What was read is confirmed: until then, those who correct readings were alone to see the convention. Whoever holds a mandate sees it from now on.
#[derive(Debug, Clone, Copy)]
pub struct ReadingConfirmed {
    /// The convention.
    pub convention: ConventionId,
    /// How many points had not been looked at.
    pub unseen: u32,
}

told! {
    PointChecked, CorrectReading, "point_checked", |fact| fact.convention,
        Account {
            subject: format!("convention/{}/point/{}", fact.convention, fact.ordinal),
            before: Some(state(!fact.checked).to_owned()),
            after: Some(format!("{} {}", state(fact.checked), fact.key)),
            personal: None,
        };
    ReadingConfirmed, CorrectReading, "reading_confirmed", |fact| fact.convention,
        Account {
            subject: format!("convention/{}/review", fact.convention),
            before: Some("under review".to_owned()),
            after: Some(format!("confirmed, {} points not looked at", fact.unseen)),
            personal: None,
        };
}

const fn state(checked: bool) -> &'static str {
    if checked { "looked at" } else { "to look at" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_known_by_its_kind_and_its_words() {
        let key = PointKey::of(PointKind::Loose, "Une ville au pluriel");
        assert_eq!(key, PointKey::of(PointKind::Loose, "une  ville\nau PLURIEL"));
        assert_ne!(key, PointKey::of(PointKind::Doubt, "Une ville au pluriel"));
        assert_eq!(PointKey::from_hex(&key.to_string()), Some(key));
        assert_eq!(PointKey::from_hex("12"), None);
    }

    #[test]
    fn a_kind_is_read_as_it_is_written() {
        for kind in PointKind::ALL {
            assert_eq!(PointKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(PointKind::from_code("autre"), None);
    }
}
