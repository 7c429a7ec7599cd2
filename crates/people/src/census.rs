//! How many people there are: what a start looks at before it serves.

use domain::access::{Reason, Viewer};
use domain::time::Instant;
use store::{Store, StoreError};

use crate::account_rows::Accounts;

/// How many accounts, invented ones apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Census {
    /// People.
    pub real: usize,
    /// Invented people of the demo.
    pub examples: usize,
}

/// Counts the accounts.
pub async fn census(store: &Store, now: Instant) -> Result<Census, StoreError> {
    let viewer = Viewer::Job(Reason::Founding);
    let accounts = store.read(now.paris_day()).await?.rows(&viewer, Accounts {}).await?;
    let examples = accounts.iter().filter(|account| account.example).count();
    Ok(Census {
        real: accounts.len() - examples,
        examples,
    })
}
