//! What the text leaves open or contradicts, as far as the plan is concerned.
//!
//! It counts and quotes; explaining an écart belongs to the register, in its own room.

use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::{Family, Lines};
use domain::settlement::SettlementState;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use web::href::{href, with_query};

use crate::rows::PeriodRow;

/// An écart of the text.
#[derive(Debug, Clone)]
pub(crate) struct RemarkRow {
    pub(crate) family: Family,
    pub(crate) a_line: i64,
    pub(crate) b_line: Option<i64>,
    pub(crate) reason: String,
    /// How many actions it names.
    named: i64,
    /// By what the register knows it.
    key: String,
    /// What the last answer made of it, for those who read the register.
    pub(crate) state: Option<SettlementState>,
}

/// Of a rule that is not put aside here.
macro_rules! applies {
    () => {
        " AND NOT EXISTS (SELECT 1 FROM rule_aside w WHERE w.convention = a.convention AND w.rule = a.rule)"
    };
}

query! {
    /// The écarts that name one action, of rules that apply here.
    pub(crate) Remarks(convention: ConventionId, action: i64) -> RemarkRow
    reading ["anomaly", "anomaly_action", "last_settlement", "rule_aside"]
    concat!(
        "SELECT a.family, a.a_line, a.b_line, a.reason, (SELECT COUNT(*) FROM anomaly_action n \
         WHERE n.convention = l.convention AND n.anomaly = l.anomaly), a.key, s.state FROM anomaly_action l \
         JOIN anomaly a ON a.convention = l.convention AND a.ordinal = l.anomaly \
         LEFT JOIN last_settlement s ON s.convention = a.convention AND s.key = a.key \
         WHERE l.convention = $4 AND l.action = $5",
        applies!(),
        " ORDER BY a.ordinal"
    )
}

impl FromRow for RemarkRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            family: columns.word(0, Family::from_code)?,
            a_line: columns.int(1)?,
            b_line: columns.opt_int(2)?,
            reason: columns.text(3)?,
            named: columns.int(4)?,
            key: columns.text(5)?,
            state: columns.opt_text(6)?.as_deref().and_then(SettlementState::from_code),
        })
    }
}

/// An écart that names more actions than this is of the plan, and is counted on the page of each.
const MOST_NAMED: i64 = 3;

impl RemarkRow {
    /// Whether it is of few actions, and told whole on their pages.
    pub(crate) const fn is_own(&self) -> bool {
        self.named <= MOST_NAMED
    }

    /// Where the register tells it, and takes an answer.
    pub(crate) fn address(&self, convention: ConventionId) -> String {
        with_query(
            href(Target::Desk(DeskPlace::Anomaly(convention))),
            &[("cle", self.key.as_str())],
        )
    }

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
    /// Écarts that wait for an answer.
    pub(crate) remarks: i64,
    /// Those of them that somebody has to decide.
    pub(crate) to_decide: i64,
    pub(crate) unplaced_lines: i64,
    pub(crate) parties_without_vote: i64,
    pub(crate) signature_day_blank: bool,
    /// The period, as signed.
    pub(crate) period: PeriodRow,
}

/// An écart that nobody explained, decided or closed, of a rule that applies here.
macro_rules! waiting {
    ($and:literal) => {
        concat!(
            "(SELECT COUNT(*) FROM anomaly a WHERE a.convention = $4",
            $and,
            " AND NOT EXISTS (SELECT 1 FROM last_settlement s WHERE s.convention = a.convention AND s.key = a.key \
             AND s.state IN ('explained', 'decided', 'closed'))",
            applies!(),
            ")"
        )
    };
}

query! {
    /// Counts of what is open. A vote is expected of every signing organisation that has a council; a reader to whom votes are not
    /// shown is told of none that is missing.
    pub(crate) Open(convention: ConventionId) -> OpenRow
    reading ["anomaly", "last_settlement", "rule_aside", "unplaced", "party", "deliberation", "kept_kind", "visibility", "convention"]
    concat!("SELECT ", waiting!(""), ", ", waiting!(" AND a.severity = 'high'"), ", \
        (SELECT CAST(COALESCE(SUM(line_count), 0) AS BIGINT) FROM unplaced WHERE convention = $4), \
        (SELECT COUNT(*) FROM party p WHERE p.convention = $4 AND p.signs = 1 AND p.kind IN ('commune', 'intercommunality', 'syndicate') \
            AND NOT EXISTS (SELECT 1 FROM deliberation d WHERE d.convention = p.convention AND d.party = p.ordinal) \
            AND (EXISTS (SELECT 1 FROM visibility v WHERE v.convention = $4) OR NOT EXISTS (SELECT 1 FROM kept_kind k \
            WHERE k.convention = $4 AND k.kind = 'deliberation'))), \
        CASE WHEN c.signature_day IS NULL THEN 1 ELSE 0 END, c.start_day, c.end_day, c.period_lines \
        FROM convention c WHERE c.id = $4")
}

impl FromRow for OpenRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            remarks: columns.int(0)?,
            to_decide: columns.int(1)?,
            unplaced_lines: columns.int(2)?,
            parties_without_vote: columns.int(3)?,
            signature_day_blank: columns.flag(4)?,
            period: PeriodRow {
                start: columns.opt_day(5)?,
                end: columns.opt_day(6)?,
                lines: columns.word(7, |text| text.parse().ok())?,
            },
        })
    }
}

/// The queries above.
pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Remarks>(), QueryInfo::of::<Open>()]
}
