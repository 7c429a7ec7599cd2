//! People, accounts and mandates: words and facts.
//!
//! A person acts for an organisation in one convention, in a role, between two days. A mandate ends; what was done
//! under it stays signed. Secrets (password hashes) travel in facts but never in their accounts.

mod facts;
mod pace;
mod proofs;
mod ways;

pub use facts::{AccountCreated, InstallationFounded, MandateEnded, MandateGiven, PasswordChanged, SignedIn, SignedOut};
pub use pace::{Pace, Tried};
pub use proofs::{
    AddressRefused, EmailChangeAsked, EmailChanged, LinkMade, LinkRevoked, PasskeyAdded, PasskeyRemoved, PasskeyRenamed,
    PasswordChosen, PersonInvited, RecoveryCodesRenewed, ResetAsked, SecondStepDisabled, SecondStepEnabled, SecondStepRemoved,
    SessionsClosed, SessionsSwept,
};
pub use ways::{LinkPurpose, Way};
