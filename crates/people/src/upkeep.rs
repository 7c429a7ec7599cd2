//! What is over is swept: notes that ended, sessions that ended some days ago. Asked for by whoever serves, now and then.

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::people::SessionsSwept;
use domain::time::Instant;
use store::{QueryInfo, Store, StoreError, query};

use crate::tables::Tables;

/// How long an ended session is still there, for whoever looks into something: a week.
const KEPT_SECONDS: i64 = 7 * 24 * 60 * 60;

query! {
    /// How many sessions ended before this moment.
    CountEnded(before: Instant) -> i64
    reading ["ended_session"]
    "SELECT COUNT(*) FROM ended_session WHERE expires <= $4 OR closed <= $4"
}

/// Sweeps. Nothing is recorded when nothing is over.
pub async fn sweep(store: &Store, now: Instant) -> Result<(), StoreError> {
    let mut notes = store.notes(now).await?;
    notes.sweep().await?;
    notes.commit().await?;
    let before = now.plus_seconds(-KEPT_SECONDS);
    let viewer = Viewer::Job(Reason::Upkeep);
    let mut tx = store.begin::<verbs::SweepSessions>(&viewer, Installation, now).await?;
    let count = tx.load_first(CountEnded { before }).await?.unwrap_or(0);
    if count > 0 {
        tx.record::<Tables, _>(&SessionsSwept { before, count })
            .await?
            .commit()
            .await?;
    }
    Ok(())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<CountEnded>()]
}
