//! A convention enters: one fact, all or nothing.
//!
//! Used by the command line and by the demo; it neither reads files nor decides what a text says.

use domain::access::{Installation, Viewer, verbs};
use domain::convention::ConventionEntered;
use domain::ids::{ConventionId, Id};
use domain::reading::Reading;
use domain::time::Instant;
use store::{Sequence, Store, StoreError};

use crate::tables::Tables;

/// What was read of a text, ready to enter.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What was read.
    pub reading: Reading,
    /// The text, line by line.
    pub text: Vec<String>,
}

/// Enters `entry` as a new convention and answers once it is synced to disk.
pub async fn enter(store: &Store, viewer: &Viewer, now: Instant, entry: Entry) -> Result<ConventionId, StoreError> {
    let mut tx = store.begin::<verbs::EnterConvention>(viewer, Installation, now).await?;
    let convention = Id::new(tx.allocate(Sequence::Installation("convention")).await?);
    let document = files::interchange::write(&entry.reading);
    let fact = ConventionEntered {
        convention,
        reading: entry.reading,
        text: entry.text,
        document,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(convention)
}
