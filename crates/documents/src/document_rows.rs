//! Documents, their versions and what they are attached to, as queries give them.

use domain::about::About;
use domain::digest::Digest;
use domain::documents::{DocumentKind, FileName, MediaType};
use domain::ids::{ConventionId, DocumentId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A document, with the version that is current.
pub(crate) struct DocumentRow {
    pub(crate) id: DocumentId,
    pub(crate) attachment: About,
    pub(crate) kind: DocumentKind,
    pub(crate) title: String,
    pub(crate) current: VersionRow,
    /// When it was withdrawn.
    pub(crate) withdrawn: Option<Instant>,
}

/// A version.
pub(crate) struct VersionRow {
    pub(crate) number: i64,
    pub(crate) name: FileName,
    pub(crate) media: MediaType,
    pub(crate) bytes: i64,
    pub(crate) digest: Digest,
    pub(crate) shown: Option<Digest>,
    pub(crate) given: Digest,
    pub(crate) person: Option<String>,
    pub(crate) at: Instant,
}

query! {
    /// Every document of a convention.
    pub(crate) Documents(convention: ConventionId) -> DocumentRow
    reading ["document", "document_version"]
    "SELECT v.number, v.file_name, v.media, v.bytes, v.kept_file, v.shown_file, v.given_digest, v.person, v.instant, \
        d.convention, d.ordinal, d.attached, d.action, d.kind, d.title, CAST(NULL AS BIGINT) FROM document d \
        JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 ORDER BY d.ordinal"
}

query! {
    /// Those that were withdrawn.
    pub(crate) WithdrawnDocuments(convention: ConventionId) -> DocumentRow
    reading ["any_document", "any_document_version"]
    "SELECT v.number, v.file_name, v.media, v.bytes, v.kept_file, v.shown_file, v.given_digest, v.person, v.instant, \
        d.convention, d.ordinal, d.attached, d.action, d.kind, d.title, d.withdrawn FROM any_document d \
        JOIN any_document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 AND d.withdrawn IS NOT NULL ORDER BY d.ordinal"
}

query! {
    /// One document.
    pub(crate) OneDocument(convention: ConventionId, document: i64) -> DocumentRow
    reading ["document", "document_version"]
    "SELECT v.number, v.file_name, v.media, v.bytes, v.kept_file, v.shown_file, v.given_digest, v.person, v.instant, \
        d.convention, d.ordinal, d.attached, d.action, d.kind, d.title, CAST(NULL AS BIGINT) FROM document d \
        JOIN document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 AND d.ordinal = $5"
}

query! {
    /// One that was withdrawn.
    pub(crate) OneWithdrawn(convention: ConventionId, document: i64) -> DocumentRow
    reading ["any_document", "any_document_version"]
    "SELECT v.number, v.file_name, v.media, v.bytes, v.kept_file, v.shown_file, v.given_digest, v.person, v.instant, \
        d.convention, d.ordinal, d.attached, d.action, d.kind, d.title, d.withdrawn FROM any_document d \
        JOIN any_document_version v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
        WHERE d.convention = $4 AND d.ordinal = $5 AND d.withdrawn IS NOT NULL"
}

impl FromRow for DocumentRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let wrong = StoreError::Column {
            index: 11,
            expected: "what a document is attached to",
        };
        Ok(Self {
            current: VersionRow::from_row(c)?,
            id: DocumentId {
                convention: c.id(9)?,
                ordinal: c.int(10)?,
            },
            attachment: About::stored(c.str(11)?, c.opt_int(12)?).ok_or(wrong)?,
            kind: c.word(13, DocumentKind::from_code)?,
            title: c.text(14)?,
            withdrawn: c.opt_instant(15)?,
        })
    }
}

query! {
    /// The versions of a document, the last first.
    pub(crate) Versions(convention: ConventionId, document: i64) -> VersionRow
    reading ["document_version"]
    "SELECT number, file_name, media, bytes, kept_file, shown_file, given_digest, person, instant FROM document_version \
        WHERE convention = $4 AND document = $5 ORDER BY number DESC"
}

query! {
    /// The same, of a document that may be withdrawn.
    pub(crate) AnyVersions(convention: ConventionId, document: i64) -> VersionRow
    reading ["any_document_version"]
    "SELECT number, file_name, media, bytes, kept_file, shown_file, given_digest, person, instant FROM any_document_version \
        WHERE convention = $4 AND document = $5 ORDER BY number DESC"
}

query! {
    /// One version.
    pub(crate) OneVersion(convention: ConventionId, document: i64, number: i64) -> VersionRow
    reading ["document_version"]
    "SELECT number, file_name, media, bytes, kept_file, shown_file, given_digest, person, instant FROM document_version \
        WHERE convention = $4 AND document = $5 AND number = $6"
}

query! {
    /// The same, of a document that may be withdrawn.
    pub(crate) AnyVersion(convention: ConventionId, document: i64, number: i64) -> VersionRow
    reading ["any_document_version"]
    "SELECT number, file_name, media, bytes, kept_file, shown_file, given_digest, person, instant FROM any_document_version \
        WHERE convention = $4 AND document = $5 AND number = $6"
}

impl FromRow for VersionRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            number: c.int(0)?,
            name: FileName::stored(c.text(1)?),
            media: c.word(2, MediaType::from_code)?,
            bytes: c.int(3)?,
            digest: c.digest(4)?,
            shown: c.opt_digest(5)?,
            given: c.digest(6)?,
            person: c.opt_text(7)?,
            at: c.instant(8)?,
        })
    }
}

/// An action, to attach a document to.
#[derive(Debug, Clone)]
pub(crate) struct ActionRow {
    pub(crate) ordinal: i64,
    pub(crate) number: String,
    pub(crate) title: String,
}

query! {
    /// The actions of a convention.
    pub(crate) Actions(convention: ConventionId) -> ActionRow
    reading ["action"]
    "SELECT ordinal, number, title FROM action WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for ActionRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            number: c.text(1)?,
            title: c.text(2)?,
        })
    }
}

impl DocumentRow {
    pub(crate) const fn own(&self) -> Target {
        Target::document(self.id)
    }
}

impl VersionRow {
    /// `2,4 Mo`.
    pub(crate) fn size(&self) -> String {
        web::french::size(self.bytes)
    }

    /// `Camille Roche, 23 nov. 2026`.
    pub(crate) fn by(&self) -> String {
        let day = web::french::date(self.at.paris_day());
        match &self.person {
            Some(person) => format!("{person}, {day}"),
            None => day,
        }
    }

    /// Whether what a device wrote beside a picture was removed.
    pub(crate) fn was_stripped(&self) -> bool {
        self.given != self.digest
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Documents>(),
        QueryInfo::of::<WithdrawnDocuments>(),
        QueryInfo::of::<OneDocument>(),
        QueryInfo::of::<OneWithdrawn>(),
        QueryInfo::of::<Versions>(),
        QueryInfo::of::<AnyVersions>(),
        QueryInfo::of::<OneVersion>(),
        QueryInfo::of::<AnyVersion>(),
        QueryInfo::of::<Actions>(),
    ]
}
