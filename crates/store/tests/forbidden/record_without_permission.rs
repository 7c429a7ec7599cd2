//! Recording a fact before any permission.
//! Refused: E0599 no method named `record` found for struct `Tx<Opened>`

use domain::access::Installation;
use domain::access::verbs::ChangeOwnPassword;
use domain::people::PasswordChanged;
use store::{Opened, StoreError, Tx, Writes};

pub async fn save<T: Writes<PasswordChanged>>(tx: Tx<Opened>, fact: &PasswordChanged) -> Result<(), StoreError> {
    let _ = std::marker::PhantomData::<(Installation, ChangeOwnPassword)>;
    tx.record::<T, _>(fact).await?.commit().await // forbidden
    // allowed: tx.permit::<ChangeOwnPassword>(Installation).await?.record::<T, _>(fact).await?.commit().await
}
