//! What the pages that look at the whole plan read beside what was signed, in one query: lanes, what waits, what is expected by a
//! day, the names of states, the parties for which one acts.

use domain::followup::Status;
use domain::ids::ConventionId;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};

use crate::report_rows::{LaneRow, Names, lane_at};

/// Something expected by a day.
#[derive(Debug, Clone)]
pub(crate) struct DueRow {
    /// The action of a milestone; 0 for an obligation.
    pub(crate) action: i64,
    pub(crate) title: String,
    pub(crate) day: Day,
    /// Whether the organisation for which one acts, or oneself, answers for it.
    pub(crate) own: bool,
}

/// Those who were asked by one campaign that goes on, and have not answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Unanswered {
    pub(crate) recipients: i64,
    pub(crate) campaign: i64,
    pub(crate) title: String,
    /// The day by which an answer is asked for.
    pub(crate) due: Option<Day>,
}

/// What waits for people who hold no mandate any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Orphaned {
    /// How many milestones and tasks.
    pub(crate) milestones: i64,
    /// For how many people.
    pub(crate) people: i64,
    /// The last day of the first of those mandates.
    pub(crate) since: Day,
}

/// Something that one proposed, and that waits to be confirmed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Proposed {
    pub(crate) action: i64,
    /// The commune whose part it is of; 0 for the whole.
    pub(crate) party: i64,
    pub(crate) written: Instant,
}

/// One of the things that stand today.
pub(crate) enum TodayRow {
    Lane(LaneRow),
    Milestone(DueRow),
    Duty(DueRow),
    Awaiting(i64),
    Unanswered(Unanswered),
    Orphaned(Orphaned),
    Told(i64),
    OwnParty(i64),
    Proposed(Proposed),
    Label(Status, String),
}

query! {
    /// How things stand in a convention, for someone who acts for an organisation: 0 for none, likewise the person; what that person
    /// proposed and waits; and how much was told since a moment, up to so many entries.
    pub(crate) TodayOf(convention: ConventionId, organisation: i64, person: i64, since: Instant, most: i64) -> TodayRow
    reading ["lane", "milestone", "duty", "awaiting_report", "member", "status_label", "campaign", "campaign_recipient", "journal",
        "own_report", "action"]
    "SELECT 1 AS kind, l.action, l.party AS other, l.status AS word, l.weather, l.progress, l.expected AS day, l.report, l.counted, \
        '' AS text, l.news, l.decided_by FROM lane l WHERE l.convention = $4 \
        UNION ALL \
        SELECT 2, m.action, CASE WHEN m.organisation_id = $5 OR m.person_id = $6 THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END, \
        m.kind, NULL, CAST(NULL AS BIGINT), m.due, CAST(0 AS BIGINT), CAST(0 AS BIGINT), m.title, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) \
        FROM milestone m \
        WHERE m.convention = $4 AND m.removed = 0 AND m.done IS NULL AND m.due IS NOT NULL \
        UNION ALL \
        SELECT 3, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', NULL, CAST(NULL AS BIGINT), d.due_day, CAST(0 AS BIGINT), \
        CAST(0 AS BIGINT), d.text, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM duty d WHERE d.convention = $4 AND d.due_day IS NOT NULL \
        UNION ALL \
        SELECT 4, COUNT(*), CAST(0 AS BIGINT), '', NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM awaiting_report w WHERE w.convention = $4 AND w.standing = 'awaiting' HAVING COUNT(*) > 0 \
        UNION ALL \
        SELECT 5, CAST(0 AS BIGINT), o.party, '', NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM member o WHERE o.convention = $4 AND o.organisation = $5 \
        UNION ALL \
        SELECT 6, CAST(0 AS BIGINT), CAST(0 AS BIGINT), s.status, NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), \
        CAST(0 AS BIGINT), s.label, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM status_label s WHERE s.convention = $4 \
        UNION ALL \
        SELECT 7, COUNT(*), c.ordinal, '', NULL, CAST(NULL AS BIGINT), MIN(c.due), CAST(0 AS BIGINT), \
        CAST(0 AS BIGINT), MIN(c.title), CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM campaign c \
        JOIN campaign_recipient r ON r.convention = c.convention AND r.campaign = c.ordinal \
        WHERE c.convention = $4 AND c.launched IS NOT NULL AND c.closed IS NULL AND r.answered IS NULL GROUP BY c.ordinal \
        UNION ALL \
        SELECT 8, COUNT(*), COUNT(DISTINCT m.person_id), '', NULL, CAST(NULL AS BIGINT), MIN(m.gone_since), CAST(0 AS BIGINT), \
        CAST(0 AS BIGINT), '', CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM milestone m \
        WHERE m.convention = $4 AND m.removed = 0 AND m.done IS NULL AND m.gone_since IS NOT NULL HAVING COUNT(*) > 0 \
        UNION ALL \
        SELECT 9, COUNT(*), CAST(0 AS BIGINT), '', NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), CAST(0 AS BIGINT), '', \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM (SELECT j.seq FROM journal j WHERE j.convention = $4 AND j.instant >= $7 \
        AND j.fact <> 'document_text_read' LIMIT $8) x HAVING COUNT(*) > 0 \
        UNION ALL \
        SELECT 10, p.action, p.party, '', NULL, CAST(NULL AS BIGINT), NULL, CAST(0 AS BIGINT), p.written, '', \
        CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM own_report p \
        JOIN action a ON a.convention = p.convention AND a.ordinal = p.action WHERE p.person = $6 AND p.convention = $4 AND p.standing = 'awaiting' \
        ORDER BY 1, 2, 3, 7"
}

impl FromRow for TodayRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let due = || -> Result<DueRow, StoreError> {
            Ok(DueRow {
                action: c.int(1)?,
                own: c.flag(2)?,
                day: c.day(6)?,
                title: c.text(9)?,
            })
        };
        Ok(match c.int(0)? {
            1 => Self::Lane(LaneRow {
                action: c.int(1)?,
                party: c.int(2)?,
                state: lane_at(c, [3, 4, 5, 6, 7, 8, 10, 11])?,
            }),
            2 => Self::Milestone(due()?),
            3 => Self::Duty(due()?),
            4 => Self::Awaiting(c.int(1)?),
            5 => Self::OwnParty(c.int(2)?),
            7 => Self::Unanswered(Unanswered {
                recipients: c.int(1)?,
                campaign: c.int(2)?,
                title: c.text(9)?,
                due: c.opt_day(6)?,
            }),
            9 => Self::Told(c.int(1)?),
            10 => Self::Proposed(Proposed {
                action: c.int(1)?,
                party: c.int(2)?,
                written: c.instant(8)?,
            }),
            8 => Self::Orphaned(Orphaned {
                milestones: c.int(1)?,
                people: c.int(2)?,
                since: c.day(6)?,
            }),
            _ => Self::Label(c.word(3, Status::from_code)?, c.text(9)?),
        })
    }
}

/// The same, sorted out.
#[derive(Debug, Default)]
pub(crate) struct Today {
    pub(crate) lanes: Vec<LaneRow>,
    pub(crate) milestones: Vec<DueRow>,
    pub(crate) duties: Vec<DueRow>,
    /// How many answers wait, for those who confirm them.
    pub(crate) awaiting: i64,
    /// Who is asked and has not answered, campaign by campaign, for those who see them.
    pub(crate) unanswered: Vec<Unanswered>,
    /// What waits for people who left.
    pub(crate) orphaned: Option<Orphaned>,
    /// How many entries were told in the journal since the moment asked for, for those who read it.
    pub(crate) told: i64,
    /// The parties of the convention that are the organisation for which one acts.
    pub(crate) own: Vec<i64>,
    /// What one proposed and nobody settled yet, the oldest first.
    pub(crate) proposed: Vec<Proposed>,
    pub(crate) names: Names,
}

impl Today {
    pub(crate) fn of(rows: Vec<TodayRow>) -> Self {
        let mut today = Self::default();
        for row in rows {
            match row {
                TodayRow::Lane(lane) => today.lanes.push(lane),
                TodayRow::Milestone(due) => today.milestones.push(due),
                TodayRow::Duty(due) => today.duties.push(due),
                TodayRow::Awaiting(count) => today.awaiting = count,
                TodayRow::Unanswered(unanswered) => today.unanswered.push(unanswered),
                TodayRow::Told(count) => today.told = count,
                TodayRow::Orphaned(orphaned) => today.orphaned = Some(orphaned),
                TodayRow::OwnParty(party) => today.own.push(party),
                TodayRow::Proposed(proposed) => today.proposed.push(proposed),
                TodayRow::Label(status, label) => today.names.set(status, label),
            }
        }
        today.milestones.sort_by_key(|due| due.day);
        today.duties.sort_by_key(|due| due.day);
        today.unanswered.sort_by_key(|asked| (asked.due, asked.campaign));
        today.proposed.sort_by_key(|proposed| proposed.written);
        today
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<TodayOf>()]
}
