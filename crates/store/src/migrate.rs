//! The shape of the tables: one small file per change, embedded, applied forward only, recorded with its digest.
//!
//! A database that knows a migration we do not is left alone.

use domain::digest::Digest;

use crate::archive::Level;
use crate::columns::{Columns, FromRow};
use crate::dialect::Dialect;
use crate::engine::{Engine, Link};
use crate::error::{OpenError, StoreError};
use crate::sql;
use crate::sql::Sql;

/// One change: the text both engines share, then what only one of them can say.
pub(crate) struct Migration {
    number: i64,
    name: &'static str,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

const APPLIED: Sql = sql!("SELECT number, digest FROM unscoped_migration ORDER BY number");

const LEVELS: Sql = sql!("SELECT number, name, digest FROM unscoped_migration ORDER BY number");

const REGISTER: &str = "
CREATE TABLE IF NOT EXISTS unscoped_migration (
    number BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL
);
";

struct Applied {
    number: i64,
    digest: Digest,
}

impl FromRow for Applied {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: c.int(0)?,
            digest: c.digest(1)?,
        })
    }
}

impl FromRow for Level {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: c.int(0)?,
            name: c.text(1)?,
            digest: c.text(2)?,
        })
    }
}

/// The names of those not applied yet.
pub(crate) async fn pending(engine: &Engine) -> Result<Vec<&'static str>, OpenError> {
    let _alone = alone(engine).await?;
    Ok(missing(engine).await?.iter().map(|migration| migration.name).collect())
}

/// Applies those not applied yet, in order.
pub(crate) async fn apply(engine: &Engine) -> Result<Vec<&'static str>, OpenError> {
    let _alone = alone(engine).await?;
    let missing = missing(engine).await?;
    for migration in &missing {
        let name = migration.name;
        let script = migration.script(engine.dialect());
        engine
            .script(&script)
            .await
            .map_err(|source| OpenError::Migration { name, source })?;
    }
    Ok(missing.iter().map(|migration| migration.name).collect())
}

// Any number that nothing else of ours locks.
const ALONE: Sql = sql!("SELECT pg_advisory_xact_lock(7243)");

/// Servers of one installation that start together wait here for each other: held, no other changes the tables. On the
/// file there is one server only.
async fn alone(engine: &Engine) -> Result<Option<Link>, StoreError> {
    match engine.dialect() {
        Dialect::Sqlite => Ok(None),
        Dialect::Postgres => {
            let mut link = engine.write().await?;
            link.hold(ALONE, &[]).await?;
            Ok(Some(link))
        }
    }
}

/// The definitions of all tables, in a stable order.
pub(crate) async fn schema(engine: &Engine) -> Result<String, StoreError> {
    let text = match engine.dialect() {
        Dialect::Sqlite => include_str!("migrate/schema.sqlite.sql"),
        Dialect::Postgres => include_str!("migrate/schema.postgres.sql"),
    };
    let lines: Vec<String> = engine.read().await?.rows(text, &[]).await?;
    Ok(lines.join("\n") + "\n")
}

/// Whether the migrations applied are exactly those known here.
pub(crate) async fn is_current(link: &mut Link) -> Result<bool, StoreError> {
    let applied: Vec<Applied> = link.rows(APPLIED, &[]).await?;
    let known = MIGRATIONS.iter().map(|migration| (migration.number, migration.digest()));
    Ok(applied.iter().map(|applied| (applied.number, applied.digest)).eq(known))
}

/// Those that a database has applied, in order.
pub(crate) async fn levels(link: &mut Link) -> Result<Vec<Level>, StoreError> {
    link.rows(LEVELS, &[]).await
}

/// The same as ours, in order; refused when one of them is not.
pub(crate) fn known(levels: &[Level]) -> Result<Vec<&'static Migration>, OpenError> {
    levels.iter().map(Migration::of).collect()
}

/// Makes the tables as these migrations left them, where there is no table yet.
pub(crate) async fn make(link: &mut Link, migrations: &[&'static Migration]) -> Result<(), OpenError> {
    let dialect = link.dialect();
    link.script(&dialect.definitions(REGISTER)).await?;
    for migration in migrations {
        migration.run(link).await?;
    }
    Ok(())
}

/// Applies what these do not have yet, and tells which they were.
pub(crate) async fn bring_up(link: &mut Link, made: &[&'static Migration]) -> Result<Vec<&'static str>, OpenError> {
    let mut applied = Vec::new();
    for migration in MIGRATIONS {
        if !made.iter().any(|made| made.number == migration.number) {
            migration.run(link).await?;
            applied.push(migration.name);
        }
    }
    Ok(applied)
}

async fn missing(engine: &Engine) -> Result<Vec<&'static Migration>, OpenError> {
    engine.script(&engine.dialect().definitions(REGISTER)).await?;
    let applied: Vec<Applied> = engine.read().await?.rows(APPLIED, &[]).await?;
    for Applied { number, digest } in &applied {
        let number = *number;
        let known = MIGRATIONS.iter().find(|migration| migration.number == number);
        let known = known.ok_or(OpenError::Newer { number })?;
        if known.digest() != *digest {
            return Err(OpenError::Unknown { number });
        }
    }
    let is_applied = |migration: &&Migration| applied.iter().any(|applied| applied.number == migration.number);
    Ok(MIGRATIONS.iter().filter(|migration| !is_applied(migration)).collect())
}

impl Migration {
    /// Ours, of the same number and the same text.
    fn of(level: &Level) -> Result<&'static Self, OpenError> {
        let number = level.number;
        let known = MIGRATIONS.iter().find(|migration| migration.number == number);
        let known = known.ok_or(OpenError::Newer { number })?;
        if Digest::from_hex(&level.digest) == Some(known.digest()) {
            Ok(known)
        } else {
            Err(OpenError::Unknown { number })
        }
    }

    /// Runs it inside a transaction.
    async fn run(&self, link: &mut Link) -> Result<(), OpenError> {
        let script = self.script(link.dialect());
        let name = self.name;
        let done = link.script(&script).await;
        done.map_err(|source| OpenError::Migration { name, source })
    }

    /// Covers the texts for both engines, so that data moved from one to the other keeps its history.
    fn digest(&self) -> Digest {
        Digest::of_parts([self.both, self.sqlite, self.postgres].map(str::as_bytes))
    }

    fn script(&self, dialect: Dialect) -> String {
        let own = match dialect {
            Dialect::Sqlite => self.sqlite,
            Dialect::Postgres => self.postgres,
        };
        format!(
            "{}\n{own}\nINSERT INTO unscoped_migration (number, name, digest) VALUES ({}, '{}', '{}');",
            dialect.definitions(self.both),
            self.number,
            self.name,
            self.digest(),
        )
    }
}
