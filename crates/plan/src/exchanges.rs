//! The last things said about an action, as its page lists them. The room of discussions keeps them; here they are only read.

use domain::access::Verb;
use domain::ids::{ActionId, CommentId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, StoreError};
use web::french;
use web::visit::Visit;

/// How many a page lists; the others are a link away.
pub(crate) const SHOWN: i64 = 3;

/// How much of each is shown, in characters.
const LETTERS: usize = 160;

/// Something that was said.
#[derive(Debug, Clone)]
pub(crate) struct ExchangeRow {
    comment: CommentId,
    pub(crate) text: String,
    pub(crate) person: String,
    pub(crate) at: Instant,
}

impl ExchangeRow {
    /// What a query joined, from this column on; nothing when there was none.
    pub(crate) fn joined(c: &Columns<'_>, from: usize) -> Result<Option<Self>, StoreError> {
        let Some(person) = c.opt_text(from + 5)?.filter(|person| !person.is_empty()) else {
            return Ok(None);
        };
        Ok(Some(Self {
            comment: CommentId {
                convention: c.id(from)?,
                ordinal: c.int(from + 1)?,
            },
            text: c.text(from + 2)?,
            person,
            at: c.instant(from + 4)?,
        }))
    }

    pub(crate) const fn page(&self) -> Target {
        Target::comment(self.comment)
    }

    /// Its beginning, on one line.
    pub(crate) fn beginning(&self) -> String {
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        french::beginning(&line, LETTERS)
    }
}

/// What was said, and where all of it is.
pub(crate) struct Exchanges {
    pub(crate) rows: Vec<ExchangeRow>,
    pub(crate) all: Target,
    pub(crate) writes: bool,
}

impl Exchanges {
    pub(crate) fn of(visit: &Visit, action: ActionId, rows: Vec<ExchangeRow>) -> Self {
        Self {
            rows,
            all: Target::discussion_of(action),
            writes: visit.may(Verb::WriteComments),
        }
    }
}
