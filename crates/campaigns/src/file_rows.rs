//! The files of an answer, as its link and as those who run the campaign read them. What is not sent yet is seen by its link alone.

use domain::access::{Reason, Viewer};
use domain::digest::Digest;
use domain::documents::KeptFile;
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};
use vault::Vault;
use web::french;

/// A file.
#[derive(Debug, Clone)]
pub(crate) struct FileRow {
    pub(crate) ordinal: i64,
    pub(crate) kept: KeptFile,
    /// Whether it left with an answer.
    pub(crate) sent: bool,
}

impl FileRow {
    /// Its type and its length, in words.
    pub(crate) fn about(&self) -> String {
        format!("{}, {}", self.kept.media.french(), french::size(self.kept.bytes))
    }
}

impl FromRow for FileRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: c.int(0)?,
            kept: c.kept_file(1)?,
            sent: c.opt_int(7)?.is_some(),
        })
    }
}

query! {
    /// The files of whoever holds the link, in their order.
    pub(crate) HeldFiles() -> FileRow
    reading ["held_file"]
    "SELECT ordinal, file_name, media, bytes, kept_file, shown_file, given_digest, revision FROM held_file ORDER BY ordinal"
}

query! {
    /// One of them.
    pub(crate) HeldFile(ordinal: i64) -> FileRow
    reading ["held_file"]
    "SELECT ordinal, file_name, media, bytes, kept_file, shown_file, given_digest, revision FROM held_file WHERE ordinal = $4"
}

query! {
    /// The files that a recipient sent.
    pub(crate) FilesOf(convention: ConventionId, campaign: i64, recipient: i64) -> FileRow
    reading ["campaign_file"]
    "SELECT ordinal, file_name, media, bytes, kept_file, shown_file, given_digest, revision FROM campaign_file \
        WHERE convention = $4 AND campaign = $5 AND recipient = $6 ORDER BY ordinal"
}

/// A file that was sent, wherever.
struct SentRow {
    convention: i64,
    name: String,
    digest: Digest,
    shown: Option<Digest>,
}

query! {
    /// Every file that was sent.
    SentFiles() -> SentRow
    reading ["campaign_file"]
    "SELECT convention, file_name, kept_file, shown_file FROM campaign_file ORDER BY convention, ordinal"
}

impl FromRow for SentRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(0)?,
            name: c.text(1)?,
            digest: c.digest(2)?,
            shown: c.opt_digest(3)?,
        })
    }
}

/// How many files came with answers, and the first one whose bytes are not those that were kept.
pub async fn check_files(reader: &mut Reader, vault: &Vault) -> Result<(u64, Option<String>), StoreError> {
    let files = reader.rows(&Viewer::Job(Reason::Doctor), SentFiles {}).await?;
    for file in &files {
        for digest in std::iter::once(file.digest).chain(file.shown) {
            if let Err(error) = vault.check(digest) {
                let (convention, name) = (file.convention, &file.name);
                let said = format!("Convention {convention}, fichier «\u{a0}{name}\u{a0}» d’une réponse\u{a0}: {error}");
                return Ok((files.len() as u64, Some(said)));
            }
        }
    }
    Ok((files.len() as u64, None))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<HeldFiles>(),
        QueryInfo::of::<HeldFile>(),
        QueryInfo::of::<FilesOf>(),
        QueryInfo::of::<SentFiles>(),
    ]
}
