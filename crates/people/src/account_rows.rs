//! What the page of accounts reads: people, their mandates, and the organisations for which one can be given.

use domain::access::Role;
use domain::ids::{ConventionId, OrganisationId, PersonId};
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A person with an account.
pub(crate) struct AccountRow {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) administrator: bool,
    pub(crate) example: bool,
}

query! {
    /// Everyone, by name.
    pub(crate) Accounts() -> AccountRow
    reading ["account"]
    "SELECT id, name, email, administrator, example FROM account ORDER BY name, id"
}

impl FromRow for AccountRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            name: columns.text(1)?,
            email: columns.text(2)?,
            administrator: columns.flag(3)?,
            example: columns.flag(4)?,
        })
    }
}

query! {
    /// How many accounts there are.
    pub(crate) CountAccounts() -> i64
    reading ["account"]
    "SELECT COUNT(*) FROM account"
}

query! {
    /// How many accounts use this address.
    pub(crate) CountAddress(email: String) -> i64
    reading ["account"]
    "SELECT COUNT(*) FROM account WHERE email = $4"
}

/// A mandate, in words.
pub(crate) struct MandateRow {
    pub(crate) person: PersonId,
    pub(crate) role: Role,
    pub(crate) organisation: String,
    pub(crate) convention: String,
    pub(crate) since: Day,
    pub(crate) until: Option<Day>,
}

query! {
    /// Every mandate given.
    pub(crate) Mandates() -> MandateRow
    reading ["given_mandate"]
    "SELECT person, role, organisation_name, convention_name, since, until FROM given_mandate ORDER BY person, id"
}

impl FromRow for MandateRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            role: columns.word(1, Role::from_code)?,
            organisation: columns.text(2)?,
            convention: columns.text(3)?,
            since: columns.day(4)?,
            until: columns.opt_day(5)?,
        })
    }
}

/// An organisation of a convention, for which a mandate can be given.
pub(crate) struct PlaceRow {
    pub(crate) convention: ConventionId,
    pub(crate) organisation: OrganisationId,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) convention_name: String,
}

query! {
    /// Every organisation of every convention.
    pub(crate) Places() -> PlaceRow
    reading ["mandatable"]
    "SELECT convention, organisation, name, kind, convention_name FROM mandatable ORDER BY convention, party"
}

impl FromRow for PlaceRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.id(0)?,
            organisation: columns.id(1)?,
            name: columns.text(2)?,
            kind: columns.text(3)?,
            convention_name: columns.text(4)?,
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
        QueryInfo::of::<Places>(),
    ]
}
