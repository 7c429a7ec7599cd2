//! Recording a fact in the tables of a room that does not write it.
//! Refused: E0277 the trait bound `Foreign: Writes<PasswordChanged>` is not satisfied

use domain::access::verbs::ChangeOwnPassword;
use domain::people::PasswordChanged;
use store::{Permitted, StoreError, Tx, Writes};

pub struct Foreign;

pub async fn save<Own: Writes<PasswordChanged>>(tx: Tx<Permitted<ChangeOwnPassword>>, fact: &PasswordChanged) -> Result<(), StoreError> {
    tx.record::<Foreign, _>(fact).await?.commit().await // forbidden
    // allowed: tx.record::<Own, _>(fact).await?.commit().await
}
