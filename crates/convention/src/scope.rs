//! How each table of this room is reached from a mandate. No query of any room can name the tables themselves.

mod terms;

use domain::access::Verb;
use store::{Gate, Scope};

/// The signed text.
const TEXT: &str = "hidden.kind = 'text'";

/// The action that a row is about.
const OF_ACTION: &str = "hidden.kind = 'action' AND hidden.ordinal = t.action";

/// The corrections that one person made, for that person and for those who administer.
const CORRECTIONS_MADE: Scope = Scope {
    name: "dossier_correction",
    columns_sql: "SELECT COALESCE(w.kept, w.id) AS person, t.version, t.place, t.reason, t.instant, \
        c.name || ' · ' || c.places AS convention_name FROM unscoped_reading_version t \
        JOIN unscoped_person w ON w.id = t.person JOIN unscoped_convention c ON c.id = t.convention",
    gate: Gate::About {
        column: "COALESCE(w.kept, w.id)",
        verb: Verb::KeepAccounts,
    },
};

/// Second files compared, with who did it and when, as the journal tells it.
const COMPARISONS: Scope = Scope::inside(
    "comparison",
    Verb::CorrectReading,
    "SELECT t.convention, t.ordinal, t.name, t.digest, t.differences, t.corrected, t.kept_aside, t.report, j.instant, \
        p.name AS person FROM unscoped_comparison t \
        LEFT JOIN unscoped_journal j ON j.chain = t.convention \
            AND j.subject = 'convention/' || t.convention || '/comparison/' || t.ordinal \
        LEFT JOIN unscoped_person p ON p.id = j.person",
);

/// Points of a reading that someone looked at, whether it is still being checked, and who looked when.
const CHECKS: [Scope; 3] = [
    Scope::inside(
        "checked_point",
        Verb::ViewInternal,
        "SELECT t.convention, t.key, t.ordinal, t.checked FROM unscoped_checked_point t",
    ),
    Scope::inside(
        "point_look",
        Verb::ViewInternal,
        "SELECT t.convention, t.key, j.instant, p.name AS person FROM unscoped_checked_point t \
            JOIN unscoped_journal j ON j.chain = t.convention \
                AND j.subject = 'convention/' || t.convention || '/point/' || t.ordinal \
            LEFT JOIN unscoped_person p ON p.id = j.person",
    ),
    Scope::inside("review", Verb::ViewConvention, "SELECT t.convention FROM unscoped_review t"),
];

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = doors();
    scopes.extend(CHECKS);
    scopes.extend(journals());
    scopes.push(CORRECTIONS_MADE);
    scopes.push(COMPARISONS);
    scopes.extend(agreement());
    scopes.extend(remarks());
    scopes.extend(terms::plan());
    scopes.extend(terms::tracks());
    scopes.extend(terms::words());
    scopes.extend(terms::organisation());
    scopes.extend(terms::duties());
    scopes.extend(places());
    scopes.push(visibility());
    scopes.push(KEPT_KIND);
    scopes.extend(register());
    scopes
}

/// Every convention as those who administer know it: its name and how it entered, and nothing of what it says. Inside one,
/// how it entered.
fn register() -> Vec<Scope> {
    vec![
        Scope {
            name: "registered_convention",
            columns_sql: "SELECT t.id AS convention, t.name, t.places, t.title, t.example, a.source_name, a.source_lines, a.source_digest, \
                r.convention AS review, j.instant AS entered, p.name AS person, w.ordinal AS withdrawal, w.instant AS withdrawn, w.reason, \
                g.name AS withdrawn_by FROM unscoped_convention t \
                LEFT JOIN unscoped_act a ON a.convention = t.id AND a.ordinal = 1 \
                LEFT JOIN unscoped_review r ON r.convention = t.id \
                LEFT JOIN unscoped_journal j ON j.chain = t.id AND j.seq = 1 \
                LEFT JOIN unscoped_person p ON p.id = j.person \
                LEFT JOIN unscoped_withdrawal w ON w.convention = t.id \
                LEFT JOIN unscoped_person g ON g.id = w.person",
            gate: Gate::Installation {
                verb: Verb::EnterConvention,
            },
        },
        // For the doctor: which examples were removed, as the journal of the installation tells it.
        Scope {
            name: "removed_example",
            columns_sql: "SELECT CAST(SUBSTR(t.subject, 12) AS BIGINT) AS convention FROM unscoped_journal_head z \
                JOIN unscoped_journal t ON t.chain = z.chain AND z.chain = 0 AND t.fact = 'example_removed'",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        // For the doctor: which ones are hidden.
        Scope {
            name: "withdrawn",
            columns_sql: "SELECT t.id AS convention, w.ordinal FROM unscoped_convention t \
                LEFT JOIN unscoped_withdrawal w ON w.convention = t.id",
            gate: Gate::Installation {
                verb: Verb::ViewAccounts,
            },
        },
        Scope::inside(
            "origin",
            Verb::ViewConvention,
            "SELECT t.convention, t.source_lines, j.instant AS entered, p.name AS person FROM unscoped_act t \
                LEFT JOIN unscoped_journal j ON j.chain = t.convention AND j.seq = 1 \
                LEFT JOIN unscoped_person p ON p.id = j.person",
        ),
    ]
}

/// The convention itself, and the way to it.
fn doors() -> Vec<Scope> {
    vec![
        Scope {
            name: "convention",
            columns_sql: "SELECT t.id, t.id AS convention, t.title, t.kind, t.name, t.places, t.start_day, t.end_day, \
                t.signature_place, t.signature_day, t.signature_year, t.signature_month, t.title_lines, t.period_lines, t.signature_lines, \
                t.example FROM unscoped_convention t",
            gate: Gate::Convention {
                column: "t.id",
                verb: Verb::ViewConvention,
            },
        },
        Scope {
            name: "own_convention",
            columns_sql: "SELECT c.id, c.name, c.places, c.end_day, t.id AS mandate FROM unscoped_mandate t \
                JOIN unscoped_convention c ON c.id = t.convention",
            gate: Gate::OwnMandate {
                column: "t.person",
                convention: "t.convention",
                role: "t.role",
            },
        },
        Scope {
            name: "known_source",
            // Whoever asks: what was withdrawn is no longer known, and may enter again. An example takes the place of no text.
            columns_sql: "SELECT t.convention, t.source_digest FROM unscoped_act t JOIN unscoped_convention c ON c.id = t.convention \
                AND c.example = 0 AND NOT EXISTS (SELECT 1 FROM unscoped_withdrawal w WHERE w.convention = t.convention)",
            gate: Gate::Installation {
                verb: Verb::EnterConvention,
            },
        },
    ]
}

/// The journal of a convention, and that of the installation.
fn journals() -> Vec<Scope> {
    let mut scopes = journal_inside();
    scopes.extend(journal_outside());
    scopes
}

fn journal_inside() -> Vec<Scope> {
    vec![
        Scope {
            name: "journal",
            columns_sql: "SELECT t.chain AS convention, t.seq, t.instant, p.name AS person, o.name AS organisation, t.fact, \
                t.subject, t.hash, t.person AS person_id, t.organisation AS organisation_id, t.mandate, t.job, t.verb, \
                t.before AS was, t.after AS became, t.personal_digest, t.previous, hp.name AS concerned, h.role AS holder_role, \
                ho.name AS holder_organisation, \
                CASE WHEN t.personal_digest IS NULL OR EXISTS (SELECT 1 FROM unscoped_journal_personal x \
                WHERE x.chain = t.chain AND x.seq = t.seq) THEN 0 ELSE 1 END AS erased, \
                CASE WHEN t.fact = 'mandate_handed_over' THEN (SELECT np.name FROM unscoped_mandate n \
                JOIN unscoped_person np ON np.id = n.person WHERE n.convention = t.chain \
                AND (t.after LIKE '%, mandate/' || CAST(n.id AS TEXT) || ' of person/%' \
                OR t.after LIKE 'person/' || CAST(n.person AS TEXT) || ' for organisation/%') LIMIT 1) END AS successor \
                FROM unscoped_journal t \
                LEFT JOIN unscoped_person p ON p.id = t.person \
                LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_mandate h ON h.convention = t.chain \
                AND h.id = CASE WHEN t.subject LIKE 'mandate/%' THEN CAST(SUBSTR(t.subject, 9) AS BIGINT) END \
                LEFT JOIN unscoped_person hp ON hp.id = h.person \
                LEFT JOIN unscoped_organisation ho ON ho.id = h.organisation",
            gate: Gate::Convention {
                column: "t.chain",
                verb: Verb::ViewJournal,
            },
        },
        Scope {
            name: "journal_head",
            columns_sql: "SELECT t.chain AS convention, t.seq, t.hash, t.turned, j.instant FROM unscoped_journal_head t \
                LEFT JOIN unscoped_journal j ON j.chain = t.chain AND j.seq = t.seq",
            gate: Gate::Convention {
                column: "t.chain",
                verb: Verb::ViewJournal,
            },
        },
    ]
}

fn journal_outside() -> Vec<Scope> {
    vec![
        // The chain 0 alone: joined on it, so that no text can ask for another.
        Scope {
            name: "installation_journal",
            columns_sql: "SELECT t.chain AS convention, t.seq, t.instant, p.name AS person, o.name AS organisation, t.fact, \
                t.subject, t.hash, t.person AS person_id, t.organisation AS organisation_id, t.mandate, t.job, t.verb, \
                t.before AS was, t.after AS became, t.personal_digest, t.previous, s.name AS concerned, \
                CAST(NULL AS TEXT) AS holder_role, CAST(NULL AS TEXT) AS holder_organisation, \
                CASE WHEN t.personal_digest IS NULL OR EXISTS (SELECT 1 FROM unscoped_journal_personal x \
                WHERE x.chain = t.chain AND x.seq = t.seq) THEN 0 ELSE 1 END AS erased, CAST(NULL AS TEXT) AS successor \
                FROM unscoped_journal_head z JOIN unscoped_journal t ON t.chain = z.chain AND z.chain = 0 \
                LEFT JOIN unscoped_person p ON p.id = t.person \
                LEFT JOIN unscoped_organisation o ON o.id = t.organisation \
                LEFT JOIN unscoped_person s \
                ON s.id = CASE WHEN t.subject LIKE 'person/%' THEN CAST(SUBSTR(t.subject, 8) AS BIGINT) \
                WHEN t.subject LIKE 'link/%' THEN (SELECT l.person FROM unscoped_link l \
                WHERE l.id = CAST(SUBSTR(t.subject, 6) AS BIGINT)) \
                WHEN t.subject LIKE 'passkey/%' THEN t.person END",
            gate: Gate::Installation {
                verb: Verb::ViewInstallationJournal,
            },
        },
        Scope {
            name: "installation_journal_head",
            columns_sql: "SELECT t.chain AS convention, t.seq, t.hash, t.turned, j.instant FROM unscoped_journal_head t \
                JOIN unscoped_journal j ON j.chain = t.chain AND j.seq = t.seq AND t.chain = 0",
            gate: Gate::Installation {
                verb: Verb::ViewInstallationJournal,
            },
        },
    ]
}

fn agreement() -> Vec<Scope> {
    use Verb::{ViewConvention, ViewText};
    vec![
        Scope::shared(
            "act",
            ViewText,
            TEXT,
            "SELECT t.convention, t.ordinal, t.document, t.digest, t.text_digest, t.source_name, t.source_digest, t.source_lines FROM unscoped_act t",
        ),
        Scope::shared(
            "reading_version",
            ViewText,
            TEXT,
            "SELECT t.convention, t.version, t.place, t.was, t.becomes, t.lines, t.reason, t.undoes, p.name AS person, \
                t.instant, t.previous, t.document, t.digest FROM unscoped_reading_version t \
                LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
        Scope::shared(
            "source_line",
            ViewText,
            TEXT,
            "SELECT t.convention, t.act, t.line, t.text FROM unscoped_source_line t",
        ),
        Scope::named(
            "party",
            ViewConvention,
            "t.ordinal",
            "SELECT t.convention, t.ordinal, t.signs, t.name, t.short_name, t.kind, t.lines FROM unscoped_party t",
        ),
        Scope::inside(
            "signatory",
            ViewConvention,
            "SELECT t.convention, t.party, t.ordinal, t.name, t.function, t.lines FROM unscoped_signatory t",
        ),
        Scope::shared(
            "deliberation",
            ViewConvention,
            "hidden.kind = 'deliberation' AND hidden.ordinal = t.ordinal",
            "SELECT t.convention, t.ordinal, t.party, t.day, t.number, t.favour, t.against, t.abstain, t.present, t.proxies, \
                t.commission, t.commission_day, t.commission_opinion, t.approves, t.authority, t.lines FROM unscoped_deliberation t",
        ),
    ]
}

/// Where the text disagrees with itself, and what no value holds.
fn remarks() -> Vec<Scope> {
    use Verb::{ViewConvention, ViewText};
    vec![
        Scope::shared(
            "anomaly",
            ViewConvention,
            "hidden.kind = 'text' OR hidden.kind = 'action' AND hidden.ordinal IN (SELECT a.action FROM unscoped_anomaly_action a \
                WHERE a.convention = t.convention AND a.anomaly = t.ordinal)",
            "SELECT t.convention, t.ordinal, t.family, t.severity, t.a_line, t.a_quote, t.b_line, t.b_quote, t.reason, t.rule, t.key \
                FROM unscoped_anomaly t",
        ),
        Scope::shared(
            "anomaly_action",
            ViewConvention,
            OF_ACTION,
            "SELECT t.convention, t.anomaly, t.action FROM unscoped_anomaly_action t",
        ),
        Scope::shared(
            "unplaced",
            ViewText,
            TEXT,
            "SELECT t.convention, t.ordinal, t.lines, t.line_count, t.text FROM unscoped_unplaced t",
        ),
    ]
}

/// What each party is in the referential; beside them, what stands in the tables, for the doctor.
fn places() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        Scope::inside(
            "party_place",
            ViewConvention,
            "SELECT t.convention, t.ordinal AS party, t.signs, t.name, t.kind, \
                CASE WHEN c.convention IS NULL THEN p.code ELSE c.code END AS code, p.reason, p.candidates, c.instant AS settled \
                FROM unscoped_party t \
                LEFT JOIN unscoped_party_place p ON p.convention = t.convention AND p.party = t.ordinal \
                LEFT JOIN unscoped_party_place_choice c ON c.convention = t.convention AND c.party = t.ordinal",
        ),
        Scope::inside(
            "place_lookup",
            ViewConvention,
            "SELECT t.convention, t.edition, c.party AS choice, own.ordinal AS known FROM unscoped_place_lookup t \
                LEFT JOIN unscoped_party_place_choice c ON c.convention = t.convention \
                LEFT JOIN unscoped_party own ON own.convention = c.convention AND own.ordinal = c.party",
        ),
        Scope::inside(
            "stored_place",
            ViewConvention,
            "SELECT t.convention, t.party, t.code, t.reason, t.candidates FROM unscoped_party_place t",
        ),
        Scope {
            name: "looked_up",
            columns_sql: "SELECT t.id AS convention, l.edition FROM unscoped_convention t \
                LEFT JOIN unscoped_place_lookup l ON l.convention = t.id",
            gate: Gate::Installation {
                verb: Verb::EnterConvention,
            },
        },
    ]
}

/// Of what kinds some things are kept among those who sign, for everyone: a list that is short for a reader says so.
const KEPT_KIND: Scope = Scope::inside(
    "kept_kind",
    Verb::ViewConvention,
    "SELECT t.convention, t.kind FROM unscoped_visibility t JOIN unscoped_convention c ON c.id = t.convention AND t.level = 'internal'",
);

/// Who sees what, for those who choose it.
fn visibility() -> Scope {
    Scope::inside(
        "visibility",
        Verb::ViewInternal,
        "SELECT t.convention, t.kind, t.ordinal, t.level FROM unscoped_visibility t",
    )
}
