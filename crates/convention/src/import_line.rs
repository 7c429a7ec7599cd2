//! Who waits for the recogniser of characters of this server: one reads at a time, in the order in which they came.
//!
//! It knows neither files nor people.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// A line. One is enough for a server; a test has its own.
#[derive(Debug, Default)]
pub(crate) struct Line(Mutex<(u64, VecDeque<u64>)>);

/// A place in a line, left when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    line: &'static Line,
    number: u64,
}

impl Line {
    pub(crate) const fn new() -> Self {
        Self(Mutex::new((0, VecDeque::new())))
    }

    /// Takes the last place.
    pub(crate) fn join(&'static self) -> Place {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.0 += 1;
        let number = line.0;
        line.1.push_back(number);
        Place { line: self, number }
    }
}

impl Place {
    /// How many come first. Whoever has nobody before them may begin.
    pub(crate) fn before(&self) -> usize {
        let line = self.line.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.1.iter().take_while(|number| **number != self.number).count()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut line = self.line.0.lock().unwrap_or_else(PoisonError::into_inner);
        line.1.retain(|number| *number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_comes_after_the_other_and_whoever_leaves_makes_room() {
        static LINE: Line = Line::new();
        let (first, second, third) = (LINE.join(), LINE.join(), LINE.join());
        assert_eq!((first.before(), second.before(), third.before()), (0, 1, 2));
        drop(second);
        assert_eq!(third.before(), 1);
        drop(first);
        assert_eq!((third.before(), LINE.join().before()), (0, 1));
    }
}
