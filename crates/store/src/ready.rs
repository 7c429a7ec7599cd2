//! Whether the database can be worked on now: it answers, takes writes, and has the tables of this version.
//!
//! It opens a transaction to write, reads, and undoes it: nothing is ever written.

use crate::dialect::Dialect;
use crate::engine::Engine;
use crate::error::{Broken, StoreError};
use crate::migrate;

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
        .ok_or(StoreError::OtherVersion)
}
