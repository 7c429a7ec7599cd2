//! The facts of a mandate after it was given: reopened, confirmed, handed over, chosen, taken back before it began.
//!
//! None of them removes a mandate that began: what was done under it stays signed.

use super::hand_over::Passage;
use super::tenure::Tenure;
use crate::access::verbs::{ChooseMandate, GiveMandate, KeepAccounts};
use crate::access::{Installation, Role};
use crate::digest::Digest;
use crate::fact::{Account, Chain, Fact};
use crate::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use crate::time::Day;

/// A mandate that had a last day goes on.
#[derive(Debug, Clone)]
pub struct MandateReopened {
    /// The mandate.
    pub mandate: MandateId,
    /// The convention it holds for.
    pub convention: ConventionId,
    /// The person who acts under it.
    pub person: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// In which role.
    pub role: Role,
    /// Its days from now on: the last one is later, or no longer known.
    pub tenure: Tenure,
    /// The last day known before.
    pub ended: Day,
}

/// Someone elected still holds the mandate after an election.
#[derive(Debug, Clone)]
pub struct MandateConfirmed {
    /// The mandate.
    pub mandate: MandateId,
    /// The convention it holds for.
    pub convention: ConventionId,
    /// The person who acts under it.
    pub person: PersonId,
    /// The day it was confirmed.
    pub day: Day,
}

/// A mandate passed from a person who leaves to another, or ended with no one after.
#[derive(Debug, Clone)]
pub struct MandateHandedOver {
    /// The mandate of the person who leaves.
    pub mandate: MandateId,
    /// The convention it holds for.
    pub convention: ConventionId,
    /// The person who leaves.
    pub from: PersonId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// In which role.
    pub role: Role,
    /// Its days before.
    pub tenure: Tenure,
    /// What becomes of it.
    pub passage: Passage,
}

/// In one browser, a person chose the mandate under which to act in a convention.
#[derive(Debug, Clone)]
pub struct MandateChosen {
    /// Who.
    pub person: PersonId,
    /// The mandate.
    pub mandate: MandateId,
    /// The convention it holds for.
    pub convention: ConventionId,
    /// The session that keeps the choice.
    pub token: Digest,
}

/// The last day of a mandate, or that none is known.
fn end(until: Option<Day>) -> String {
    until.map_or_else(|| "open".to_owned(), |day| day.to_string())
}

fn told(mandate: MandateId, before: String, after: String) -> Account {
    Account {
        subject: format!("mandate/{mandate}"),
        before: Some(before),
        after: Some(after),
        personal: None,
    }
}

impl Fact for MandateReopened {
    type Needs = GiveMandate;
    const NAME: &'static str = "mandate_reopened";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        let person = self.person;
        told(
            self.mandate,
            format!("person/{person} to {}", self.ended),
            format!("person/{person} to {}", end(self.tenure.until)),
        )
    }
}

/// A mandate that had not begun is taken back: it was given by mistake, or is needed no more.
#[derive(Debug, Clone)]
pub struct MandateWithdrawn {
    /// The mandate.
    pub mandate: MandateId,
    /// The convention it was to hold for.
    pub convention: ConventionId,
    /// The person who was to act under it.
    pub person: PersonId,
    /// For this organisation.
    pub organisation: OrganisationId,
    /// In this role.
    pub role: Role,
    /// Between which days.
    pub tenure: Tenure,
}

impl Fact for MandateWithdrawn {
    type Needs = GiveMandate;
    const NAME: &'static str = "mandate_withdrawn";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        let (since, until) = (self.tenure.since, end(self.tenure.until));
        told(
            self.mandate,
            format!(
                "person/{} for organisation/{} as {} from {since} to {until}",
                self.person,
                self.organisation,
                self.role.code()
            ),
            "withdrawn".to_owned(),
        )
    }
}

impl Fact for MandateConfirmed {
    type Needs = GiveMandate;
    const NAME: &'static str = "mandate_confirmed";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        let person = self.person;
        told(
            self.mandate,
            format!("person/{person} to be confirmed"),
            format!("person/{person} confirmed on {}", self.day),
        )
    }
}

impl Fact for MandateHandedOver {
    type Needs = KeepAccounts;
    const NAME: &'static str = "mandate_handed_over";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        let Self {
            from,
            organisation,
            role,
            tenure,
            ..
        } = self;
        let held = format!("for organisation/{organisation} as {} from {}", role.code(), tenure.since);
        let until = end(tenure.until);
        let after = match self.passage {
            Passage::Ended { last } => format!("person/{from} to {last}"),
            Passage::Continued { last, to, given, since } => {
                format!("person/{from} to {last}, mandate/{given} of person/{to} from {since} to {until}")
            }
            Passage::Transferred { to } => format!("person/{to} {held} to {until}"),
        };
        told(self.mandate, format!("person/{from} {held} to {until}"), after)
    }
}

impl Fact for MandateChosen {
    type Needs = ChooseMandate;
    const NAME: &'static str = "mandate_chosen";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Installation
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("person/{}", self.person),
            before: None,
            after: Some(format!(
                "acts under mandate/{} in convention/{}",
                self.mandate, self.convention
            )),
            personal: None,
        }
    }
}
