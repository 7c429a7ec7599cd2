//! How the tables of this room are reached: by those who administer, by the product for a stated reason, by oneself.

use domain::access::Verb;
use store::{Gate, Scope};

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = accounts();
    scopes.extend(mandates());
    scopes.extend(crate::proof_scope::all());
    scopes
}

/// Who has an account, and the ordinals given so far.
fn accounts() -> Vec<Scope> {
    vec![
        Scope {
            name: "credential",
            columns_sql: "SELECT t.id, t.email, t.password_hash, t.active FROM unscoped_person t",
            gate: Gate::Installation {
                verb: Verb::ReadCredentials,
            },
        },
        Scope {
            name: "account",
            columns_sql: "SELECT t.id, t.name, t.email, t.administrator, t.example, t.active FROM unscoped_person t",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        Scope {
            name: "account_sessions",
            columns_sql: "SELECT t.id, t.administrator, t.example, t.active, \
                (SELECT COUNT(*) FROM unscoped_session s WHERE s.person = t.id AND s.closed IS NULL) AS sessions FROM unscoped_person t",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        Scope {
            name: "session_end",
            columns_sql: "SELECT t.expires, t.closed FROM unscoped_session t",
            gate: Gate::Installation {
                verb: Verb::CountSessions,
            },
        },
        Scope {
            name: "allocated",
            columns_sql: "SELECT t.kind, t.convention, t.last FROM unscoped_ordinal t",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
    ]
}

/// Who may act for whom, in which convention.
fn mandates() -> Vec<Scope> {
    vec![
        Scope {
            name: "mandate",
            columns_sql: "SELECT t.id, t.convention, t.person, t.organisation, t.role, t.since, t.until FROM unscoped_mandate t",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        Scope {
            name: "given_mandate",
            columns_sql: "SELECT t.id, t.convention, t.person, t.organisation, t.role, t.since, t.until, c.name AS convention_name, \
                o.name AS organisation_name FROM unscoped_mandate t \
                JOIN unscoped_convention c ON c.id = t.convention \
                JOIN unscoped_organisation o ON o.id = t.organisation",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        Scope {
            name: "mandatable",
            columns_sql: "SELECT t.convention, t.party, t.organisation, o.name, o.kind, c.name AS convention_name, c.start_day \
                FROM unscoped_party_organisation t \
                JOIN unscoped_organisation o ON o.id = t.organisation \
                JOIN unscoped_convention c ON c.id = t.convention",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        Scope {
            name: "mandate_holder",
            columns_sql: "SELECT t.convention, t.id, t.role, p.name AS person, o.name AS organisation FROM unscoped_mandate t \
                JOIN unscoped_person p ON p.id = t.person \
                JOIN unscoped_organisation o ON o.id = t.organisation",
            gate: Gate::Convention {
                column: "t.convention",
                verb: Verb::ViewJournal,
            },
        },
    ]
}
