//! How each table of this room is reached from a mandate. No query of any room can name the tables themselves.

use domain::access::Verb;
use store::{Gate, Scope};

/// A table whose rows belong to one convention, readable by the mandates that carry `verb`.
const fn inside(name: &'static str, verb: Verb, columns_sql: &'static str) -> Scope {
    Scope {
        name,
        columns_sql,
        gate: Gate::Convention {
            column: "t.convention",
            verb,
        },
    }
}

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

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = doors();
    scopes.push(CORRECTIONS_MADE);
    scopes.extend(agreement());
    scopes.extend(plan());
    scopes.extend(words());
    scopes.extend(organisation());
    scopes.extend(duties());
    scopes.extend(places());
    scopes
}

/// The convention itself, its journal, and the way to it.
fn doors() -> Vec<Scope> {
    vec![
        Scope {
            name: "convention",
            columns_sql: "SELECT t.id, t.id AS convention, t.title, t.kind, t.name, t.places, t.start_day, t.end_day, \
                t.signature_place, t.signature_day, t.signature_year, t.signature_month, t.title_lines, t.period_lines, t.signature_lines \
                FROM unscoped_convention t",
            gate: Gate::Convention {
                column: "t.id",
                verb: Verb::ViewConvention,
            },
        },
        Scope {
            name: "journal",
            columns_sql: "SELECT t.chain AS convention, t.seq, t.instant, p.name AS person, o.name AS organisation, t.fact, \
                t.subject, t.hash, t.person AS person_id, t.organisation AS organisation_id, t.mandate, t.job, t.verb, \
                t.before AS was, t.after AS became, t.personal_digest, t.previous, \
                CASE WHEN t.personal_digest IS NULL OR EXISTS (SELECT 1 FROM unscoped_journal_personal x \
                WHERE x.chain = t.chain AND x.seq = t.seq) THEN 0 ELSE 1 END AS erased FROM unscoped_journal t \
                LEFT JOIN unscoped_person p ON p.id = t.person \
                LEFT JOIN unscoped_organisation o ON o.id = t.organisation",
            gate: Gate::Convention {
                column: "t.chain",
                verb: Verb::ViewJournal,
            },
        },
        Scope {
            name: "journal_head",
            columns_sql: "SELECT t.chain AS convention, t.seq, t.hash, j.instant FROM unscoped_journal_head t \
                LEFT JOIN unscoped_journal j ON j.chain = t.chain AND j.seq = t.seq",
            gate: Gate::Convention {
                column: "t.chain",
                verb: Verb::ViewJournal,
            },
        },
        Scope {
            name: "own_convention",
            columns_sql: "SELECT c.id, c.name, c.places, c.end_day, t.id AS mandate FROM unscoped_mandate t \
                JOIN unscoped_convention c ON c.id = t.convention",
            gate: Gate::Own { column: "t.person" },
        },
        Scope {
            name: "known_source",
            columns_sql: "SELECT t.convention, t.source_digest FROM unscoped_act t",
            gate: Gate::Installation {
                verb: Verb::EnterConvention,
            },
        },
    ]
}

fn agreement() -> Vec<Scope> {
    use Verb::{ViewConvention, ViewText};
    vec![
        inside(
            "act",
            ViewText,
            "SELECT t.convention, t.ordinal, t.document, t.digest, t.text_digest, t.source_name, t.source_digest, t.source_lines FROM unscoped_act t",
        ),
        inside(
            "reading_version",
            ViewText,
            "SELECT t.convention, t.version, t.place, t.was, t.becomes, t.lines, t.reason, t.undoes, p.name AS person, \
                t.instant, t.previous, t.document, t.digest FROM unscoped_reading_version t \
                LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
        inside(
            "source_line",
            ViewText,
            "SELECT t.convention, t.act, t.line, t.text FROM unscoped_source_line t",
        ),
        inside(
            "party",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.signs, t.name, t.short_name, t.kind, t.lines FROM unscoped_party t",
        ),
        inside(
            "signatory",
            ViewConvention,
            "SELECT t.convention, t.party, t.ordinal, t.name, t.function, t.lines FROM unscoped_signatory t",
        ),
        inside(
            "deliberation",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.party, t.day, t.number, t.favour, t.against, t.abstain, t.present, t.proxies, \
                t.commission, t.commission_day, t.approves, t.authority, t.lines FROM unscoped_deliberation t",
        ),
        inside(
            "anomaly",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.family, t.severity, t.a_line, t.a_quote, t.b_line, t.b_quote, t.reason \
                FROM unscoped_anomaly t",
        ),
        inside(
            "anomaly_action",
            ViewConvention,
            "SELECT t.convention, t.anomaly, t.action FROM unscoped_anomaly_action t",
        ),
        inside(
            "unplaced",
            ViewText,
            "SELECT t.convention, t.ordinal, t.lines, t.line_count, t.text FROM unscoped_unplaced t",
        ),
    ]
}

/// What each party is in the referential; beside them, what stands in the tables, for the doctor.
fn places() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        inside(
            "party_place",
            ViewConvention,
            "SELECT t.convention, t.ordinal AS party, t.signs, t.name, t.kind, \
                CASE WHEN c.convention IS NULL THEN p.code ELSE c.code END AS code, p.reason, p.candidates, c.instant AS settled \
                FROM unscoped_party t \
                LEFT JOIN unscoped_party_place p ON p.convention = t.convention AND p.party = t.ordinal \
                LEFT JOIN unscoped_party_place_choice c ON c.convention = t.convention AND c.party = t.ordinal",
        ),
        inside(
            "place_lookup",
            ViewConvention,
            "SELECT t.convention, t.edition, c.party AS choice, own.ordinal AS known FROM unscoped_place_lookup t \
                LEFT JOIN unscoped_party_place_choice c ON c.convention = t.convention \
                LEFT JOIN unscoped_party own ON own.convention = c.convention AND own.ordinal = c.party",
        ),
        inside(
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

fn plan() -> Vec<Scope> {
    use Verb::ViewPlan;
    vec![
        inside(
            "level",
            ViewPlan,
            "SELECT t.convention, t.depth, t.name, t.lines FROM unscoped_level t",
        ),
        inside(
            "node",
            ViewPlan,
            "SELECT t.convention, t.ordinal, t.depth, t.parent, t.code, t.title, t.lines FROM unscoped_node t",
        ),
        inside(
            "theme",
            ViewPlan,
            "SELECT t.convention, t.ordinal, t.name, t.lines FROM unscoped_theme t",
        ),
        inside(
            "action",
            ViewPlan,
            "SELECT t.convention, t.ordinal, t.number, t.title, t.sort_key, t.node, t.title_lines, t.node_lines \
                FROM unscoped_action t",
        ),
        inside(
            "action_theme",
            ViewPlan,
            "SELECT t.convention, t.action, t.theme, t.lines FROM unscoped_action_theme t",
        ),
        inside(
            "action_text",
            ViewPlan,
            "SELECT t.convention, t.action, t.field, t.ordinal, t.text, t.party, t.lines FROM unscoped_action_text t",
        ),
        inside(
            "action_role",
            ViewPlan,
            "SELECT t.convention, t.action, t.role, t.ordinal, t.party, t.text, t.lines FROM unscoped_action_role t",
        ),
        inside(
            "track",
            ViewPlan,
            "SELECT t.convention, t.action, t.ordinal, t.source_view, t.mark, t.lines FROM unscoped_track t",
        ),
        inside(
            "track_year",
            ViewPlan,
            "SELECT t.convention, t.action, t.track, t.year, t.party FROM unscoped_track_year t",
        ),
        inside(
            "action_word",
            ViewPlan,
            "SELECT t.convention, t.word, t.action FROM unscoped_action_word t",
        ),
    ]
}

/// The words of the text that are no plan, and what is said around them.
fn words() -> Vec<Scope> {
    use Verb::{ViewConvention, ViewText};
    vec![
        inside(
            "agreement",
            ViewConvention,
            "SELECT t.convention, t.originals, t.originals_lines FROM unscoped_agreement t",
        ),
        inside(
            "wording",
            ViewConvention,
            "SELECT t.convention, t.part, t.place, t.ordinal, t.text, t.lines FROM unscoped_wording t",
        ),
        inside(
            "annex",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.number, t.title, t.announced, t.present, t.lines FROM unscoped_annex t",
        ),
        inside(
            "predecessor",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.kind, t.end_day, t.lines FROM unscoped_predecessor t",
        ),
        inside(
            "framework_entry",
            ViewConvention,
            "SELECT t.convention, t.place, t.ordinal, t.node, t.code, t.title, t.lines FROM unscoped_framework_entry t",
        ),
        inside(
            "article",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.number, t.title, t.lines FROM unscoped_article t",
        ),
        inside(
            "paragraph",
            ViewText,
            "SELECT t.convention, t.part, t.place, t.ordinal, t.kind, t.text, t.lines FROM unscoped_paragraph t",
        ),
        inside(
            "deliberation_signatory",
            ViewConvention,
            "SELECT t.convention, t.deliberation, t.ordinal, t.name, t.function, \
                t.lines FROM unscoped_deliberation_signatory t",
        ),
    ]
}

/// How the text organises the work.
fn organisation() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        inside(
            "facility",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.kind, t.name, t.owner, t.lines FROM unscoped_facility t",
        ),
        inside(
            "site",
            ViewConvention,
            "SELECT t.convention, t.facility, t.ordinal, t.role, t.address, t.lines FROM unscoped_site t",
        ),
        inside(
            "facility_absence",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.kind, t.mark, t.owner, t.lines FROM unscoped_facility_absence t",
        ),
        inside(
            "body",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.name, t.rhythm, t.rhythm_minimum, t.rhythm_maximum, \
                t.rhythm_lines, t.lines FROM unscoped_body t",
        ),
        inside(
            "body_member",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.body, t.text, t.replaceable, t.lines FROM unscoped_body_member t",
        ),
        inside(
            "post",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.title, t.fte_hundredths, t.is_total, t.lines FROM unscoped_post t",
        ),
        inside(
            "statement",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.topic, t.text, t.announced, t.lines FROM unscoped_statement t",
        ),
        inside(
            "left_open",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.text, t.settled_by, t.lines FROM unscoped_left_open t",
        ),
    ]
}

/// Who owes what, and who is involved in anything.
fn duties() -> Vec<Scope> {
    use Verb::ViewConvention;
    vec![
        inside(
            "duty",
            ViewConvention,
            "SELECT t.convention, t.ordinal, t.article, t.kind, t.text, t.due_text, t.due, t.due_count, \
                t.due_unit, t.due_day, t.lines FROM unscoped_duty t",
        ),
        inside(
            "involved",
            ViewConvention,
            "SELECT t.convention, t.part, t.place, t.ordinal, t.party, t.text, t.lines FROM unscoped_involved t",
        ),
    ]
}
