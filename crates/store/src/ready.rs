//! Whether the database can be worked on now: it answers, takes writes, and has the tables of this version.
//!
//! It opens a transaction to write, reads, and undoes it. After a write that the disk did not take, nothing short of another write
//! says whether it takes them again: it tries one, in a note that has ended already.

use domain::digest::Digest;
use domain::time::Instant;

use crate::dialect::Dialect;
use crate::engine::Engine;
use crate::error::{Broken, StoreError};
use crate::migrate;
use crate::notes::Notes;

/// Answers in time, or says what is missing.
pub(crate) async fn check(engine: &Engine) -> Result<(), StoreError> {
    let mut link = engine.write().await?;
    if matches!(engine.dialect(), Dialect::Postgres) {
        // A server that only follows another opens the transaction all the same.
        let refusing = "SELECT CAST(current_setting('transaction_read_only') = 'on' AS INT)::BIGINT";
        if link.first::<i64>(refusing, &[]).await? != Some(0) {
            return Err(StoreError::Unavailable(Broken::said(
                "the server only follows another and takes no write",
            )));
        }
    }
    migrate::is_current(&mut link)
        .await?
        .then_some(())
        .ok_or(StoreError::OtherVersion)?;
    drop(link);
    if engine.counters().is_refusing() {
        try_to_write(engine).await?;
    }
    Ok(())
}

/// Letters of the note that is tried: more than what a page of the product writes.
const TRIED_CHARS: usize = 256 * 1024;

/// Writes and forgets something as large as what people send.
async fn try_to_write(engine: &Engine) -> Result<(), StoreError> {
    let key = Digest::of(b"ready");
    let mut notes = Notes::new(engine.write().await?, Instant::from_micros(0));
    notes
        .keep("ready", key, &"-".repeat(TRIED_CHARS), Instant::from_micros(0))
        .await?;
    notes.commit().await?;
    let mut notes = Notes::new(engine.write().await?, Instant::from_micros(0));
    notes.take("ready", key).await?;
    notes.commit().await
}
