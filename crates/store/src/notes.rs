//! Notes: what passes. Attempts counted, ceremonies under way, when a session was last seen.
//!
//! A note says nothing that happened to anyone: it has no row in the journal, it ends by itself, and it is swept. What
//! must be told is a fact, and goes through the write door; a note can write nowhere but in its own table.

use domain::digest::Digest;
use domain::time::Instant;

use crate::columns::{Columns, FromRow};
use crate::engine::Link;
use crate::error::StoreError;
use crate::sql;
use crate::sql::Sql;

/// What a note says, and since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The text.
    pub value: String,
    /// When it was written.
    pub at: Instant,
}

impl FromRow for Note {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            value: c.text(0)?,
            at: c.instant(1)?,
        })
    }
}

/// A turn at the notes. Dropped before `commit`, it changes nothing.
#[must_use = "notes that are not committed are forgotten"]
pub struct Notes {
    link: Link,
    now: Instant,
}

// Two who look at a note that is not there yet must take turns too: on the server a lock stands for the row.
const HOLD: Sql = sql!("SELECT pg_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0))");
const READ: Sql = sql!("SELECT value, at FROM unscoped_note WHERE kind = $1 AND key = $2 AND expires > $3");
const KEEP: Sql = sql!(
    "INSERT INTO unscoped_note (kind, key, value, at, expires) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value, at = excluded.at, expires = excluded.expires"
);
const TAKE: Sql = sql!("DELETE FROM unscoped_note WHERE kind = $1 AND key = $2 RETURNING value, at, expires");
const FORGET: Sql = sql!("DELETE FROM unscoped_note WHERE kind = $1 AND key = $2");
const OF_KIND: Sql =
    sql!("SELECT value, at, key FROM unscoped_note WHERE kind = $1 AND expires > $2 ORDER BY expires, key LIMIT $3");
const SWEEP: Sql = sql!("DELETE FROM unscoped_note WHERE expires <= $1");

impl Notes {
    pub(crate) const fn new(link: Link, now: Instant) -> Self {
        Self { link, now }
    }

    /// The note of this kind under this key, if it has not ended; nobody else changes it until this turn is over. Whoever
    /// holds several always holds them in the same order.
    pub async fn hold(&mut self, kind: &'static str, key: Digest) -> Result<Option<Note>, StoreError> {
        self.link.hold(HOLD, &[kind.into(), key.into()]).await?;
        self.link.first(READ, &[kind.into(), key.into(), self.now.into()]).await
    }

    /// Writes a note that lasts until `expires`, over the one before.
    pub async fn keep(&mut self, kind: &'static str, key: Digest, value: &str, expires: Instant) -> Result<(), StoreError> {
        let values = [kind.into(), key.into(), value.into(), self.now.into(), expires.into()];
        self.link.run(KEEP, &values).await.map(drop)
    }

    /// Takes a note away: of two who ask, one gets it. Nothing is given of a note that has ended.
    pub async fn take(&mut self, kind: &'static str, key: Digest) -> Result<Option<Note>, StoreError> {
        let taken: Option<Ending> = self.link.first(TAKE, &[kind.into(), key.into()]).await?;
        Ok(taken.filter(|taken| taken.expires > self.now).map(|taken| taken.note))
    }

    /// The notes of this kind that have not ended, each with its key, those that end first before the others.
    pub async fn of_kind(&mut self, kind: &'static str, most: i64) -> Result<Vec<(Digest, Note)>, StoreError> {
        let values = [kind.into(), self.now.into(), most.into()];
        let found: Vec<Keyed> = self.link.rows(OF_KIND, &values).await?;
        Ok(found.into_iter().map(|Keyed(key, note)| (key, note)).collect())
    }

    /// Sweeps what has ended. Tells how many there were.
    pub async fn sweep(&mut self) -> Result<u64, StoreError> {
        self.link.run(SWEEP, &[self.now.into()]).await
    }

    /// Keeps the changes.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.link.commit().await
    }
}

/// Forgets a note inside the transaction of a fact.
pub(crate) async fn forget(link: &mut Link, kind: &'static str, key: Digest) -> Result<(), StoreError> {
    link.run(FORGET, &[kind.into(), key.into()]).await.map(drop)
}

/// A note, with its key.
struct Keyed(Digest, Note);

impl FromRow for Keyed {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(c.digest(2)?, Note::from_row(c)?))
    }
}

/// A note, with its end.
struct Ending {
    note: Note,
    expires: Instant,
}

impl FromRow for Ending {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            note: Note::from_row(c)?,
            expires: c.instant(2)?,
        })
    }
}
