//! What the pages about one action read of its follow-up: its lanes, its last reports, those that wait, what its convention calls
//! each state; and what the form of a report needs to know of its lane.

use domain::followup::{LaneState, Status};
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::report_rows::{LaneRow, Names, ReportRow, lane_at};

/// One of the things that a page about an action reads together.
pub(crate) enum Piece {
    Lane(LaneRow),
    Report(ReportRow),
    Awaiting(ReportRow),
    Label(Status, String),
    Body(i64, String),
    OwnParty(i64),
}

query! {
    /// The lanes of one action; its last reports, the newest first; those that wait, for those who confirm them; the names of
    /// states and of bodies; the parties that are the organisation for which one acts, 0 for none.
    pub(crate) FollowUpOf(convention: ConventionId, action: i64, limit: i64, organisation: i64) -> Piece
    reading ["lane", "report", "awaiting_report", "status_label", "body", "member"]
    "SELECT 1 AS kind, l.report AS ordinal, l.action, l.party, '' AS channel, CAST(NULL AS TEXT) AS person, \
        CAST(NULL AS TEXT) AS organisation, l.counted AS written, l.status, l.weather, l.progress, CAST(NULL AS TEXT) AS done, \
        CAST(NULL AS TEXT) AS difficulty, CAST(NULL AS TEXT) AS next_step, l.expected, CAST(NULL AS TEXT) AS reason, \
        l.decided_by AS body, CAST(NULL AS TEXT) AS cleared, l.rank AS place, l.news, CAST(NULL AS TEXT) AS noted_by FROM lane l WHERE l.convention = $4 AND l.action = $5 \
        UNION ALL \
        SELECT 2, x.ordinal, x.action, x.party, x.channel, x.person, x.organisation, x.written, x.status, x.weather, x.progress, \
        x.done, x.difficulty, x.next_step, x.expected, x.reason, x.body, x.cleared, x.rank, CAST(NULL AS BIGINT), x.noted_by FROM (SELECT r.ordinal, r.action, r.party, \
        r.channel, r.person, r.organisation, r.written, r.status, r.weather, r.progress, r.done, r.difficulty, r.next_step, \
        r.expected, r.reason, r.body, r.cleared, r.rank, r.noted_by FROM report r WHERE r.convention = $4 AND r.action = $5 \
        ORDER BY r.rank DESC LIMIT $6) x \
        UNION ALL \
        SELECT 3, w.ordinal, w.action, w.party, w.channel, w.person, w.organisation, w.written, w.status, w.weather, w.progress, \
        w.done, w.difficulty, w.next_step, w.expected, w.reason, w.body, w.cleared, w.ordinal, CAST(NULL AS BIGINT), NULL FROM awaiting_report w \
        WHERE w.convention = $4 AND w.action = $5 AND w.standing = 'awaiting' \
        UNION ALL \
        SELECT 4, CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS BIGINT), s.label, NULL, NULL, CAST(0 AS BIGINT), s.status, \
        NULL, CAST(NULL AS BIGINT), NULL, NULL, NULL, NULL, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), \
        CAST(NULL AS BIGINT), NULL FROM status_label s WHERE s.convention = $4 \
        UNION ALL \
        SELECT 5, b.ordinal, CAST(0 AS BIGINT), CAST(0 AS BIGINT), b.name, NULL, NULL, CAST(0 AS BIGINT), '', \
        NULL, CAST(NULL AS BIGINT), NULL, NULL, NULL, NULL, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), \
        CAST(NULL AS BIGINT), NULL FROM body b WHERE b.convention = $4 \
        UNION ALL \
        SELECT 6, o.party, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', NULL, NULL, CAST(0 AS BIGINT), '', \
        NULL, CAST(NULL AS BIGINT), NULL, NULL, NULL, NULL, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), \
        CAST(NULL AS BIGINT), NULL FROM member o WHERE o.convention = $4 AND o.organisation = $7 ORDER BY 1, 19 DESC"
}

impl FromRow for Piece {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(match c.int(0)? {
            1 => Self::Lane(LaneRow {
                action: c.int(2)?,
                party: c.int(3)?,
                state: lane_at(c, [8, 9, 10, 14, 1, 7, 19, 16])?,
            }),
            2 => Self::Report(ReportRow::at(c, 1)?.noted_by(c.opt_text(20)?)),
            3 => Self::Awaiting(ReportRow::at(c, 1)?),
            5 => Self::Body(c.int(1)?, c.text(4)?),
            6 => Self::OwnParty(c.int(1)?),
            _ => Self::Label(c.word(8, Status::from_code)?, c.text(4)?),
        })
    }
}

/// The same, sorted out.
#[derive(Default)]
pub(crate) struct Pieces {
    pub(crate) lanes: Vec<LaneRow>,
    pub(crate) reports: Vec<ReportRow>,
    pub(crate) awaiting: Vec<ReportRow>,
    pub(crate) names: Names,
    /// The parties for which one acts.
    pub(crate) own: Vec<i64>,
}

impl Pieces {
    pub(crate) fn of(rows: Vec<Piece>) -> Self {
        let mut pieces = Self::default();
        for row in rows {
            match row {
                Piece::Lane(lane) => pieces.lanes.push(lane),
                Piece::Report(report) => pieces.reports.push(report),
                Piece::Awaiting(report) => pieces.awaiting.push(report),
                Piece::Label(status, label) => pieces.names.set(status, label),
                Piece::Body(ordinal, name) => pieces.names.set_body(ordinal, name),
                Piece::OwnParty(party) => pieces.own.push(party),
            }
        }
        pieces
    }

    /// How the lane of this party stands, 0 for the whole.
    pub(crate) fn state(&self, party: i64) -> LaneState {
        let own = self.lanes.iter().find(|lane| lane.party == party);
        own.map(|lane| lane.state.clone()).unwrap_or_default()
    }
}

/// What the form of a report needs to know of its lane.
#[derive(Debug, Clone)]
pub(crate) struct DeskRow {
    pub(crate) number: String,
    pub(crate) title: String,
    pub(crate) state: LaneState,
    /// Whether the party of the lane may have one here: a commune that signs, or one that the text or a report names already.
    pub(crate) has_party: bool,
    /// Whether the organisation has a part in the action.
    pub(crate) has_part: bool,
}

query! {
    /// One action and one of its lanes, with the part that an organisation has in it.
    pub(crate) Desk(convention: ConventionId, action: i64, party: i64, organisation: i64) -> DeskRow
    reading ["action", "lane", "party", "track_year", "action_role", "member"]
    "SELECT a.number, a.title, COALESCE(l.status, 'unspecified'), l.weather, l.progress, l.expected, l.report, l.counted, l.news, \
        l.decided_by, CASE WHEN EXISTS (SELECT 1 FROM party p WHERE p.convention = a.convention AND p.ordinal = $6 \
            AND (p.kind = 'commune' AND p.signs = 1 OR l.report IS NOT NULL OR EXISTS (SELECT 1 FROM track_year y \
            WHERE y.convention = p.convention AND y.action = a.ordinal AND y.party = p.ordinal))) THEN 1 ELSE 0 END, \
        CASE WHEN EXISTS (SELECT 1 FROM action_role r JOIN member m ON m.convention = r.convention AND m.party = r.party \
            WHERE r.convention = a.convention AND r.action = a.ordinal AND m.organisation = $7) THEN 1 ELSE 0 END \
        FROM action a LEFT JOIN lane l ON l.convention = a.convention AND l.action = a.ordinal AND l.party = $6 \
        WHERE a.convention = $4 AND a.ordinal = $5"
}

impl FromRow for DeskRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: c.text(0)?,
            title: c.text(1)?,
            state: lane_at(c, [2, 3, 4, 5, 6, 7, 8, 9])?,
            has_party: c.flag(10)?,
            has_part: c.flag(11)?,
        })
    }
}

/// A body that can decide, or what the convention calls a state.
pub(crate) enum ChoiceRow {
    Body(i64, String),
    Label(Status, String),
}

query! {
    /// The bodies of a convention, and its names for states.
    pub(crate) Choices(convention: ConventionId) -> ChoiceRow
    reading ["body", "status_label"]
    "SELECT 1 AS kind, b.ordinal, b.name, CAST(NULL AS TEXT) AS status FROM body b WHERE b.convention = $4 \
        UNION ALL SELECT 2, CAST(0 AS BIGINT), s.label, s.status FROM status_label s WHERE s.convention = $4 ORDER BY 1, 2"
}

impl FromRow for ChoiceRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(match c.int(0)? {
            1 => Self::Body(c.int(1)?, c.text(2)?),
            _ => Self::Label(c.word(3, Status::from_code)?, c.text(2)?),
        })
    }
}

/// The same, sorted out.
#[derive(Debug, Default)]
pub(crate) struct AllChoices {
    pub(crate) bodies: Vec<(i64, String)>,
    pub(crate) names: Names,
}

impl AllChoices {
    pub(crate) fn of(rows: Vec<ChoiceRow>) -> Self {
        let mut choices = Self::default();
        for row in rows {
            match row {
                ChoiceRow::Body(ordinal, name) => {
                    choices.names.set_body(ordinal, name.clone());
                    choices.bodies.push((ordinal, name));
                }
                ChoiceRow::Label(status, label) => choices.names.set(status, label),
            }
        }
        choices
    }

    /// The ordinals of the bodies.
    pub(crate) fn ordinals(&self) -> Vec<i64> {
        self.bodies.iter().map(|(ordinal, _)| *ordinal).collect()
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<FollowUpOf>(),
        QueryInfo::of::<Desk>(),
        QueryInfo::of::<Choices>(),
    ]
}
