//! What writes: the owner of the tables, handed a writer inside `record` and nowhere else.

use domain::fact::Fact;

use crate::columns::FromRow;
use crate::engine::Link;
use crate::error::StoreError;
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

    /// Runs a statement and tells how many rows it changed.
    pub async fn run(&mut self, sql: Sql, values: &[Value]) -> Result<u64, StoreError> {
        self.link.run(sql, values).await
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
