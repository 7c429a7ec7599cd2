//! The facts of sign-in by another provider of identity: who it presents is bound to an account, or is no longer.
//!
//! An account is never made of it. What the provider calls a person is personal: it stands beside the chain, never in it.

use super::facts::person_account;
use crate::access::Installation;
use crate::access::verbs::{ManageAccess, SecureOwnAccount, SignIn};
use crate::digest::Digest;
use crate::fact::{Account, Chain, Fact};
use crate::ids::PersonId;
use crate::time::Instant;

/// Who someone is for a provider of identity: its name for the person never changes, an address may.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The provider, by its address.
    pub issuer: String,
    /// The person, by its name there (`sub`).
    pub subject: String,
}

/// What a provider presented was bound to an account: its address was the account's own.
#[derive(Debug, Clone)]
pub struct IdentityBound {
    /// Whose account.
    pub person: PersonId,
    /// Who that is for the provider.
    pub identity: Identity,
    /// What people call the provider.
    pub provider: String,
    /// The address that was the same, in lower case.
    pub email: String,
    /// When.
    pub at: Instant,
}

/// A person no longer signs in by a provider. Sessions opened by it close, but the one that asks.
#[derive(Debug, Clone)]
pub struct IdentityUnbound {
    /// Who.
    pub person: PersonId,
    /// The provider, by its address.
    pub issuer: String,
    /// The session that stays open.
    pub kept: Digest,
    /// When.
    pub at: Instant,
}

/// Whoever administers took a provider away from an account. Sessions opened by it close.
#[derive(Debug, Clone)]
pub struct IdentityRemoved {
    /// Whose.
    pub person: PersonId,
    /// The provider, by its address.
    pub issuer: String,
    /// When.
    pub at: Instant,
}

impl Fact for IdentityBound {
    type Needs = SignIn;
    const NAME: &'static str = "identity_bound";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        let told = format!("{} <{}> {}", self.provider, self.email, self.identity.subject);
        person_account(self.person, "identity bound", Some(told))
    }
}

impl Fact for IdentityUnbound {
    type Needs = SecureOwnAccount;
    const NAME: &'static str = "identity_unbound";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        person_account(self.person, "identity unbound", None)
    }
}

impl Fact for IdentityRemoved {
    type Needs = ManageAccess;
    const NAME: &'static str = "identity_removed";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        person_account(self.person, "identity removed", None)
    }
}
