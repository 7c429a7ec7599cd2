//! How documents are reached: by everyone with a mandate, and by fewer once they are withdrawn.

use domain::access::Verb;
use store::Scope;

pub(crate) fn all() -> Vec<Scope> {
    use Verb::{ViewDocuments, ViewWithdrawnDocuments};
    vec![
        Scope::shared(
            "document",
            ViewDocuments,
            "hidden.kind = 'document' AND hidden.ordinal = t.ordinal OR hidden.kind = 'action' AND hidden.ordinal = t.action \
                OR hidden.kind = 'text' AND t.kind = 'signed_scan'",
            "SELECT t.convention, t.ordinal, t.attached, t.action, t.kind, t.title, t.current_version FROM unscoped_document t \
                JOIN unscoped_convention c ON c.id = t.convention AND t.withdrawn IS NULL",
        ),
        Scope::shared(
            "document_version",
            ViewDocuments,
            "hidden.kind = 'document' AND hidden.ordinal = t.document OR hidden.kind = 'action' AND hidden.ordinal = d.action \
                OR hidden.kind = 'text' AND d.kind = 'signed_scan'",
            "SELECT t.convention, t.document, t.number, t.file_name, t.media, t.bytes, t.kept_file, t.shown_file, t.given_digest, \
                p.name AS person, t.instant FROM unscoped_document_version t \
                JOIN unscoped_document d ON d.convention = t.convention AND d.ordinal = t.document AND d.withdrawn IS NULL \
                LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
        Scope::inside(
            "any_document",
            ViewWithdrawnDocuments,
            "SELECT t.convention, t.ordinal, t.attached, t.action, t.kind, t.title, t.current_version, t.withdrawn \
                FROM unscoped_document t",
        ),
        Scope::inside(
            "any_document_version",
            ViewWithdrawnDocuments,
            "SELECT t.convention, t.document, t.number, t.file_name, t.media, t.bytes, t.kept_file, t.shown_file, t.given_digest, \
                p.name AS person, t.instant FROM unscoped_document_version t LEFT JOIN unscoped_person p ON p.id = t.person",
        ),
    ]
}
