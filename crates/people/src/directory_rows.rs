//! What the directory reads, for those who administer and inside one convention: the same shapes on both sides.

use domain::access::Role;
use domain::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use domain::people::{Held, Tenure};
use domain::reading::OrganisationKind;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::account_rows::tenure;

/// How a person enters Pacte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// With an account.
    Open,
    /// Not yet: the account waits for its invitation to be accepted.
    Invited,
    /// No longer: the account is closed.
    Closed,
    /// Not at all: a contact.
    None,
}

impl Door {
    /// `able` says whether the person has a way to come in.
    pub(crate) fn of(account: bool, active: bool, able: bool) -> Self {
        match (account, active) {
            (_, true) if able => Self::Open,
            (_, true) => Self::Invited,
            (true, false) => Self::Closed,
            (false, false) => Self::None,
        }
    }

    /// Whether there is an account that nobody closed, used already or not.
    pub(crate) const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Invited)
    }

    pub(crate) const fn french(self) -> &'static str {
        match self {
            Self::Open => "Compte ouvert",
            Self::Invited => "Invitation en attente",
            Self::Closed => "Compte fermé",
            Self::None => "Sans compte",
        }
    }
}

/// A person.
#[derive(Debug, Clone)]
pub(crate) struct Someone {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) address: Option<String>,
    pub(crate) door: Door,
    pub(crate) administrator: bool,
    pub(crate) example: bool,
    pub(crate) closed: Option<Day>,
    pub(crate) merged: Option<PersonId>,
    pub(crate) kept: Option<PersonId>,
    /// When the person was erased: only a number is left.
    pub(crate) erased: Option<Instant>,
    /// The telephone number, read by those who administer.
    pub(crate) phone: Option<String>,
}

impl Someone {
    /// Whether this is someone, neither merged into another nor erased.
    pub(crate) const fn stands(&self) -> bool {
        self.kept.is_none() && self.erased.is_none()
    }

    /// Why this person receives no mandate, if so.
    pub(crate) fn why_no_mandate(&self) -> Option<&'static str> {
        if self.erased.is_some() {
            Some("Cette personne a été effacée\u{a0}: choisissez une autre personne.")
        } else if self.kept.is_some() {
            Some("Cette fiche a été réunie avec une autre\u{a0}: choisissez l’autre personne.")
        } else if self.door == Door::Closed {
            Some("Le compte de cette personne est fermé\u{a0}: rouvrez-le d’abord, ou choisissez une autre personne.")
        } else {
            None
        }
    }
}

query! {
    /// Everyone, with or without an account.
    pub(crate) People() -> Someone
    reading ["person"]
    "SELECT id, name, address, account, active, administrator, example, closed, merged, kept, erased, phone, able FROM person ORDER BY name, id"
}

query! {
    /// One person.
    pub(crate) OnePerson(person: PersonId) -> Someone
    reading ["person"]
    "SELECT id, name, address, account, active, administrator, example, closed, merged, kept, erased, phone, able FROM person WHERE id = $4"
}

impl FromRow for Someone {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            name: c.text(1)?,
            address: c.opt_text(2)?,
            door: Door::of(c.flag(3)?, c.flag(4)?, c.flag(12)?),
            administrator: c.flag(5)?,
            example: c.flag(6)?,
            closed: c.opt_day(7)?,
            merged: c.opt_id(8)?,
            kept: c.opt_id(9)?,
            erased: c.opt_instant(10)?,
            phone: c.opt_text(11)?,
        })
    }
}

query! {
    /// How many others administer and can come in.
    pub(crate) OtherAdministrators(person: PersonId) -> i64
    reading ["person"]
    "SELECT COUNT(*) FROM person WHERE administrator = 1 AND active = 1 AND able = 1 AND id <> $4"
}

/// An organisation.
#[derive(Debug, Clone)]
pub(crate) struct Org {
    pub(crate) id: OrganisationId,
    pub(crate) name: String,
    pub(crate) kind: OrganisationKind,
    pub(crate) merged: Option<OrganisationId>,
    pub(crate) kept: Option<OrganisationId>,
}

query! {
    /// Every organisation.
    pub(crate) Organisations() -> Org
    reading ["organisation"]
    "SELECT id, name, kind, merged, kept FROM organisation ORDER BY sort_key, id"
}

query! {
    /// One organisation.
    pub(crate) OneOrganisation(organisation: OrganisationId) -> Org
    reading ["organisation"]
    "SELECT id, name, kind, merged, kept FROM organisation WHERE id = $4"
}

impl FromRow for Org {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            name: c.text(1)?,
            kind: c.word(2, OrganisationKind::from_code)?,
            merged: c.opt_id(3)?,
            kept: c.opt_id(4)?,
        })
    }
}

/// Another name of an organisation.
#[derive(Debug, Clone)]
pub(crate) struct Alias {
    pub(crate) organisation: OrganisationId,
    /// The organisation that received it, merged since or not.
    pub(crate) own: OrganisationId,
    pub(crate) name: String,
}

query! {
    /// Every other name, of the organisation that stands today.
    pub(crate) Aliases() -> Alias
    reading ["organisation_alias"]
    "SELECT organisation, own, name FROM organisation_alias ORDER BY organisation, sort_key"
}

impl FromRow for Alias {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisation: c.id(0)?,
            own: c.id(1)?,
            name: c.text(2)?,
        })
    }
}

/// A person works for an organisation.
#[derive(Debug, Clone)]
pub(crate) struct Tie {
    pub(crate) person: PersonId,
    pub(crate) organisation: OrganisationId,
    pub(crate) function: Option<String>,
}

query! {
    /// Who works where.
    pub(crate) Ties() -> Tie
    reading ["affiliation"]
    "SELECT person, organisation, function FROM affiliation ORDER BY person, organisation"
}

impl FromRow for Tie {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.id(0)?,
            organisation: c.id(1)?,
            function: c.opt_text(2)?,
        })
    }
}

/// A mandate, whoever holds it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    pub(crate) id: MandateId,
    pub(crate) convention: ConventionId,
    pub(crate) person: PersonId,
    pub(crate) organisation: OrganisationId,
    pub(crate) role: Role,
    pub(crate) tenure: Tenure,
    pub(crate) election: Option<Day>,
}

query! {
    /// Every mandate.
    pub(crate) GivenMandates() -> Given
    reading ["given_mandate"]
    "SELECT id, convention, person, organisation, role, since, until, election FROM given_mandate ORDER BY id"
}

impl FromRow for Given {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: c.id(0)?,
            convention: c.id(1)?,
            person: c.id(2)?,
            organisation: c.id(3)?,
            role: c.word(4, Role::from_code)?,
            tenure: tenure(c, 5)?,
            election: c.opt_day(7)?,
        })
    }
}

/// The mandates of a person, as a hand-over sees them.
pub(crate) fn held(mandates: &[Given], person: PersonId) -> Vec<Held> {
    let own = mandates.iter().filter(|given| given.person == person);
    own.map(|given| Held {
        mandate: given.id,
        convention: given.convention,
        organisation: given.organisation,
        role: given.role,
        tenure: given.tenure,
    })
    .collect()
}

/// An organisation that a text names.
pub(crate) struct MemberRow {
    pub(crate) organisation: Org,
    pub(crate) signs: bool,
}

query! {
    /// The organisations of one convention.
    pub(crate) MemberOrganisations(convention: ConventionId) -> MemberRow
    reading ["member"]
    "SELECT organisation, name, kind, MAX(signs) FROM member WHERE convention = $4 \
     GROUP BY organisation, name, sort_key, kind ORDER BY sort_key, organisation"
}

impl FromRow for MemberRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            organisation: Org {
                id: c.id(0)?,
                name: c.text(1)?,
                kind: c.word(2, OrganisationKind::from_code)?,
                merged: None,
                kept: None,
            },
            signs: c.flag(3)?,
        })
    }
}

query! {
    /// The other names of the organisations of one convention.
    pub(crate) MemberAliases(convention: ConventionId) -> Alias
    reading ["member_alias"]
    "SELECT organisation, organisation, name FROM member_alias WHERE convention = $4 ORDER BY organisation, name"
}

/// A mandate of one convention, with the person.
pub(crate) struct ActingRow {
    pub(crate) given: Given,
    pub(crate) someone: Someone,
}

query! {
    /// The mandates of one convention.
    pub(crate) MemberMandates(convention: ConventionId) -> ActingRow
    reading ["member_mandate"]
    "SELECT id, convention, person, organisation, role, since, until, election, name, address, account, active, example, able \
     FROM member_mandate WHERE convention = $4 ORDER BY name, person, id"
}

impl FromRow for ActingRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            given: Given::from_row(c)?,
            someone: member(c, 2, 8)?,
        })
    }
}

/// A person as one convention knows them: the ordinal stands at `id`, the rest from `from` on.
fn member(c: &Columns<'_>, id: usize, from: usize) -> Result<Someone, StoreError> {
    Ok(Someone {
        id: c.id(id)?,
        name: c.text(from)?,
        address: c.opt_text(from + 1)?,
        door: Door::of(c.flag(from + 2)?, c.flag(from + 3)?, c.flag(from + 5)?),
        administrator: false,
        example: c.flag(from + 4)?,
        closed: None,
        merged: None,
        kept: None,
        erased: None,
        phone: None,
    })
}

/// A contact of an organisation of one convention.
pub(crate) struct ContactRow {
    pub(crate) tie: Tie,
    pub(crate) someone: Someone,
}

query! {
    /// The people who work for the organisations of one convention.
    pub(crate) MemberContacts(convention: ConventionId) -> ContactRow
    reading ["member_contact"]
    "SELECT person, organisation, function, name, address, account, active, example, able FROM member_contact WHERE convention = $4 \
     ORDER BY name, person, organisation"
}

impl FromRow for ContactRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            tie: Tie::from_row(c)?,
            someone: member(c, 0, 3)?,
        })
    }
}

/// Two that are not the same.
pub(crate) struct DistinctRow {
    pub(crate) kind: String,
    pub(crate) one: i64,
    pub(crate) other: i64,
}

query! {
    /// The pairs that someone declared distinct.
    pub(crate) Distincts() -> DistinctRow
    reading ["distinct_pair"]
    "SELECT kind, one, other FROM distinct_pair"
}

impl FromRow for DistinctRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: c.text(0)?,
            one: c.int(1)?,
            other: c.int(2)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<People>(),
        QueryInfo::of::<OnePerson>(),
        QueryInfo::of::<OtherAdministrators>(),
        QueryInfo::of::<Organisations>(),
        QueryInfo::of::<OneOrganisation>(),
        QueryInfo::of::<Aliases>(),
        QueryInfo::of::<Ties>(),
        QueryInfo::of::<GivenMandates>(),
        QueryInfo::of::<MemberOrganisations>(),
        QueryInfo::of::<MemberAliases>(),
        QueryInfo::of::<MemberMandates>(),
        QueryInfo::of::<MemberContacts>(),
        QueryInfo::of::<Distincts>(),
    ]
}
