//! The documents attached to an action, as its page lists them. The room of documents keeps them; here they are only read.

use domain::access::{Standing, Verb, allows};
use domain::documents::{Attachment, MediaType};
use domain::ids::{ActionId, ConventionId, DocumentId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::visit::Visit;

/// How many a page lists; the others are a link away.
const SHOWN: i64 = 10;

/// A document, in its current version.
pub(crate) struct AttachmentRow {
    pub(crate) document: DocumentId,
    pub(crate) title: String,
    pub(crate) media: MediaType,
    pub(crate) at: Instant,
}

query! {
    /// The documents of one action, the last first.
    pub(crate) Attached(convention: ConventionId, action: i64, limit: i64) -> AttachmentRow
    reading ["document", "document_version"]
    "SELECT d.convention, d.ordinal, d.title, v.media, v.instant FROM document d \
        JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 AND d.action = $5 ORDER BY v.instant DESC, d.ordinal DESC LIMIT $6"
}

impl FromRow for AttachmentRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            document: DocumentId {
                convention: c.id(0)?,
                ordinal: c.int(1)?,
            },
            title: c.text(2)?,
            media: c.word(3, MediaType::from_code)?,
            at: c.instant(4)?,
        })
    }
}

impl AttachmentRow {
    pub(crate) const fn page(&self) -> Target {
        Target::Document(self.document)
    }
}

/// What is asked for the page of an action: one more than it lists tells that there are others.
pub(crate) const fn attached(action: ActionId) -> Attached {
    Attached {
        convention: action.convention,
        action: action.ordinal,
        limit: SHOWN + 1,
    }
}

/// The documents of an action, and what can be done about them.
pub(crate) struct Attachments {
    pub(crate) rows: Vec<AttachmentRow>,
    /// Where all of them are, when there are others.
    pub(crate) others: Option<Target>,
    /// Where whoever visits adds one, when they may.
    pub(crate) addition: Option<Target>,
}

impl Attachments {
    pub(crate) fn of(visit: &Visit, action: ActionId, mut rows: Vec<AttachmentRow>) -> Self {
        let shown = usize::try_from(SHOWN).unwrap_or(usize::MAX);
        let own = Attachment::Action(action.ordinal);
        let others = (rows.len() > shown).then_some(Target::DocumentsOf(action.convention, own));
        rows.truncate(shown);
        Self {
            rows,
            others,
            addition: keeps(visit).then_some(Target::NewDocument(action.convention, own)),
        }
    }
}

fn keeps(visit: &Visit) -> bool {
    let mandate = visit.known().and_then(|known| known.mandate.as_ref());
    mandate.is_some_and(|mandate| allows(Standing::Mandated(mandate.mandated.role), Verb::KeepDocuments).is_ok())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Attached>()]
}
