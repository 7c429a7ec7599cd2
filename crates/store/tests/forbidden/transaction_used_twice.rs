//! Using a transaction again after it was committed.
//! Refused: E0382 use of moved value: `tx`

use domain::access::verbs::ChangeOwnPassword;
use store::{Recorded, StoreError, Tx};

pub async fn save(tx: Tx<Recorded<ChangeOwnPassword>>) -> Result<(), StoreError> {
    let first = tx.commit().await;
    first.and(tx.commit().await) // forbidden
    // allowed: first
}
