//! What is over is told, or swept: proofs that were refused, notes that ended, sessions that ended some days ago, what the disk
//! still holds of people who were erased. Asked for by whoever serves, now and then.

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::people::{EveryLinkEnded, EverySessionClosed, SessionsSwept};
use domain::time::{Day, Instant};
use store::{QueryInfo, Store, StoreError, query};

use crate::failures;
use crate::tables::Tables;

/// How long an ended session is still there, for whoever looks into something: a week.
const KEPT_SECONDS: i64 = 7 * 24 * 60 * 60;

query! {
    /// How many sessions ended before this moment.
    CountEnded(before: Instant) -> i64
    reading ["ended_session"]
    "SELECT COUNT(*) FROM ended_session WHERE expires <= $4 OR closed <= $4"
}

query! {
    /// How many sessions nobody closed.
    CountOpen() -> i64
    reading ["ended_session"]
    "SELECT COUNT(*) FROM ended_session WHERE closed IS NULL"
}

query! {
    /// How many invitations and links to a new password would still open.
    CountPending(now: Instant) -> i64
    reading ["pending_link"]
    "SELECT COUNT(*) FROM pending_link WHERE expires > $4 AND used IS NULL AND revoked IS NULL"
}

query! {
    /// How many links to answer a campaign would still open.
    CountAnswering(today: Day) -> i64
    reading ["open_campaign_link"]
    "SELECT COUNT(*) FROM open_campaign_link WHERE last_day >= $4"
}

query! {
    /// How many links to the sheet of an elected person would still open.
    CountSheets(today: Day) -> i64
    reading ["open_summary_link"]
    "SELECT COUNT(*) FROM open_summary_link WHERE last_day >= $4"
}

query! {
    /// When each person who was erased was, the last first.
    Erasures() -> i64
    reading ["erased_person"]
    "SELECT erased FROM erased_person WHERE erased IS NOT NULL ORDER BY erased DESC LIMIT 1"
}

/// The kind of the note that says up to when the disk holds nothing of those who were erased.
const REWRITTEN: &str = "rewritten";

/// How long that note lasts: a hundred years.
const FOR_EVER_SECONDS: i64 = 100 * 365 * 24 * 60 * 60;

/// Leaves nothing on the disk of those who were erased since the last time.
async fn forget_erased(store: &Store, now: Instant) -> Result<(), StoreError> {
    let viewer = Viewer::Job(Reason::Upkeep);
    let last = store.read(now.paris_day()).await?.first(&viewer, Erasures {}).await?;
    let Some(last) = last else { return Ok(()) };
    let key = Digest::of(REWRITTEN.as_bytes());
    let mut notes = store.notes(now).await?;
    let rewritten = notes
        .hold(REWRITTEN, key)
        .await?
        .and_then(|note| note.value.parse::<i64>().ok());
    drop(notes);
    if rewritten.is_some_and(|upto| upto >= last) {
        return Ok(());
    }
    store.rewrite().await?;
    let mut notes = store.notes(now).await?;
    notes
        .keep(REWRITTEN, key, &last.to_string(), now.plus_seconds(FOR_EVER_SECONDS))
        .await?;
    notes.commit().await
}

/// Sweeps. Nothing is recorded when nothing is over.
pub async fn sweep(store: &Store, now: Instant) -> Result<(), StoreError> {
    failures::tell(store, now).await?;
    let mut notes = store.notes(now).await?;
    notes.sweep().await?;
    notes.commit().await?;
    forget_erased(store, now).await?;
    let before = now.plus_seconds(-KEPT_SECONDS);
    let viewer = Viewer::Job(Reason::Upkeep);
    let mut tx = store.begin::<verbs::SweepSessions>(&viewer, Installation, now).await?;
    let count = tx.load_first(CountEnded { before }).await?.unwrap_or(0);
    if count > 0 {
        tx.record::<Tables, _>(&SessionsSwept { before, count })
            .await?
            .commit()
            .await?;
    }
    Ok(())
}

/// Closes every session, and says how many were open: a backup brings back those that were closed since. Nothing is recorded when
/// none is open.
pub async fn close_every_session(store: &Store, now: Instant) -> Result<i64, StoreError> {
    let viewer = Viewer::Job(Reason::Upkeep);
    let mut tx = store.begin::<verbs::SweepSessions>(&viewer, Installation, now).await?;
    let count = tx.load_first(CountOpen {}).await?.unwrap_or(0);
    if count > 0 {
        let fact = EverySessionClosed { at: now, count };
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(count)
}

/// Ends every link that opens without a password, and says how many of each there were: a backup brings back those that were used, taken
/// back or replaced since. What was written by them stays, and another link is had where the first one came from. Nothing is recorded when
/// there is none.
pub async fn end_every_link(store: &Store, now: Instant) -> Result<EveryLinkEnded, StoreError> {
    let (viewer, today) = (Viewer::Job(Reason::Upkeep), now.paris_day());
    let mut tx = store.begin::<verbs::SweepSessions>(&viewer, Installation, now).await?;
    let ended = EveryLinkEnded {
        at: now,
        accounts: tx.load_first(CountPending { now }).await?.unwrap_or(0),
        campaigns: tx.load_first(CountAnswering { today }).await?.unwrap_or(0),
        sheets: tx.load_first(CountSheets { today }).await?.unwrap_or(0),
    };
    if ended.accounts + ended.campaigns + ended.sheets > 0 {
        tx.record::<Tables, _>(&ended).await?.commit().await?;
    }
    Ok(ended)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<CountEnded>(),
        QueryInfo::of::<CountOpen>(),
        QueryInfo::of::<CountPending>(),
        QueryInfo::of::<CountAnswering>(),
        QueryInfo::of::<CountSheets>(),
        QueryInfo::of::<Erasures>(),
    ]
}
