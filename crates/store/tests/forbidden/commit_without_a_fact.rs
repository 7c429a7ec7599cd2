//! Committing a transaction in which nothing was recorded: there would be nothing to tell.
//! Refused: E0599 no method named `commit` found for struct `Tx<Permitted<ChangeOwnPassword>>`

use domain::access::verbs::ChangeOwnPassword;
use domain::people::PasswordChanged;
use store::{Permitted, StoreError, Tx, Writes};

pub async fn save<T: Writes<PasswordChanged>>(tx: Tx<Permitted<ChangeOwnPassword>>, fact: &PasswordChanged) -> Result<(), StoreError> {
    let _ = fact;
    tx.commit().await // forbidden
    // allowed: tx.record::<T, _>(fact).await?.commit().await
}
