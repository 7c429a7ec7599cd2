//! What the next letter would tell its reader, were it written now. It writes and sends nothing.

use domain::discussion::{LetterChoice, LetterRhythm};
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::visit::Visit;

use crate::digest::{MOST, WEEK, gathered, lines, subject};
use crate::notification_list::{OwnNotifications, tell_asked};
use crate::told_asked::{ToldAsked, by_mark};

struct WrittenUpTo(Instant);

query! {
    /// Up to when the reader was written to.
    OwnDigest() -> WrittenUpTo
    reading ["own_digest"]
    "SELECT together FROM own_digest"
}

impl FromRow for WrittenUpTo {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(c.instant(0)?))
    }
}

/// A letter that is not written yet.
pub(crate) struct Draft {
    pub(crate) subject: String,
    pub(crate) lines: Vec<String>,
}

/// The letter of whoever visits; none when they want none, or when there is nothing that they did not read.
pub(crate) async fn draft(visit: &mut Visit, choice: LetterChoice) -> Result<Option<Draft>, Failure> {
    if choice.rhythm == LetterRhythm::Never {
        return Ok(None);
    }
    let written = visit.first(OwnDigest {}).await?;
    let week = visit.now.plus_seconds(-WEEK);
    let since = written.map_or(week, |WrittenUpTo(upto)| upto.max(week));
    let mut rows = visit.rows(OwnNotifications { since, limit: MOST }).await?;
    let asked = visit.rows(ToldAsked { since }).await?;
    tell_asked(&mut rows, &by_mark(asked));
    rows.retain(|row| !row.read && gathered(row, choice));
    Ok((!rows.is_empty()).then(|| Draft {
        subject: subject(false, &rows),
        lines: lines(&rows),
    }))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OwnDigest>()]
}
