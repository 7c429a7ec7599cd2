//! What writes: the owner of the tables, handed a writer inside `record` and nowhere else.

use std::ops::RangeInclusive;

use domain::digest::Digest;
use domain::example::ExampleConvention;
use domain::fact::Fact;

use crate::columns::FromRow;
use crate::dialect::Dialect;
use crate::engine::Link;
use crate::erase;
use crate::error::StoreError;
use crate::journal::{self, PersonalText};
use crate::notes;
use crate::sequence::Sequence;
use crate::sql::Sql;
use crate::value::Value;

/// A room's tables: how a fact becomes rows.
pub trait Writes<F: Fact> {
    /// Writes what the fact changes. The journal already has its row; an error undoes both.
    fn apply<'w>(fact: &'w F, writer: &'w mut Writer<'_>) -> impl Future<Output = Result<(), StoreError>> + Send + 'w;
}

/// The right to write, for the time of one fact.
pub struct Writer<'t> {
    link: &'t mut Link,
}

impl<'t> Writer<'t> {
    pub(crate) const fn new(link: &'t mut Link) -> Self {
        Self { link }
    }

    /// Runs a statement.
    pub async fn run(&mut self, sql: Sql, values: &[Value]) -> Result<(), StoreError> {
        self.link.run(sql, values).await.map(drop)
    }

    /// Runs a statement that must change exactly one row; otherwise nothing of the transaction is kept.
    pub async fn change_one(&mut self, sql: Sql, values: &[Value]) -> Result<(), StoreError> {
        match self.link.run(sql, values).await? {
            1 => Ok(()),
            _ => Err(self.link.give_up(StoreError::Conflict)),
        }
    }

    /// Runs a statement once for each of these rows: of hundreds, a server is waited for once.
    pub async fn run_all(&mut self, sql: Sql, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        self.link.run_all(sql, rows).await.map(drop)
    }

    /// The same, where each must change exactly one row; otherwise nothing of the transaction is kept.
    pub async fn change_all(&mut self, sql: Sql, rows: &[Vec<Value>]) -> Result<(), StoreError> {
        let changed = self.link.run_all(sql, rows).await?;
        if changed.iter().any(|rows| *rows != 1) {
            return Err(self.refuse());
        }
        Ok(())
    }

    /// Holds what this statement reads as it stands until the transaction ends: others may hold it too, and nobody changes it.
    /// When it reads nothing, nothing of the transaction is kept.
    pub async fn hold(&mut self, sql: Sql, values: &[Value]) -> Result<(), StoreError> {
        let held: Vec<i64> = match self.link.dialect() {
            // One writer at a time: whoever writes holds everything.
            Dialect::Sqlite => self.link.rows(sql, values).await?,
            Dialect::Postgres => self.link.rows(&*format!("{} FOR SHARE", sql.postgres), values).await?,
        };
        if held.is_empty() {
            return Err(self.refuse());
        }
        Ok(())
    }

    /// The fact cannot stand as things are now: nothing of the transaction is kept.
    pub fn refuse(&mut self) -> StoreError {
        self.link.give_up(StoreError::Conflict)
    }

    /// The next ordinal of a series, for what the fact could not number itself.
    pub async fn allocate(&mut self, sequence: Sequence) -> Result<i64, StoreError> {
        sequence.next(self.link).await
    }

    /// The next ordinals of a series, as many as there are things to number.
    pub async fn allocate_many(&mut self, sequence: Sequence, count: usize) -> Result<RangeInclusive<i64>, StoreError> {
        sequence.next_many(self.link, count).await
    }

    /// Forgets a note with the fact: what was noted is of no use any more, or has to go.
    pub async fn forget_note(&mut self, kind: &'static str, key: Digest) -> Result<(), StoreError> {
        notes::forget(self.link, kind, key).await
    }

    /// Erases for ever the personal texts of the journal that `goes` names, with their salts; the chains still verify. Tells
    /// how many.
    pub async fn erase_personal(&mut self, goes: impl Fn(&PersonalText) -> bool + Send) -> Result<u64, StoreError> {
        journal::erase_personal(self.link, goes).await
    }

    /// Removes a convention of example, whole: every row of every table that holds its number, and its journal. Its own row is left to
    /// the room that owns it.
    pub async fn remove_example(&mut self, example: ExampleConvention) -> Result<(), StoreError> {
        erase::remove(self.link, example).await
    }

    /// Reads own tables, unfiltered: what the fact needs to write the right thing.
    pub async fn rows<R: FromRow>(&mut self, sql: Sql, values: &[Value]) -> Result<Vec<R>, StoreError> {
        self.link.rows(sql, values).await
    }

    /// The first row of it.
    pub async fn first<R: FromRow>(&mut self, sql: Sql, values: &[Value]) -> Result<Option<R>, StoreError> {
        self.link.first(sql, values).await
    }
}
