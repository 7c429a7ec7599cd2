//! What happens to a document. Titles and names of files may name people: they stand beside the chain, and what is chained is
//! the digest of the bytes.

use super::{Attachment, DocumentKind, FileName, MediaType, Meeting};
use crate::access::verbs::KeepDocuments;
use crate::digest::Digest;
use crate::fact::{Account, told};
use crate::ids::{DocumentId, PersonId};
use crate::time::Instant;

/// The file of a version, kept already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// Its name.
    pub name: FileName,
    /// Its type, told by its content.
    pub media: MediaType,
    /// How long it is, in bytes.
    pub bytes: i64,
    /// The digest of what is kept.
    pub digest: Digest,
    /// The digest of what was given: another one when what an image told of its place and its device was removed.
    pub given: Digest,
    /// The digest of the same picture in a size that suits a page.
    pub shown: Option<Digest>,
}

impl KeptFile {
    /// What is chained of it: no name.
    pub(crate) fn told(&self) -> String {
        format!("{}, {} bytes, sha256 {}", self.media.code(), self.bytes, self.digest)
    }
}

/// A file that came with an answer, filed among the documents of the action that the answer is about: the same bytes, not a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiledFile {
    /// The ordinal of the file, among those that came with answers.
    pub file: i64,
    /// The ordinal of the document that it becomes.
    pub document: i64,
}

impl FiledFile {
    /// What is chained of them: `, file/3 as document/7`; nothing when there are none.
    pub(crate) fn told(filed: &[Self]) -> String {
        let each = filed
            .iter()
            .map(|one| format!(", file/{} as document/{}", one.file, one.document));
        each.collect()
    }
}

/// A document was added, with its first version.
#[derive(Debug, Clone)]
pub struct DocumentAdded {
    /// The document.
    pub document: DocumentId,
    /// What it is attached to.
    pub attachment: Attachment,
    /// The meeting it is of, when it is of one: it is attached to the convention then.
    pub meeting: Option<Meeting>,
    /// What it is.
    pub kind: DocumentKind,
    /// How people call it.
    pub title: String,
    /// Its first version.
    pub file: KeptFile,
    /// Who added it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// A newer version of a document was added; those before it stay.
#[derive(Debug, Clone)]
pub struct DocumentVersionAdded {
    /// The document.
    pub document: DocumentId,
    /// The number of the version.
    pub number: i64,
    /// Its file.
    pub file: KeptFile,
    /// Who added it.
    pub person: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// A document is called otherwise.
#[derive(Debug, Clone)]
pub struct DocumentRenamed {
    /// The document.
    pub document: DocumentId,
    /// What it was called.
    pub was: String,
    /// What it is called now.
    pub becomes: String,
}

/// A document is no longer shown. Its versions stay, for whoever may bring it back.
#[derive(Debug, Clone)]
pub struct DocumentWithdrawn {
    /// The document.
    pub document: DocumentId,
    /// When.
    pub at: Instant,
}

/// A document that was withdrawn is shown again.
#[derive(Debug, Clone)]
pub struct DocumentRestored {
    /// The document.
    pub document: DocumentId,
}

/// What a document is added to, as the journal tells it: the body that met is no personal text.
fn on(fact: &DocumentAdded) -> String {
    match &fact.meeting {
        Some(meeting) => format!("the meeting of {}, {}", meeting.day, meeting.body),
        None => fact.attachment.to_string(),
    }
}

pub(super) fn account(document: DocumentId, after: String, personal: Option<String>) -> Account {
    Account {
        subject: format!("convention/{}/document/{}", document.convention, document.ordinal),
        before: None,
        after: Some(after),
        personal,
    }
}

told! {
    DocumentAdded, KeepDocuments, "document_added", |fact| fact.document.convention, account(
        fact.document,
        format!("{} on {}, version 1, {}", fact.kind.code(), on(fact), fact.file.told()),
        Some(format!("{}\n{}", fact.title, fact.file.name)),
    );
    DocumentVersionAdded, KeepDocuments, "document_version_added", |fact| fact.document.convention, account(
        fact.document,
        format!("version {}, {}", fact.number, fact.file.told()),
        Some(fact.file.name.to_string()),
    );
    DocumentRenamed, KeepDocuments, "document_renamed", |fact| fact.document.convention,
        account(fact.document, "renamed".to_owned(), Some(format!("{}\n{}", fact.was, fact.becomes)));
    DocumentWithdrawn, KeepDocuments, "document_withdrawn", |fact| fact.document.convention,
        account(fact.document, "withdrawn".to_owned(), None);
    DocumentRestored, KeepDocuments, "document_restored", |fact| fact.document.convention,
        account(fact.document, "restored".to_owned(), None);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;
    use crate::ids::ConventionId;

    #[test]
    fn what_is_chained_names_nobody() {
        let digest = Digest::of(b"scan");
        let fact = DocumentAdded {
            document: DocumentId {
                convention: ConventionId::new(1),
                ordinal: 3,
            },
            attachment: Attachment::Action(15),
            meeting: None,
            kind: DocumentKind::Other,
            title: "Lettre de Mme Moreau".to_owned(),
            file: KeptFile {
                name: FileName::cleaned("moreau.pdf", MediaType::Pdf),
                media: MediaType::Pdf,
                bytes: 4,
                digest,
                given: digest,
                shown: None,
            },
            person: None,
            at: Instant::from_micros(0),
        };
        let account = fact.account();
        assert_eq!(account.subject, "convention/1/document/3");
        let after = account.after.expect("told");
        assert_eq!(
            after,
            format!("other on action-15, version 1, application/pdf, 4 bytes, sha256 {digest}")
        );
        assert_eq!(account.personal.as_deref(), Some("Lettre de Mme Moreau\nmoreau.pdf"));
        let minutes = DocumentAdded {
            attachment: Attachment::Convention,
            meeting: Meeting::stored(Some("Comité de pilotage".to_owned()), "2026-03-12".parse().ok()),
            ..fact
        };
        let after = minutes.account().after.expect("told");
        assert!(
            after.starts_with("other on the meeting of 2026-03-12, Comité de pilotage, version 1"),
            "{after}"
        );
    }
}
