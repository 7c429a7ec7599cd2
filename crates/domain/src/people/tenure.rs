//! Between which days a mandate holds. It never looks at who holds it.

use crate::time::Day;

/// The first and the last day of a mandate, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tenure {
    /// First day.
    pub since: Day,
    /// Last day, when it is known.
    pub until: Option<Day>,
}

impl Tenure {
    /// The years in which a mandate can begin or end: outside of them, a figure of the year was mistyped.
    pub const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

    /// Whether a mandate may begin or end that day.
    #[must_use]
    pub fn admits(day: Day) -> bool {
        Self::YEARS.contains(&day.year())
    }

    /// Whether a day belongs to both.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let begins_in_time = |one: Self, two: Self| two.until.is_none_or(|until| one.since <= until);
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// Whether it has not begun.
    #[must_use]
    pub fn is_to_come(self, today: Day) -> bool {
        today < self.since
    }

    /// Whether its last day has passed.
    #[must_use]
    pub fn is_over(self, today: Day) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    /// Whether it holds on that day.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        !self.is_to_come(day) && !self.is_over(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_that_was_mistyped_is_no_day_of_a_mandate() {
        let admits = |text: &str| Tenure::admits(text.parse().expect("a day"));
        assert!(admits("2000-01-01") && admits("2026-11-24") && admits("2100-12-31"));
        for wrong in ["0001-01-01", "1999-12-31", "2101-01-01", "9999-12-31"] {
            assert!(!admits(wrong), "{wrong}");
        }
    }

    fn tenure(since: &str, until: Option<&str>) -> Tenure {
        Tenure {
            since: since.parse().expect("a day"),
            until: until.map(|day| day.parse().expect("a day")),
        }
    }

    #[test]
    fn two_meet_when_a_day_is_in_both() {
        let open = tenure("2022-01-01", None);
        assert!(open.meets(open));
        assert!(!open.meets(tenure("2020-01-01", Some("2021-12-31"))));
        assert!(tenure("2020-01-01", Some("2022-01-01")).meets(open));
        assert!(!tenure("2026-01-01", None).meets(tenure("2025-01-01", Some("2025-12-31"))));
    }

    #[test]
    fn first_and_last_day_are_included() {
        let one = tenure("2026-01-10", Some("2026-01-12"));
        let day = |text: &str| text.parse().expect("a day");
        let held: Vec<bool> = ["2026-01-09", "2026-01-10", "2026-01-12", "2026-01-13"]
            .map(|text| one.holds(day(text)))
            .to_vec();
        assert_eq!(held, [false, true, true, false]);
        assert!(one.is_to_come(day("2026-01-09")) && one.is_over(day("2026-01-13")));
    }
}
