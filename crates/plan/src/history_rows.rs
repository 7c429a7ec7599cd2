//! What the history of one action reads: every report that counts, those that were set aside for those who confirm, every version
//! of every milestone.
//!
//! It sorts nothing out: `action_history` tells it.

use domain::followup::{MilestoneKind, Status};
use domain::ids::ConventionId;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::report_rows::{Names, ReportRow};

/// A report that counts.
pub(crate) struct Counted {
    pub(crate) report: ReportRow,
    /// When it began to count.
    pub(crate) at: Instant,
    /// Who accepted it, when it waited.
    pub(crate) accepted_by: Option<String>,
}

/// A report that was not taken.
pub(crate) struct SetAside {
    pub(crate) report: ReportRow,
    pub(crate) why: Option<String>,
    pub(crate) by: Option<String>,
}

/// One thing said of an action.
pub(crate) enum ToldRow {
    Kept(Counted),
    SetAside(SetAside),
    /// A report that waits.
    Waits(ReportRow),
    Label(Status, String),
    Body(i64, String),
}

query! {
    /// All that was reported on one action, in the order in which it began to count; what was set aside or waits; the names of states
    /// and of bodies.
    pub(crate) ToldOf(convention: ConventionId, action: i64) -> ToldRow
    reading ["report", "awaiting_report", "status_label", "body"]
    "SELECT 1 AS kind, r.ordinal, r.action, r.party, r.channel, r.person, r.organisation, r.written, r.status, r.weather, r.progress, \
        r.done, r.difficulty, r.next_step, r.expected, r.reason, r.body, r.cleared, r.counted, CAST(NULL AS TEXT) AS set_aside, r.rank AS place, r.undoes, r.noted_by, \
        r.corrects, r.corrected, r.settled_by \
        FROM report r WHERE r.convention = $4 AND r.action = $5 \
        UNION ALL \
        SELECT CASE WHEN w.standing = 'awaiting' THEN 5 ELSE 2 END, w.ordinal, w.action, w.party, w.channel, w.person, w.organisation, w.written, w.status, w.weather, w.progress, \
        w.done, w.difficulty, w.next_step, w.expected, w.reason, w.body, w.cleared, w.written, w.set_aside, w.ordinal, CAST(NULL AS BIGINT), NULL, \
        w.corrects, CAST(NULL AS BIGINT), w.settled_by \
        FROM awaiting_report w WHERE w.convention = $4 AND w.action = $5 \
        UNION ALL \
        SELECT 3, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), s.label, NULL, NULL, CAST(0 AS BIGINT), s.status, NULL, \
        CAST(NULL AS BIGINT), NULL, NULL, NULL, NULL, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), NULL, CAST(0 AS BIGINT), \
        CAST(NULL AS BIGINT), NULL, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), NULL FROM status_label s WHERE s.convention = $4 \
        UNION ALL \
        SELECT 4, b.ordinal, CAST(0 AS BIGINT), CAST(0 AS BIGINT), b.name, NULL, NULL, CAST(0 AS BIGINT), '', NULL, \
        CAST(NULL AS BIGINT), NULL, NULL, NULL, NULL, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), NULL, CAST(0 AS BIGINT), \
        CAST(NULL AS BIGINT), NULL, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), NULL FROM body b WHERE b.convention = $4 ORDER BY 1, 21"
}

impl FromRow for ToldRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let report =
            || -> Result<ReportRow, StoreError> { Ok(ReportRow::at(c, 1)?.correcting(c.opt_int(23)?, c.opt_instant(24)?)) };
        Ok(match c.int(0)? {
            1 => {
                let mut report = report()?.noted_by(c.opt_text(22)?);
                report.content.undoes = c.opt_int(21)?;
                Self::Kept(Counted {
                    report,
                    at: c.instant(18)?,
                    accepted_by: c.opt_text(25)?,
                })
            }
            2 => Self::SetAside(SetAside {
                report: report()?,
                why: c.opt_text(19)?,
                by: c.opt_text(25)?,
            }),
            5 => Self::Waits(report()?),
            4 => Self::Body(c.int(1)?, c.text(4)?),
            _ => Self::Label(c.word(8, Status::from_code)?, c.text(4)?),
        })
    }
}

/// The same, sorted out.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) kept: Vec<Counted>,
    pub(crate) set_aside: Vec<SetAside>,
    /// Those that wait are not part of the history yet; what they correct says so.
    pub(crate) waits: Vec<ReportRow>,
    pub(crate) names: Names,
}

impl Told {
    pub(crate) fn of(rows: Vec<ToldRow>) -> Self {
        let mut told = Self::default();
        for row in rows {
            match row {
                ToldRow::Kept(counted) => told.kept.push(counted),
                ToldRow::SetAside(one) => told.set_aside.push(one),
                ToldRow::Waits(report) => told.waits.push(report),
                ToldRow::Label(status, label) => told.names.set(status, label),
                ToldRow::Body(ordinal, name) => told.names.set_body(ordinal, name),
            }
        }
        told
    }
}

/// What a milestone said after one change.
#[derive(Debug, Clone)]
pub(crate) struct VersionRow {
    pub(crate) milestone: i64,
    pub(crate) version: i64,
    pub(crate) party: i64,
    pub(crate) kind: MilestoneKind,
    pub(crate) title: String,
    pub(crate) due: Option<Day>,
    pub(crate) organisation: Option<String>,
    pub(crate) person: Option<String>,
    pub(crate) follows: Option<i64>,
    pub(crate) done: Option<Day>,
    pub(crate) despite: Option<String>,
    pub(crate) removed: bool,
    pub(crate) signed_by: Option<String>,
    pub(crate) signed_for: Option<String>,
    pub(crate) written: Instant,
}

query! {
    /// Every version of every milestone of one action.
    pub(crate) VersionsOf(convention: ConventionId, action: i64) -> VersionRow
    reading ["milestone_version"]
    "SELECT milestone, version, party, kind, title, due, organisation, person, follows, done, removed, signed_by, signed_for, written, despite \
        FROM milestone_version WHERE convention = $4 AND action = $5 ORDER BY milestone, version"
}

impl FromRow for VersionRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            milestone: c.int(0)?,
            version: c.int(1)?,
            party: c.int(2)?,
            kind: c.word(3, MilestoneKind::from_code)?,
            title: c.text(4)?,
            due: c.opt_day(5)?,
            organisation: c.opt_text(6)?,
            person: c.opt_text(7)?,
            follows: c.opt_int(8)?,
            done: c.opt_day(9)?,
            removed: c.flag(10)?,
            signed_by: c.opt_text(11)?,
            signed_for: c.opt_text(12)?,
            written: c.instant(13)?,
            despite: c.opt_text(14)?,
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<ToldOf>(), QueryInfo::of::<VersionsOf>()]
}
