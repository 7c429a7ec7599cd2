//! How often something may be tried: some attempts for free, then a wait that doubles, and time forgets.
//!
//! A pure rule over a count and a moment. It never knows who tries, and keeps nothing.

use crate::time::Instant;

/// How often one kind of thing may be tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Attempts without any wait.
    pub free: i64,
    /// The wait after them, in seconds; it doubles at each further attempt.
    pub first_wait: i64,
    /// The longest wait, in seconds: nobody is locked out for ever by someone else.
    pub longest_wait: i64,
    /// One attempt is forgotten each time this many seconds pass.
    pub forget: i64,
}

/// What was tried so far: never more than a count and the last moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tried {
    /// Attempts not yet forgotten at that moment.
    pub count: i64,
    /// The last one.
    pub at: Instant,
}

impl Pace {
    /// Tries once more at `now`. Answers what is remembered from now on, or the moment from which one may try again; an
    /// attempt that is refused is not counted.
    pub fn attempt(self, tried: Option<Tried>, now: Instant) -> Result<Tried, Instant> {
        let Some(tried) = tried else {
            return Ok(Tried { count: 1, at: now });
        };
        // A clock set back must not make anyone wait for the day it had reached.
        let last = tried.at.min(now);
        let passed = (now.micros() - last.micros()) / 1_000_000;
        let count = (tried.count - passed / self.forget.max(1)).max(0);
        let open = last.plus_seconds(self.wait(tried.count));
        if count >= self.free && now < open {
            return Err(open);
        }
        Ok(Tried {
            count: count + 1,
            at: now,
        })
    }

    /// How long everything takes to be forgotten.
    #[must_use]
    pub const fn memory(self, tried: Tried) -> i64 {
        self.forget.saturating_mul(tried.count).saturating_add(self.longest_wait)
    }

    fn wait(self, count: i64) -> i64 {
        let beyond = u32::try_from(count - self.free).unwrap_or(0).min(30);
        if count < self.free {
            0
        } else {
            self.first_wait.saturating_mul(1 << beyond).min(self.longest_wait)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        free: 5,
        first_wait: 30,
        longest_wait: 900,
        forget: 600,
    };

    const START: Instant = Instant::from_micros(1_795_545_000_000_000);

    fn after(attempts: i64) -> Option<Tried> {
        (0..attempts).fold(None, |tried, _| {
            Some(PACE.attempt(tried, START).unwrap_or_else(|open| forced(tried, open)))
        })
    }

    /// Waits as asked, then tries.
    fn forced(tried: Option<Tried>, open: Instant) -> Tried {
        PACE.attempt(tried, open).expect("the wait is over")
    }

    #[test]
    fn five_are_free_then_the_wait_doubles_up_to_its_longest() {
        let mut tried = after(5);
        assert_eq!(tried.map(|tried| tried.count), Some(5));
        let mut waits = Vec::new();
        let mut now = START;
        for _ in 0..8 {
            let open = PACE.attempt(tried, now).expect_err("too soon");
            waits.push((open.micros() - now.micros()) / 1_000_000);
            tried = Some(PACE.attempt(tried, open).expect("waited"));
            now = open;
        }
        assert_eq!(waits, [30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_refused_attempt_changes_nothing_and_time_forgets() {
        let tried = after(5);
        let open = PACE.attempt(tried, START).expect_err("too soon");
        assert_eq!(PACE.attempt(tried, START.plus_seconds(29)), Err(open));
        let later = PACE.attempt(tried, START.plus_seconds(1200)).expect("long after");
        assert_eq!(later.count, 4, "two were forgotten, one is new");
        assert_eq!(PACE.attempt(None, START).map(|tried| tried.count), Ok(1));
    }

    #[test]
    fn a_clock_set_back_locks_nobody_out() {
        let tried = after(6);
        let before = START.plus_seconds(-1_000_000);
        let open = PACE.attempt(tried, before).expect_err("too soon");
        assert!(open <= before.plus_seconds(PACE.longest_wait));
    }
}
