//! What every view of a plan needs beside its text, in one query: the organisations, how lanes stand, what the convention calls
//! states, the bodies that can decide, the views that are kept.
//!
//! It computes nothing: `standing` does.

use domain::followup::Status;
use domain::ids::ConventionId;
use domain::reading::OrganisationKind;
use domain::saved_view::PlanPage;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::kept_views::KeptView;
use crate::report_rows::{LaneRow, Names, lane_at};
use crate::rows::PartyRow;

/// One of the things that a view reads together.
pub(crate) enum PlanPart {
    Party(PartyRow),
    Lane(LaneRow),
    Label(Status, String),
    Body(i64, String),
    View(KeptView),
    Begins(Day),
}

query! {
    /// The organisations of a convention, signatories first; the lanes of its plan, those of one action together; its names for
    /// states; its bodies; the views of whoever reads, while they read the convention, then those that others share; its first day.
    pub(crate) PlanParts(convention: ConventionId) -> PlanPart
    reading ["party", "lane", "status_label", "body", "own_saved_view", "shared_saved_view", "convention"]
    "SELECT 1 AS kind, p.ordinal AS ordinal, CAST(0 AS BIGINT) AS party, p.short_name AS words, p.kind AS code, \
        CAST(NULL AS TEXT) AS weather, p.signs AS number, CAST(NULL AS TEXT) AS expected, CAST(NULL AS BIGINT) AS report, \
        CAST(NULL AS BIGINT) AS counted, CAST(NULL AS BIGINT) AS news, CAST(NULL AS BIGINT) AS decided_by FROM party p WHERE p.convention = $4 \
        UNION ALL SELECT 2, l.action, l.party, '', l.status, l.weather, l.progress, l.expected, l.report, l.counted, l.news, \
        l.decided_by FROM lane l WHERE l.convention = $4 \
        UNION ALL SELECT 3, CAST(0 AS BIGINT), CAST(0 AS BIGINT), s.label, s.status, NULL, CAST(NULL AS BIGINT), NULL, \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM status_label s WHERE s.convention = $4 \
        UNION ALL SELECT 4, b.ordinal, CAST(0 AS BIGINT), b.name, '', NULL, CAST(NULL AS BIGINT), NULL, CAST(NULL AS BIGINT), \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM body b WHERE b.convention = $4 \
        UNION ALL SELECT 5, v.ordinal, CAST(1 AS BIGINT), v.name, v.page, v.query, v.shared, NULL, CAST(NULL AS BIGINT), \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM own_saved_view v WHERE v.convention = $4 \
        AND EXISTS (SELECT 1 FROM party m WHERE m.convention = v.convention) \
        UNION ALL SELECT 6, s.ordinal, CAST(0 AS BIGINT), s.name, s.page, s.query, CAST(1 AS BIGINT), s.keeper, \
        CAST(s.gone AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM shared_saved_view s \
        WHERE s.convention = $4 AND NOT EXISTS \
        (SELECT 1 FROM own_saved_view o WHERE o.convention = s.convention AND o.ordinal = s.ordinal) \
        UNION ALL SELECT 7, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', '', NULL, CAST(NULL AS BIGINT), g.start_day, CAST(NULL AS BIGINT), \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM convention g WHERE g.id = $4 AND g.start_day IS NOT NULL \
        ORDER BY 1, 2, 3"
}

impl FromRow for PlanPart {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(match c.int(0)? {
            1 => Self::Party(PartyRow {
                ordinal: c.int(1)?,
                signs: c.flag(6)?,
                short_name: c.text(3)?,
                kind: c.word(4, OrganisationKind::from_code)?,
            }),
            2 => Self::Lane(LaneRow {
                action: c.int(1)?,
                party: c.int(2)?,
                state: lane_at(c, [4, 5, 6, 7, 8, 9, 10, 11])?,
            }),
            3 => Self::Label(c.word(4, Status::from_code)?, c.text(3)?),
            5 | 6 => Self::View(KeptView {
                ordinal: c.int(1)?,
                own: c.flag(2)?,
                page: c.word(4, PlanPage::from_code)?,
                query: c.opt_text(5)?.unwrap_or_default(),
                name: c.text(3)?,
                shared: c.flag(6)?,
                keeper: c.opt_text(7)?,
                gone: c.opt_int(8)? == Some(1),
            }),
            7 => Self::Begins(c.day(7)?),
            _ => Self::Body(c.int(1)?, c.text(3)?),
        })
    }
}

/// The same, sorted out.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) parties: Vec<PartyRow>,
    pub(crate) lanes: Vec<LaneRow>,
    pub(crate) names: Names,
    pub(crate) bodies: Vec<(i64, String)>,
    pub(crate) views: Vec<KeptView>,
    /// The first day of the convention.
    pub(crate) begins: Option<Day>,
}

impl Parts {
    pub(crate) fn of(rows: Vec<PlanPart>) -> Self {
        let mut sorted = Self::default();
        for row in rows {
            match row {
                PlanPart::Party(party) => sorted.parties.push(party),
                PlanPart::Lane(lane) => sorted.lanes.push(lane),
                PlanPart::Label(status, label) => sorted.names.set(status, label),
                PlanPart::Body(ordinal, name) => {
                    sorted.names.set_body(ordinal, name.clone());
                    sorted.bodies.push((ordinal, name));
                }
                PlanPart::View(view) => sorted.views.push(view),
                PlanPart::Begins(day) => sorted.begins = Some(day),
            }
        }
        sorted
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<PlanParts>()]
}
