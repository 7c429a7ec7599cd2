//! The facts of people.

use crate::access::verbs::{ChangeOwnPassword, CreateAccount, FoundInstallation, GiveMandate, SignIn};
use crate::access::{Installation, Role};
use crate::digest::Digest;
use crate::fact::{Account, Chain, Fact};
use crate::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use crate::people::Way;
use crate::time::{Day, Instant};

/// The first administrator of an empty installation exists.
#[derive(Debug, Clone)]
pub struct InstallationFounded {
    /// The administrator.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Address used to sign in, in lower case.
    pub email: String,
    /// The password, hashed for storage.
    pub password_hash: String,
}

/// A person received an account.
#[derive(Debug, Clone)]
pub struct AccountCreated {
    /// The person.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Address used to sign in, in lower case.
    pub email: String,
    /// The password, hashed for storage; absent when the account is entered another way.
    pub password_hash: Option<String>,
    /// Whether the person creates people and conventions.
    pub administrator: bool,
    /// An invented person of the demo, shown as such.
    pub example: bool,
}

/// A person received a mandate.
#[derive(Debug, Clone)]
pub struct MandateGiven {
    /// The mandate.
    pub mandate: MandateId,
    /// The person who acts.
    pub person: PersonId,
    /// In which convention.
    pub convention: ConventionId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// In which role.
    pub role: Role,
    /// First day.
    pub since: Day,
    /// Last day, when it is known.
    pub until: Option<Day>,
}

/// The last day of a mandate was set. What was done under it stays signed.
#[derive(Debug, Clone)]
pub struct MandateEnded {
    /// The mandate.
    pub mandate: MandateId,
    /// The convention it holds for.
    pub convention: ConventionId,
    /// The person who acts under it.
    pub person: PersonId,
    /// The last day known before, if there was one.
    pub expected: Option<Day>,
    /// The last day from now on.
    pub until: Day,
}

/// A session was opened.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Whose.
    pub person: PersonId,
    /// The digest of the secret kept in the browser.
    pub token: Digest,
    /// When.
    pub at: Instant,
    /// When it ends by itself.
    pub expires: Instant,
    /// The session that this browser held until then, which closes.
    pub replaces: Option<Digest>,
    /// How the person proved who they are.
    pub way: Way,
    /// The family of the browser, shown to its owner; no more of it is kept.
    pub browser: Option<String>,
}

/// A session was closed by its owner.
#[derive(Debug, Clone)]
pub struct SignedOut {
    /// Whose.
    pub person: PersonId,
    /// The digest of the secret kept in the browser.
    pub token: Digest,
    /// When.
    pub at: Instant,
}

/// A person changed the password of the account.
#[derive(Debug, Clone)]
pub struct PasswordChanged {
    /// Whose.
    pub person: PersonId,
    /// The new password, hashed for storage.
    pub password_hash: String,
    /// The session that stays open; every other one of the person closes.
    pub kept: Digest,
    /// When.
    pub at: Instant,
}

/// The last day of a mandate, or that none is known.
fn end(until: Option<Day>) -> String {
    until.map_or_else(|| "open".to_owned(), |day| day.to_string())
}

pub(super) fn person_account(person: PersonId, after: &str, personal: Option<String>) -> Account {
    Account {
        subject: format!("person/{person}"),
        before: None,
        after: Some(after.to_owned()),
        personal,
    }
}

impl Fact for InstallationFounded {
    type Needs = FoundInstallation;
    const NAME: &'static str = "installation_founded";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        person_account(self.person, "administrator", Some(format!("{} <{}>", self.name, self.email)))
    }
}

impl Fact for AccountCreated {
    type Needs = CreateAccount;
    const NAME: &'static str = "account_created";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        let after = if self.administrator { "administrator" } else { "account" };
        person_account(self.person, after, Some(format!("{} <{}>", self.name, self.email)))
    }
}

impl Fact for MandateGiven {
    type Needs = GiveMandate;
    const NAME: &'static str = "mandate_given";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        let until = end(self.until);
        Account {
            subject: format!("mandate/{}", self.mandate),
            before: None,
            after: Some(format!(
                "person/{} for organisation/{} as {} from {} to {until}",
                self.person,
                self.organisation,
                self.role.code(),
                self.since,
            )),
            personal: None,
        }
    }
}

impl Fact for MandateEnded {
    type Needs = GiveMandate;
    const NAME: &'static str = "mandate_ended";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("mandate/{}", self.mandate),
            before: Some(format!("person/{} to {}", self.person, end(self.expected))),
            after: Some(format!("person/{} to {}", self.person, self.until)),
            personal: None,
        }
    }
}

impl Fact for SignedIn {
    type Needs = SignIn;
    const NAME: &'static str = "signed_in";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        Account {
            before: self.replaces.map(|_| "signed in before, in the same browser".to_owned()),
            ..person_account(self.person, self.way.told(), None)
        }
    }
}

impl Fact for SignedOut {
    type Needs = SignIn;
    const NAME: &'static str = "signed_out";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        person_account(self.person, "signed out", None)
    }
}

impl Fact for PasswordChanged {
    type Needs = ChangeOwnPassword;
    const NAME: &'static str = "password_changed";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        person_account(self.person, "password changed", None)
    }
}
