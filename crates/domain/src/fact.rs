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

/// Something that happened, to be recorded once and never changed.
pub trait Fact {
    /// The one verb whose permission allows this fact.
    type Needs: VerbType;

    /// The name in the journal, in `snake_case`, never reused for another meaning.
    const NAME: &'static str;

    /// The place it concerns, compared at run time with the place that was permitted.
    fn place(&self) -> <Self::Needs as VerbType>::Place;

    /// The chain that keeps it. A fact permitted on the installation may still belong to a convention's chain.
    fn chain(&self) -> Chain;

    /// What the journal keeps of it.
    fn account(&self) -> Account;
}
