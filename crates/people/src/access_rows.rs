//! What those who administer read of links, requests and second steps. No secret is among it.

use domain::ids::{LinkId, PersonId};
use domain::people::{LinkPurpose, answer_due};
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A link that works.
pub(crate) struct LinkRow {
    pub(crate) id: LinkId,
    pub(crate) purpose: LinkPurpose,
    pub(crate) person: PersonId,
    pub(crate) made: Instant,
    pub(crate) expires: Instant,
    pub(crate) name: String,
}

query! {
    /// The links that still work, the last made first.
    pub(crate) OpenLinks(now: Instant) -> LinkRow
    reading ["link"]
    "SELECT id, purpose, person, made, expires, name FROM link \
     WHERE used IS NULL AND revoked IS NULL AND expires > $4 ORDER BY id DESC LIMIT 200"
}

impl FromRow for LinkRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            purpose: columns.word(1, LinkPurpose::from_code)?,
            person: columns.id(2)?,
            made: columns.instant(3)?,
            expires: columns.instant(4)?,
            name: columns.text(5)?,
        })
    }
}

/// A password said to be forgotten, or a second step that is on: about whom, since when.
pub(crate) struct SinceRow {
    pub(crate) person: PersonId,
    pub(crate) since: Instant,
    pub(crate) name: String,
    pub(crate) email: String,
}

query! {
    /// The passwords said to be forgotten, the oldest first.
    pub(crate) ResetRequests() -> SinceRow
    reading ["reset_request"]
    "SELECT person, asked, name, email FROM reset_request ORDER BY asked, person LIMIT 200"
}

query! {
    /// The second steps that are on, by name.
    pub(crate) SecondSteps() -> SinceRow
    reading ["second_step"]
    "SELECT person, since, name, email FROM second_step ORDER BY name, person LIMIT 200"
}

impl FromRow for SinceRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            since: columns.instant(1)?,
            name: columns.text(2)?,
            email: columns.text(3)?,
        })
    }
}

/// Another address asked for.
pub(crate) struct EmailRow {
    pub(crate) person: PersonId,
    pub(crate) email: String,
    pub(crate) asked: Instant,
    pub(crate) name: String,
    pub(crate) old: String,
}

query! {
    /// The addresses asked for, the oldest first.
    pub(crate) EmailRequests() -> EmailRow
    reading ["email_request"]
    "SELECT person, email, asked, name, old FROM email_request ORDER BY asked, person LIMIT 200"
}

query! {
    /// The address that one person asked for.
    pub(crate) EmailRequestOf(person: PersonId) -> EmailRow
    reading ["email_request"]
    "SELECT person, email, asked, name, old FROM email_request WHERE person = $4"
}

impl FromRow for EmailRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            email: columns.text(1)?,
            asked: columns.instant(2)?,
            name: columns.text(3)?,
            old: columns.text(4)?,
        })
    }
}

/// Someone asks to be erased.
pub(crate) struct ErasureRow {
    pub(crate) person: PersonId,
    pub(crate) asked: Instant,
    pub(crate) name: String,
}

query! {
    /// The requests to be erased that nobody answered, the oldest first.
    pub(crate) ErasureRequests() -> ErasureRow
    reading ["erasure_request"]
    "SELECT person, asked, name FROM erasure_request WHERE refused IS NULL ORDER BY asked, person LIMIT 200"
}

impl FromRow for ErasureRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            asked: columns.instant(1)?,
            name: columns.text(2)?,
        })
    }
}

impl ErasureRow {
    /// The last day to answer.
    pub(crate) fn due(&self) -> Day {
        answer_due(self.asked.paris_day())
    }
}

/// Someone for whom a link can be made.
pub(crate) struct InvitableRow {
    pub(crate) id: PersonId,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) has_password: bool,
}

query! {
    /// Everyone whose account is open, by name.
    pub(crate) Invitables() -> InvitableRow
    reading ["invitable"]
    "SELECT id, name, email, has_password FROM invitable WHERE active = 1 ORDER BY name, id"
}

query! {
    /// One of them.
    pub(crate) OneInvitable(person: PersonId) -> InvitableRow
    reading ["invitable"]
    "SELECT id, name, email, has_password FROM invitable WHERE active = 1 AND id = $4"
}

impl FromRow for InvitableRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            name: columns.text(1)?,
            email: columns.text(2)?,
            has_password: columns.flag(3)?,
        })
    }
}

query! {
    /// Whether a person administers, and comes in by a provider alone.
    pub(crate) LeansOnProvider(person: PersonId) -> i64
    reading ["invitable", "protected"]
    "SELECT COUNT(*) FROM invitable v JOIN protected p ON p.id = v.id \
     WHERE v.id = $4 AND v.has_password = 0 AND p.keyed = 0 AND p.administrator = 1 AND p.active = 1"
}

query! {
    /// How many accounts use this address.
    pub(crate) CountInvitable(email: String) -> i64
    reading ["invitable"]
    "SELECT COUNT(*) FROM invitable WHERE email = $4"
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<OpenLinks>(),
        QueryInfo::of::<ResetRequests>(),
        QueryInfo::of::<SecondSteps>(),
        QueryInfo::of::<EmailRequests>(),
        QueryInfo::of::<EmailRequestOf>(),
        QueryInfo::of::<ErasureRequests>(),
        QueryInfo::of::<Invitables>(),
        QueryInfo::of::<OneInvitable>(),
        QueryInfo::of::<CountInvitable>(),
        QueryInfo::of::<LeansOnProvider>(),
    ]
}
