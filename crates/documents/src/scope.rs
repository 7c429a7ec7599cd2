//! How documents are reached: by everyone with a mandate, and by fewer once they are withdrawn; their words, as they are themselves.

use domain::access::Verb;
use store::{Gate, Scope};

/// When a document is hidden: itself, the action it is attached to, the text when it is what was signed, or the body that met. A body is
/// known by its name, which a correction may change: a document of a body that no longer bears it is hidden as soon as some body is. The
/// row `$row` names the document by `$ordinal`.
macro_rules! hidden {
    ($row:literal, $ordinal:literal) => {
        concat!(
            "hidden.kind = 'document' AND hidden.ordinal = t.",
            $ordinal,
            " OR hidden.kind = 'action' AND hidden.ordinal = ",
            $row,
            ".action OR hidden.kind = 'text' AND ",
            $row,
            ".kind = 'signed_scan' OR hidden.kind = 'body' AND ",
            $row,
            ".meeting_body IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unscoped_body b WHERE b.convention = t.convention AND b.name = ",
            $row,
            ".meeting_body AND b.ordinal <> hidden.ordinal)"
        )
    };
}

/// Ties a row that names its document to one that is in its place.
macro_rules! in_place {
    ($select:literal) => {
        concat!(
            $select,
            " JOIN unscoped_document d ON d.convention = t.convention AND d.ordinal = t.document AND d.withdrawn IS NULL"
        )
    };
}

pub(crate) fn all() -> Vec<Scope> {
    let mut scopes = in_place();
    scopes.extend(withdrawn());
    scopes.push(Scope {
        name: "unread_document",
        // Of a picture there is nothing to read.
        columns_sql: "SELECT t.convention, t.ordinal, t.current_version, v.media, v.kept_file, COALESCE(x.reader, 0) AS reader \
            FROM unscoped_document t JOIN unscoped_document_version v ON v.convention = t.convention AND v.document = t.ordinal \
            AND v.number = t.current_version AND t.withdrawn IS NULL AND v.media NOT LIKE 'image/%' \
            AND NOT EXISTS (SELECT 1 FROM unscoped_withdrawal w WHERE w.convention = t.convention) \
            LEFT JOIN unscoped_document_text x ON x.convention = t.convention AND x.document = t.ordinal AND x.number = v.number",
        gate: Gate::Installation {
            verb: Verb::ReadDocuments,
        },
    });
    scopes
}

fn in_place() -> Vec<Scope> {
    use Verb::{ViewCampaigns, ViewDocuments};
    vec![
        Scope::shared(
            "document",
            ViewDocuments,
            hidden!("t", "ordinal"),
            "SELECT t.convention, t.ordinal, t.attached, t.action, t.milestone, t.kind, t.title, t.current_version, t.campaign_file, \
                x.state AS text_state, t.meeting_body, t.meeting_day FROM unscoped_document t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.withdrawn IS NULL \
                LEFT JOIN unscoped_document_text x ON x.convention = t.convention AND x.document = t.ordinal \
                AND x.number = t.current_version",
        ),
        Scope::shared(
            "document_version",
            ViewDocuments,
            hidden!("d", "document"),
            in_place!(
                "SELECT t.convention, t.document, t.number, t.file_name, t.media, t.bytes, t.kept_file, t.shown_file, t.given_digest, \
                p.name AS person, t.instant FROM unscoped_document_version t LEFT JOIN unscoped_person p ON p.id = t.person"
            ),
        ),
        Scope::shared(
            "document_passage",
            ViewDocuments,
            hidden!("d", "document"),
            in_place!("SELECT t.convention, t.document, t.ordinal, t.text FROM unscoped_document_passage t"),
        ),
        Scope::shared(
            "document_word",
            ViewDocuments,
            hidden!("d", "document"),
            in_place!("SELECT t.convention, t.word, t.document, t.passage FROM unscoped_document_word t"),
        ),
        // Who was asked is not shown to everyone who reads documents.
        Scope::inside(
            "document_sender",
            ViewCampaigns,
            "SELECT t.convention, t.ordinal, f.campaign, f.recipient, r.name, r.organisation_name, a.at, c.title \
                FROM unscoped_document t \
                JOIN unscoped_campaign_file f ON f.convention = t.convention AND f.ordinal = t.campaign_file \
                JOIN unscoped_campaign c ON c.convention = f.convention AND c.ordinal = f.campaign \
                JOIN unscoped_campaign_recipient r ON r.convention = f.convention AND r.campaign = f.campaign AND r.ordinal = f.recipient \
                JOIN unscoped_campaign_answer a ON a.convention = f.convention AND a.campaign = f.campaign \
                AND a.recipient = f.recipient AND a.revision = f.revision",
        ),
    ]
}

fn withdrawn() -> Vec<Scope> {
    use Verb::ViewWithdrawnDocuments;
    vec![
        Scope::inside(
            "any_document",
            ViewWithdrawnDocuments,
            "SELECT t.convention, t.ordinal, t.attached, t.action, t.milestone, t.kind, t.title, t.current_version, t.campaign_file, \
                t.withdrawn, t.meeting_body, t.meeting_day FROM unscoped_document t",
        ),
        Scope::inside(
            "any_document_version",
            ViewWithdrawnDocuments,
            "SELECT t.convention, t.document, t.number, t.file_name, t.media, t.bytes, t.kept_file, t.shown_file, t.given_digest, \
                p.name AS person, t.instant FROM unscoped_document_version t LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
    ]
}
