//! A link that opens nothing may be tried so often and no more, from one address of the network and for one link. Only what opens nothing
//! is counted: whoever holds a link that works writes nothing by opening it, however often.
//!
//! A link is a secret that nobody comes upon by trying: one that works opens, whatever others tried from the same address.

use domain::access::{Reason, Viewer};
use domain::digest::Digest;
use domain::people::{Pace, Tried};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::attempts::Limit;
use web::failure::Failure;
use web::visit::Visit;

use crate::answer_open::too_often;

/// From one address: an association, a town hall share one.
const ADDRESS: Limit = Limit {
    kind: "tried_wrong_address",
    pace: Pace {
        free: 30,
        first_wait: 60,
        longest_wait: 15 * 60,
        forget: 60,
    },
};

/// For one link, from wherever it is tried.
const LINK: Limit = Limit {
    kind: "tried_wrong_link",
    pace: Pace {
        free: 10,
        first_wait: 5 * 60,
        longest_wait: 60 * 60,
        forget: 10 * 60,
    },
};

struct TriedRow {
    kind: String,
    tried: Tried,
}

query! {
    /// What was tried so far, of a link and from an address.
    TriedLinks(link: Digest, address: Digest, now: Instant) -> TriedRow
    reading ["tried_link"]
    "SELECT kind, value, at FROM tried_link WHERE expires > $6 \
        AND (kind = 'tried_wrong_link' AND key = $4 OR kind = 'tried_wrong_address' AND key = $5)"
}

impl FromRow for TriedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: c.text(0)?,
            tried: Tried {
                count: c.text(1)?.parse().unwrap_or(0),
                at: c.instant(2)?,
            },
        })
    }
}

const BY_ITSELF: Viewer = Viewer::Job(Reason::Campaign);

/// When more may be tried, where too many were.
#[derive(Debug, Default)]
pub(crate) struct Waits {
    /// Of this link, from wherever.
    link: Option<Instant>,
    /// From this address, of whatever link.
    address: Option<Instant>,
}

impl Waits {
    /// Of this link, from the address that asks.
    pub(crate) async fn of(visit: &mut Visit, key: &str) -> Result<Self, Failure> {
        let query = TriedLinks {
            link: LINK.key(key),
            address: ADDRESS.key(&visit.counted_address()),
            now: visit.now,
        };
        let now = visit.now;
        let mut waits = Self::default();
        for row in visit.reader().await?.rows(&BY_ITSELF, query).await? {
            let (limit, wait) = if row.kind == LINK.kind {
                (LINK, &mut waits.link)
            } else {
                (ADDRESS, &mut waits.address)
            };
            *wait = limit.pace.attempt(Some(row.tried), now).err();
        }
        Ok(waits)
    }

    /// Before the link is looked for: one that opened nothing too often is not.
    pub(crate) async fn before(&self, visit: &mut Visit) -> Result<(), Failure> {
        answer(visit, self.link).await
    }

    /// Once it opened nothing: whoever tries many from one address waits. A link that works opens meanwhile: a town hall shares an address.
    pub(crate) async fn after(&self, visit: &mut Visit) -> Result<(), Failure> {
        answer(visit, self.address).await
    }
}

/// Answers when to come back, if one has to.
async fn answer(visit: &mut Visit, open: Option<Instant>) -> Result<(), Failure> {
    match open {
        Some(open) => Err(too_often(visit, open).await),
        None => Ok(()),
    }
}

/// Counts a link that opened nothing.
pub(crate) async fn count(visit: &mut Visit, key: &str) -> Result<(), Failure> {
    let address = visit.counted_address();
    visit.leave();
    visit.attempt(&[(LINK, key), (ADDRESS, &address)]).await.map(drop)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<TriedLinks>()]
}
