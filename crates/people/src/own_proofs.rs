//! What a person reads of their own account: sessions, passkeys, the second step, the address, the providers of identity. No secret is among it.

use domain::access::{Reason, Viewer};
use domain::digest::Digest;
use domain::ids::{PasskeyId, PersonId};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::provider_rows::{OwnIdentities, OwnIdentityRow};

/// A session, open.
pub(crate) struct SessionRow {
    pub(crate) token: Digest,
    pub(crate) opened: Instant,
    pub(crate) expires: Instant,
    pub(crate) seen: Instant,
    pub(crate) browser: Option<String>,
    pub(crate) provider: Option<String>,
}

query! {
    /// One's sessions that nobody closed and that did not end, the last seen first.
    pub(crate) OwnSessions(now: Instant, awake_since: Instant) -> SessionRow
    reading ["own_session"]
    "SELECT token, opened, expires, seen, browser, provider FROM own_session \
     WHERE closed IS NULL AND expires > $4 AND seen > $5 ORDER BY seen DESC, opened DESC, token LIMIT 50"
}

impl FromRow for SessionRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            token: columns.digest(0)?,
            opened: columns.instant(1)?,
            expires: columns.instant(2)?,
            seen: columns.instant(3)?,
            browser: columns.opt_text(4)?,
            provider: columns.opt_text(5)?,
        })
    }
}

/// A passkey, by its name.
pub(crate) struct PasskeyRow {
    pub(crate) id: PasskeyId,
    pub(crate) name: String,
    pub(crate) credential: String,
    pub(crate) added: Instant,
    pub(crate) used: Option<Instant>,
}

query! {
    /// One's passkeys, in the order they were added.
    pub(crate) OwnPasskeys() -> PasskeyRow
    reading ["own_passkey"]
    "SELECT id, name, credential, added, used FROM own_passkey ORDER BY id"
}

impl FromRow for PasskeyRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            name: columns.text(1)?,
            credential: columns.text(2)?,
            added: columns.instant(3)?,
            used: columns.opt_instant(4)?,
        })
    }
}

/// The second step, on.
pub(crate) struct SecondStepRow {
    pub(crate) since: Instant,
    pub(crate) codes: i64,
}

query! {
    /// One's second step, with the number of recovery codes left.
    pub(crate) OwnSecondStep() -> SecondStepRow
    reading ["own_second_step"]
    "SELECT since, codes FROM own_second_step"
}

impl FromRow for SecondStepRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            since: columns.instant(0)?,
            codes: columns.int(1)?,
        })
    }
}

query! {
    /// The address that a person signs in with.
    EmailOf(person: PersonId) -> String
    reading ["credential"]
    "SELECT email FROM credential WHERE id = $4 AND active = 1"
}

/// The address one signs in with.
pub(crate) async fn own_email(visit: &mut Visit) -> Result<String, Failure> {
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let email = visit
        .reader()
        .await?
        .first(&Viewer::Job(Reason::SignIn), EmailOf { person })
        .await?;
    email.ok_or(Failure::NotFound)
}

/// Another address, asked for.
pub(crate) struct EmailRequestRow {
    pub(crate) email: String,
    pub(crate) asked: Instant,
}

query! {
    /// The address one asked for.
    pub(crate) OwnEmailRequest() -> EmailRequestRow
    reading ["own_email_request"]
    "SELECT email, asked FROM own_email_request"
}

impl FromRow for EmailRequestRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            email: columns.text(0)?,
            asked: columns.instant(1)?,
        })
    }
}

/// All of it.
pub(crate) struct Proofs {
    pub(crate) sessions: Vec<SessionRow>,
    pub(crate) passkeys: Vec<PasskeyRow>,
    pub(crate) second_step: Option<SecondStepRow>,
    pub(crate) email: String,
    pub(crate) request: Option<EmailRequestRow>,
    pub(crate) identities: Vec<OwnIdentityRow>,
    /// Whether a passkey or a code is demanded before anything else opens.
    pub(crate) lacking: bool,
}

/// Reads it for whoever asks.
pub(crate) async fn proofs(visit: &mut Visit) -> Result<Proofs, Failure> {
    let (now, idle) = (visit.now, visit.door().lifetimes.idle_seconds);
    let awake_since = now.plus_seconds(-idle);
    Ok(Proofs {
        sessions: visit.rows(OwnSessions { now, awake_since }).await?,
        passkeys: visit.rows(OwnPasskeys {}).await?,
        second_step: visit.first(OwnSecondStep {}).await?,
        email: own_email(visit).await?,
        request: visit.first(OwnEmailRequest {}).await?,
        identities: visit.rows(OwnIdentities {}).await?,
        lacking: visit.known().is_some_and(|known| known.unproved),
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<OwnSessions>(),
        QueryInfo::of::<OwnPasskeys>(),
        QueryInfo::of::<OwnSecondStep>(),
        QueryInfo::of::<EmailOf>(),
        QueryInfo::of::<OwnEmailRequest>(),
    ]
}
