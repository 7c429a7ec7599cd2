//! The time it is in the tests, and what they take for chance. Both are the same at each run.

use std::sync::atomic::{AtomicU64, Ordering};

use domain::digest::Digest;
use domain::time::{Day, Instant};

/// 24 November 2026, half past seven in the evening in Paris.
pub const NOW: Instant = Instant::from_micros(1_795_545_000_000_000);

/// A clock that stands still.
#[must_use]
pub fn clock() -> Instant {
    NOW
}

/// The day it is.
#[must_use]
pub fn today() -> Day {
    NOW.paris_day()
}

/// The day written in `text`.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn day(text: &str) -> Day {
    text.parse().expect("a day, as 2026-11-24")
}

/// 32 bytes, never twice the same, and the same sequence at each run.
#[must_use]
pub fn randomness() -> [u8; 32] {
    static DRAWN: AtomicU64 = AtomicU64::new(0);
    let nth = DRAWN.fetch_add(1, Ordering::Relaxed);
    *Digest::of(&nth.to_be_bytes()).as_bytes()
}
