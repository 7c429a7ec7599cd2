//! How many sessions are open: a figure for who watches the installation. Never whose they are.

use domain::access::{Reason, Viewer};
use domain::time::Instant;
use store::{QueryInfo, Store, StoreError, query};

query! {
    /// How many sessions are open at an instant.
    OpenSessions(now: Instant) -> i64
    reading ["session_end"]
    "SELECT COUNT(*) FROM session_end WHERE closed IS NULL AND expires > $4"
}

/// Counts them.
pub async fn open_sessions(store: &Store, now: Instant) -> Result<i64, StoreError> {
    let viewer = Viewer::Job(Reason::Watching);
    let mut reader = store.read(now.paris_day()).await?;
    Ok(reader.first(&viewer, OpenSessions { now }).await?.unwrap_or(0))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OpenSessions>()]
}
