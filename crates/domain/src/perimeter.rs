//! Which official places the parties of a convention are: data beside the text, never inside it.
//!
//! Nothing here knows the referential: a place is the code that it gives, on the day of its edition.

use crate::access::Installation;
use crate::access::verbs::{ChoosePlace, EnterConvention};
use crate::fact::{Account, Chain, Fact};
use crate::ids::{ConventionId, PartyId};
use crate::time::{Day, Instant};

/// The parties of a convention were looked up again in the referential, in this edition.
#[derive(Debug, Clone)]
pub struct PlacesRecognised {
    /// Which convention.
    pub convention: ConventionId,
    /// The edition looked up before, if there was one.
    pub before: Option<Day>,
    /// The edition looked up.
    pub edition: Day,
}

/// Someone said which place a party is, or that it is none of the referential. A later choice replaces it.
#[derive(Debug, Clone)]
pub struct PlaceChosen {
    /// Which party.
    pub party: PartyId,
    /// The place known until then.
    pub before: Option<String>,
    /// The code of the place; absent when it is none of them.
    pub code: Option<String>,
    /// The edition in which it was chosen.
    pub edition: Day,
    /// When.
    pub at: Instant,
}

impl Fact for PlacesRecognised {
    type Needs = EnterConvention;
    const NAME: &'static str = "places_recognised";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: format!("convention/{}/places", self.convention),
            before: self.before.map(|edition| format!("edition {edition}")),
            after: Some(format!("edition {}", self.edition)),
            personal: None,
        }
    }
}

impl Fact for PlaceChosen {
    type Needs = ChoosePlace;
    const NAME: &'static str = "place_chosen";

    fn place(&self) -> ConventionId {
        self.party.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.party.convention)
    }

    fn account(&self) -> Account {
        let told = |code: &Option<String>| {
            code.as_ref()
                .map_or_else(|| "none".to_owned(), |code| format!("place {code}"))
        };
        Account {
            subject: format!("convention/{}/party/{}", self.party.convention, self.party.ordinal),
            before: Some(told(&self.before)),
            after: Some(format!("{} in edition {}", told(&self.code), self.edition)),
            personal: None,
        }
    }
}
