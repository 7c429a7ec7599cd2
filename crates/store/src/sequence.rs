//! Ordinals: given once, never twice, even after what they named is gone.

use domain::ids::ConventionId;

use crate::engine::Link;
use crate::error::StoreError;
use crate::sql;
use crate::sql::Sql;

/// A series of ordinals. None is ever given twice, even after what it named is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequence {
    /// Across the installation: `person`, `convention`.
    Installation(&'static str),
    /// Inside one convention: `act`, `lane`.
    Convention(ConventionId, &'static str),
}

const NEXT_ORDINAL: Sql = sql!(
    "INSERT INTO unscoped_ordinal (kind, convention, last) VALUES ($1, $2, 1) \
     ON CONFLICT (kind, convention) DO UPDATE SET last = unscoped_ordinal.last + 1 RETURNING last"
);

impl Sequence {
    /// Takes the next ordinal. On the server the series is locked until the transaction ends.
    pub(crate) async fn next(self, link: &mut Link) -> Result<i64, StoreError> {
        let (convention, kind) = match self {
            Self::Installation(kind) => (0, kind),
            Self::Convention(convention, kind) => (convention.ordinal(), kind),
        };
        let next = link.first(NEXT_ORDINAL, &[kind.into(), convention.into()]).await?;
        next.ok_or(StoreError::NotWritten)
    }
}
