//! What a convention is when it leaves: its signed text, what was read of it, its journal in the form that another program
//! verifies.
//!
//! The rows of the tables leave by another way; nothing is written here.

use domain::access::Viewer;
use domain::example::Nature;
use domain::ids::ConventionId;
use store::{QueryInfo, Reader, StoreError, query};

use crate::journal_book::{Book, InsideHead, InsideWhole};
use crate::journal_export::Chain;
use crate::reading_versions::LastVersion;
use crate::rebuild::{Document, TextOf};

/// A file that leaves.
pub struct Taken {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

query! {
    /// What a convention is.
    NatureOf(convention: ConventionId) -> i64
    reading ["convention"]
    "SELECT example FROM convention WHERE id = $4"
}

/// What a convention is: an example leaves under another name than what was signed.
pub async fn nature(reader: &mut Reader, viewer: &Viewer, convention: ConventionId) -> Result<Nature, StoreError> {
    let stored = reader.first(viewer, NatureOf { convention }).await?;
    Ok(Nature::stored(stored == Some(1)))
}

query! {
    /// The withdrawal of a convention, when it was withdrawn.
    WithdrawalOf(convention: ConventionId) -> i64
    reading ["withdrawn"]
    "SELECT ordinal FROM withdrawn WHERE convention = $4 AND ordinal IS NOT NULL"
}

/// Whether a convention was withdrawn: it left every page, and leaves by no file either until it is given back.
pub async fn is_withdrawn(reader: &mut Reader, viewer: &Viewer, convention: ConventionId) -> Result<bool, StoreError> {
    Ok(reader.first(viewer, WithdrawalOf { convention }).await?.is_some())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<NatureOf>(), QueryInfo::of::<WithdrawalOf>()]
}

/// Entries of the journal read at once.
const PART: i64 = 5000;

/// The files of one convention.
pub async fn take(reader: &mut Reader, viewer: &Viewer, convention: ConventionId) -> Result<Vec<Taken>, StoreError> {
    let mut taken = vec![
        file(
            "texte.txt",
            reader.rows(viewer, TextOf { convention }).await?.join("\n") + "\n",
        ),
        Taken {
            name: "journal.jsonl",
            bytes: journal(reader, viewer, convention).await?,
        },
    ];
    if let Some(document) = reader.first(viewer, Document { convention }).await? {
        taken.push(file("acte.json", document));
    }
    if let Some(last) = reader.first(viewer, LastVersion { convention }).await? {
        taken.push(file("lecture-corrigee.json", last.document));
    }
    Ok(taken)
}

fn file(name: &'static str, text: String) -> Taken {
    Taken {
        name,
        bytes: text.into_bytes(),
    }
}

async fn journal(reader: &mut Reader, viewer: &Viewer, convention: ConventionId) -> Result<Vec<u8>, StoreError> {
    let chain = convention.ordinal();
    let head = reader.first(viewer, InsideHead { chain }).await?;
    let nature = nature(reader, viewer, convention).await?;
    let mut written = Chain::begin(Book::Convention(convention), nature, head.as_ref());
    let mut after = 0;
    loop {
        let limit = PART;
        let part = reader.rows(viewer, InsideWhole { chain, after, limit }).await?;
        let Some(last) = part.last() else { break };
        after = last.seq;
        written.add(&part);
    }
    Ok(written.end())
}
