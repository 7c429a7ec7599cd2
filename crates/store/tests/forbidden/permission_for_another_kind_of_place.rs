//! Asking on the whole installation for what is permitted in one convention.
//! Refused: E0308 expected `Id<Convention>`, found `Installation`

use domain::access::verbs::ViewPlan;
use domain::access::{Installation, Viewer};
use domain::ids::ConventionId;
use domain::time::Instant;
use store::{Permitted, Store, StoreError, Tx};

pub async fn open(store: &Store, viewer: &Viewer, here: ConventionId, now: Instant) -> Result<Tx<Permitted<ViewPlan>>, StoreError> {
    let _ = (Installation, here);
    store.begin::<ViewPlan>(viewer, Installation, now).await // forbidden
    // allowed: store.begin::<ViewPlan>(viewer, here, now).await
}
