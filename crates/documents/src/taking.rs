//! The versions of documents that leave with a convention: what each is called and which kept file it is.
//!
//! The bytes are copied by whoever writes the folder; nothing of them is read here.

use domain::access::Viewer;
use domain::documents::KeptFile;
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};

/// A version that leaves.
pub struct TakenVersion {
    /// The title of its document.
    pub title: String,
    /// Whether its document was withdrawn.
    pub withdrawn: bool,
    /// Its number in the document.
    pub number: i64,
    /// The file.
    pub file: KeptFile,
}

query! {
    /// Every version of a convention, those of withdrawn documents too.
    FilesOf(convention: ConventionId) -> TakenVersion
    reading ["any_document", "any_document_version"]
    "SELECT d.title, d.withdrawn, v.number, v.file_name, v.media, v.bytes, v.kept_file, v.shown_file, v.given_digest \
        FROM any_document_version v JOIN any_document d ON d.convention = v.convention AND d.ordinal = v.document \
        WHERE v.convention = $4 ORDER BY v.document, v.number"
}

impl FromRow for TakenVersion {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            title: c.text(0)?,
            withdrawn: c.opt_instant(1)?.is_some(),
            number: c.int(2)?,
            file: c.kept_file(3)?,
        })
    }
}

/// The versions of the documents of a convention, in their order.
pub async fn take(reader: &mut Reader, viewer: &Viewer, convention: ConventionId) -> Result<Vec<TakenVersion>, StoreError> {
    reader.rows(viewer, FilesOf { convention }).await
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<FilesOf>()]
}
