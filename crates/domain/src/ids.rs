//! Identifiers. Each is a type of its own and contains its parent, so that an action is never looked up without its
//! convention and a plan's number is never taken for another's.
//!
//! Ordinals are given once and never reused; the number printed in the text ("2 bis") is a text, not an identifier.

use std::fmt;
use std::marker::PhantomData;

/// The ordinal of a `K` in the installation, from 1.
pub struct Id<K> {
    ordinal: i64,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// An identifier that was stored, or read in an address, as `ordinal`.
    #[must_use]
    pub const fn new(ordinal: i64) -> Self {
        Self {
            ordinal,
            kind: PhantomData,
        }
    }

    /// The ordinal, as it is stored and written in addresses.
    #[must_use]
    pub const fn ordinal(self) -> i64 {
        self.ordinal
    }
}

// Written by hand: a derive would ask the same of `K`, which is only a name.
impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.ordinal == other.ordinal
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.ordinal.cmp(&other.ordinal)
    }
}
impl<K> std::hash::Hash for Id<K> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.ordinal.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.ordinal)
    }
}
impl<K> fmt::Display for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ordinal.fmt(f)
    }
}

/// Names of what an [`Id`] identifies. They hold no value.
pub mod kinds {
    /// A person, with or without an account.
    pub enum Person {}
    /// An organisation known to the installation.
    pub enum Organisation {}
    /// A mandate: a person acts for an organisation in a convention.
    pub enum Mandate {}
    /// A convention.
    pub enum Convention {}
    /// A link shown once.
    pub enum Link {}
    /// A passkey of a person.
    pub enum Passkey {}
    /// A letter that leaves by e-mail.
    pub enum Letter {}
}

/// A person of the installation.
pub type PersonId = Id<kinds::Person>;
/// An organisation of the installation.
pub type OrganisationId = Id<kinds::Organisation>;
/// A mandate of the installation.
pub type MandateId = Id<kinds::Mandate>;
/// A convention of the installation.
pub type ConventionId = Id<kinds::Convention>;
/// A link of the installation, shown once.
pub type LinkId = Id<kinds::Link>;
/// A passkey of the installation.
pub type PasskeyId = Id<kinds::Passkey>;
/// A letter of the installation.
pub type LetterId = Id<kinds::Letter>;

/// Makes an identifier that is an ordinal inside a convention.
macro_rules! inside_convention {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name {
            /// The convention that holds it.
            pub convention: ConventionId,
            /// Its ordinal there, from 1.
            pub ordinal: i64,
        }
    )+};
}

inside_convention! {
    /// A signed act: the initial convention, later an amendment.
    ActId,
    /// A party of the convention.
    PartyId,
    /// A node of the framework: enjeu, orientation, or whatever the text calls its levels.
    NodeId,
    /// A theme under which the text files its actions.
    ThemeId,
    /// An action of the plan.
    ActionId,
    /// A document kept beside the data.
    DocumentId,
    /// A comment of a discussion.
    CommentId,
    /// A report on an action, or on one commune's part in it.
    ReportId,
    /// A campaign of questions.
    CampaignId,
    /// A milestone or a task of an action.
    MilestoneId,
    /// A proposal kept aside for an amendment.
    ProposalId,
    /// A view of the plan that someone keeps under a name.
    SavedViewId,
    /// A link to the sheet of an elected person.
    SummaryLinkId,
    /// A second file that was compared with the convention.
    ComparisonId,
}
