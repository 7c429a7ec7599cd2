//! When people came to a convention, and when they came before: any page of it counts, and pages looked at without half an hour between
//! them are one stay.
//!
//! A note keeps it, of which nobody is told and which ends by itself. Most pages neither read nor write it: what was noted is
//! remembered for some minutes, and one page in those minutes notes it again. When it cannot be, the page is answered without it.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use domain::digest::Digest;
use domain::ids::{ConventionId, PersonId};
use domain::time::Instant;
use store::StoreError;

use crate::visit::Visit;

/// The kind of the note that holds the stays.
pub const VISITED: &str = "visited";

/// How long a stay goes on after the last page that was looked at, in seconds.
const STAY_SECONDS: i64 = 30 * 60;

/// How long a stay is remembered before it is noted again, in seconds.
const NOTED_EVERY_SECONDS: i64 = 5 * 60;

/// How long the last stay is kept, in seconds: a year.
const REMEMBERED_SECONDS: i64 = 365 * 24 * 3600;

/// How many stays are remembered at once at most: beyond, they are noted again.
const MOST: usize = 20_000;

/// How long a page waits to note its stay.
const PATIENCE: Duration = Duration::from_millis(300);

/// One's stay in a convention, and the end of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// When one was last here before, to some minutes; nothing on a first stay.
    pub before: Option<Instant>,
    /// When a page was last looked at, to some minutes.
    pub last: Instant,
}

/// The note under which the stays of a person in a convention are kept.
#[must_use]
pub fn note_of(convention: ConventionId, person: PersonId) -> Digest {
    Digest::of(format!("visited/{convention}/{person}").as_bytes())
}

impl Stay {
    /// What a note holds.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (before, last) = text.split_once(' ')?;
        Some(Self {
            before: before.parse().ok().map(Instant::from_micros),
            last: Instant::from_micros(last.parse().ok()?),
        })
    }

    /// The same, as a note holds it.
    #[must_use]
    pub fn written(self) -> String {
        let before = self
            .before
            .map_or_else(|| "-".to_owned(), |before| before.micros().to_string());
        format!("{before} {}", self.last.micros())
    }

    /// The stay that goes on, or the next one.
    #[must_use]
    pub fn at(known: Option<Self>, now: Instant) -> Self {
        match known {
            Some(stay) if now < stay.last.plus_seconds(STAY_SECONDS) => Self {
                last: stay.last.max(now),
                ..stay
            },
            Some(stay) => Self {
                before: Some(stay.last),
                last: now,
            },
            None => Self { before: None, last: now },
        }
    }
}

/// The stays that were noted a moment ago.
#[derive(Debug, Default)]
pub struct Stays(Mutex<HashMap<Digest, Stay>>);

impl Stays {
    /// The stay under this key, when it was noted some minutes ago at most.
    fn fresh(&self, key: &Digest, now: Instant) -> Option<Stay> {
        let stays = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stay = stays.get(key).copied();
        stay.filter(|stay| stay.last <= now && now < stay.last.plus_seconds(NOTED_EVERY_SECONDS))
    }

    fn remember(&self, key: Digest, stay: Stay) {
        let mut stays = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if stays.len() >= MOST {
            stays.clear();
        }
        stays.insert(key, stay);
    }
}

/// The stay of whoever visits, when it is inside a convention under a mandate.
pub(crate) async fn enter(visit: &mut Visit) -> Option<Stay> {
    let known = visit.known()?;
    let mandate = known.mandate.as_ref()?;
    let key = note_of(mandate.mandated.convention, known.person);
    if let Some(stay) = visit.site.stays.fresh(&key, visit.now) {
        return Some(stay);
    }
    // A browser that fetches a page in advance looks at nothing.
    if is_in_advance(visit) {
        return None;
    }
    match tokio::time::timeout(PATIENCE, noted(visit, key)).await {
        Ok(Ok(stay)) => Some(stay),
        Ok(Err(error)) => {
            tracing::warn!(%error, "a stay could not be noted");
            None
        }
        Err(_) => None,
    }
}

fn is_in_advance(visit: &Visit) -> bool {
    ["sec-purpose", "purpose"].into_iter().any(|header| {
        let purpose = visit.headers.get(header).and_then(|value| value.to_str().ok());
        purpose.is_some_and(|purpose| purpose.contains("prefetch"))
    })
}

async fn noted(visit: &mut Visit, key: Digest) -> Result<Stay, StoreError> {
    let now = visit.now;
    // Nobody waits for a turn to write while holding a reader.
    visit.leave();
    let mut notes = visit.site.store.notes(now).await?;
    let last = notes.hold(VISITED, key).await?.and_then(|note| Stay::read(&note.value));
    let stay = Stay::at(last, now);
    if last != Some(stay) {
        let expires = now.plus_seconds(REMEMBERED_SECONDS);
        notes.keep(VISITED, key, &stay.written(), expires).await?;
        notes.commit().await?;
    }
    visit.site.stays.remember(key, stay);
    Ok(stay)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Instant {
        Instant::from_micros(0).plus_seconds(minutes * 60)
    }

    #[test]
    fn a_stay_goes_on_as_long_as_one_looks_and_the_next_one_knows_when_it_ended() {
        let first = Stay::at(None, at(0));
        assert_eq!((first.before, first.last), (None, at(0)));
        let longer = Stay::at(Some(Stay::at(Some(first), at(29))), at(58));
        assert_eq!((longer.before, longer.last), (None, at(58)), "it goes on");
        let next = Stay::at(Some(longer), at(88));
        assert_eq!((next.before, next.last), (Some(at(58)), at(88)));
        assert_eq!(
            Stay::at(Some(next), at(80)),
            next,
            "a clock that was set back changes nothing"
        );
        for stay in [first, next] {
            assert_eq!(Stay::read(&stay.written()), Some(stay));
        }
        assert_eq!(Stay::read("x"), None);
    }

    #[test]
    fn what_was_noted_a_moment_ago_is_not_noted_again() {
        let stays = Stays::default();
        let key = note_of(ConventionId::new(1), PersonId::new(2));
        assert_eq!(stays.fresh(&key, at(0)), None);
        let stay = Stay::at(None, at(0));
        stays.remember(key, stay);
        assert_eq!((stays.fresh(&key, at(4)), stays.fresh(&key, at(5))), (Some(stay), None));
        let other = note_of(ConventionId::new(2), PersonId::new(2));
        assert_eq!(stays.fresh(&other, at(0)), None, "each convention has its own");
    }
}
