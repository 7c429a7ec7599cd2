//! By what an écart is known from one reading of a text to the next.

use std::fmt;

use crate::digest::Digest;
use crate::search::comparable;

/// An écart, whatever the lines and the order of the reading that found it: its rule and the words that it quotes. When those words
/// leave the text, the key is no more found, and what was settled under it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AnomalyKey(Digest);

impl AnomalyKey {
    /// The key of what `rule` found in these words. Accents, capitals and spaces make no difference: a text recognised twice has them
    /// otherwise.
    #[must_use]
    pub fn of(rule: &str, a: &str, b: Option<&str>) -> Self {
        let (a, b) = (comparable(a), b.map(comparable).unwrap_or_default());
        Self(Digest::of_parts([rule.as_bytes(), a.as_bytes(), b.as_bytes()]))
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

impl From<Digest> for AnomalyKey {
    fn from(digest: Digest) -> Self {
        Self(digest)
    }
}

impl fmt::Display for AnomalyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_give_the_same_key_wherever_they_stand() {
        let key = AnomalyKey::of("announced_count", "25 fiches actions", Some("24 fiches"));
        assert_eq!(
            key,
            AnomalyKey::of("announced_count", "25  Fiches\u{a0}actions", Some("24 fiches"))
        );
        assert_ne!(key, AnomalyKey::of("announced_count", "26 fiches actions", Some("24 fiches")));
        assert_ne!(key, AnomalyKey::of("numbering", "25 fiches actions", Some("24 fiches")));
        assert_ne!(key, AnomalyKey::of("announced_count", "25 fiches actions", None));
        assert_eq!(AnomalyKey::from_hex(&key.to_string()), Some(key));
        assert_eq!(AnomalyKey::from_hex("25"), None);
    }
}
