//! The texts of kept files, read by themselves: asked for by whoever serves, every few seconds. Nobody who adds a file waits for it.
//!
//! Of several servers, one reads a file. A file that takes a server down with it is tried a few times, then said to be unreadable.

use std::time::Duration;

use domain::access::{Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::documents::{DocumentText, DocumentTextRead, MediaType, TEXT_READER, Unread};
use domain::ids::DocumentId;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, Store, StoreError, query};
use vault::{Kept, Vault};

use crate::tables::Tables;

const JOB: Viewer = Viewer::Job(Reason::Indexing);

/// How many files are looked for at a time.
const AT_A_TIME: i64 = 20;

/// How long a file may take to be read.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a server that began a file is left alone with it.
const TURN_MICROS: i64 = 5 * 60 * 1_000_000;

/// How long it is remembered that a file was begun.
const KEPT_MICROS: i64 = 24 * 3_600 * 1_000_000;

/// How many times a file is begun before it is given up.
const ATTEMPTS: u32 = 3;

/// The kind of note that says who is reading.
pub(crate) const BEGUN: &str = "document_text";

/// A file whose text was not read, or was by an older reader.
#[derive(Debug, Clone)]
struct UnreadRow {
    document: DocumentId,
    number: i64,
    media: MediaType,
    digest: Digest,
}

query! {
    /// The documents whose text is still to be read.
    UnreadTexts(reader: i64, most: i64) -> UnreadRow
    reading ["unread_document"]
    "SELECT convention, ordinal, current_version, media, kept_file FROM unread_document WHERE reader < $4 \
        ORDER BY convention, ordinal LIMIT $5"
}

impl FromRow for UnreadRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            document: DocumentId {
                convention: c.id(0)?,
                ordinal: c.int(1)?,
            },
            number: c.int(2)?,
            media: c.word(3, MediaType::from_code)?,
            digest: c.digest(4)?,
        })
    }
}

/// Whose turn it is at a file.
enum Turn {
    /// Another server's.
    Theirs,
    /// This one's.
    Ours,
    /// Nobody's any more: it was begun too often.
    GivenUp,
}

/// Reads the texts that are still to be read, some at a time; tells how many were.
pub async fn read_texts(store: &Store, now: Instant) -> Result<usize, StoreError> {
    let asked = UnreadTexts {
        reader: TEXT_READER,
        most: AT_A_TIME,
    };
    let unread = store.read(now.paris_day()).await?.rows(&JOB, asked).await?;
    let mut done = 0;
    for row in unread {
        let lines = match turn(store, &row, now).await? {
            Turn::Theirs => continue,
            Turn::Ours => lines(store.vault().clone(), &row).await,
            Turn::GivenUp => Err(Unread::TooLong),
        };
        done += usize::from(keep(store, &row, DocumentText::of(lines), now).await?);
    }
    Ok(done)
}

/// Takes the turn at a file, unless another server has it.
async fn turn(store: &Store, row: &UnreadRow, now: Instant) -> Result<Turn, StoreError> {
    let key = begun_key(row.document, row.number);
    let mut notes = store.notes(now).await?;
    let begun = notes.hold(BEGUN, key).await?;
    if begun
        .as_ref()
        .is_some_and(|note| (0..TURN_MICROS).contains(&(now.micros() - note.at.micros())))
    {
        return Ok(Turn::Theirs);
    }
    let attempts = begun.and_then(|note| note.value.parse().ok()).unwrap_or(0_u32);
    if attempts >= ATTEMPTS {
        return Ok(Turn::GivenUp);
    }
    let until = Instant::from_micros(now.micros().saturating_add(KEPT_MICROS));
    notes.keep(BEGUN, key, &(attempts + 1).to_string(), until).await?;
    notes.commit().await?;
    Ok(Turn::Ours)
}

/// The note of a version that is being read.
pub(crate) fn begun_key(document: DocumentId, number: i64) -> Digest {
    Digest::of(format!("{} {} {number}", document.convention, document.ordinal).as_bytes())
}

/// The lines of a file, read away from the threads that serve pages; one that takes too long is left to end by itself.
async fn lines(vault: Vault, row: &UnreadRow) -> Result<Vec<String>, Unread> {
    let (media, digest) = (row.media, row.digest);
    let work = tokio::task::spawn_blocking(move || files::text_of(media, &bytes(&vault, digest)?));
    match tokio::time::timeout(PATIENCE, work).await {
        Ok(Ok(lines)) => lines,
        // A reader that gave up in a way that nobody foresaw: the file is not one it knows.
        Ok(Err(_)) => Err(Unread::Damaged),
        Err(_) => Err(Unread::TooLong),
    }
}

fn bytes(vault: &Vault, digest: Digest) -> Result<Vec<u8>, Unread> {
    vault.open(digest).and_then(Kept::whole).map_err(|_| Unread::Missing)
}

/// Keeps what was read, unless the document changed meanwhile. Someone else may only have been writing at that moment: it is tried
/// once more.
async fn keep(store: &Store, row: &UnreadRow, text: DocumentText, now: Instant) -> Result<bool, StoreError> {
    let fact = DocumentTextRead {
        document: row.document,
        number: row.number,
        text,
    };
    for _ in 0..2 {
        match recorded(store, &fact, now).await {
            Ok(()) => return Ok(true),
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(false)
}

async fn recorded(store: &Store, fact: &DocumentTextRead, now: Instant) -> Result<(), StoreError> {
    let convention = fact.document.convention;
    let tx = store.begin::<verbs::ReadDocuments>(&JOB, convention, now).await?;
    tx.record::<Tables, _>(fact).await?.commit().await
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<UnreadTexts>()]
}
