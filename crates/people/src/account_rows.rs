//! What the page of accounts reads: people, their mandates, and the organisations for which one can be given.

use domain::access::Role;
use domain::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use domain::people::Tenure;
use domain::reading::OrganisationKind;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::directory_rows::Door;

/// A person with an account.
pub(crate) struct AccountRow {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) administrator: bool,
    pub(crate) example: bool,
    /// How far the person may come in.
    pub(crate) door: Door,
}

impl AccountRow {
    /// Whether the invitation was not accepted yet.
    pub(crate) fn waits(&self) -> bool {
        self.door == Door::Invited
    }
}

query! {
    /// Everyone who has an account, open or closed, by name.
    pub(crate) Accounts() -> AccountRow
    reading ["account"]
    "SELECT id, name, email, administrator, example, active, able FROM account WHERE account = 1 ORDER BY name, id"
}

impl FromRow for AccountRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            name: columns.text(1)?,
            email: columns.text(2)?,
            administrator: columns.flag(3)?,
            example: columns.flag(4)?,
            door: Door::of(true, columns.flag(5)?, columns.flag(6)?),
        })
    }
}

query! {
    /// How many accounts there are.
    pub(crate) CountAccounts() -> i64
    reading ["account"]
    "SELECT COUNT(*) FROM account WHERE account = 1"
}

query! {
    /// How many accounts use this address.
    pub(crate) CountAddress(email: String) -> i64
    reading ["account"]
    "SELECT COUNT(*) FROM account WHERE email = $4"
}

/// A mandate, in words.
pub(crate) struct MandateRow {
    pub(crate) id: MandateId,
    pub(crate) person: PersonId,
    pub(crate) role: Role,
    pub(crate) organisation: String,
    pub(crate) convention: String,
    pub(crate) tenure: Tenure,
    pub(crate) election: Option<Day>,
}

query! {
    /// Every mandate given.
    pub(crate) Mandates() -> MandateRow
    reading ["given_mandate"]
    "SELECT id, person, role, organisation_name, convention_name, since, until, election FROM given_mandate ORDER BY id"
}

impl FromRow for MandateRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            person: columns.id(1)?,
            role: columns.word(2, Role::from_code)?,
            organisation: columns.text(3)?,
            convention: columns.text(4)?,
            tenure: tenure(columns, 5)?,
            election: columns.opt_day(7)?,
        })
    }
}

query! {
    /// When the person holds, held or will hold this very mandate.
    pub(crate) SameMandates(person: PersonId, convention: ConventionId, organisation: OrganisationId, role: String) -> SameRow
    reading ["given_mandate"]
    "SELECT id, since, until, organisation_name, convention_name FROM given_mandate WHERE person = $4 AND convention = $5 AND organisation = $6 AND role = $7 ORDER BY id"
}

/// The same mandate, in other days.
pub(crate) struct SameRow {
    pub(crate) mandate: MandateId,
    pub(crate) tenure: Tenure,
    pub(crate) organisation: String,
    pub(crate) convention: String,
}

impl FromRow for SameRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            mandate: columns.id(0)?,
            tenure: tenure(columns, 1)?,
            organisation: columns.text(3)?,
            convention: columns.text(4)?,
        })
    }
}

/// The first and the last day, from this column on.
pub(crate) fn tenure(columns: &Columns<'_>, first: usize) -> Result<Tenure, StoreError> {
    Ok(Tenure {
        since: columns.day(first)?,
        until: columns.opt_day(first + 1)?,
    })
}

/// A mandate, to end it, reopen it or confirm it.
pub(crate) struct GivenRow {
    pub(crate) tenure: Tenure,
    pub(crate) convention: ConventionId,
    pub(crate) person: PersonId,
    pub(crate) organisation: OrganisationId,
    pub(crate) role: Role,
    pub(crate) election: Option<Day>,
}

query! {
    /// One mandate.
    pub(crate) OneMandate(mandate: MandateId) -> GivenRow
    reading ["given_mandate"]
    "SELECT since, until, convention, person, organisation, role, election FROM given_mandate WHERE id = $4"
}

impl FromRow for GivenRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            tenure: tenure(columns, 0)?,
            convention: columns.id(2)?,
            person: columns.id(3)?,
            organisation: columns.id(4)?,
            role: columns.word(5, Role::from_code)?,
            election: columns.opt_day(6)?,
        })
    }
}

/// An organisation of a convention, for which a mandate can be given.
pub(crate) struct PlaceRow {
    pub(crate) convention: ConventionId,
    /// Its ordinal among those that the text names.
    pub(crate) party: i64,
    pub(crate) organisation: OrganisationId,
    pub(crate) name: String,
    pub(crate) kind: OrganisationKind,
    pub(crate) convention_name: String,
}

query! {
    /// Every organisation of every convention, once: after a merge two parties may be the same one.
    pub(crate) Places() -> PlaceRow
    reading ["mandatable"]
    "SELECT convention, MIN(party), organisation, name, kind, convention_name FROM mandatable \
     GROUP BY convention, organisation, name, kind, convention_name ORDER BY convention, MIN(party)"
}

impl FromRow for PlaceRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.id(0)?,
            party: columns.int(1)?,
            organisation: columns.id(2)?,
            name: columns.text(3)?,
            kind: columns.word(4, OrganisationKind::from_code)?,
            convention_name: columns.text(5)?,
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Accounts>(),
        QueryInfo::of::<CountAccounts>(),
        QueryInfo::of::<CountAddress>(),
        QueryInfo::of::<Mandates>(),
        QueryInfo::of::<SameMandates>(),
        QueryInfo::of::<OneMandate>(),
        QueryInfo::of::<Places>(),
    ]
}
