//! What the text leaves open or contradicts, as far as the plan is concerned.
//!
//! It counts and quotes; explaining an écart belongs to the register of a later room.

use domain::ids::ConventionId;
use domain::reading::{Family, Lines};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::rows::PeriodRow;

/// An écart of the text.
#[derive(Debug, Clone)]
pub(crate) struct RemarkRow {
    pub(crate) family: Family,
    pub(crate) a_line: i64,
    pub(crate) b_line: Option<i64>,
    pub(crate) reason: String,
}

query! {
    /// The écarts that name one action.
    pub(crate) Remarks(convention: ConventionId, action: i64) -> RemarkRow
    reading ["anomaly", "anomaly_action"]
    "SELECT a.family, a.a_line, a.b_line, a.reason FROM anomaly_action l \
        JOIN anomaly a ON a.convention = l.convention AND a.ordinal = l.anomaly \
        WHERE l.convention = $4 AND l.action = $5 ORDER BY a.ordinal"
}

impl FromRow for RemarkRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            family: columns.word(0, Family::from_code)?,
            a_line: columns.int(1)?,
            b_line: columns.opt_int(2)?,
            reason: columns.text(3)?,
        })
    }
}

impl RemarkRow {
    /// The lines it quotes.
    pub(crate) fn lines(&self) -> Lines {
        [Some(self.a_line), self.b_line]
            .into_iter()
            .flatten()
            .filter_map(|line| u32::try_from(line).ok())
            .collect()
    }
}

/// What is open in a convention, beside its actions, and its period.
#[derive(Debug, Clone)]
pub(crate) struct OpenRow {
    pub(crate) remarks: i64,
    pub(crate) unplaced_lines: i64,
    pub(crate) parties_without_vote: i64,
    pub(crate) signature_day_blank: bool,
    /// The period, as signed.
    pub(crate) period: PeriodRow,
}

query! {
    /// Counts of what is open. A vote is expected of every signing organisation that has a council; a reader to whom votes are not
    /// shown is told of none that is missing.
    pub(crate) Open(convention: ConventionId) -> OpenRow
    reading ["anomaly", "unplaced", "party", "deliberation", "kept_kind", "visibility", "convention"]
    "SELECT (SELECT COUNT(*) FROM anomaly WHERE convention = $4), \
        (SELECT CAST(COALESCE(SUM(line_count), 0) AS BIGINT) FROM unplaced WHERE convention = $4), \
        (SELECT COUNT(*) FROM party p WHERE p.convention = $4 AND p.signs = 1 AND p.kind IN ('commune', 'intercommunality', 'syndicate') \
            AND NOT EXISTS (SELECT 1 FROM deliberation d WHERE d.convention = p.convention AND d.party = p.ordinal) \
            AND (EXISTS (SELECT 1 FROM visibility v WHERE v.convention = $4) OR NOT EXISTS (SELECT 1 FROM kept_kind k \
            WHERE k.convention = $4 AND k.kind = 'deliberation'))), \
        CASE WHEN c.signature_day IS NULL THEN 1 ELSE 0 END, c.start_day, c.end_day, c.period_lines \
        FROM convention c WHERE c.id = $4"
}

impl FromRow for OpenRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            remarks: columns.int(0)?,
            unplaced_lines: columns.int(1)?,
            parties_without_vote: columns.int(2)?,
            signature_day_blank: columns.flag(3)?,
            period: PeriodRow {
                start: columns.opt_day(4)?,
                end: columns.opt_day(5)?,
                lines: columns.word(6, |text| text.parse().ok())?,
            },
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Remarks>(), QueryInfo::of::<Open>()]
}
