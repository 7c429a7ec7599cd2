//! How long what one just did can be taken back: the same everywhere. What is taken back, and how, is each room's own.

use domain::time::Instant;

/// Ten minutes, in seconds: what pages say beside the button.
const TEN_MINUTES_SECONDS: i64 = 600;

/// Whether what was done at this moment can still be taken back.
#[must_use]
pub fn is_fresh(done: Instant, now: Instant) -> bool {
    now <= done.plus_seconds(TEN_MINUTES_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_minutes_are_left_and_no_more() {
        let done = Instant::from_micros(1_000_000);
        assert!(is_fresh(done, done) && is_fresh(done, done.plus_seconds(600)));
        assert!(!is_fresh(done, done.plus_seconds(601)));
    }
}
