//! Reading in a write transaction before anything is permitted.
//! Refused: E0599 trait bounds were not satisfied: `Opened: Reads`

use domain::access::verbs::ViewAccounts;
use store::{Opened, Permitted, StoreError, Tx};

store::query! {
    /// The names of the accounts.
    pub Names() -> String
    reading ["account"]
    "SELECT name FROM account"
}

pub async fn names(opened: &mut Tx<Opened>, permitted: &mut Tx<Permitted<ViewAccounts>>) -> Result<Vec<String>, StoreError> {
    let _ = (&opened, &permitted);
    opened.load(Names {}).await // forbidden
    // allowed: permitted.load(Names {}).await
}
