//! One shape over both engines: a database gives links, a link runs statements inside one transaction.
//!
//! It never knows a scope, a fact or a verb.

pub(crate) mod postgres;
pub(crate) mod sqlite;

use std::sync::Arc;
use std::time::Duration;

use crate::columns::{Columns, FromRow};
use crate::dialect::Dialect;
use crate::error::{OpenError, StoreError};
use crate::figures::Counters;
use crate::shape::Shape;
use crate::sql::Sql;
use crate::store::Target;
use crate::value::Value;

/// How long one waits for a connection or for a turn: longer, and something holds it that should not.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);

/// A database of either kind.
pub(crate) enum Engine {
    Sqlite(sqlite::Database),
    Postgres(postgres::Server),
}

/// An open transaction. Dropped, it undoes what it wrote and gives its connection back.
pub(crate) struct Link {
    carrier: Carrier,
    counters: Arc<Counters>,
    journal_rows: u64,
    // A server answers "committed" to a transaction it has already given up: once a statement failed, nothing is kept.
    failed: bool,
}

enum Carrier {
    /// A snapshot of the file.
    Reading(sqlite::Lease),
    /// A turn at the one writer of the file.
    Writing(sqlite::Turn),
    /// A transaction of the server, of either kind.
    Postgres(postgres::Session),
}

/// A statement, as written or as composed for the engine at hand.
#[derive(Clone, Copy)]
pub(crate) enum Text<'a> {
    Written(Sql),
    Composed(&'a str),
}

impl Engine {
    /// Opens the database, making the file when it is not there.
    pub(crate) async fn open(target: &Target) -> Result<Self, OpenError> {
        Ok(match target {
            Target::Sqlite { dir } => Self::Sqlite(sqlite::Database::open(dir)?),
            Target::Postgres { url, .. } => Self::Postgres(postgres::Server::open(url).await?),
        })
    }

    pub(crate) const fn dialect(&self) -> Dialect {
        match self {
            Self::Sqlite(_) => Dialect::Sqlite,
            Self::Postgres(_) => Dialect::Postgres,
        }
    }

    pub(crate) async fn read(&self) -> Result<Link, StoreError> {
        let carrier = match self {
            Self::Sqlite(database) => Carrier::Reading(database.read().await?),
            Self::Postgres(server) => Carrier::Postgres(server.read().await?),
        };
        Ok(self.link(carrier))
    }

    pub(crate) async fn write(&self) -> Result<Link, StoreError> {
        let carrier = match self {
            Self::Sqlite(database) => Carrier::Writing(database.write().await?),
            Self::Postgres(server) => Carrier::Postgres(server.write().await?),
        };
        Ok(self.link(carrier))
    }

    fn link(&self, carrier: Carrier) -> Link {
        Link {
            carrier,
            counters: Arc::clone(self.counters()),
            journal_rows: 0,
            failed: false,
        }
    }

    /// Where the work is counted.
    pub(crate) const fn counters(&self) -> &Arc<Counters> {
        match self {
            Self::Sqlite(database) => &database.counters,
            Self::Postgres(server) => &server.counters,
        }
    }

    /// Leaves nothing of what was erased: the file is written anew; a server removes the rows that nobody sees any more.
    pub(crate) async fn rewrite(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(database) => database.rewrite().await,
            Self::Postgres(server) => server.vacuum().await,
        }
    }

    /// Lets plans follow what the tables hold. A server counts by itself.
    pub(crate) async fn keep_statistics(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(database) => database.keep_statistics().await,
            Self::Postgres(_) => Ok(()),
        }
    }

    /// Runs a script of several statements, whole or not at all.
    pub(crate) async fn script(&self, script: &str) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(database) => database.script(script).await,
            Self::Postgres(server) => server.script(script).await,
        }
    }
}

impl Link {
    /// The rows of a statement. On the file nothing is awaited: the answer is there in microseconds.
    pub(crate) async fn rows<R: FromRow>(&mut self, text: impl Into<Text<'_>>, values: &[Value]) -> Result<Vec<R>, StoreError> {
        let text = text.into();
        let rows = match &mut self.carrier {
            Carrier::Reading(lease) => sqlite::rows(lease.connection()?, text.sqlite(), values),
            Carrier::Writing(turn) => sqlite::rows(turn.connection()?, text.sqlite(), values),
            Carrier::Postgres(session) => session.rows(text.postgres(), values).await,
        };
        self.failed |= rows.is_err();
        self.counters.heed(&rows);
        rows
    }

    /// The engine it belongs to.
    pub(crate) const fn dialect(&self) -> Dialect {
        match self.carrier {
            Carrier::Reading(_) | Carrier::Writing(_) => Dialect::Sqlite,
            Carrier::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Shows each row of a statement as it comes; none is kept. It stops at the first error.
    pub(crate) async fn each<E: From<StoreError>>(
        &mut self,
        text: &str,
        values: &[Value],
        row: impl FnMut(&Columns<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match &mut self.carrier {
            Carrier::Reading(lease) => sqlite::each(lease.connection()?, text, values, row),
            Carrier::Writing(turn) => sqlite::each(turn.connection()?, text, values, row),
            Carrier::Postgres(session) => session.each(text, values, row).await,
        }
    }

    /// Writes the rows that `next` gives, until it gives none, as they come.
    pub(crate) async fn load<E: From<StoreError>>(
        &mut self,
        shape: &Shape,
        next: impl FnMut() -> Result<Option<Vec<Value>>, E>,
    ) -> Result<(), E> {
        let loaded = match &mut self.carrier {
            Carrier::Reading(_) => Err(StoreError::NotWritten.into()),
            Carrier::Writing(turn) => sqlite::load(turn.connection()?, shape, next),
            Carrier::Postgres(session) => session.load(shape, next).await,
        };
        self.failed |= loaded.is_err();
        loaded
    }

    /// Runs a script of several statements inside this transaction.
    pub(crate) async fn script(&mut self, script: &str) -> Result<(), StoreError> {
        let done = match &mut self.carrier {
            Carrier::Reading(_) => Err(StoreError::NotWritten),
            Carrier::Writing(turn) => sqlite::script(turn.connection()?, script),
            Carrier::Postgres(session) => session.script(script).await,
        };
        self.failed |= done.is_err();
        done
    }

    /// The first row of a statement.
    pub(crate) async fn first<R: FromRow>(
        &mut self,
        text: impl Into<Text<'_>>,
        values: &[Value],
    ) -> Result<Option<R>, StoreError> {
        Ok(self.rows(text, values).await?.into_iter().next())
    }

    /// Runs a statement and tells how many rows it changed.
    pub(crate) async fn run(&mut self, text: impl Into<Text<'_>>, values: &[Value]) -> Result<u64, StoreError> {
        let text = text.into();
        let changed = match &mut self.carrier {
            Carrier::Reading(lease) => sqlite::run(lease.connection()?, text.sqlite(), values),
            Carrier::Writing(turn) => sqlite::run(turn.connection()?, text.sqlite(), values),
            Carrier::Postgres(session) => session.run(text.postgres(), values).await,
        };
        self.failed |= changed.is_err();
        self.counters.heed(&changed);
        changed
    }

    /// Runs a statement once for each of these rows, and tells how many rows each changed. A server is sent them all before it is
    /// waited for.
    pub(crate) async fn run_all(&mut self, sql: Sql, rows: &[Vec<Value>]) -> Result<Vec<u64>, StoreError> {
        let changed = match &mut self.carrier {
            Carrier::Reading(lease) => sqlite::run_all(lease.connection()?, sql.sqlite, rows),
            Carrier::Writing(turn) => sqlite::run_all(turn.connection()?, sql.sqlite, rows),
            Carrier::Postgres(session) => session.run_all(sql.postgres, rows).await,
        };
        self.failed |= changed.is_err();
        self.counters.heed(&changed);
        changed
    }

    /// Holds rows until the end of the transaction. On the file nobody else writes meanwhile, and nothing needs holding.
    pub(crate) async fn hold(&mut self, sql: Sql, values: &[Value]) -> Result<(), StoreError> {
        match self.carrier {
            Carrier::Reading(_) | Carrier::Writing(_) => Ok(()),
            Carrier::Postgres(_) => self.run(sql, values).await.map(drop),
        }
    }

    /// A row of the journal was written: it is counted once it is kept.
    pub(crate) const fn told(&mut self) {
        self.journal_rows += 1;
    }

    /// Nothing of this transaction can be kept any more, for this reason.
    pub(crate) const fn give_up(&mut self, reason: StoreError) -> StoreError {
        self.failed = true;
        reason
    }

    /// Keeps what was written. Answers after the disk has confirmed it.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::NotWritten);
        }
        let kept = match self.carrier {
            Carrier::Reading(_) => return Ok(()),
            Carrier::Writing(turn) => turn.commit().await,
            Carrier::Postgres(session) => session.commit().await,
        };
        self.counters.heed(&kept);
        kept?;
        self.counters.kept();
        self.counters.told(self.journal_rows);
        Ok(())
    }
}

impl Text<'_> {
    const fn sqlite(&self) -> &str {
        match self {
            Self::Written(sql) => sql.sqlite,
            Self::Composed(text) => text,
        }
    }

    const fn postgres(&self) -> &str {
        match self {
            Self::Written(sql) => sql.postgres,
            Self::Composed(text) => text,
        }
    }
}

impl From<Sql> for Text<'_> {
    fn from(sql: Sql) -> Self {
        Self::Written(sql)
    }
}

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self::Composed(text)
    }
}
