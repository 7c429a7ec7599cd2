//! How what a request carries arrives: within its time, its size and its number of fields; files few at a time, and never all the
//! places for one sender.
//!
//! It knows no form: what arrived is read elsewhere.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_LENGTH;
use domain::digest::Digest;
use http_body_util::BodyExt as _;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{sleep, timeout, timeout_at};

use crate::failure::{self, Told};
use crate::form::{FORM_LIMIT_BYTES, has_too_many_fields};

/// How slowly a body may arrive.
#[derive(Clone, Copy)]
struct Pace {
    /// How long it may be behind.
    patience: Duration,
    /// The slowest line from which it is received.
    bytes_a_second: u64,
}

/// A farmhouse in the hills.
const SLOWEST: Pace = Pace {
    patience: Duration::from_secs(30),
    bytes_a_second: 60_000,
};

/// How long one waits for a place.
const PLACE_PATIENCE: Duration = Duration::from_secs(20);

/// How many files are received at once: each is held in memory until it is kept.
static FILES_AT_ONCE: Semaphore = Semaphore::const_new(8);

/// How many of the places one sender holds at most: whoever sends two files has no need of a third place until one of them arrived.
const PLACES_OF_ONE: usize = 2;

/// How many places each sender holds now.
static HELD: Mutex<BTreeMap<Digest, usize>> = Mutex::new(BTreeMap::new());

/// How much of what is too long is still received and thrown away, in times what its page takes: a browser shows the answer to a form
/// only once the whole of it has left.
const THROWN_AWAY_TIMES: usize = 5;

/// A place among the files that are received, given back when it is dropped.
pub(crate) struct Place {
    sender: Digest,
    _permit: SemaphorePermit<'static>,
}

impl Place {
    /// Waits for one.
    pub(crate) async fn wait(sender: Digest) -> Result<Self, Told> {
        if !count_one_more(sender) {
            return Err(failure::CROWDED_BY_YOU);
        }
        let Ok(Ok(permit)) = timeout(PLACE_PATIENCE, FILES_AT_ONCE.acquire()).await else {
            count_one_less(sender);
            return Err(failure::CROWDED);
        };
        Ok(Self { sender, _permit: permit })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        count_one_less(self.sender);
    }
}

fn count_one_more(sender: Digest) -> bool {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let own = held.entry(sender).or_default();
    if *own >= PLACES_OF_ONE {
        return false;
    }
    *own += 1;
    true
}

fn count_one_less(sender: Digest) {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    let left = held.get(&sender).map_or(0, |own| own.saturating_sub(1));
    if left == 0 {
        held.remove(&sender);
    } else {
        held.insert(sender, left);
    }
}

/// The body, whole. Each byte that arrives buys time, at the pace of the slowest line: who stops sending is cut within half a minute,
/// however long the file was to be.
pub(crate) async fn receive(
    body: &mut Body,
    headers: &HeaderMap,
    (largest_bytes, most_fields): (usize, usize),
) -> Result<Bytes, Told> {
    let received = within(body, largest_bytes, SLOWEST).await?;
    if has_too_many_fields(headers, &received, most_fields) {
        return Err(failure::TOO_MANY_FIELDS);
    }
    Ok(received.into())
}

async fn within(body: &mut Body, largest_bytes: usize, pace: Pace) -> Result<Vec<u8>, Told> {
    let mut received = Vec::new();
    let mut late = sleep(pace.patience).deadline();
    while let Some(bytes) = next(body, &mut late, pace).await? {
        if received.len() + bytes.len() > largest_bytes {
            return Err(failure::TOO_LARGE);
        }
        received.extend_from_slice(&bytes);
    }
    Ok(received)
}

/// Receives the rest of what is too long, and keeps none of it; what would be endless is left where it is.
pub(crate) async fn throw_away(mut body: Body, headers: &HeaderMap, largest_bytes: usize) {
    let most = largest_bytes.saturating_mul(THROWN_AWAY_TIMES);
    if told_length(headers).is_none_or(|length| length > most) {
        return;
    }
    let mut late = sleep(SLOWEST.patience).deadline();
    let mut left = most;
    while let Ok(Some(bytes)) = next(&mut body, &mut late, SLOWEST).await {
        left = left.saturating_sub(bytes.len());
        if left == 0 {
            return;
        }
    }
}

/// What comes next of a body, and when it is late from then on.
async fn next(body: &mut Body, late: &mut tokio::time::Instant, pace: Pace) -> Result<Option<Bytes>, Told> {
    loop {
        let Ok(frame) = timeout_at(*late, body.frame()).await else {
            return Err(failure::TOO_SLOW);
        };
        let Some(frame) = frame else { return Ok(None) };
        let frame = frame.map_err(|_| failure::unreadable())?;
        if let Ok(bytes) = frame.into_data() {
            *late += Duration::from_micros(bytes.len() as u64 * 1_000_000 / pace.bytes_a_second);
            return Ok(Some(bytes));
        }
    }
}

/// How long a body says that it is, in bytes.
pub(crate) fn told_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a route of this size receives files.
pub(crate) const fn is_for_files(largest_bytes: usize) -> bool {
    largest_bytes > FORM_LIMIT_BYTES
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::task::Poll;

    use super::*;

    /// A body that sends this many bytes every so often.
    fn trickle(bytes: usize, every: Duration, times: usize) -> Body {
        let mut left = times;
        let mut pause = Box::pin(sleep(every));
        let stream = futures_util::stream::poll_fn(move |context| {
            if left == 0 {
                return Poll::Ready(None);
            }
            std::task::ready!(Future::poll(pause.as_mut(), context));
            left -= 1;
            pause = Box::pin(sleep(every));
            Poll::Ready(Some(Ok::<_, Infallible>(vec![b'a'; bytes])))
        });
        Body::from_stream(stream)
    }

    /// A second of patience, and a thousand bytes a second.
    const QUICK: Pace = Pace {
        patience: Duration::from_secs(1),
        bytes_a_second: 1_000,
    };

    async fn received(mut body: Body) -> Result<usize, Told> {
        within(&mut body, 20_000, QUICK).await.map(|bytes| bytes.len())
    }

    #[tokio::test]
    async fn a_slow_line_is_waited_for_as_long_as_it_sends() {
        let hills = trickle(400, Duration::from_millis(200), 10);
        assert_eq!(received(hills).await, Ok(4_000));
        assert_eq!(received(trickle(15_000, Duration::ZERO, 2)).await, Err(failure::TOO_LARGE));
    }

    #[tokio::test]
    async fn who_sends_drop_by_drop_is_cut_long_before_the_end() {
        let begun = sleep(Duration::ZERO).deadline();
        let cut = received(trickle(1, Duration::from_millis(100), 1_000)).await;
        assert_eq!(cut, Err(failure::TOO_SLOW));
        let passed = sleep(Duration::ZERO).deadline() - begun;
        assert!(passed < Duration::from_secs(20), "of a hundred seconds: {passed:?}");
    }

    #[tokio::test]
    async fn one_sender_never_holds_all_the_places() {
        let (one, other) = (Digest::of(b"one"), Digest::of(b"other"));
        let Ok(first) = Place::wait(one).await else {
            panic!("a place")
        };
        let Ok(_second) = Place::wait(one).await else {
            panic!("another")
        };
        assert_eq!(Place::wait(one).await.err(), Some(failure::CROWDED_BY_YOU));
        assert!(Place::wait(other).await.is_ok(), "there is room for others");
        drop(first);
        assert!(Place::wait(one).await.is_ok(), "it was given back");
    }
}
