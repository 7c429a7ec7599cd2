//! The facts of accounts: closed, reopened, and who administers.
//!
//! What a closed account did stays signed; nothing here removes a person.

use crate::access::Installation;
use crate::access::verbs::KeepAccounts;
use crate::fact::{Account, Chain, Fact};
use crate::ids::PersonId;
use crate::time::{Day, Instant};

/// An account was closed: its sessions end, and signing in answers as for someone unknown.
#[derive(Debug, Clone)]
pub struct AccountClosed {
    /// Whose.
    pub person: PersonId,
    /// The day.
    pub day: Day,
    /// The moment its sessions end.
    pub at: Instant,
}

/// A closed account was opened again.
#[derive(Debug, Clone)]
pub struct AccountReopened {
    /// Whose.
    pub person: PersonId,
    /// The day it had been closed.
    pub closed: Day,
}

/// A person received the installation role.
#[derive(Debug, Clone)]
pub struct AdministrationGranted {
    /// Who.
    pub person: PersonId,
}

/// A person no longer holds the installation role. Someone else with an open account does.
#[derive(Debug, Clone)]
pub struct AdministrationWithdrawn {
    /// Who.
    pub person: PersonId,
}

fn told(person: PersonId, before: &str, after: &str) -> Account {
    Account {
        subject: format!("person/{person}"),
        before: Some(before.to_owned()),
        after: Some(after.to_owned()),
        personal: None,
    }
}

impl Fact for AccountClosed {
    type Needs = KeepAccounts;
    const NAME: &'static str = "account_closed";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told(self.person, "account open", &format!("account closed on {}", self.day))
    }
}

impl Fact for AccountReopened {
    type Needs = KeepAccounts;
    const NAME: &'static str = "account_reopened";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told(self.person, &format!("account closed on {}", self.closed), "account open")
    }
}

impl Fact for AdministrationGranted {
    type Needs = KeepAccounts;
    const NAME: &'static str = "administration_granted";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told(self.person, "account", "administrator")
    }
}

impl Fact for AdministrationWithdrawn {
    type Needs = KeepAccounts;
    const NAME: &'static str = "administration_withdrawn";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told(self.person, "administrator", "account")
    }
}
