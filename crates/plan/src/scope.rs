//! How reports and what follows from them are reached: those that count by all who read the plan, those that wait by those who
//! confirm them. Whoever answered a campaign without being of the directory signs by the name under which they were asked.

use domain::access::Verb;
use store::{Gate, Scope};

/// The action that a row is about.
pub(crate) const OF_ACTION: &str = "hidden.kind = 'action' AND hidden.ordinal = t.action";

/// The answers that someone confirms without running the plan: those about the actions that their organisation pilots, and that neither
/// they nor it gave.
const PILOTED: &str = "EXISTS (SELECT 1 FROM unscoped_action_role led JOIN unscoped_party_organisation ours \
    ON ours.convention = led.convention AND ours.party = led.party WHERE led.convention = t.convention AND led.action = t.action \
    AND led.role IN ('pilot', 'other_pilot') AND ours.organisation = held.organisation) \
    AND COALESCE(t.organisation, 0) <> held.organisation AND COALESCE(t.person, 0) <> $1";

/// What waits of an action: a row `t` is a report.
const fn awaited(name: &'static str, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Entrusted {
            column: "t.convention",
            verb: Verb::ConfirmReports,
            hidden: OF_ACTION,
            whole: Verb::ReportProgress,
            own: PILOTED,
        },
    }
}

const fn shared(name: &'static str, verb: Verb, columns_sql: &'static str) -> Scope {
    Scope::shared(name, verb, OF_ACTION, columns_sql)
}

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = follow_up();
    scopes.extend(waiting());
    scopes.extend(milestones());
    scopes.extend(watched());
    scopes.extend(views());
    scopes.extend(left());
    scopes.extend(crate::mayor_scope::all());
    scopes
}

/// The views that one keeps, and those that others share.
fn views() -> Vec<Scope> {
    vec![
        Scope {
            name: "own_saved_view",
            columns_sql: "SELECT t.convention, t.person, t.ordinal, t.page, t.query, t.name, t.shared FROM unscoped_saved_view t",
            gate: Gate::OwnStanding {
                column: "t.person",
                convention: "t.convention",
            },
        },
        Scope {
            name: "shared_saved_view",
            columns_sql: "SELECT t.convention, t.ordinal, t.page, t.query, t.name, p.name AS keeper, \
                CASE WHEN EXISTS (SELECT 1 FROM unscoped_mandate m JOIN unscoped_person k ON k.id = m.person \
                WHERE m.convention = t.convention AND COALESCE(k.kept, k.id) = COALESCE(p.kept, p.id) \
                AND m.since <= $3 AND (m.until IS NULL OR m.until >= $3)) THEN 0 ELSE 1 END AS gone FROM unscoped_saved_view t \
                JOIN unscoped_person p ON p.id = t.person AND t.shared = 1",
            gate: Gate::Convention {
                column: "t.convention",
                verb: Verb::ViewPlan,
            },
        },
    ]
}

/// What passes when someone leaves, and nothing of what it says: for those who administer.
fn left() -> Vec<Scope> {
    let gate = Gate::Standing {
        column: "t.convention",
        verb: Verb::KeepAccounts,
    };
    vec![
        Scope {
            name: "left_milestone",
            columns_sql: "SELECT t.convention, t.ordinal, COALESCE(p.kept, p.id) AS person FROM unscoped_milestone t \
                JOIN unscoped_person p ON p.id = t.person AND t.done IS NULL AND t.removed = 0",
            gate,
        },
        Scope {
            name: "left_view",
            columns_sql: "SELECT t.convention, t.ordinal, COALESCE(p.kept, p.id) AS person FROM unscoped_saved_view t \
                JOIN unscoped_person p ON p.id = t.person AND t.shared = 1",
            gate,
        },
    ]
}

/// What is expected of actions, every version of it, and how far the details of the text have gone.
fn milestones() -> Vec<Scope> {
    vec![
        shared(
            "milestone",
            Verb::ViewPlan,
            "SELECT t.convention, t.ordinal, t.action, t.party, t.kind, t.title, t.due, t.follows, t.done, t.removed, t.version, t.despite, \
                t.organisation AS organisation_id, o.name AS organisation, COALESCE(p.kept, p.id) AS person_id, p.name AS person, \
                (SELECT MAX(m.until) FROM unscoped_mandate m WHERE m.convention = t.convention AND m.person = COALESCE(p.kept, p.id) \
                AND m.until < $3 AND NOT EXISTS (SELECT 1 FROM unscoped_mandate h WHERE h.convention = m.convention \
                AND h.person = m.person AND (h.until IS NULL OR h.until >= $3))) AS gone_since FROM unscoped_milestone t LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
        shared(
            "milestone_version",
            Verb::ViewPlan,
            "SELECT t.convention, t.milestone, t.version, t.action, t.party, t.kind, t.title, t.due, t.follows, t.done, t.removed, \
                t.despite, t.written, o.name AS organisation, p.name AS person, f.name AS signed_for, s.name AS signed_by \
                FROM unscoped_milestone_version t LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_person p ON p.id = t.person LEFT JOIN unscoped_organisation f ON f.id = t.signed_for \
                LEFT JOIN unscoped_person s ON s.id = t.signed_by",
        ),
        shared(
            "detail_mark",
            Verb::ViewPlan,
            "SELECT t.convention, t.action, t.party, t.rank, t.detail, t.version, t.state, t.written, f.name AS signed_for, \
                s.name AS signed_by FROM unscoped_detail_mark t LEFT JOIN unscoped_organisation f ON f.id = t.signed_for \
                LEFT JOIN unscoped_person s ON s.id = t.signed_by",
        ),
        // What is said of the text, but for the terms of actions, is quoted to those alone who read the text, and all of its list: an
        // item moves in a list, and the place of a proposal does not.
        Scope::shared(
            "proposal",
            Verb::ViewPlan,
            "(hidden.kind = 'action' AND hidden.ordinal = t.action OR hidden.kind = 'text' AND t.place IS NOT NULL \
                OR hidden.kind = 'body' AND t.place LIKE '/bodies%' OR hidden.kind = 'facility' AND t.place LIKE '/facilities%' \
                OR hidden.kind = 'deliberation' AND t.place LIKE '/deliberations%' \
                OR hidden.kind = 'scheme' AND (t.place LIKE '/posts%' OR t.place LIKE '/cooperation%'))",
            "SELECT t.convention, t.ordinal, t.action, t.field, t.place, t.named, t.cause, t.signed, t.wanted, t.why, t.proposed, t.withdrawn, \
                o.name AS organisation FROM unscoped_proposal t LEFT JOIN unscoped_organisation o ON o.id = t.organisation",
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
                t.next_step, t.expected, t.reason, t.body, t.cleared, t.channel, t.follows, t.written, t.counted, t.undoes, t.corrects, f.written AS corrected, \
                t.person AS person_id, t.organisation AS organisation_id, COALESCE(p.name, w.name, q.name) AS person, n.name AS noted_by, \
                s.name AS settled_by, \
                COALESCE(o.name, q.organisation_name) AS organisation FROM unscoped_report t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.standing = 'kept' \
                LEFT JOIN unscoped_person p ON p.id = t.person LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_campaign_report k ON k.convention = t.convention AND k.report = t.ordinal \
                LEFT JOIN unscoped_campaign_recipient q ON q.convention = k.convention AND q.campaign = k.campaign \
                AND q.ordinal = k.recipient \
                LEFT JOIN unscoped_campaign_answer w ON w.convention = k.convention AND w.campaign = k.campaign \
                AND w.recipient = k.recipient AND w.revision = k.revision LEFT JOIN unscoped_person n ON n.id = w.noted_by \
                LEFT JOIN unscoped_person s ON s.id = t.settled_by \
                LEFT JOIN unscoped_report f ON f.convention = t.convention AND f.ordinal = t.corrects",
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
            "SELECT t.convention, t.action, t.party, t.status, t.weather, t.progress, t.expected, t.report, t.rank, t.counted, t.news, \
                t.decided_by FROM unscoped_lane t",
        ),
        Scope::inside(
            "status_label",
            Verb::ViewPlan,
            "SELECT t.convention, t.status, t.label FROM unscoped_status_label t",
        ),
    ]
}

/// What waits for someone to confirm it, with the files that came with it.
fn waiting() -> Vec<Scope> {
    vec![
        awaited(
            "awaiting_report",
            "SELECT t.convention, t.ordinal, t.action, t.party, t.standing, t.status, t.weather, t.progress, t.done, t.difficulty, \
                t.next_step, t.expected, t.reason, t.body, t.cleared, t.channel, t.follows, t.written, t.set_aside, t.corrects, t.person AS person_id, \
                t.organisation AS organisation_id, COALESCE(p.name, w.name, q.name) AS person, s.name AS settled_by, \
                COALESCE(o.name, q.organisation_name) AS organisation FROM unscoped_report t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.standing <> 'kept' \
                LEFT JOIN unscoped_person p ON p.id = t.person LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_campaign_report k ON k.convention = t.convention AND k.report = t.ordinal \
                LEFT JOIN unscoped_campaign_recipient q ON q.convention = k.convention AND q.campaign = k.campaign \
                AND q.ordinal = k.recipient \
                LEFT JOIN unscoped_campaign_answer w ON w.convention = k.convention AND w.campaign = k.campaign \
                AND w.recipient = k.recipient AND w.revision = k.revision LEFT JOIN unscoped_person s ON s.id = t.settled_by",
        ),
        awaited(
            "awaited_file",
            "SELECT t.convention, t.ordinal AS report, t.action, k.campaign, k.recipient, f.ordinal AS file, \
                CASE WHEN EXISTS (SELECT 1 FROM unscoped_document d WHERE d.convention = f.convention AND d.campaign_file = f.ordinal \
                AND d.action = t.action) THEN 1 ELSE 0 END AS filed FROM unscoped_report t \
                JOIN unscoped_campaign_report k ON k.convention = t.convention AND k.report = t.ordinal AND t.standing = 'awaiting' \
                JOIN unscoped_campaign_file f ON f.convention = k.convention AND f.campaign = k.campaign AND f.recipient = k.recipient \
                AND f.revision IS NOT NULL",
        ),
    ]
}

/// What was told of actions by itself, and the plans that are looked at.
fn watched() -> Vec<Scope> {
    vec![
        shared(
            "alert",
            Verb::ViewPlan,
            "SELECT t.convention, t.action, t.kind, t.since, t.told FROM unscoped_alert t",
        ),
        // The conventions whose plans are looked at, for the job that looks.
        Scope {
            name: "watched_convention",
            columns_sql: "SELECT t.id AS convention, t.end_day, COALESCE(w.convention, r.convention) AS withdrawn FROM unscoped_convention t \
                LEFT JOIN unscoped_withdrawal w ON w.convention = t.id LEFT JOIN unscoped_review r ON r.convention = t.id",
            gate: Gate::Installation { verb: Verb::WatchPlan },
        },
    ]
}
