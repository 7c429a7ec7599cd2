//! A convention enters: one fact, all or nothing.
//!
//! Used by the command line, by the demo and by the pages; it neither reads files nor decides what a text says.

use domain::access::{Installation, Viewer, verbs};
use domain::convention::ConventionEntered;
use domain::digest::Digest;
use domain::example::Nature;
use domain::ids::{ConventionId, Id};
use domain::reading::Reading;
use domain::time::Instant;
use store::{Permitted, QueryInfo, Sequence, Store, StoreError, Tx, query};

use crate::place_recognition;
use crate::tables::Tables;

/// What was read of a text, ready to enter.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What was read.
    pub reading: Reading,
    /// The text, line by line.
    pub text: Vec<String>,
    /// Whether it is checked before those who hold a mandate see it.
    pub review: bool,
}

/// A convention did not enter.
#[derive(Debug, thiserror::Error)]
pub enum EntryError {
    /// The same text is there already.
    #[error("Ce texte est déjà entré sous le numéro {0}. Rien n’a été écrit.")]
    Known(ConventionId),
    /// The store refused, or is broken.
    #[error(transparent)]
    Store(#[from] StoreError),
}

query! {
    /// The convention that a file of this digest made, among those that stand.
    pub(crate) KnownSource(digest: Digest) -> i64
    reading ["known_source"]
    "SELECT convention FROM known_source WHERE source_digest = $4"
}

query! {
    /// The example that stands.
    StandingExample() -> i64
    reading ["registered_convention"]
    "SELECT convention FROM registered_convention WHERE example = 1"
}

/// A transaction that may enter a convention.
pub(crate) type Entering = Tx<Permitted<verbs::EnterConvention>>;

/// Enters `entry` as a new convention and answers once it is synced to disk.
pub async fn enter(store: &Store, viewer: &Viewer, now: Instant, entry: Entry) -> Result<ConventionId, EntryError> {
    // Opened before anyone waits for this transaction.
    place_recognition::prepare(&entry.reading);
    let tx = store.begin::<verbs::EnterConvention>(viewer, Installation, now).await?;
    enter_within(tx, entry).await
}

/// The same, in a transaction that was permitted.
pub(crate) async fn enter_within(mut tx: Entering, entry: Entry) -> Result<ConventionId, EntryError> {
    if let Some(known) = known(&mut tx, entry.reading.source.digest).await? {
        return Err(EntryError::Known(known));
    }
    enter_as(tx, entry, Nature::Signed).await
}

/// Enters `entry` as an example, beside the convention it is a copy of: at most one stands at a time.
pub async fn enter_example(store: &Store, viewer: &Viewer, now: Instant, entry: Entry) -> Result<ConventionId, EntryError> {
    place_recognition::prepare(&entry.reading);
    let tx = store.begin::<verbs::EnterConvention>(viewer, Installation, now).await?;
    enter_example_within(tx, entry).await
}

/// The same, in a transaction that was permitted.
pub(crate) async fn enter_example_within(mut tx: Entering, entry: Entry) -> Result<ConventionId, EntryError> {
    // The ordinal first: of two that enter at once, the second finds the first.
    tx.allocate(Sequence::Installation("example")).await?;
    if let Some(known) = tx.load_first(StandingExample {}).await? {
        return Err(EntryError::Known(Id::new(known)));
    }
    enter_as(tx, entry, Nature::Example).await
}

async fn enter_as(mut tx: Entering, entry: Entry, nature: Nature) -> Result<ConventionId, EntryError> {
    let convention = Id::new(tx.allocate(Sequence::Installation("convention")).await?);
    let document = files::interchange::write(&entry.reading);
    let fact = ConventionEntered {
        convention,
        nature,
        review: entry.review,
        reading: entry.reading,
        text: entry.text,
        document,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(convention)
}

/// The convention that this text made. The series of texts is held first: whoever enters the same text at the same time, or
/// gives back a convention that it made, waits until this transaction ends.
pub(crate) async fn known(tx: &mut Entering, digest: Digest) -> Result<Option<ConventionId>, StoreError> {
    tx.allocate(Sequence::Installation("text")).await?;
    Ok(tx.load_first(KnownSource { digest }).await?.map(Id::new))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<KnownSource>(), QueryInfo::of::<StandingExample>()]
}
