//! The invented people of the demo: one for each place around a convention.
//!
//! Their names belong to nobody, and every page marks them as examples.

use domain::access::{Installation, Mandated, Reason, Role, Viewer, verbs};
use domain::ids::{ConventionId, Id, PersonId};
use domain::people::{AccountCreated, MandateGiven};
use domain::reading::OrganisationKind;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, Sequence, Store, StoreError, query};

use crate::account_rows::{PlaceRow, Places};
use crate::tables::Tables;

/// The places around a convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Persona {
    /// Administers the installation; sees no convention.
    Administrator,
    /// Runs the plan for the first commune.
    FirstCoordinator,
    /// Runs the plan for the second commune.
    SecondCoordinator,
    /// Mayor of the first commune.
    Mayor,
    /// Works for the fund.
    FundOfficer,
    /// Directs the fund.
    FundDirector,
    /// Works for a partner, an association when the text names one.
    PartnerContact,
    /// Reads all of one convention.
    Auditor,
    /// Has an account and nothing else.
    Stranger,
}

impl Persona {
    /// All of them, in the order of the demo's page.
    pub const ALL: [Self; 9] = [
        Self::FirstCoordinator,
        Self::SecondCoordinator,
        Self::Mayor,
        Self::FundOfficer,
        Self::FundDirector,
        Self::PartnerContact,
        Self::Auditor,
        Self::Administrator,
        Self::Stranger,
    ];

    /// The invented name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Administrator => "Dominique Vasseur",
            Self::FirstCoordinator => "Camille Roche",
            Self::SecondCoordinator => "Inès Belkacem",
            Self::Mayor => "Claude Fabre",
            Self::FundOfficer => "Nadia Perrin",
            Self::FundDirector => "Olivier Marchand",
            Self::PartnerContact => "Sam Lefort",
            Self::Auditor => "Lou Garnier",
            Self::Stranger => "Alex Simon",
        }
    }

    /// The address, in a domain that cannot exist.
    #[must_use]
    pub fn email(self) -> String {
        let local: String = domain::search::fold(self.name()).replace(' ', ".");
        format!("{local}@exemple.invalid")
    }

    /// The mandate held, for the nth organisation of a kind.
    const fn mandate(self) -> Option<(Role, OrganisationKind, usize)> {
        match self {
            Self::Administrator | Self::Stranger => None,
            Self::FirstCoordinator => Some((Role::Coordinator, OrganisationKind::Commune, 0)),
            Self::SecondCoordinator => Some((Role::Coordinator, OrganisationKind::Commune, 1)),
            Self::Mayor => Some((Role::Mayor, OrganisationKind::Commune, 0)),
            Self::FundOfficer => Some((Role::FundOfficer, OrganisationKind::FamilyFund, 0)),
            Self::FundDirector => Some((Role::FundDirector, OrganisationKind::FamilyFund, 0)),
            Self::PartnerContact => Some((Role::PartnerContact, OrganisationKind::Association, 0)),
            Self::Auditor => Some((Role::Auditor, OrganisationKind::FamilyFund, 0)),
        }
    }
}

const VIEWER: Viewer = Viewer::Job(Reason::Demo);

/// Where the example people are placed.
#[derive(Debug, Clone, Copy)]
pub struct Placing {
    /// In which convention.
    pub convention: ConventionId,
    /// Since when they hold their mandates.
    pub since: Day,
    /// The ordinal, among the organisations that the text names, of one that takes part in an action.
    pub partner: Option<i64>,
}

/// Creates the example people, with a mandate in the first convention since `since`. `partner` is the ordinal, among the
/// organisations that the text names, of one that takes part in an action.
pub async fn create_personas(store: &Store, now: Instant, since: Day, partner: Option<i64>) -> Result<(), StoreError> {
    for persona in Persona::ALL {
        create(store, now, persona).await?;
    }
    let first = store.read(now.paris_day()).await?.first(&VIEWER, Places {}).await?;
    if let Some(PlaceRow { convention, .. }) = first {
        place_personas(
            store,
            now,
            Placing {
                convention,
                since,
                partner,
            },
        )
        .await?;
    }
    Ok(())
}

/// Gives the example people, who exist already, their mandates in one more convention. Tells under which each acts there.
pub async fn place_personas(store: &Store, now: Instant, placing: Placing) -> Result<Vec<(Persona, Mandated)>, StoreError> {
    let mut reader = store.read(now.paris_day()).await?;
    let mut places = reader.rows(&VIEWER, Places {}).await?;
    places.retain(|place| place.convention == placing.convention);
    let people = reader.rows(&VIEWER, Invented {}).await?;
    drop(reader);
    let mut mandates = Vec::new();
    for persona in Persona::ALL {
        let person = people.iter().find(|known| known.name == persona.name());
        let Some(((role, kind, nth), known)) = persona.mandate().zip(person) else {
            continue;
        };
        let partner = placing.partner.filter(|_| role == Role::PartnerContact);
        if let Some(place) = choose(&places, partner, role, kind, nth) {
            let given = give(store, now, mandate(known.person, place, role, placing.since)).await?;
            mandates.push((persona, given));
        }
    }
    Ok(mandates)
}

/// An invented person.
struct InventedRow {
    person: PersonId,
    name: String,
}

query! {
    /// The invented people, the first ones first.
    Invented() -> InventedRow
    reading ["account"]
    "SELECT id, name FROM account WHERE example = 1 ORDER BY id"
}

impl FromRow for InventedRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            name: columns.text(1)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Invented>()]
}

/// The organisation preferred, or the nth of this kind; when the text names none, the first for which the role can be held.
fn choose(places: &[PlaceRow], preferred: Option<i64>, role: Role, kind: OrganisationKind, nth: usize) -> Option<&PlaceRow> {
    let mut fitting = places.iter().filter(|place| role.fits(place.kind));
    let preferred = places
        .iter()
        .find(|place| Some(place.party) == preferred && role.fits(place.kind));
    preferred
        .or_else(|| places.iter().filter(|place| place.kind == kind).nth(nth))
        .or_else(|| fitting.next())
}

async fn create(store: &Store, now: Instant, persona: Persona) -> Result<(), StoreError> {
    let mut tx = store.begin::<verbs::CreateAccount>(&VIEWER, Installation, now).await?;
    let person = Id::new(tx.allocate(Sequence::Installation("person")).await?);
    let fact = AccountCreated {
        person,
        name: persona.name().to_owned(),
        email: persona.email(),
        password_hash: None,
        administrator: persona == Persona::Administrator,
        example: true,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await
}

fn mandate(person: PersonId, place: &PlaceRow, role: Role, since: Day) -> MandateGiven {
    MandateGiven {
        mandate: Id::new(0),
        person,
        convention: place.convention,
        organisation: place.organisation,
        role,
        since,
        until: None,
    }
}

async fn give(store: &Store, now: Instant, mut fact: MandateGiven) -> Result<Mandated, StoreError> {
    let mut tx = store.begin::<verbs::GiveMandate>(&VIEWER, Installation, now).await?;
    fact.mandate = Id::new(tx.allocate(Sequence::Installation("mandate")).await?);
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Mandated {
        person: fact.person,
        mandate: fact.mandate,
        convention: fact.convention,
        organisation: fact.organisation,
        role: fact.role,
    })
}

#[cfg(test)]
mod tests {
    use OrganisationKind::{Association, Commune, FamilyFund, Region};

    use super::*;

    fn places(kinds: &[OrganisationKind]) -> Vec<PlaceRow> {
        let place = |(party, kind): (i64, &OrganisationKind)| PlaceRow {
            convention: Id::new(1),
            party,
            organisation: Id::new(party),
            name: String::new(),
            kind: *kind,
            convention_name: String::new(),
        };
        (1..).zip(kinds).map(place).collect()
    }

    #[test]
    fn the_partner_is_the_one_that_takes_part_in_an_action() {
        let partner = |kinds: &[OrganisationKind], preferred| {
            let places = places(kinds);
            choose(&places, preferred, Role::PartnerContact, Association, 0).map(|place| place.party)
        };
        let kinds = [FamilyFund, Commune, Region, Association];
        assert_eq!(partner(&kinds, Some(3)), Some(3));
        assert_eq!(partner(&kinds, None), Some(4));
        assert_eq!(partner(&kinds, Some(1)), Some(4), "never the fund");
        assert_eq!(partner(&[FamilyFund, Region], None), Some(2));
        assert_eq!(partner(&[FamilyFund], None), None);
    }

    #[test]
    fn a_second_commune_that_the_text_does_not_name_is_the_first() {
        let places = places(&[FamilyFund, Commune]);
        let place = choose(&places, None, Role::Coordinator, Commune, 1);
        assert_eq!(place.map(|place| place.party), Some(2));
    }
}
