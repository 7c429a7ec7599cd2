//! Letters about what happened, for as long as pages are served. Of several servers, one writes them each time.

use std::time::Duration;

use domain::time::Instant;
use store::{Store, StoreError};

use crate::clock;

const LOOK: Duration = Duration::from_mins(1);

/// A little less than the pause: a server that looks on time is never too early.
const TURN_MICROS: i64 = 50 * 1_000_000;

/// Writes the letters that are due every minute, with links under this origin.
pub async fn run(store: Store, origin: String) {
    loop {
        if let Err(error) = once(&store, &origin, clock::now()).await {
            tracing::warn!(%error, "letters about what happened could not be written");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Writes them, unless another server of the installation has just done so. Tells how many.
pub async fn once(store: &Store, origin: &str, now: Instant) -> Result<usize, StoreError> {
    if !store.begin_job("digests", now, TURN_MICROS).await? {
        return Ok(0);
    }
    discussion::send_letters(store, now, origin, clock::randomness).await
}
