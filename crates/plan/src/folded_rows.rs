//! What the doctor and whoever takes a change back read: every report that counts, to fold it again, and how lanes are said to stand.
//!
//! Nothing is folded here: that is a rule of the law book.

use domain::followup::{Content, Entry};
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::report_rows::{LaneRow, content_at};

/// A report that counts, as the doctor folds it.
pub(crate) struct FoldedRow {
    pub(crate) convention: i64,
    pub(crate) action: i64,
    pub(crate) party: i64,
    pub(crate) entry: Entry,
}

impl FromRow for FoldedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(0)?,
            action: c.int(1)?,
            party: c.int(2)?,
            entry: Entry {
                ordinal: c.int(3)?,
                at: c.instant(4)?,
                content: Content {
                    undoes: c.opt_int(15)?,
                    ..content_at(c, 5)?
                },
            },
        })
    }
}

query! {
    /// Every report that counts, in the order in which they did.
    pub(crate) EveryReport() -> FoldedRow
    reading ["report"]
    "SELECT convention, action, party, ordinal, counted, status, weather, progress, done, difficulty, next_step, expected, reason, \
        body, cleared, undoes FROM report ORDER BY convention, action, party, rank"
}

query! {
    /// Every report that counts on the lanes that some reports changed together, lane by lane, in the order in which they did.
    pub(crate) ReportsBeside(convention: ConventionId, first: i64, last: i64) -> FoldedRow
    reading ["report"]
    "SELECT r.convention, r.action, r.party, r.ordinal, r.counted, r.status, r.weather, r.progress, r.done, r.difficulty, \
        r.next_step, r.expected, r.reason, r.body, r.cleared, r.undoes FROM report r WHERE r.convention = $4 AND EXISTS (SELECT 1 FROM \
        report x WHERE x.convention = r.convention AND x.action = r.action AND x.party = r.party AND x.ordinal BETWEEN $5 AND $6) \
        ORDER BY r.action, r.party, r.rank"
}

query! {
    /// How every lane of every convention is said to stand.
    pub(crate) EveryLane() -> StoredLane
    reading ["lane"]
    "SELECT action, party, status, weather, progress, expected, report, counted, news, decided_by, convention FROM lane \
        ORDER BY convention, action, party"
}

/// A lane as it is stored, with its convention.
pub(crate) struct StoredLane {
    pub(crate) convention: i64,
    pub(crate) lane: LaneRow,
}

impl FromRow for StoredLane {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(10)?,
            lane: LaneRow::from_row(c)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<EveryReport>(),
        QueryInfo::of::<ReportsBeside>(),
        QueryInfo::of::<EveryLane>(),
    ]
}
