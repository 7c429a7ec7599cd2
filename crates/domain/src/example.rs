//! A convention of example: a copy on which one learns, whose follow-up is invented. What it is is said when it enters, and never
//! changes; it leaves whole, and nothing else ever leaves so.
//!
//! Nothing here invents anything: whoever enters an example says what happened in it, by the facts of everyone.

use crate::access::verbs::RemoveExample;
use crate::fact::{Account, Chain, Fact};
use crate::ids::ConventionId;

/// What a convention is, from the moment it enters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Nature {
    /// What was signed, and what is done about it.
    #[default]
    Signed,
    /// A copy whose follow-up is invented.
    Example,
}

impl Nature {
    /// Whether it is an example.
    #[must_use]
    pub const fn is_example(self) -> bool {
        matches!(self, Self::Example)
    }

    /// What is stored.
    #[must_use]
    pub const fn stored(example: bool) -> Self {
        if example { Self::Example } else { Self::Signed }
    }
}

/// What stands before the name of an example, wherever it is named.
pub const EXAMPLE_MARK: &str = "Exemple · ";

/// A convention that was found to be an example: the only one that may be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExampleConvention(ConventionId);

/// Why a convention is not removed: it was signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnExample;

impl ExampleConvention {
    /// The convention, when it is an example.
    pub const fn found(convention: ConventionId, nature: Nature) -> Result<Self, NotAnExample> {
        match nature {
            Nature::Example => Ok(Self(convention)),
            Nature::Signed => Err(NotAnExample),
        }
    }

    /// Its number.
    #[must_use]
    pub const fn id(self) -> ConventionId {
        self.0
    }
}

/// A convention of example left, with all that happened in it, its journal included: the journal of the installation keeps that
/// it was there.
#[derive(Debug, Clone, Copy)]
pub struct ExampleRemoved {
    /// Which one.
    pub example: ExampleConvention,
}

impl Fact for ExampleRemoved {
    type Needs = RemoveExample;
    const NAME: &'static str = "example_removed";

    fn place(&self) -> ConventionId {
        self.example.id()
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}", self.example.id()),
            before: Some("example".to_owned()),
            after: Some("removed".to_owned()),
            personal: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_signed_is_never_removed() {
        let one = ConventionId::new(1);
        assert_eq!(ExampleConvention::found(one, Nature::Signed), Err(NotAnExample));
        assert_eq!(ExampleConvention::found(one, Nature::default()), Err(NotAnExample));
        assert_eq!(
            ExampleConvention::found(one, Nature::Example).map(ExampleConvention::id),
            Ok(one)
        );
    }
}
