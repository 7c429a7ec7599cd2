//! The facts of the directory: contacts, the organisations they work for, other names, and what is the same as what.
//!
//! A merge removes nothing: what was merged points to what was kept, and a newer fact undoes it.

use crate::access::Installation;
use crate::access::verbs::KeepDirectory;
use crate::fact::{Account, Chain, Fact};
use crate::ids::{ConventionId, OrganisationId, PersonId};
use crate::reading::OrganisationKind;

/// Someone without an account is known.
#[derive(Debug, Clone)]
pub struct ContactRecorded {
    /// The person.
    pub person: PersonId,
    /// Name as shown.
    pub name: String,
    /// Where to write, when it is known; several people may share it.
    pub email: Option<String>,
}

/// An organisation that no convention names entered the directory.
#[derive(Debug, Clone)]
pub struct OrganisationRecorded {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
}

/// What the directory says of a person, and how to reach them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Name as shown.
    pub name: String,
    /// Where to write, when it is known; it opens nothing.
    pub email: Option<String>,
    /// The telephone number, as it was written.
    pub phone: Option<String>,
}

impl Card {
    /// Name, address and telephone, on one line.
    fn told(&self) -> String {
        let email = self.email.as_ref().map(|email| format!(" <{email}>"));
        let phone = self.phone.as_ref().map(|phone| format!(" {phone}"));
        [Some(self.name.clone()), email, phone].into_iter().flatten().collect()
    }
}

/// What the directory says of a person was changed.
#[derive(Debug, Clone)]
pub struct CardChanged {
    /// The person.
    pub person: PersonId,
    /// What it said.
    pub before: Card,
    /// What it says from now on.
    pub after: Card,
}

/// A person works for an organisation, or does something else there.
#[derive(Debug, Clone)]
pub struct PersonAttached {
    /// Who.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// What the person does there, when it is known.
    pub function: Option<String>,
}

/// A person no longer works for an organisation.
#[derive(Debug, Clone)]
pub struct PersonDetached {
    /// Who.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
}

/// An organisation is known under another name too.
#[derive(Debug, Clone)]
pub struct AliasAdded {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The other name.
    pub name: String,
}

/// An organisation is no longer known under another name.
#[derive(Debug, Clone)]
pub struct AliasRemoved {
    /// The organisation.
    pub organisation: OrganisationId,
    /// The other name.
    pub name: String,
}

/// Two of the directory, of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twins {
    /// Two organisations.
    Organisations {
        /// The one that stays.
        kept: OrganisationId,
        /// The one that points to it.
        merged: OrganisationId,
    },
    /// Two people.
    People {
        /// The one that stays.
        kept: PersonId,
        /// The one that points to it.
        merged: PersonId,
    },
}

impl Twins {
    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Organisations { .. } => "organisation",
            Self::People { .. } => "person",
        }
    }

    /// Both ordinals: the one that stays, the other.
    #[must_use]
    pub const fn ordinals(self) -> (i64, i64) {
        match self {
            Self::Organisations { kept, merged } => (kept.ordinal(), merged.ordinal()),
            Self::People { kept, merged } => (kept.ordinal(), merged.ordinal()),
        }
    }
}

/// Two are the same: what the second holds is the first’s.
#[derive(Debug, Clone)]
pub struct Merged {
    /// Which ones.
    pub twins: Twins,
}

/// Two that were merged are not the same after all.
#[derive(Debug, Clone)]
pub struct MergeUndone {
    /// Which ones.
    pub twins: Twins,
}

/// Two that look alike are not the same: they are not proposed again.
#[derive(Debug, Clone)]
pub struct DistinctDeclared {
    /// Which ones.
    pub twins: Twins,
}

/// What a convention calls by the name of a known organisation is another one.
#[derive(Debug, Clone)]
pub struct OrganisationSeparated {
    /// The convention.
    pub convention: ConventionId,
    /// The one it was taken for.
    pub known: OrganisationId,
    /// The one it is.
    pub separate: OrganisationId,
}

fn told(subject: String, before: Option<String>, after: Option<String>) -> Account {
    Account {
        subject,
        before,
        after,
        personal: None,
    }
}

fn told_of(twins: Twins, before: Option<&str>, word: &str) -> Account {
    let (kept, merged) = twins.ordinals();
    let code = twins.code();
    told(
        format!("{code}/{merged}"),
        before.map(str::to_owned),
        Some(format!("{word} {code}/{kept}")),
    )
}

impl Fact for ContactRecorded {
    type Needs = KeepDirectory;
    const NAME: &'static str = "contact_recorded";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        let name = &self.name;
        Account {
            personal: Some(
                self.email
                    .as_ref()
                    .map_or_else(|| name.clone(), |email| format!("{name} <{email}>")),
            ),
            ..told(format!("person/{}", self.person), None, Some("contact".to_owned()))
        }
    }
}

impl Fact for CardChanged {
    type Needs = KeepDirectory;
    const NAME: &'static str = "card_changed";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        Account {
            personal: Some(format!("{} -> {}", self.before.told(), self.after.told())),
            ..told(format!("person/{}", self.person), None, Some("card changed".to_owned()))
        }
    }
}

impl Fact for PersonAttached {
    type Needs = KeepDirectory;
    const NAME: &'static str = "person_attached";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        let after = format!("works for organisation/{}", self.organisation);
        Account {
            personal: self.function.clone(),
            ..told(format!("person/{}", self.person), None, Some(after))
        }
    }
}

impl Fact for PersonDetached {
    type Needs = KeepDirectory;
    const NAME: &'static str = "person_detached";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        let before = format!("works for organisation/{}", self.organisation);
        told(format!("person/{}", self.person), Some(before), None)
    }
}

impl Fact for AliasAdded {
    type Needs = KeepDirectory;
    const NAME: &'static str = "alias_added";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told(format!("organisation/{}", self.organisation), None, Some(self.name.clone()))
    }
}

impl Fact for AliasRemoved {
    type Needs = KeepDirectory;
    const NAME: &'static str = "alias_removed";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told(format!("organisation/{}", self.organisation), Some(self.name.clone()), None)
    }
}

impl Fact for OrganisationRecorded {
    type Needs = KeepDirectory;
    const NAME: &'static str = "organisation_recorded";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        let what = format!("{}, {}", self.kind.code(), self.name);
        told(format!("organisation/{}", self.organisation), None, Some(what))
    }
}

impl Fact for Merged {
    type Needs = KeepDirectory;
    const NAME: &'static str = "merged";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told_of(self.twins, None, "same as")
    }
}

impl Fact for MergeUndone {
    type Needs = KeepDirectory;
    const NAME: &'static str = "merge_undone";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told_of(self.twins, Some("merged"), "apart from")
    }
}

impl Fact for DistinctDeclared {
    type Needs = KeepDirectory;
    const NAME: &'static str = "distinct_declared";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        told_of(self.twins, None, "not the same as")
    }
}

impl Fact for OrganisationSeparated {
    type Needs = KeepDirectory;
    const NAME: &'static str = "organisation_separated";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        told(
            format!("organisation/{}", self.separate),
            Some(format!("organisation/{}", self.known)),
            Some(format!("organisation/{}", self.separate)),
        )
    }
}
