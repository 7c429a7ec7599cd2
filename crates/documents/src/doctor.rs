//! Whether the bytes of every version are there, and are those that were kept. It reads, and mends nothing.

use domain::access::{Reason, Viewer};
use domain::digest::Digest;
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};
use vault::Vault;

/// A file that a version refers to.
struct FileRow {
    convention: i64,
    title: String,
    number: i64,
    digest: Digest,
    shown: Option<Digest>,
}

query! {
    /// The files of every convention.
    EveryFile() -> FileRow
    reading ["any_document", "any_document_version"]
    "SELECT v.convention, d.title, v.number, v.kept_file, v.shown_file FROM any_document_version v \
        JOIN any_document d ON d.convention = v.convention AND d.ordinal = v.document \
        ORDER BY v.convention, v.document, v.number"
}

impl FromRow for FileRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(0)?,
            title: c.text(1)?,
            number: c.int(2)?,
            digest: c.digest(3)?,
            shown: c.opt_digest(4)?,
        })
    }
}

/// How many versions there are, and the first one whose bytes are not those that were kept.
pub async fn check(reader: &mut Reader, vault: &Vault) -> Result<(u64, Option<String>), StoreError> {
    let files = reader.rows(&Viewer::Job(Reason::Doctor), EveryFile {}).await?;
    for file in &files {
        for digest in std::iter::once(file.digest).chain(file.shown) {
            if let Err(error) = vault.check(digest) {
                let (convention, title, number) = (file.convention, &file.title, file.number);
                let said = format!("Convention {convention}, document «\u{a0}{title}\u{a0}», version {number}\u{a0}: {error}");
                return Ok((files.len() as u64, Some(said)));
            }
        }
    }
    Ok((files.len() as u64, None))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<EveryFile>()]
}
