//! Documents, their versions and what they are attached to, as queries give them.

use domain::campaigns::RecipientId;
use domain::documents::{Attachment, DocumentKind, KeptFile, Meeting, TextState};
use domain::ids::{CampaignId, ConventionId, DocumentId};
use domain::places::Target;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// A document, with the version that is current.
pub(crate) struct DocumentRow {
    pub(crate) id: DocumentId,
    pub(crate) attachment: Attachment,
    /// The meeting it is of.
    pub(crate) meeting: Option<Meeting>,
    /// The title of the milestone it is attached to.
    pub(crate) milestone: Option<String>,
    pub(crate) kind: DocumentKind,
    pub(crate) title: String,
    pub(crate) current: VersionRow,
    /// Whether its first version was the file of an answer.
    pub(crate) came_with_an_answer: bool,
    /// When it was withdrawn.
    pub(crate) withdrawn: Option<Instant>,
    /// What came of reading its text; nothing until someone looked.
    pub(crate) text: Option<TextState>,
}

/// A version.
pub(crate) struct VersionRow {
    pub(crate) number: i64,
    pub(crate) file: KeptFile,
    pub(crate) person: Option<String>,
    pub(crate) at: Instant,
}

/// The columns of a document, then what is asked of it: `$from` says which names it is read through.
macro_rules! document {
    ($withdrawn:literal, $state:literal, $document:literal, $version:literal, $asked:literal) => {
        concat!(
            "SELECT v.number, v.file_name, v.media, v.bytes, v.kept_file, v.shown_file, v.given_digest, v.person, v.instant, \
             d.convention, d.ordinal, d.attached, d.action, d.milestone, m.title, d.kind, d.title, d.campaign_file, ",
            $withdrawn,
            ", ",
            $state,
            ", d.meeting_body, d.meeting_day FROM ",
            $document,
            " d JOIN ",
            $version,
            " v ON v.convention = d.convention AND v.document = d.ordinal AND v.number = d.current_version \
             LEFT JOIN milestone m ON m.convention = d.convention AND m.ordinal = d.milestone WHERE d.convention = $4",
            $asked
        )
    };
}

/// One that is in its place.
macro_rules! live {
    ($asked:literal) => {
        document!(
            "CAST(NULL AS BIGINT)",
            "d.text_state",
            "document",
            "document_version",
            $asked
        )
    };
}

/// One that was withdrawn: its text is read no more.
macro_rules! gone {
    ($asked:literal) => {
        document!(
            "d.withdrawn",
            "CAST(NULL AS TEXT)",
            "any_document",
            "any_document_version",
            $asked
        )
    };
}

query! {
    /// Every document of a convention.
    pub(crate) Documents(convention: ConventionId) -> DocumentRow
    reading ["document", "document_version", "milestone"]
    live!(" ORDER BY d.ordinal")
}

query! {
    /// Those that were withdrawn.
    pub(crate) WithdrawnDocuments(convention: ConventionId) -> DocumentRow
    reading ["any_document", "any_document_version", "milestone"]
    gone!(" AND d.withdrawn IS NOT NULL ORDER BY d.ordinal")
}

query! {
    /// One document.
    pub(crate) OneDocument(convention: ConventionId, document: i64) -> DocumentRow
    reading ["document", "document_version", "milestone"]
    live!(" AND d.ordinal = $5")
}

query! {
    /// One that was withdrawn.
    pub(crate) OneWithdrawn(convention: ConventionId, document: i64) -> DocumentRow
    reading ["any_document", "any_document_version", "milestone"]
    gone!(" AND d.ordinal = $5 AND d.withdrawn IS NOT NULL")
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
            attachment: Attachment::stored(c.str(11)?, c.opt_int(12)?, c.opt_int(13)?).ok_or(wrong)?,
            meeting: Meeting::stored(c.opt_text(20)?, c.opt_day(21)?),
            milestone: c.opt_text(14)?,
            kind: c.word(15, DocumentKind::from_code)?,
            title: c.text(16)?,
            came_with_an_answer: c.opt_int(17)?.is_some(),
            withdrawn: c.opt_instant(18)?,
            text: c.opt_str(19)?.and_then(TextState::from_code),
        })
    }
}

/// Who sent the file of a document, with an answer to a campaign.
pub(crate) struct SenderRow {
    recipient: RecipientId,
    name: String,
    organisation: Option<String>,
    at: Instant,
    pub(crate) campaign: String,
}

query! {
    /// Who sent the file of a document, for those who see the campaigns.
    pub(crate) SenderOf(convention: ConventionId, document: i64) -> SenderRow
    reading ["document_sender"]
    "SELECT convention, campaign, recipient, name, organisation_name, at, title FROM document_sender \
        WHERE convention = $4 AND ordinal = $5"
}

impl FromRow for SenderRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            recipient: RecipientId {
                campaign: CampaignId {
                    convention: c.id(0)?,
                    ordinal: c.int(1)?,
                },
                ordinal: c.int(2)?,
            },
            name: c.text(3)?,
            organisation: c.opt_text(4)?.filter(|name| !name.is_empty()),
            at: c.instant(5)?,
            campaign: c.text(6)?,
        })
    }
}

impl SenderRow {
    /// The answer with which it came.
    pub(crate) const fn answer(&self) -> Target {
        Target::campaign_recipient(self.recipient)
    }

    /// `Camille Roche, Caf, le 23 nov. 2026`.
    pub(crate) fn by(&self) -> String {
        let named = [Some(self.name.as_str()), self.organisation.as_deref()];
        let named: Vec<&str> = named.into_iter().flatten().collect();
        format!("{}, le {}", named.join(", "), web::french::date(self.at.paris_day()))
    }
}

/// A milestone that a document can be attached to.
pub(crate) struct MilestoneRow {
    pub(crate) title: String,
    pub(crate) attachment: Attachment,
}

query! {
    /// One milestone of an action, while it is in its list.
    pub(crate) OneMilestone(convention: ConventionId, action: i64, milestone: i64) -> MilestoneRow
    reading ["milestone"]
    "SELECT title, action, ordinal FROM milestone WHERE convention = $4 AND action = $5 AND ordinal = $6 AND removed = 0"
}

impl FromRow for MilestoneRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            title: c.text(0)?,
            attachment: Attachment::Milestone {
                action: c.int(1)?,
                milestone: c.int(2)?,
            },
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
            file: c.kept_file(1)?,
            person: c.opt_text(7)?,
            at: c.instant(8)?,
        })
    }
}

/// A body, whose meetings have documents.
pub(crate) struct BodyRow {
    pub(crate) ordinal: i64,
    pub(crate) name: String,
}

query! {
    /// The bodies of a convention.
    pub(crate) Bodies(convention: ConventionId) -> BodyRow
    reading ["body"]
    "SELECT ordinal, name FROM body WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for BodyRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            name: c.text(1)?,
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
        web::french::size(self.file.bytes)
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
        self.file.given != self.file.digest
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
        QueryInfo::of::<SenderOf>(),
        QueryInfo::of::<OneMilestone>(),
        QueryInfo::of::<Bodies>(),
    ]
}
