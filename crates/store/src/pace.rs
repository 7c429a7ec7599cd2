//! Work in the background that leaves the machine to those who read pages: so many bytes a second, and no more.

use std::thread;
use std::time::{Duration, Instant};

/// A rhythm. It sleeps on the thread that works: never one that serves pages.
pub(crate) struct Pace {
    started: Instant,
    bytes_a_second: u64,
    done: u64,
    since_last: usize,
}

/// How often the clock is looked at.
const STEP: usize = 1 << 18;

impl Pace {
    #[expect(clippy::disallowed_methods, reason = "a rhythm is a duration: no date comes out of it")]
    pub(crate) fn new(bytes_a_second: u64) -> Self {
        Self {
            started: Instant::now(),
            bytes_a_second,
            done: 0,
            since_last: 0,
        }
    }

    /// So many more bytes are done.
    pub(crate) fn done(&mut self, bytes: usize) {
        self.since_last += bytes;
        if self.since_last < STEP {
            return;
        }
        self.done += std::mem::take(&mut self.since_last) as u64;
        let due = Duration::from_millis(self.done * 1000 / self.bytes_a_second.max(1));
        if let Some(early) = due.checked_sub(self.started.elapsed()) {
            thread::sleep(early);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_bytes_of_a_second_take_two_seconds_whatever_the_pieces() {
        let pace = |pieces: usize| {
            let mut pace = Pace::new(20 << 20);
            for _ in 0..pieces {
                pace.done((4 << 20) / pieces);
            }
            pace.started.elapsed()
        };
        for pieces in [4, 4096] {
            assert!(pace(pieces) >= Duration::from_millis(150));
        }
    }
}
