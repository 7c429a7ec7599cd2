//! The signed scan of a convention, as its page shows it: which file, since when, known by which digest.
//!
//! The room of documents keeps it; here it is only read.

use domain::access::{Standing, Verb, allows};
use domain::digest::Digest;
use domain::ids::{ConventionId, DocumentId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::visit::Visit;

/// A signed scan, in its current version.
pub(crate) struct ScanRow {
    pub(crate) document: DocumentId,
    pub(crate) title: String,
    pub(crate) version: i64,
    pub(crate) digest: Digest,
    pub(crate) at: Instant,
}

query! {
    /// The signed scans of a convention: one, unless the parties signed several papers.
    pub(crate) Scans(convention: ConventionId) -> ScanRow
    reading ["document", "document_version"]
    "SELECT d.convention, d.ordinal, d.title, v.number, v.kept_file, v.instant FROM document d \
        JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 AND d.kind = 'signed_scan' ORDER BY d.ordinal LIMIT 5"
}

impl FromRow for ScanRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            document: DocumentId {
                convention: c.id(0)?,
                ordinal: c.int(1)?,
            },
            title: c.text(2)?,
            version: c.int(3)?,
            digest: c.digest(4)?,
            at: c.instant(5)?,
        })
    }
}

impl ScanRow {
    pub(crate) const fn page(&self) -> Target {
        Target::Document(self.document)
    }

    pub(crate) const fn file(&self) -> Target {
        Target::DocumentFile(self.document, self.version)
    }
}

/// Where whoever visits adds the signed scan, when they may.
pub(crate) fn addition(visit: &Visit, convention: ConventionId) -> Option<Target> {
    let mandate = visit.known()?.mandate.as_ref()?;
    allows(Standing::Mandated(mandate.mandated.role), Verb::KeepDocuments).ok()?;
    Some(Target::NewScan(convention))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Scans>()]
}
