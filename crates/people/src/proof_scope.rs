//! How what proves people is reached. Secrets are read by the sign-in alone; each person reads what is theirs, without a secret;
//! those who administer read who asked what, without a secret either.

use domain::access::Verb;
use store::{Gate, Scope};

/// Read by the product while someone proves who they are.
const BY_SIGN_IN: Gate = Gate::Installation {
    verb: Verb::ReadCredentials,
};

/// Read by those who administer.
const BY_ADMINISTRATORS: Gate = Gate::Installation {
    verb: Verb::ManageAccess,
};

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = secrets();
    scopes.extend(own());
    scopes.extend(administered());
    scopes.extend(swept());
    scopes
}

const fn scope(name: &'static str, columns_sql: &'static str, gate: Gate) -> Scope {
    Scope { name, columns_sql, gate }
}

fn secrets() -> Vec<Scope> {
    vec![
        scope(
            "link_secret",
            "SELECT t.id, t.token, t.purpose, t.person, t.expires, t.used, t.revoked, p.name, p.email, p.active, p.example \
             FROM unscoped_link t JOIN unscoped_person p ON p.id = t.person",
            BY_SIGN_IN,
        ),
        scope(
            "second_step_secret",
            "SELECT t.person, t.secret, t.last_step FROM unscoped_second_step t",
            BY_SIGN_IN,
        ),
        scope(
            "recovery_secret",
            "SELECT t.person, t.code, t.used FROM unscoped_recovery_code t",
            BY_SIGN_IN,
        ),
        scope(
            "passkey_secret",
            "SELECT t.id, t.person, t.credential, t.document, p.active FROM unscoped_passkey t JOIN unscoped_person p ON p.id = t.person",
            BY_SIGN_IN,
        ),
        scope(
            "identity_secret",
            "SELECT t.issuer, t.subject, t.person, p.active FROM unscoped_identity t JOIN unscoped_person p ON p.id = t.person",
            BY_SIGN_IN,
        ),
    ]
}

fn own() -> Vec<Scope> {
    let gate = Gate::Own { column: "t.person" };
    vec![
        scope(
            "own_session",
            "SELECT t.token, t.opened, t.expires, t.closed, b.browser, v.provider, COALESCE(n.at, t.opened) AS seen FROM unscoped_session t \
             LEFT JOIN unscoped_session_browser b ON b.token = t.token \
             LEFT JOIN unscoped_session_provider v ON v.token = t.token \
             LEFT JOIN unscoped_note n ON n.kind = 'session' AND n.key = t.token",
            gate,
        ),
        scope(
            "own_passkey",
            "SELECT t.id, t.name, t.credential, t.added, t.used FROM unscoped_passkey t",
            gate,
        ),
        scope(
            "own_second_step",
            "SELECT t.since, (SELECT COUNT(*) FROM unscoped_recovery_code c WHERE c.person = t.person AND c.used IS NULL) AS codes \
             FROM unscoped_second_step t",
            gate,
        ),
        scope(
            "own_identity",
            "SELECT t.issuer, t.provider, t.email, t.bound, t.used FROM unscoped_identity t",
            gate,
        ),
        scope(
            "own_email_request",
            "SELECT t.email, t.asked FROM unscoped_email_request t",
            gate,
        ),
    ]
}

fn administered() -> Vec<Scope> {
    vec![
        scope(
            "link",
            "SELECT t.id, t.purpose, t.person, t.made, t.expires, t.used, t.revoked, p.name, p.email \
             FROM unscoped_link t JOIN unscoped_person p ON p.id = t.person",
            BY_ADMINISTRATORS,
        ),
        scope(
            "reset_request",
            "SELECT t.person, t.asked, p.name, p.email FROM unscoped_reset_request t JOIN unscoped_person p ON p.id = t.person",
            BY_ADMINISTRATORS,
        ),
        scope(
            "email_request",
            "SELECT t.person, t.email, t.asked, p.name, p.email AS old FROM unscoped_email_request t \
             JOIN unscoped_person p ON p.id = t.person",
            BY_ADMINISTRATORS,
        ),
        scope(
            "second_step",
            "SELECT t.person, t.since, p.name, p.email FROM unscoped_second_step t JOIN unscoped_person p ON p.id = t.person",
            BY_ADMINISTRATORS,
        ),
        scope(
            "identity",
            "SELECT t.person, t.issuer, t.provider, t.email, t.bound, t.used, p.name, p.email AS own_email \
             FROM unscoped_identity t JOIN unscoped_person p ON p.id = t.person",
            BY_ADMINISTRATORS,
        ),
        scope(
            "invitable",
            "SELECT t.id, t.name, t.email, t.active, t.example, CASE WHEN t.password_hash IS NULL THEN 0 ELSE 1 END AS has_password \
             FROM unscoped_person t",
            BY_ADMINISTRATORS,
        ),
        scope("demand", "SELECT t.second_proof FROM unscoped_demand t", BY_ADMINISTRATORS),
        scope(
            "protected",
            "SELECT t.id, t.name, t.email, t.active, t.administrator, \
             CASE WHEN EXISTS (SELECT 1 FROM unscoped_second_step s WHERE s.person = t.id) THEN 1 ELSE 0 END AS coded, \
             CASE WHEN EXISTS (SELECT 1 FROM unscoped_passkey k WHERE k.person = t.id) THEN 1 ELSE 0 END AS keyed \
             FROM unscoped_person t",
            BY_ADMINISTRATORS,
        ),
    ]
}

/// What is swept, or ended when a backup is restored.
fn swept() -> Vec<Scope> {
    vec![
        scope(
            "ended_session",
            "SELECT t.expires, t.closed FROM unscoped_session t",
            Gate::Installation {
                verb: Verb::SweepSessions,
            },
        ),
        scope(
            "pending_link",
            "SELECT t.expires, t.used, t.revoked FROM unscoped_link t",
            Gate::Installation {
                verb: Verb::SweepSessions,
            },
        ),
    ]
}
