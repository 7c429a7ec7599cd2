//! How what is held about one person is reached: by that person, and by those who administer. No secret is among it, and
//! nothing of what the person wrote about others.

use domain::access::Verb;
use store::{Gate, Scope};

use crate::scope::able;

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = held();
    scopes.extend(told());
    scopes.extend(asked());
    scopes
}

/// About whom a row is; someone merged into another is that other.
const fn about(name: &'static str, columns_sql: &'static str, column: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::About {
            column,
            verb: Verb::KeepAccounts,
        },
    }
}

fn held() -> Vec<Scope> {
    vec![
        about(
            "dossier_person",
            concat!(
                "SELECT COALESCE(t.kept, t.id) AS person, t.id, t.name, t.email, t.contact_email, t.phone, t.administrator, t.example, \
                 t.account, t.active, t.closed, t.erased, ",
                able!("t"),
                " FROM unscoped_person t"
            ),
            "COALESCE(t.kept, t.id)",
        ),
        about(
            "dossier_mandate",
            "SELECT t.person, t.id, t.role, t.since, t.until, t.confirmed, o.name AS organisation, \
             c.name || ' · ' || c.places AS convention_name FROM unscoped_mandate t \
             JOIN unscoped_organisation o ON o.id = t.organisation JOIN unscoped_convention c ON c.id = t.convention",
            "t.person",
        ),
        about(
            "dossier_tie",
            "SELECT t.person, o.name AS organisation, t.function FROM unscoped_affiliation t \
             JOIN unscoped_organisation o ON o.id = t.organisation",
            "t.person",
        ),
        about("dossier_proof", PROOFS, "t.person"),
    ]
}

/// What proves the person and what was asked: kinds, dates and the names given, never a secret. The first of the union says
/// the kinds of the columns.
const PROOFS: &str = "SELECT t.person, t.kind, t.label, t.made, t.expires, t.used, t.ended FROM (\
     SELECT person, 'link' AS kind, purpose AS label, made, expires, used, revoked AS ended FROM unscoped_link \
     UNION ALL SELECT s.person, 'session', b.browser, s.opened, s.expires, COALESCE(n.at, s.opened), s.closed FROM unscoped_session s \
     LEFT JOIN unscoped_session_browser b ON b.token = s.token \
     LEFT JOIN unscoped_note n ON n.kind = 'session' AND n.key = s.token \
     UNION ALL SELECT person, 'passkey', name, added, NULL, used, NULL FROM unscoped_passkey \
     UNION ALL SELECT person, 'second_step', NULL, since, NULL, NULL, NULL FROM unscoped_second_step \
     UNION ALL SELECT person, 'recovery_code', NULL, NULL, NULL, used, NULL FROM unscoped_recovery_code \
     UNION ALL SELECT id, 'password', NULL, NULL, NULL, NULL, NULL FROM unscoped_person WHERE password_hash IS NOT NULL \
     UNION ALL SELECT person, 'email_request', email, asked, NULL, NULL, NULL FROM unscoped_email_request \
     UNION ALL SELECT person, 'reset_request', NULL, asked, NULL, NULL, NULL FROM unscoped_reset_request \
     UNION ALL SELECT person, 'erasure_request', reason, asked, NULL, NULL, refused FROM unscoped_erasure_request) t";

/// What the journal says that the person did, without a word about others; and what it says about the person, with the texts.
fn told() -> Vec<Scope> {
    vec![
        about(
            "dossier_done",
            "SELECT COALESCE(w.kept, w.id) AS person, t.chain, t.seq, t.instant, t.fact, t.subject, t.before AS was, \
             t.after AS became FROM unscoped_person w JOIN unscoped_journal t ON t.person = w.id",
            "COALESCE(w.kept, w.id)",
        ),
        about(
            "dossier_said",
            "SELECT COALESCE(w.kept, w.id) AS person, t.chain, t.seq, t.instant, t.fact, t.subject, t.before AS was, \
             t.after AS became, x.text FROM unscoped_person w JOIN unscoped_journal t ON t.subject = 'person/' || w.id \
             OR t.after = 'person/' || w.id OR t.after LIKE 'person/' || w.id || ' %' OR t.before LIKE 'person/' || w.id || ' %' \
             LEFT JOIN unscoped_journal_personal x ON x.chain = t.chain AND x.seq = t.seq",
            "COALESCE(w.kept, w.id)",
        ),
    ]
}

fn asked() -> Vec<Scope> {
    vec![
        Scope {
            name: "erasure_request",
            columns_sql: "SELECT t.person, t.asked, t.refused, p.name FROM unscoped_erasure_request t \
                JOIN unscoped_person p ON p.id = t.person",
            gate: Gate::Installation {
                verb: Verb::ManageAccess,
            },
        },
        Scope {
            name: "erased_person",
            columns_sql: "SELECT t.id, t.erased FROM unscoped_person t",
            gate: Gate::Installation {
                verb: Verb::SweepSessions,
            },
        },
    ]
}
