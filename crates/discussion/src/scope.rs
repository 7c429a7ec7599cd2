//! How what is said is reached: by those for whom it is meant; and what one follows and is told of, by oneself.

use domain::access::Verb;
use store::{Gate, Scope};

/// The action that a row is about.
const OF_ACTION: &str = "hidden.kind = 'action' AND hidden.ordinal = t.action";

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = said();
    scopes.push(asked());
    scopes.extend(letters());
    scopes
}

/// What is said, what one follows and what one was told of.
fn said() -> Vec<Scope> {
    vec![
        Scope {
            name: "comment",
            columns_sql: "SELECT t.convention, t.ordinal, t.topic, t.action, t.answers, t.audience, \
                CASE WHEN t.withdrawn IS NULL THEN t.text ELSE '' END AS text, t.revision, t.person AS person_id, p.name AS person, \
                o.name AS organisation, t.instant, t.edited, t.withdrawn, w.name AS withdrawn_by FROM unscoped_comment t \
                JOIN unscoped_person p ON p.id = t.person JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_person w ON w.id = t.withdrawn_by",
            gate: Gate::Addressed {
                column: "t.convention",
                verb: Verb::ViewComments,
                hidden: OF_ACTION,
                internal: "t.audience = 'internal'",
            },
        },
        Scope {
            name: "own_follow",
            columns_sql: "SELECT t.convention, t.person, t.kind, t.ordinal, t.hearing FROM unscoped_follow t",
            gate: Gate::OwnStanding {
                column: "t.person",
                convention: "t.convention",
            },
        },
        // What passes when someone leaves.
        Scope {
            name: "left_follow",
            columns_sql: "SELECT t.convention, COALESCE(p.kept, p.id) AS person, t.kind, t.ordinal FROM unscoped_follow t \
                JOIN unscoped_person p ON p.id = t.person AND t.hearing = 'followed'",
            gate: Gate::Standing {
                column: "t.convention",
                verb: Verb::KeepAccounts,
            },
        },
        Scope {
            name: "own_notification",
            columns_sql: "SELECT t.person, t.convention, t.source, t.ordinal, t.kind, t.action, t.instant, t.mark, p.name AS actor, \
                c.name || ' · ' || c.places AS convention_name, a.number, a.title, CASE WHEN r.key IS NULL THEN 0 ELSE 1 END AS was_read \
                FROM unscoped_notification t JOIN unscoped_convention c ON c.id = t.convention \
                LEFT JOIN unscoped_person p ON p.id = t.actor \
                LEFT JOIN unscoped_action a ON a.convention = t.convention AND a.ordinal = t.action \
                LEFT JOIN unscoped_note r ON r.kind = 'notification' AND r.key = t.mark",
            gate: Gate::Told {
                person: "t.person",
                column: "t.convention",
                verb: Verb::ViewComments,
                hidden: OF_ACTION,
                internal: "t.internal = 1",
            },
        },
    ]
}

/// What a notification about a campaign is of: who was asked for which organisation, about what, by when. A row an action.
fn asked() -> Scope {
    Scope {
        name: "told_asked",
        columns_sql: "SELECT t.person, t.mark, t.instant, c.title, c.due, r.organisation_name, l.action, a.number \
            FROM unscoped_notification t JOIN unscoped_campaign c ON c.convention = t.convention \
            AND t.source LIKE 'campaign/' || c.ordinal || '/%' \
            JOIN unscoped_campaign_recipient r ON r.convention = c.convention AND r.campaign = c.ordinal AND r.ordinal = t.ordinal \
            JOIN unscoped_campaign_lane l ON l.convention = r.convention AND l.campaign = r.campaign AND l.recipient = r.ordinal \
            JOIN unscoped_action a ON a.convention = l.convention AND a.ordinal = l.action",
        gate: Gate::Told {
            person: "t.person",
            column: "t.convention",
            verb: Verb::ViewCampaigns,
            hidden: "hidden.kind = 'action' AND hidden.ordinal = l.action",
            internal: "1 = 0",
        },
    }
}

/// What one is written to about; and what one person wrote, for whoever asks what is held about them.
fn letters() -> Vec<Scope> {
    vec![
        Scope {
            name: "own_letter_choice",
            columns_sql: "SELECT t.person, t.mentions_at_once, t.rhythm FROM unscoped_letter_choice t",
            gate: Gate::Own { column: "t.person" },
        },
        Scope {
            name: "own_digest",
            columns_sql: "SELECT t.person, t.together FROM unscoped_digest t",
            gate: Gate::Own { column: "t.person" },
        },
        // Whoever might be written to, with what they chose and up to when they were.
        Scope {
            name: "digest_candidate",
            columns_sql: "SELECT t.id AS person, t.name, t.email, t.active, COALESCE(l.mentions_at_once, 1) AS mentions_at_once, \
                COALESCE(l.rhythm, 'weekly') AS rhythm, COALESCE(d.at_once, 0) AS at_once, COALESCE(d.together, 0) AS together, \
                (SELECT MAX(n.instant) FROM unscoped_notification n WHERE n.person = t.id) AS latest FROM unscoped_person t \
                LEFT JOIN unscoped_letter_choice l ON l.person = t.id LEFT JOIN unscoped_digest d ON d.person = t.id",
            gate: Gate::Installation { verb: Verb::SendDigests },
        },
        // The secrets that stop letters, for whoever holds one.
        Scope {
            name: "letter_stop",
            columns_sql: "SELECT t.token, t.person, l.mentions_at_once, l.rhythm FROM unscoped_letter_stop t \
                JOIN unscoped_person p ON p.id = t.person LEFT JOIN unscoped_letter_choice l ON l.person = t.person",
            gate: Gate::Installation { verb: Verb::UseLink },
        },
        // What one person wrote, for that person and for those who administer.
        Scope {
            name: "dossier_comment",
            columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, t.ordinal, t.text, t.instant, \
                c.name || ' · ' || c.places AS convention_name FROM unscoped_comment t \
                JOIN unscoped_person w ON w.id = t.person JOIN unscoped_convention c ON c.id = t.convention",
            gate: Gate::About {
                column: "COALESCE(w.kept, w.id)",
                verb: Verb::KeepAccounts,
            },
        },
    ]
}
