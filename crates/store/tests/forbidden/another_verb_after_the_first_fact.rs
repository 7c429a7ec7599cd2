//! Slipping a mandate behind a password that was rightly changed.
//! Refused: E0271 type mismatch resolving `<MandateGiven as Fact>::Needs == ChangeOwnPassword`

use domain::access::verbs::ChangeOwnPassword;
use domain::people::{MandateGiven, PasswordChanged};
use store::{Recorded, StoreError, Tx, Writes};

pub async fn save<T>(tx: Tx<Recorded<ChangeOwnPassword>>, given: &MandateGiven, changed: &PasswordChanged) -> Result<(), StoreError>
where
    T: Writes<MandateGiven> + Writes<PasswordChanged>,
{
    let _ = (given, changed);
    tx.record::<T, _>(given).await?.commit().await // forbidden
    // allowed: tx.record::<T, _>(changed).await?.commit().await
}
