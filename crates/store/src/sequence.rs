//! Ordinals: given once, never twice, even after what they named is gone.

use std::ops::RangeInclusive;

use domain::ids::ConventionId;

use crate::engine::Link;
use crate::error::StoreError;
use crate::sql;
use crate::sql::Sql;
use crate::value::Value;

/// A series of ordinals. None is ever given twice, even after what it named is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequence {
    /// Across the installation: `person`, `convention`.
    Installation(&'static str),
    /// Inside one convention: `act`, `lane`.
    Convention(ConventionId, &'static str),
}

const NEXT_ORDINALS: Sql = sql!(
    "INSERT INTO unscoped_ordinal (kind, convention, last) VALUES ($1, $2, $3) \
     ON CONFLICT (kind, convention) DO UPDATE SET last = unscoped_ordinal.last + $3 RETURNING last"
);

const NEXT_ORDINAL: Sql = sql!(
    "INSERT INTO unscoped_ordinal (kind, convention, last) VALUES ($1, $2, 1) \
     ON CONFLICT (kind, convention) DO UPDATE SET last = unscoped_ordinal.last + 1 RETURNING last"
);

impl Sequence {
    /// Takes the next ordinal. On the server the series is locked until the transaction ends.
    pub(crate) async fn next(self, link: &mut Link) -> Result<i64, StoreError> {
        let next = link.first(NEXT_ORDINAL, &self.key()).await?;
        next.ok_or(StoreError::NotWritten)
    }

    /// Takes as many as asked for at once; none when nothing is asked for.
    pub(crate) async fn next_many(self, link: &mut Link, count: usize) -> Result<RangeInclusive<i64>, StoreError> {
        let count = i64::try_from(count).map_err(|_| StoreError::NotWritten)?;
        if count == 0 {
            return Ok(RangeInclusive::new(1, 0));
        }
        let [kind, convention] = self.key();
        let last: Option<i64> = link.first(NEXT_ORDINALS, &[kind, convention, count.into()]).await?;
        let last = last.ok_or(StoreError::NotWritten)?;
        Ok(last - count + 1..=last)
    }

    /// The key of its row.
    fn key(self) -> [Value; 2] {
        match self {
            Self::Installation(kind) => [kind.into(), 0_i64.into()],
            Self::Convention(convention, kind) => [kind.into(), convention.ordinal().into()],
        }
    }
}
