//! In which quality a viewer asks, read again inside the transaction: between the check and the write nothing can change.
//!
//! It reads accounts and mandates and never decides: `domain::access::allows` does.

use domain::access::{LinkOpens, Reason, Role, Standing, Viewer};
use domain::digest::Digest;
use domain::ids::{ConventionId, MandateId, OrganisationId, PersonId};

use crate::columns::{Columns, FromRow};
use crate::engine::Link;
use crate::error::StoreError;
use crate::known::stands;
use crate::sql;
use crate::sql::Sql;
use crate::value::Value;

/// Who acts, as the journal keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Actor {
    pub(crate) person: Option<PersonId>,
    pub(crate) mandate: Option<MandateId>,
    pub(crate) organisation: Option<OrganisationId>,
    pub(crate) job: Option<Reason>,
}

/// A standing, and who holds it.
pub(crate) struct Established {
    pub(crate) standing: Standing,
    pub(crate) actor: Actor,
}

const STANDING: Sql = sql!(concat!(
    "SELECT p.administrator, m.id, m.organisation, m.role \
     FROM unscoped_person p \
     LEFT JOIN unscoped_mandate m ON m.id = $2 AND m.person = p.id AND m.convention = $3 \
     AND m.since <= $4 AND (m.until IS NULL OR m.until >= $4) AND ",
    stands!(),
    " WHERE p.id = $1 AND p.active = 1"
));

// On the server others write at the same time: what the permission stands on is held until the transaction ends.
const HOLD: Sql = sql!(
    "SELECT (SELECT m.id FROM unscoped_mandate m WHERE m.id = $2 FOR SHARE) FROM unscoped_person p WHERE p.id = $1 FOR SHARE"
);

struct Row {
    administrator: bool,
    mandate: Option<(MandateId, OrganisationId, Role)>,
}

impl FromRow for Row {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let mandate = match c.opt_id(1)? {
            Some(mandate) => Some((mandate, c.id(2)?, c.word(3, Role::from_code)?)),
            None => None,
        };
        Ok(Self {
            administrator: c.flag(0)?,
            mandate,
        })
    }
}

// A link opens what its campaign asks of one recipient, until its last day, while nobody else received it since and no other was handed
// over in its place.
const LINK: Sql = sql!(
    "SELECT r.person, r.organisation FROM unscoped_campaign_link l \
     JOIN unscoped_campaign_recipient r ON r.convention = l.convention AND r.campaign = l.campaign AND r.ordinal = l.recipient \
     WHERE l.token = $1 AND l.convention = $2 AND l.version = r.version AND l.last_day >= $3 AND l.ended IS NULL \
     AND NOT EXISTS (SELECT 1 FROM unscoped_withdrawal gone WHERE gone.convention = l.convention) \
     AND NOT EXISTS (SELECT 1 FROM unscoped_review checked WHERE checked.convention = l.convention)"
);

struct Linked {
    person: Option<PersonId>,
    organisation: Option<OrganisationId>,
}

impl FromRow for Linked {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.opt_id(0)?,
            organisation: c.opt_id(1)?,
        })
    }
}

/// The standing of `viewer` today, in this convention or in the installation.
pub(crate) async fn establish(
    link: &mut Link,
    viewer: &Viewer,
    convention: Option<ConventionId>,
    today: &Value,
) -> Result<Established, StoreError> {
    let (person, mandate) = match viewer {
        Viewer::Visitor => return Ok(nobody()),
        Viewer::Job(reason) => return Ok(job(*reason)),
        Viewer::Link(token) => return linked(link, *token, convention, today).await,
        Viewer::Person(person) => (*person, None),
        Viewer::Mandate(mandated) => (mandated.person, Some(mandated.mandate)),
    };
    link.hold(HOLD, &[person.into(), mandate.into()]).await?;
    let values = [person.into(), mandate.into(), convention.into(), today.clone()];
    let row: Option<Row> = link.first(STANDING, &values).await?;
    Ok(row.map_or_else(nobody, |row| established(person, &row)))
}

/// Whoever holds the link, when it works: in the name of the person and the organisation to whom it was sent. A link to a sheet is not
/// looked for here: nothing is written by one.
async fn linked(
    link: &mut Link,
    token: Digest,
    convention: Option<ConventionId>,
    today: &Value,
) -> Result<Established, StoreError> {
    let found: Option<Linked> = link.first(LINK, &[token.into(), convention.into(), today.clone()]).await?;
    Ok(found.map_or_else(nobody, |found| Established {
        standing: Standing::Link(LinkOpens::Campaign),
        actor: Actor {
            person: found.person,
            organisation: found.organisation,
            ..Actor::default()
        },
    }))
}

fn established(person: PersonId, row: &Row) -> Established {
    let mut actor = Actor {
        person: Some(person),
        ..Actor::default()
    };
    let standing = match row.mandate {
        Some((mandate, organisation, role)) => {
            actor.mandate = Some(mandate);
            actor.organisation = Some(organisation);
            Standing::Mandated(role)
        }
        None if row.administrator => Standing::Administrator,
        None => Standing::Account,
    };
    Established { standing, actor }
}

/// Nobody signed in, or someone whose account was closed since.
fn nobody() -> Established {
    Established {
        standing: Standing::Visitor,
        actor: Actor::default(),
    }
}

fn job(reason: Reason) -> Established {
    let actor = Actor {
        job: Some(reason),
        ..Actor::default()
    };
    Established {
        standing: Standing::Job(reason),
        actor,
    }
}
