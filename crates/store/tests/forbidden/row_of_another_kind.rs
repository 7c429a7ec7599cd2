//! Taking the rows of a query for something else.
//! Refused: E0308 expected `Vec<i64>`, found `Vec<String>`

use domain::access::Viewer;
use store::{Reader, StoreError};

store::query! {
    /// The titles of a plan.
    pub Titles() -> String
    reading ["action"]
    "SELECT title FROM action"
}

pub async fn titles(reader: &mut Reader, viewer: &Viewer) -> Result<(), StoreError> {
    let _rows: Vec<i64> = reader.rows(viewer, Titles {}).await?; // forbidden
    // allowed: let _rows: Vec<String> = reader.rows(viewer, Titles {}).await?;
    Ok(())
}
