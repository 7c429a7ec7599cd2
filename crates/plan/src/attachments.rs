//! The documents attached to an action, as its page lists them. The room of documents keeps them; here they are only read.

use domain::about::About;
use domain::access::{Standing, Verb, allows};
use domain::documents::MediaType;
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
        let Some(ordinal) = c
            .opt_int(from + 1)?
            .filter(|_| matches!(c.opt_str(from + 3), Ok(Some(media)) if !media.is_empty()))
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            document: DocumentId {
                convention: c.id(from)?,
                ordinal,
            },
            title: c.text(from + 2)?,
            media: c.word(from + 3, MediaType::from_code)?,
            at: c.instant(from + 4)?,
        }))
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
        let own = About::Action(action.ordinal);
        let others = (rows.len() > SHOWN).then_some(Target::documents_of(action.convention, own));
        rows.truncate(SHOWN);
        Self {
            rows,
            others,
            addition: keeps(visit).then_some(Target::new_document(action.convention, own)),
        }
    }
}

fn keeps(visit: &Visit) -> bool {
    let mandate = visit.known().and_then(|known| known.mandate.as_ref());
    mandate.is_some_and(|mandate| allows(Standing::Mandated(mandate.mandated.role), Verb::KeepDocuments).is_ok())
}
