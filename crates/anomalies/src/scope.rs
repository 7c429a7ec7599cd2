//! How the register is reached: by those who sign. What people write about an écart is theirs, as the text that it quotes may be.

use domain::access::Verb;
use store::{Gate, Scope};

/// What one person said of écarts and of rules, for that person and for those who administer.
const SAID: [Scope; 2] = [
    Scope {
        name: "dossier_settlement",
        columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, t.version, t.sentence, t.words, t.instant, \
            c.name || ' · ' || c.places AS convention_name FROM unscoped_anomaly_settlement t \
            JOIN unscoped_person w ON w.id = t.person JOIN unscoped_convention c ON c.id = t.convention",
        gate: Gate::About {
            column: "COALESCE(w.kept, w.id)",
            verb: Verb::KeepAccounts,
        },
    },
    Scope {
        name: "dossier_rule_switch",
        columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, t.version, t.rule, t.reason, t.instant, \
            c.name || ' · ' || c.places AS convention_name FROM unscoped_rule_switch t \
            JOIN unscoped_person w ON w.id = t.person JOIN unscoped_convention c ON c.id = t.convention",
        gate: Gate::About {
            column: "COALESCE(w.kept, w.id)",
            verb: Verb::KeepAccounts,
        },
    },
];

/// The écarts that wait for someone, by the name that was written: a name that two people bear is nobody's.
const LEFT: Scope = Scope {
    name: "left_anomaly",
    columns_sql: "SELECT DISTINCT t.convention, t.key, COALESCE(p.kept, p.id) AS person FROM unscoped_anomaly_settlement t \
        JOIN unscoped_person p ON p.name = t.owner AND t.state IN ('open', 'for_amendment') \
        AND NOT EXISTS (SELECT 1 FROM unscoped_anomaly_settlement l WHERE l.convention = t.convention AND l.key = t.key \
        AND l.version > t.version) \
        AND NOT EXISTS (SELECT 1 FROM unscoped_person h WHERE h.name = p.name AND COALESCE(h.kept, h.id) <> COALESCE(p.kept, p.id))",
    gate: Gate::Standing {
        column: "t.convention",
        verb: Verb::KeepAccounts,
    },
};

/// What stands today: the last answer to each écart, and the rules that are put aside.
const STANDING: [Scope; 2] = [
    Scope::inside(
        "last_settlement",
        Verb::ViewInternal,
        "SELECT t.convention, t.key, t.state FROM unscoped_anomaly_settlement t JOIN unscoped_convention c ON c.id = t.convention \
            AND NOT EXISTS (SELECT 1 FROM unscoped_anomaly_settlement l WHERE l.convention = t.convention AND l.key = t.key \
            AND l.version > t.version)",
    ),
    Scope::inside(
        "rule_aside",
        Verb::ViewInternal,
        "SELECT t.convention, t.rule FROM unscoped_rule_switch t JOIN unscoped_convention c ON c.id = t.convention AND t.applies = 0 \
            AND NOT EXISTS (SELECT 1 FROM unscoped_rule_switch l WHERE l.convention = t.convention AND l.rule = t.rule \
            AND l.version > t.version)",
    ),
];

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = register();
    scopes.extend(STANDING);
    scopes.extend(SAID);
    scopes.push(LEFT);
    scopes
}

fn register() -> Vec<Scope> {
    vec![
        Scope::inside(
            "anomaly_settlement",
            Verb::ViewInternal,
            "SELECT t.convention, t.key, t.version, t.sentence, t.state, t.words, t.body, t.day, t.owner, t.due, t.instant, \
                p.name AS person, o.name AS organisation, t.person AS person_id \
                FROM unscoped_anomaly_settlement t LEFT JOIN unscoped_person p ON p.id = t.person \
                LEFT JOIN unscoped_organisation o ON o.id = t.organisation",
        ),
        Scope::inside(
            "rule_switch",
            Verb::ViewInternal,
            "SELECT t.convention, t.rule, t.version, t.applies, t.reason, t.instant, p.name AS person \
                FROM unscoped_rule_switch t LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
    ]
}
