//! Works that several servers of one installation share: each time, one of them begins it and the others leave it.
//!
//! It knows no work; what is done, and how often, is decided above.

use domain::time::Instant;

use crate::engine::Engine;
use crate::error::StoreError;
use crate::sql;
use crate::sql::Sql;

// One statement: of two servers that ask at once, the second waits for the first and then finds it begun. A beginning further
// ahead than one turn was told by a clock that was wrong: waiting for it could take years.
const BEGIN: Sql = sql!(
    "INSERT INTO unscoped_job (name, started) VALUES ($1, $2) \
     ON CONFLICT (name) DO UPDATE SET started = excluded.started \
     WHERE unscoped_job.started <= $3 OR unscoped_job.started > $4 RETURNING started"
);

/// Begins a work unless one of the servers began it less than `every_micros` ago.
pub(crate) async fn begin(engine: &Engine, name: &str, now: Instant, every_micros: i64) -> Result<bool, StoreError> {
    let before = now.micros().saturating_sub(every_micros);
    let ahead = now.micros().saturating_add(every_micros);
    let mut link = engine.write().await?;
    let values = [name.into(), now.into(), before.into(), ahead.into()];
    let begun: Option<i64> = link.first(BEGIN, &values).await?;
    link.commit().await?;
    Ok(begun.is_some())
}
