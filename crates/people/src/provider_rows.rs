//! Who is bound to whom: read while someone signs in, by oneself, and by those who administer. What a provider calls a person is
//! read by the sign-in alone.

use domain::access::{Reason, Viewer};
use domain::ids::PersonId;
use domain::people::Identity;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

struct BoundRow {
    person: PersonId,
    active: bool,
}

query! {
    /// The account bound to whom a provider presents, open or closed.
    BoundTo(issuer: String, subject: String) -> BoundRow
    reading ["identity_secret"]
    "SELECT person, active FROM identity_secret WHERE issuer = $4 AND subject = $5"
}

impl FromRow for BoundRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            active: columns.flag(1)?,
        })
    }
}

struct Unbound(PersonId);

query! {
    /// The open account of an address, as long as nobody of this provider is bound to it.
    UnboundOf(email: String, issuer: String) -> Unbound
    reading ["credential", "identity_secret"]
    "SELECT c.id FROM credential c WHERE c.email = $4 AND c.active = 1 AND NOT EXISTS \
     (SELECT 1 FROM identity_secret i WHERE i.person = c.id AND i.issuer = $5)"
}

impl FromRow for Unbound {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.id(0).map(Self)
    }
}

/// The account that whom a provider presents may enter, and whether it is bound to them already. `vouched` is their address, when the
/// provider stands for it.
pub(crate) async fn whose(
    visit: &mut Visit,
    identity: &Identity,
    vouched: Option<&str>,
) -> Result<Option<(PersonId, bool)>, Failure> {
    let viewer = Viewer::Job(Reason::SignIn);
    let reader = visit.reader().await?;
    let bound = BoundTo {
        issuer: identity.issuer.clone(),
        subject: identity.subject.clone(),
    };
    if let Some(row) = reader.first(&viewer, bound).await? {
        return Ok(row.active.then_some((row.person, true)));
    }
    let Some(email) = vouched else {
        return Ok(None);
    };
    let unbound = UnboundOf {
        email: email.to_owned(),
        issuer: identity.issuer.clone(),
    };
    let found = reader.first(&viewer, unbound).await?;
    Ok(found.map(|Unbound(person)| (person, false)))
}

/// A provider by which one signs in.
pub(crate) struct OwnIdentityRow {
    pub(crate) issuer: String,
    pub(crate) provider: String,
    pub(crate) email: String,
    pub(crate) bound: Instant,
    pub(crate) used: Option<Instant>,
}

query! {
    /// The providers by which one signs in, the first bound first.
    pub(crate) OwnIdentities() -> OwnIdentityRow
    reading ["own_identity"]
    "SELECT issuer, provider, email, bound, used FROM own_identity ORDER BY bound, issuer"
}

impl FromRow for OwnIdentityRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            issuer: columns.text(0)?,
            provider: columns.text(1)?,
            email: columns.text(2)?,
            bound: columns.instant(3)?,
            used: columns.opt_instant(4)?,
        })
    }
}

/// Someone bound to a provider, as those who administer see it.
pub(crate) struct IdentityRow {
    pub(crate) person: PersonId,
    pub(crate) issuer: String,
    pub(crate) provider: String,
    pub(crate) email: String,
    pub(crate) bound: Instant,
    pub(crate) name: String,
    pub(crate) own_email: String,
}

query! {
    /// Everyone who signs in by a provider, by name.
    pub(crate) Identities() -> IdentityRow
    reading ["identity"]
    "SELECT person, issuer, provider, email, bound, name, own_email FROM identity ORDER BY name, person, issuer LIMIT 200"
}

impl FromRow for IdentityRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: columns.id(0)?,
            issuer: columns.text(1)?,
            provider: columns.text(2)?,
            email: columns.text(3)?,
            bound: columns.instant(4)?,
            name: columns.text(5)?,
            own_email: columns.text(6)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<BoundTo>(),
        QueryInfo::of::<UnboundOf>(),
        QueryInfo::of::<OwnIdentities>(),
        QueryInfo::of::<Identities>(),
    ]
}
