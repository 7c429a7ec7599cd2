//! The documents attached to an action, as its page lists them. The room of documents keeps them; here they are only read.

use domain::access::Verb;
use domain::documents::{Attachment, MediaType};
use domain::ids::{ActionId, DocumentId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, StoreError};
use web::visit::Visit;

/// How many a page lists; the others are a link away.
const SHOWN: usize = 10;

/// How many are asked for: one more tells that there are others.
pub(crate) const ASKED: i64 = 11;

/// A document, in its current version.
#[derive(Debug, Clone)]
pub(crate) struct AttachmentRow {
    pub(crate) document: DocumentId,
    pub(crate) title: String,
    pub(crate) media: MediaType,
    pub(crate) at: Instant,
}

impl AttachmentRow {
    /// The document that a query joined, from this column on; nothing when there was none.
    pub(crate) fn joined(c: &Columns<'_>, from: usize) -> Result<Option<Self>, StoreError> {
        match c.opt_str(from + 3)? {
            None | Some("") => Ok(None),
            Some(_) => Self::at(c, std::array::from_fn(|nth| from + nth)).map(Some),
        }
    }

    /// The document whose convention, ordinal, title, type and day stand in these columns.
    pub(crate) fn at(c: &Columns<'_>, [convention, ordinal, title, media, at]: [usize; 5]) -> Result<Self, StoreError> {
        Ok(Self {
            document: DocumentId {
                convention: c.id(convention)?,
                ordinal: c.int(ordinal)?,
            },
            title: c.text(title)?,
            media: c.word(media, MediaType::from_code)?,
            at: c.instant(at)?,
        })
    }

    pub(crate) const fn page(&self) -> Target {
        Target::document(self.document)
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
        let own = Attachment::Action(action.ordinal);
        let others = (rows.len() > SHOWN).then_some(Target::documents_of(action.convention, own));
        rows.truncate(SHOWN);
        Self {
            rows,
            others,
            addition: keeps(visit).then_some(Target::new_document(action.convention, own)),
        }
    }
}

/// Whether whoever visits keeps documents.
pub(crate) fn keeps(visit: &Visit) -> bool {
    visit.may(Verb::KeepDocuments)
}
