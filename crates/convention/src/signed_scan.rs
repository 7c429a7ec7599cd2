//! The signed scan of a convention, as its page shows it: which file, since when, known by which digest.
//!
//! The room of documents keeps it; here it is only read.

use domain::access::Verb;
use domain::digest::Digest;
use domain::ids::{ConventionId, DocumentId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, StoreError};
use web::visit::Visit;

/// A signed scan, in its current version.
pub(crate) struct ScanRow {
    pub(crate) document: DocumentId,
    pub(crate) title: String,
    pub(crate) version: i64,
    pub(crate) digest: Digest,
    pub(crate) at: Instant,
}

impl ScanRow {
    /// The scan that a query joined, from this column on; nothing when there was none.
    pub(crate) fn joined(c: &Columns<'_>, from: usize) -> Result<Option<Self>, StoreError> {
        let Some(ordinal) = c.opt_int(from + 1)? else {
            return Ok(None);
        };
        Ok(Some(Self {
            document: DocumentId {
                convention: c.id(from)?,
                ordinal,
            },
            title: c.text(from + 2)?,
            version: c.int(from + 3)?,
            digest: c.digest(from + 4)?,
            at: c.instant(from + 5)?,
        }))
    }

    pub(crate) const fn page(&self) -> Target {
        Target::document(self.document)
    }

    pub(crate) const fn file(&self) -> Target {
        Target::document_file(self.document, self.version)
    }
}

/// Where whoever visits adds the signed scan, when they may.
pub(crate) fn addition(visit: &Visit, convention: ConventionId) -> Option<Target> {
    visit.may(Verb::KeepDocuments).then(|| Target::new_scan(convention))
}
