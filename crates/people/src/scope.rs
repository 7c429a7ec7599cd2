//! How the tables of this room are reached: by those who administer, by the product for a stated reason, by oneself.

use domain::access::Verb;
use store::{Gate, Scope};

/// Whether the person of this alias can come in: an invitation that was not accepted opens nothing, and those invented for the demo come
/// in by one click. True with a password, a passkey or an identity of a provider.
macro_rules! comes_in {
    ($person:literal) => {
        concat!(
            "(",
            $person,
            ".password_hash IS NOT NULL OR ",
            $person,
            ".example = 1 OR EXISTS (SELECT 1 FROM unscoped_passkey k WHERE k.person = ",
            $person,
            ".id) OR EXISTS (SELECT 1 FROM unscoped_identity i WHERE i.person = ",
            $person,
            ".id))"
        )
    };
}
pub(crate) use comes_in;

/// The same, as a column.
macro_rules! able {
    ($person:literal) => {
        concat!(
            "CASE WHEN ",
            $crate::scope::comes_in!($person),
            " THEN 1 ELSE 0 END AS able"
        )
    };
}
pub(crate) use able;

/// The last day of the election after which the mandate `t` is to be confirmed: it began before, holds still, and nobody
/// confirmed it since. Which roles are elected, and when, is data.
macro_rules! election {
    () => {
        "(SELECT MIN(e.second_round) FROM unscoped_election e WHERE e.role = t.role AND t.since < e.first_round \
         AND (t.until IS NULL OR t.until >= e.first_round) AND (t.until IS NULL OR t.until >= $3) \
         AND (t.confirmed IS NULL OR t.confirmed < e.first_round) AND e.second_round < $3)"
    };
}

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = accounts();
    scopes.extend(mandates());
    scopes.extend(crate::proof_scope::all());
    scopes.extend(crate::data_scope::all());
    scopes.extend(directory());
    scopes.extend(members());
    scopes
}

/// Seen by those who administer.
const fn administered(name: &'static str, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Installation {
            verb: Verb::ViewAccounts,
        },
    }
}

/// Organisations that the text names, as far as those who hold a mandate in the convention see where it does.
const fn named(name: &'static str, columns_sql: &'static str) -> Scope {
    Scope::named(name, Verb::ViewDirectory, "t.party", columns_sql)
}

/// Seen by those who hold a mandate in the convention.
const fn inside(name: &'static str, columns_sql: &'static str) -> Scope {
    Scope::inside(name, Verb::ViewDirectory, columns_sql)
}

/// Who has an account, and the ordinals given so far.
fn accounts() -> Vec<Scope> {
    vec![
        Scope {
            name: "credential",
            columns_sql: "SELECT t.id, t.email, t.password_hash, t.active, t.name FROM unscoped_person t",
            gate: Gate::Installation {
                verb: Verb::ReadCredentials,
            },
        },
        Scope {
            name: "account",
            columns_sql: concat!(
                "SELECT t.id, t.name, t.email, t.administrator, t.example, t.active, t.account, ",
                able!("t"),
                " FROM unscoped_person t"
            ),
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        Scope {
            name: "account_sessions",
            columns_sql: concat!(
                "SELECT t.id, t.administrator, t.example, t.active, t.account, t.closed, ",
                able!("t"),
                ", (SELECT COUNT(*) FROM unscoped_session s WHERE s.person = t.id AND s.closed IS NULL) AS sessions FROM unscoped_person t"
            ),
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
        administered(
            "given_mandate",
            concat!(
                // A mandate in a convention that was withdrawn is still to be ended or handed over: it shows without its name.
                "SELECT t.id, t.convention, t.person, t.organisation, t.role, t.since, t.until, CASE WHEN EXISTS \
                 (SELECT 1 FROM unscoped_withdrawal w WHERE w.convention = t.convention) \
                 THEN 'Convention retirée, numéro ' || t.convention ELSE c.name || ' · ' || c.places END AS convention_name, \
                 o.name AS organisation_name, ",
                election!(),
                " AS election FROM unscoped_mandate t \
                 JOIN unscoped_convention c ON c.id = t.convention \
                 JOIN unscoped_organisation o ON o.id = t.organisation"
            ),
        ),
        administered(
            "mandate_act",
            "SELECT t.chain AS convention, t.person, t.mandate, t.instant FROM unscoped_journal t",
        ),
        Scope {
            name: "own_mandate",
            columns_sql: concat!(
                "SELECT t.id, t.convention, t.person, t.role, t.since, t.until, o.name AS organisation, ",
                election!(),
                " AS election FROM unscoped_mandate t JOIN unscoped_organisation o ON o.id = t.organisation"
            ),
            gate: Gate::OwnMandate {
                column: "t.person",
                convention: "t.convention",
                role: "t.role",
            },
        },
        Scope {
            name: "mandatable",
            columns_sql: "SELECT t.convention, t.party, t.organisation, o.name, o.kind, c.name || ' · ' || c.places AS convention_name, c.start_day \
                FROM unscoped_party_organisation t \
                JOIN unscoped_organisation o ON o.id = t.organisation \
                JOIN unscoped_convention c ON c.id = t.convention",
            gate: Gate::Standing {
                column: "t.convention",
                verb: Verb::ViewAccounts,
            },
        },
    ]
}

/// The directory of the installation.
fn directory() -> Vec<Scope> {
    vec![
        administered(
            "person",
            concat!(
                "SELECT t.id, t.name, COALESCE(t.contact_email, t.email) AS address, t.administrator, t.example, t.active, t.account, \
                 t.closed, t.merged, t.kept, t.erased, t.phone, t.contact_email, ",
                able!("t"),
                " FROM unscoped_person t"
            ),
        ),
        administered(
            "organisation",
            "SELECT t.id, t.name, t.sort_key, t.kind, t.merged, t.kept FROM unscoped_organisation t",
        ),
        administered(
            "organisation_alias",
            "SELECT COALESCE(o.kept, o.id) AS organisation, t.organisation AS own, t.name, t.sort_key FROM unscoped_organisation_alias t \
             JOIN unscoped_organisation o ON o.id = t.organisation",
        ),
        administered(
            "affiliation",
            "SELECT t.person, t.organisation, t.function FROM unscoped_affiliation t",
        ),
        // A convention that was withdrawn still tells two parties apart, without its name.
        administered(
            "signed_place",
            "SELECT t.convention, t.party, t.organisation, CASE WHEN EXISTS \
             (SELECT 1 FROM unscoped_withdrawal w WHERE w.convention = t.convention) \
             THEN 'Convention retirée, numéro ' || t.convention ELSE c.name || ' · ' || c.places END AS convention_name, \
             CASE WHEN h.convention IS NULL THEN l.code ELSE h.code END AS code FROM unscoped_party_organisation t \
             JOIN unscoped_party p ON p.convention = t.convention AND p.ordinal = t.party AND p.signs = 1 \
             JOIN unscoped_convention c ON c.id = t.convention \
             LEFT JOIN unscoped_party_place l ON l.convention = t.convention AND l.party = t.party \
             LEFT JOIN unscoped_party_place_choice h ON h.convention = t.convention AND h.party = t.party",
        ),
        administered("distinct_pair", "SELECT t.kind, t.one, t.other FROM unscoped_distinct t"),
        administered(
            "election",
            "SELECT t.id, t.name, t.role, t.first_round, t.second_round, t.source, t.status FROM unscoped_election t",
        ),
    ]
}

/// The directory of one convention: the organisations that its text names, those who hold a mandate there, and the contacts
/// of these organisations. Nothing of what they are elsewhere.
fn members() -> Vec<Scope> {
    vec![
        named(
            "member",
            "SELECT t.convention, t.party, t.organisation, o.name, o.sort_key, o.kind, COALESCE(p.signs, 0) AS signs \
             FROM unscoped_party_organisation t \
             JOIN unscoped_organisation o ON o.id = t.organisation \
             LEFT JOIN unscoped_party p ON p.convention = t.convention AND p.ordinal = t.party",
        ),
        named(
            "member_alias",
            "SELECT DISTINCT t.convention, t.organisation, a.name FROM unscoped_party_organisation t \
             JOIN unscoped_organisation o ON o.id = t.organisation OR o.kept = t.organisation \
             JOIN unscoped_organisation_alias a ON a.organisation = o.id",
        ),
        inside(
            "member_mandate",
            concat!(
                "SELECT t.id, t.convention, t.person, t.organisation, t.role, t.since, t.until, p.name, \
                 COALESCE(p.contact_email, p.email) AS address, p.active, p.account, p.example, ",
                able!("p"),
                ", ",
                election!(),
                " AS election FROM unscoped_mandate t JOIN unscoped_person p ON p.id = t.person"
            ),
        ),
        named(
            "member_contact",
            concat!(
                "SELECT DISTINCT t.convention, f.person, f.organisation, f.function, p.name, COALESCE(p.contact_email, p.email) AS address, \
                 p.active, p.account, p.example, ",
                able!("p"),
                " FROM unscoped_party_organisation t \
                 JOIN unscoped_affiliation f ON f.organisation = t.organisation \
                 JOIN unscoped_person p ON p.id = f.person"
            ),
        ),
    ]
}
