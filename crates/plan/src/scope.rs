//! How reports and what follows from them are reached: those that count by all who read the plan, those that wait by those who
//! confirm them. Whoever answered a campaign without being of the directory signs by the name under which they were asked.

use domain::access::Verb;
use store::{Gate, Scope};

/// The action that a row is about.
const OF_ACTION: &str = "hidden.kind = 'action' AND hidden.ordinal = t.action";

const fn shared(name: &'static str, verb: Verb, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Shared {
            column: "t.convention",
            verb,
            hidden: OF_ACTION,
        },
    }
}

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = follow_up();
    scopes.extend(milestones());
    scopes.extend(sheet());
    scopes
}

/// What is expected of actions, every version of it, and how far the details of the text have gone.
fn milestones() -> Vec<Scope> {
    vec![
        shared(
            "milestone",
            Verb::ViewPlan,
            "SELECT t.convention, t.ordinal, t.action, t.party, t.kind, t.title, t.due, t.follows, t.done, t.removed, t.version, \
                t.organisation AS organisation_id, o.name AS organisation, COALESCE(p.kept, p.id) AS person_id, p.name AS person \
                FROM unscoped_milestone t LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
        shared(
            "milestone_version",
            Verb::ViewPlan,
            "SELECT t.convention, t.milestone, t.version, t.action, t.party, t.kind, t.title, t.due, t.follows, t.done, t.removed, \
                t.written, o.name AS organisation, p.name AS person, f.name AS signed_for, s.name AS signed_by \
                FROM unscoped_milestone_version t LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_person p ON p.id = t.person LEFT JOIN unscoped_organisation f ON f.id = t.signed_for \
                LEFT JOIN unscoped_person s ON s.id = t.signed_by",
        ),
        shared(
            "detail_state",
            Verb::ViewPlan,
            "SELECT t.convention, t.action, t.detail, t.state FROM unscoped_detail_state t",
        ),
        shared(
            "proposal",
            Verb::ViewPlan,
            "SELECT t.convention, t.ordinal, t.action, t.field, t.signed, t.wanted, t.why, t.proposed, t.withdrawn, \
                o.name AS organisation FROM unscoped_proposal t LEFT JOIN unscoped_organisation o ON o.id = t.organisation",
        ),
    ]
}

/// What whoever holds a link to the sheet reads: counts are made of it, and nothing that someone wrote is in it.
const fn held(name: &'static str, hidden: &'static str, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Summary {
            held: "held.convention = t.convention",
            hidden,
        },
    }
}

/// Nothing hides it.
const NEVER: &str = "1 = 0";

/// The sheet of an elected person: its links, for those who make them; what one of them opens.
fn sheet() -> Vec<Scope> {
    vec![
        Scope {
            name: "summary_link",
            columns_sql: "SELECT t.convention, t.ordinal, t.name, t.office, t.email, t.party, t.last_day, t.made, t.revoked, \
                y.short_name AS commune, m.state AS letter FROM unscoped_summary_link t \
                LEFT JOIN unscoped_party y ON y.convention = t.convention AND y.ordinal = t.party \
                LEFT JOIN unscoped_letter m ON m.key = t.letter_key",
            gate: Gate::Convention {
                column: "t.convention",
                verb: Verb::ShareSummary,
            },
        },
        Scope {
            name: "held_summary",
            columns_sql: "SELECT t.convention, t.ordinal, t.office, t.party, t.last_day, v.name, v.places, v.start_day, v.end_day, \
                v.period_lines, y.short_name AS commune FROM unscoped_summary_link t \
                JOIN unscoped_convention v ON v.id = t.convention \
                LEFT JOIN unscoped_party y ON y.convention = t.convention AND y.ordinal = t.party",
            gate: Gate::Summary {
                held: "held.convention = t.convention AND held.ordinal = t.ordinal",
                hidden: NEVER,
            },
        },
        held(
            "summary_node",
            NEVER,
            "SELECT t.convention, t.ordinal, t.depth, t.parent, t.code, t.title, l.name AS level FROM unscoped_node t \
                LEFT JOIN unscoped_level l ON l.convention = t.convention AND l.depth = t.depth",
        ),
        held(
            "summary_action",
            "hidden.kind = 'action' AND hidden.ordinal = t.ordinal",
            "SELECT t.convention, t.ordinal, t.number, t.title, t.sort_key, t.node FROM unscoped_action t",
        ),
        held(
            "summary_mark",
            OF_ACTION,
            "SELECT t.convention, t.action, k.source_view, t.year, t.party FROM unscoped_track_year t \
                JOIN unscoped_track k ON k.convention = t.convention AND k.action = t.action AND k.ordinal = t.track",
        ),
        held(
            "summary_lane",
            OF_ACTION,
            "SELECT t.convention, t.action, t.party, t.status, t.weather, t.progress, t.expected, t.report, t.counted \
                FROM unscoped_lane t",
        ),
        held(
            "summary_milestone",
            OF_ACTION,
            "SELECT t.convention, t.action, t.party, t.due, t.done, t.removed FROM unscoped_milestone t",
        ),
        held(
            "summary_duty",
            NEVER,
            "SELECT t.convention, t.ordinal, t.text, t.due_day FROM unscoped_duty t",
        ),
        held(
            "summary_status_label",
            NEVER,
            "SELECT t.convention, t.status, t.label FROM unscoped_status_label t",
        ),
    ]
}

/// Reports, and what follows from them.
fn follow_up() -> Vec<Scope> {
    vec![
        shared(
            "report",
            Verb::ViewPlan,
            "SELECT t.convention, t.ordinal, t.action, t.party, t.rank, t.status, t.weather, t.progress, t.done, t.difficulty, \
                t.next_step, t.expected, t.reason, t.body, t.channel, t.follows, t.written, t.counted, t.undoes, t.person AS person_id, \
                t.organisation AS organisation_id, COALESCE(p.name, q.name) AS person, \
                COALESCE(o.name, q.organisation_name) AS organisation FROM unscoped_report t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.standing = 'kept' \
                LEFT JOIN unscoped_person p ON p.id = t.person LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_campaign_report k ON k.convention = t.convention AND k.report = t.ordinal \
                LEFT JOIN unscoped_campaign_recipient q ON q.convention = k.convention AND q.campaign = k.campaign \
                AND q.ordinal = k.recipient",
        ),
        shared(
            "awaiting_report",
            Verb::ConfirmReports,
            "SELECT t.convention, t.ordinal, t.action, t.party, t.standing, t.status, t.weather, t.progress, t.done, t.difficulty, \
                t.next_step, t.expected, t.reason, t.body, t.channel, t.follows, t.written, t.set_aside, t.person AS person_id, \
                t.organisation AS organisation_id, COALESCE(p.name, q.name) AS person, \
                COALESCE(o.name, q.organisation_name) AS organisation FROM unscoped_report t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.standing <> 'kept' \
                LEFT JOIN unscoped_person p ON p.id = t.person LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_campaign_report k ON k.convention = t.convention AND k.report = t.ordinal \
                LEFT JOIN unscoped_campaign_recipient q ON q.convention = k.convention AND q.campaign = k.campaign \
                AND q.ordinal = k.recipient",
        ),
        Scope {
            name: "own_report",
            columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, t.convention, t.ordinal, t.action, t.party, t.standing, t.status, \
                t.progress, t.done, t.difficulty, t.next_step, t.reason, t.written, t.set_aside, \
                c.name || ' · ' || c.places AS convention_name FROM unscoped_report t \
                JOIN unscoped_person w ON w.id = t.person JOIN unscoped_convention c ON c.id = t.convention",
            gate: Gate::About {
                column: "COALESCE(w.kept, w.id)",
                verb: Verb::KeepAccounts,
            },
        },
        shared(
            "lane",
            Verb::ViewPlan,
            "SELECT t.convention, t.action, t.party, t.status, t.weather, t.progress, t.expected, t.report, t.rank, t.counted \
                FROM unscoped_lane t",
        ),
        Scope {
            name: "status_label",
            columns_sql: "SELECT t.convention, t.status, t.label FROM unscoped_status_label t",
            gate: Gate::Convention {
                column: "t.convention",
                verb: Verb::ViewPlan,
            },
        },
    ]
}
