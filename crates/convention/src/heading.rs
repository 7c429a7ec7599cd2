//! What a convention is called at the top of its pages.

use domain::access::Viewer;
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};
use web::site::{Heading, HeadingRead};

struct HeadingRow(Heading);

query! {
    /// Name and communes, and whether its reading is being checked.
    HeadingOf(convention: ConventionId) -> HeadingRow
    reading ["convention", "review"]
    "SELECT c.name, c.places, r.convention FROM convention c LEFT JOIN review r ON r.convention = c.id WHERE c.id = $4"
}

impl FromRow for HeadingRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(Heading {
            title: columns.text(0)?,
            territory: columns.text(1)?,
            review: columns.opt_int(2)?.is_some(),
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
