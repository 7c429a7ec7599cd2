//! What a convention is called at the top of its pages.

use domain::access::Viewer;
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};
use web::site::{Heading, HeadingRead};

struct HeadingRow(Heading);

query! {
    /// Name and communes.
    HeadingOf(convention: ConventionId) -> HeadingRow
    reading ["convention"]
    "SELECT name, places FROM convention WHERE id = $4"
}

impl FromRow for HeadingRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(Heading {
            title: columns.text(0)?,
            territory: columns.text(1)?,
        }))
    }
}

/// Reads the heading of a convention, as its viewer may see it.
pub fn heading<'r>(reader: &'r mut Reader, viewer: &'r Viewer, convention: ConventionId) -> HeadingRead<'r> {
    Box::pin(async move {
        Ok(reader
            .first(viewer, HeadingOf { convention })
            .await?
            .map(|HeadingRow(heading)| heading))
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<HeadingOf>()]
}
