//! Letters about what happened, and a look at the plans for what became late or silent, for as long as pages are served. Of several
//! servers, one does it each time.

use std::time::Duration;

use domain::time::Instant;
use store::{Store, StoreError};

use crate::clock;

const LOOK: Duration = Duration::from_mins(1);

/// A little less than the pause: a server that looks on time is never too early.
const TURN_MICROS: i64 = 50 * 1_000_000;

/// Plans are looked at every hour: a day begins at midnight, and letters leave at seven.
const HOUR_MICROS: i64 = 3_600 * 1_000_000;

/// Looks at the plans every hour and writes the letters that are due every minute, with links under this origin.
pub async fn run(store: Store, origin: String) {
    loop {
        if let Err(error) = watch(&store, clock::now()).await {
            tracing::warn!(%error, "plans could not be looked at");
        }
        if let Err(error) = once(&store, &origin, clock::now()).await {
            tracing::warn!(%error, "letters about what happened could not be written");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Looks at the plans, unless a server of the installation did within the hour. Tells in how many something was told.
pub async fn watch(store: &Store, now: Instant) -> Result<usize, StoreError> {
    if !store.begin_job("watch", now, HOUR_MICROS).await? {
        return Ok(0);
    }
    let look = plan::watch(store, now).await?;
    for (convention, error) in &look.missed {
        tracing::error!(convention = convention.ordinal(), %error, "the plan of a convention could not be looked at");
    }
    Ok(look.told)
}

/// Writes them, unless another server of the installation has just done so. Tells how many.
pub async fn once(store: &Store, origin: &str, now: Instant) -> Result<usize, StoreError> {
    if !store.begin_job("digests", now, TURN_MICROS).await? {
        return Ok(0);
    }
    discussion::send_letters(store, now, origin, clock::randomness).await
}
