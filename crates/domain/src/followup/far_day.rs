//! A new day that is far from its convention: a year typed wrong. What is postponed a little after the end of the convention is not.

use crate::time::Day;

/// How long after its end something that a convention began may still be expected: as long as the longest of the conventions that were
/// read runs, in case it passes to the next one. No rule of law: a slip of the year is what is looked for.
const DAYS_AFTER: i64 = 5 * 365 + 1;

/// Why a day is far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FarDay {
    /// The convention begins later, on this day.
    Before(Day),
    /// The convention ended long before, on this day.
    After(Day),
}

impl FarDay {
    /// Of a day, and the first and the last day of its convention, where they are known.
    #[must_use]
    pub fn of(day: Day, (start, end): (Option<Day>, Option<Day>)) -> Option<Self> {
        let early = start.filter(|start| day < *start).map(Self::Before);
        let late = end.filter(|end| day > end.plus_days(DAYS_AFTER)).map(Self::After);
        early.or(late)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_year_typed_wrong_is_far_and_a_postponement_to_the_next_convention_is_not() {
        let (start, end) = (day("2022-01-01"), day("2026-12-31"));
        let far = |text: &str| FarDay::of(day(text), (Some(start), Some(end)));
        assert_eq!(far("2019-01-01"), Some(FarDay::Before(start)));
        assert_eq!(far("9999-12-31"), Some(FarDay::After(end)));
        assert_eq!((far("2026-06-30"), far("2031-05-05")), (None, None));
        assert_eq!(
            FarDay::of(day("9999-12-31"), (Some(start), None)),
            None,
            "nothing is known of its end"
        );
    }
}
