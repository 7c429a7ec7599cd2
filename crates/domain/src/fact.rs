//! What every fact says of itself, so that the write door can permit it, chain it in the journal and tell it to people.
//!
//! A fact never writes: who owns its tables does, inside the door (`store`).

use crate::access::VerbType;
use crate::ids::ConventionId;

/// The journal chain a fact is recorded in: one for the installation, one a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chain {
    /// Accounts, mandates, arrivals of conventions.
    Installation,
    /// All that happens inside one convention.
    Convention(ConventionId),
}

/// What a fact says: written in the journal with who, for whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What it is about, as a path of English words and ordinals: `person/3`, `convention/1`.
    pub subject: String,
    /// The state before, as a short line or a JSON document; `None` when nothing was there. No personal text.
    pub before: Option<String>,
    /// The state after, likewise. No personal text.
    pub after: Option<String>,
    /// Names, addresses and free text of people: kept beside the chain under a salted digest, so that it can be
    /// erased and the chain still verifies.
    pub personal: Option<String>,
}

/// Facts, each with its verb, its name and what it says. One that names no place is of the installation and in its chain; one that
/// names a convention is in the chain of that convention; one that is chained elsewhere names both.
macro_rules! told {
    ($($fact:ident, $verb:ident, $name:literal, |$own:ident| $account:expr;)+) => {
        $crate::fact::told! {$(
            $fact, $verb, $name, |$own| $crate::access::Installation, $crate::fact::Chain::Installation, $account;
        )+}
    };
    ($($fact:ident, $verb:ident, $name:literal, |$own:ident| $convention:expr, $account:expr;)+) => {
        $crate::fact::told! {$(
            $fact, $verb, $name, |$own| $convention, $crate::fact::Chain::Convention($convention), $account;
        )+}
    };
    ($($fact:ident, $verb:ident, $name:literal, |$own:ident| $place:expr, $chain:expr, $account:expr;)+) => {$(
        impl $crate::fact::Fact for $fact {
            type Needs = $verb;
            const NAME: &'static str = $name;

            fn place(&self) -> <Self::Needs as $crate::access::VerbType>::Place {
                let $own = self;
                let _ = $own;
                $place
            }

            fn chain(&self) -> $crate::fact::Chain {
                let $own = self;
                let _ = $own;
                $chain
            }

            fn account(&self) -> $crate::fact::Account {
                let $own = self;
                $account
            }
        }
    )+};
}

pub(crate) use told;

/// Something that happened, to be recorded once and never changed.
pub trait Fact {
    /// The one verb whose permission allows this fact.
    type Needs: VerbType;

    /// The name in the journal, in `snake_case`, never reused for another meaning.
    const NAME: &'static str;

    /// Whether a convention enters by it. Any other fact begins no chain in the place of one that left: whoever waited to write in a
    /// convention while it was removed whole is refused.
    const BEGINS_A_CHAIN: bool = false;

    /// The place it concerns, compared at run time with the place that was permitted.
    fn place(&self) -> <Self::Needs as VerbType>::Place;

    /// The chain that keeps it. A fact permitted on the installation may still belong to a convention's chain.
    fn chain(&self) -> Chain;

    /// What the journal keeps of it.
    fn account(&self) -> Account;
}
