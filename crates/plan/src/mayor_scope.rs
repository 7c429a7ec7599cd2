//! How the sheet of an elected person is reached: its links by those who make them, what one of them opens by whoever holds it.

use domain::access::Verb;
use store::{Gate, Scope, letter_state};

use crate::scope::OF_ACTION;

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

/// The signed text, with the words that are quoted from it.
const TEXT: &str = "hidden.kind = 'text'";

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = vec![
        Scope {
            name: "summary_link",
            columns_sql: concat!(
                "SELECT t.convention, t.ordinal, t.name, t.office, t.email, t.party, t.last_day, t.made, t.revoked, \
                 y.short_name AS commune, ",
                letter_state!("m"),
                " AS letter FROM unscoped_summary_link t \
                 LEFT JOIN unscoped_party y ON y.convention = t.convention AND y.ordinal = t.party \
                 LEFT JOIN unscoped_letter m ON m.key = t.letter_key"
            ),
            gate: Gate::Convention {
                column: "t.convention",
                verb: Verb::ShareSummary,
            },
        },
        // The links that would open a sheet, for whoever restores a backup: none of them is told.
        Scope {
            name: "open_summary_link",
            columns_sql: "SELECT t.last_day FROM unscoped_summary_link t JOIN unscoped_convention v ON v.id = t.convention \
                AND t.revoked IS NULL",
            gate: Gate::Installation {
                verb: Verb::SweepSessions,
            },
        },
        // The links that were made for the address of someone of the directory. A name alone is nobody’s: namesakes have it too.
        Scope {
            name: "own_summary_link",
            columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, t.convention, t.ordinal, \
                t.name || ', ' || t.office || ' <' || t.email || '>' AS known_as, t.last_day, t.revoked, t.made, \
                v.name || ' · ' || v.places AS convention_name FROM unscoped_person w \
                JOIN unscoped_summary_link t ON LOWER(t.email) IN (LOWER(w.email), LOWER(w.contact_email)) \
                JOIN unscoped_convention v ON v.id = t.convention",
            gate: Gate::About {
                column: "COALESCE(w.kept, w.id)",
                verb: Verb::KeepAccounts,
            },
        },
        Scope {
            name: "held_summary",
            columns_sql: "SELECT t.convention, t.ordinal, t.office, t.party, t.last_day, v.name, v.places, v.start_day, v.end_day, \
                v.period_lines, y.short_name AS commune, v.example FROM unscoped_summary_link t \
                JOIN unscoped_convention v ON v.id = t.convention \
                LEFT JOIN unscoped_party y ON y.convention = t.convention AND y.ordinal = t.party",
            gate: Gate::Summary {
                held: "held.convention = t.convention AND held.ordinal = t.ordinal",
                hidden: NEVER,
            },
        },
    ];
    scopes.extend(counted());
    scopes
}

/// What the lines and the charts are counted from.
fn counted() -> Vec<Scope> {
    vec![
        held(
            "summary_node",
            NEVER,
            "SELECT t.convention, t.ordinal, t.depth, t.parent, t.code, t.title, l.name AS level FROM unscoped_node t \
                LEFT JOIN unscoped_level l ON l.convention = t.convention AND l.depth = t.depth",
        ),
        held(
            "summary_commune",
            NEVER,
            "SELECT t.convention, t.ordinal, t.name, t.short_name FROM unscoped_party t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.kind = 'commune'",
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
            "summary_role",
            OF_ACTION,
            "SELECT t.convention, t.action, t.party FROM unscoped_action_role t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.role IN ('pilot', 'bearer')",
        ),
        held(
            "summary_lane",
            OF_ACTION,
            "SELECT t.convention, t.action, t.party, t.status, t.weather, t.progress, t.expected, t.report, t.counted, t.news \
                FROM unscoped_lane t",
        ),
        held(
            "summary_milestone",
            OF_ACTION,
            "SELECT t.convention, t.action, t.party, t.due, t.done, t.removed FROM unscoped_milestone t",
        ),
        held(
            "summary_duty",
            TEXT,
            "SELECT t.convention, t.ordinal, t.text, t.due_day FROM unscoped_duty t",
        ),
        held(
            "summary_status_label",
            NEVER,
            "SELECT t.convention, t.status, t.label FROM unscoped_status_label t",
        ),
    ]
}
