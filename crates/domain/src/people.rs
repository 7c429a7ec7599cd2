//! People, accounts and mandates: words and facts.
//!
//! A person acts for an organisation in one convention, in a role, between two days. A mandate ends; what was done
//! under it stays signed. Secrets (password hashes) travel in facts but never in their accounts.

mod accounts;
mod called;
mod directory;
mod duplicates;
mod erasure;
mod facts;
mod hand_over;
mod identities;
mod mandates;
mod pace;
mod proofs;
mod tenure;
mod ways;

pub use accounts::{AccountClosed, AccountReopened, AdministrationGranted, AdministrationWithdrawn};
pub use called::{Called, NotCalled};
pub use directory::{
    AliasAdded, AliasRemoved, Card, CardChanged, ContactRecorded, DistinctDeclared, MergeUndone, Merged, OrganisationRecorded,
    OrganisationSeparated, PersonAttached, PersonDetached, Twins,
};
pub use duplicates::{Candidate, Likeness, Proposal, kinds_may_be_one, organisations_alike, organisations_like, people_alike};
pub use erasure::{
    Erased, ErasureAsked, ErasureRefused, ErasureWithdrawn, PersonErased, PersonExported, answer_due, tombstone, whose,
};
pub use facts::{AccountCreated, InstallationFounded, MandateEnded, MandateGiven, PasswordChanged, SignedIn, SignedOut};
pub use hand_over::{ChargesHandedOver, HandOverRefused, Held, Holding, Passage, passages, passing_places};
pub use identities::{Identity, IdentityBound, IdentityRemoved, IdentityUnbound};
pub use mandates::{MandateChosen, MandateConfirmed, MandateHandedOver, MandateReopened, MandateWithdrawn};
pub use pace::{Pace, Tried};
pub use proofs::{
    AddressRefused, ContactInvited, EmailChangeAsked, EmailChanged, EveryLinkEnded, EverySessionClosed, LinkMade, LinkRevoked,
    PasskeyAdded, PasskeyRemoved, PasskeyRenamed, PasswordChosen, PasswordLinkSent, PersonInvited, RecoveryCodesRenewed,
    ResetAsked, SecondProofDemanded, SecondStepDisabled, SecondStepEnabled, SecondStepRemoved, SessionsClosed, SessionsEnded,
    SessionsSwept, SignInsFailed,
};
pub use tenure::Tenure;
pub use ways::{LinkPurpose, SecondProof, Way};
