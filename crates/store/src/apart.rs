//! Long works, on a thread of their own: they sleep, wait for a disk or use a core, which threads that serve pages never do.

use tokio::runtime::Handle;

use crate::error::{Broken, StoreError};

/// Runs a work to its end, away from the pages.
pub(crate) async fn apart<T, E, W>(work: impl FnOnce() -> W + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    W: Future<Output = Result<T, E>>,
{
    let runtime = Handle::current();
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work()));
    done.await.map_err(|error| E::from(StoreError::Engine(Broken::new(error))))?
}
