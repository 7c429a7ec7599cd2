//! Giving a mandate with the permission to change one's own password.
//! Refused: E0271 type mismatch resolving `<MandateGiven as Fact>::Needs == ChangeOwnPassword`

use domain::access::verbs::{ChangeOwnPassword, GiveMandate};
use domain::people::MandateGiven;
use store::{Permitted, StoreError, Tx, Writes};

pub async fn save<T: Writes<MandateGiven>>(
    own: Tx<Permitted<ChangeOwnPassword>>,
    right: Tx<Permitted<GiveMandate>>,
    fact: &MandateGiven,
) -> Result<(), StoreError> {
    let _ = (&own, &right);
    own.record::<T, _>(fact).await?.commit().await // forbidden
    // allowed: right.record::<T, _>(fact).await?.commit().await
}
