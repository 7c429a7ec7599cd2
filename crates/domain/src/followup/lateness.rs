//! What is late: computed from the signed years, the day people gave, and how the lane stands; never entered by anyone.
//!
//! What nobody reported on is not late but silent: that nothing is known does not say that nothing was done.

use super::{LaneState, Status};
use crate::time::{Day, Instant};

/// After this many days without a report, an action is without news.
pub const NEWS_DAYS: i32 = 60;

/// What the text plans for a lane: its first and its last year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The first year.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// Why a lane is late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    /// The day that people gave has passed.
    DayPassed(Day),
    /// Its last year is over.
    NotDoneIn(i64),
    /// Its first year is over and it has not started.
    NotStartedIn(i64),
}

/// Whether a lane is late on this day, and why. Suspended and postponed lanes wait for the day that was given, if one was.
#[must_use]
pub fn lateness(state: &LaneState, planned: Option<Planned>, today: Day) -> Option<Late> {
    if state.status.is_over() || state.status == Status::Unspecified {
        return None;
    }
    if let Some(day) = state.day {
        return (day < today).then_some(Late::DayPassed(day));
    }
    if matches!(state.status, Status::Suspended | Status::Postponed) {
        return None;
    }
    let planned = planned?;
    let year = i64::from(today.year());
    if planned.last < year {
        return Some(Late::NotDoneIn(planned.last));
    }
    let waits = matches!(state.status, Status::NotStarted | Status::Preparing);
    (waits && planned.first < year).then_some(Late::NotStartedIn(planned.first))
}

/// A day on which a plan is looked at, and the first day of its convention when that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnDay {
    /// The day.
    pub today: Day,
    /// The first day of the convention.
    pub begins: Option<Day>,
}

/// Whether the last news, if any, is older than [`NEWS_DAYS`]. What is over needs no news, and nobody expects any of a convention
/// that has begun for fewer days.
#[must_use]
pub fn is_silent(status: Status, last: Option<Instant>, on: OnDay) -> bool {
    let since = last.map(Instant::paris_day).or(on.begins);
    !status.is_over() && since.is_none_or(|day| day.days_until(on.today) >= NEWS_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn state(status: Status, moved: Option<&str>) -> LaneState {
        LaneState {
            status,
            day: moved.map(day),
            ..LaneState::default()
        }
    }

    const PLANNED: Planned = Planned { first: 2023, last: 2025 };

    #[test]
    fn what_should_be_done_or_begun_is_late() {
        let today = day("2026-11-23");
        let late = |status, planned| lateness(&state(status, None), Some(planned), today);
        assert_eq!(late(Status::Going, PLANNED), Some(Late::NotDoneIn(2025)));
        let running = Planned { first: 2025, last: 2026 };
        assert_eq!(late(Status::Going, running), None);
        assert_eq!(late(Status::NotStarted, running), Some(Late::NotStartedIn(2025)));
        assert_eq!(late(Status::Done, PLANNED), None);
        assert_eq!(late(Status::Suspended, PLANNED), None);
        assert_eq!(late(Status::Unspecified, PLANNED), None, "silence is not lateness");
    }

    #[test]
    fn the_day_people_gave_comes_first() {
        let moved = state(Status::Postponed, Some("2026-06-30"));
        assert_eq!(lateness(&moved, Some(PLANNED), day("2026-06-30")), None);
        let passed = lateness(&moved, Some(PLANNED), day("2026-07-01"));
        assert_eq!(passed, Some(Late::DayPassed(day("2026-06-30"))));
    }

    #[test]
    fn news_is_old_after_sixty_days() {
        let told = Instant::from_micros(1_790_000_000_000_000);
        let today = told.paris_day();
        let on = |begins: Option<Day>| OnDay { today, begins };
        assert!(!is_silent(Status::Going, Some(told), on(None)));
        assert!(is_silent(Status::Going, None, on(None)));
        assert!(!is_silent(Status::Abandoned, None, on(None)));
        assert!(is_silent(Status::Going, None, on(Some(today.plus_days(-60)))));
        assert!(
            !is_silent(Status::Going, None, on(Some(today.plus_days(-59)))),
            "it has only begun"
        );
        assert!(
            !is_silent(Status::Going, None, on(Some(today.plus_days(90)))),
            "it has not begun"
        );
    }
}
