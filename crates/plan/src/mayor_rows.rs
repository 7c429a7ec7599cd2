//! What the sheet of an elected person reads, behind its link; and the links themselves, for those who make them.
//!
//! Behind a link there is no parameter: the gate of each name ties its rows to the link that is held.

use domain::example::Nature;
use domain::ids::{ConventionId, SummaryLinkId};
use domain::mail::LetterState;
use domain::reading::Lines;
use domain::summary::SummaryLinkState;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::rows::{ActionRow, MarkRow, NodeRow, PeriodRow};
use crate::today_rows::TodayRow;

/// What a link opens.
pub(crate) struct HeldRow {
    pub(crate) convention: ConventionId,
    /// For whom it was made, by their function.
    pub(crate) office: String,
    /// The commune of which the sheet tells: its party, its name.
    pub(crate) party: Option<i64>,
    pub(crate) commune: Option<String>,
    pub(crate) last_day: Day,
    pub(crate) name: String,
    pub(crate) places: String,
    pub(crate) period: PeriodRow,
    /// What its convention is.
    pub(crate) nature: Nature,
}

query! {
    /// What the link opens, when it works.
    pub(crate) HeldSummary() -> HeldRow
    reading ["held_summary"]
    "SELECT convention, office, party, commune, last_day, name, places, start_day, end_day, period_lines, example FROM held_summary"
}

impl FromRow for HeldRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.id(0)?,
            office: c.text(1)?,
            party: c.opt_int(2)?,
            commune: c.opt_text(3)?,
            last_day: c.day(4)?,
            name: c.text(5)?,
            places: c.text(6)?,
            period: PeriodRow {
                start: c.opt_day(7)?,
                end: c.opt_day(8)?,
                lines: c.word(9, |text| text.parse::<Lines>().ok())?,
            },
            nature: Nature::stored(c.flag(10)?),
        })
    }
}

query! {
    /// The framework, parents before children.
    pub(crate) HeldNodes() -> NodeRow
    reading ["summary_node"]
    "SELECT ordinal, depth, parent, code, title, level FROM summary_node ORDER BY ordinal"
}

/// A commune that signs, under each of its names.
pub(crate) struct CommuneRow {
    pub(crate) party: i64,
    pub(crate) names: [String; 2],
}

query! {
    /// The communes, under their names.
    pub(crate) HeldCommunes() -> CommuneRow
    reading ["summary_commune"]
    "SELECT ordinal, name, short_name FROM summary_commune ORDER BY ordinal"
}

impl FromRow for CommuneRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            party: c.int(0)?,
            names: [c.text(1)?, c.text(2)?],
        })
    }
}

query! {
    /// The actions, in the order of their numbers.
    pub(crate) HeldActions() -> ActionRow
    reading ["summary_action"]
    "SELECT ordinal, number, title, sort_key, node FROM summary_action ORDER BY ordinal"
}

query! {
    /// The actions that the commune of the link leads or carries.
    pub(crate) HeldLed() -> i64
    reading ["summary_role", "held_summary"]
    "SELECT DISTINCT r.action FROM summary_role r JOIN held_summary h ON h.convention = r.convention AND h.party = r.party ORDER BY 1"
}

query! {
    /// The marks of every action, year by year.
    pub(crate) HeldMarks() -> MarkRow
    reading ["summary_mark"]
    "SELECT action, source_view, year, party, CAST(NULL AS BIGINT) FROM summary_mark ORDER BY action, year, party"
}

query! {
    /// Lanes without the body that decided; what is expected by a day, of no other commune than that of the link, without the words
    /// that someone gave it; obligations; the names of states.
    pub(crate) HeldToday() -> TodayRow
    reading ["summary_lane", "summary_milestone", "summary_duty", "summary_status_label", "held_summary"]
    "SELECT 1 AS kind, l.action, l.party AS other, l.status AS word, l.weather, l.progress, l.expected AS day, l.report, l.counted, \
        '' AS text, l.news, CAST(NULL AS BIGINT) AS decided_by FROM summary_lane l \
        UNION ALL \
        SELECT 2, m.action, CAST(0 AS BIGINT), '', NULL, CAST(NULL AS BIGINT), m.due, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) \
        FROM summary_milestone m WHERE m.removed = 0 AND m.done IS NULL AND m.due IS NOT NULL AND (m.party = 0 \
        OR NOT EXISTS (SELECT 1 FROM held_summary h WHERE h.party IS NOT NULL AND h.party <> m.party)) \
        UNION ALL \
        SELECT 3, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', NULL, CAST(NULL AS BIGINT), d.due_day, CAST(0 AS BIGINT), \
        CAST(0 AS BIGINT), d.text, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM summary_duty d WHERE d.due_day IS NOT NULL \
        UNION ALL \
        SELECT 6, CAST(0 AS BIGINT), CAST(0 AS BIGINT), s.status, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), \
        CAST(0 AS BIGINT), s.label, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM summary_status_label s \
        ORDER BY 1, 2, 3, 7"
}

/// A link, for those who make them.
pub(crate) struct LinkRow {
    pub(crate) id: SummaryLinkId,
    pub(crate) name: String,
    pub(crate) office: String,
    pub(crate) commune: Option<String>,
    pub(crate) last_day: Day,
    pub(crate) made: Instant,
    pub(crate) revoked: Option<Instant>,
    /// What became of the letter that carries it.
    pub(crate) letter: Option<LetterState>,
}

impl LinkRow {
    /// Where it stands on a day.
    pub(crate) fn state(&self, today: &Day) -> SummaryLinkState {
        SummaryLinkState::of(self.last_day, self.revoked, *today)
    }
}

query! {
    /// The links of a convention, the last made first.
    pub(crate) SummaryLinks(convention: ConventionId) -> LinkRow
    reading ["summary_link"]
    "SELECT convention, ordinal, name, office, commune, last_day, made, revoked, letter FROM summary_link WHERE convention = $4 \
        ORDER BY ordinal DESC"
}

impl FromRow for LinkRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let letter = c.opt_text(8)?;
        Ok(Self {
            id: SummaryLinkId {
                convention: c.id(0)?,
                ordinal: c.int(1)?,
            },
            name: c.text(2)?,
            office: c.text(3)?,
            commune: c.opt_text(4)?,
            last_day: c.day(5)?,
            made: c.instant(6)?,
            revoked: c.opt_instant(7)?,
            letter: letter.as_deref().and_then(LetterState::from_code),
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<HeldSummary>(),
        QueryInfo::of::<HeldNodes>(),
        QueryInfo::of::<HeldCommunes>(),
        QueryInfo::of::<HeldActions>(),
        QueryInfo::of::<HeldMarks>(),
        QueryInfo::of::<HeldLed>(),
        QueryInfo::of::<HeldToday>(),
        QueryInfo::of::<SummaryLinks>(),
    ]
}
