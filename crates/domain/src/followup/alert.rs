//! What is worth telling of an action by itself: it became late, or nobody told anything of it for a while. Each has the day on which it
//! began, so that it is told once and not every day.

use super::{Late, NEWS_DAYS, Status};
use crate::access::verbs::WatchPlan;
use crate::fact::{Account, Chain, Fact};
use crate::ids::ConventionId;
use crate::time::{Day, Instant};

/// For this many days, what began is still worth telling: whoever serves may have been away. What is older is known already.
pub const ALERT_DAYS: i64 = 7;

/// What an action became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AlertKind {
    /// Late.
    Late,
    /// Without news.
    Silent,
}

impl AlertKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Late, Self::Silent];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::Silent => "silent",
        }
    }

    /// The kind stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An action became late or silent, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Alert {
    /// The ordinal of the action.
    pub action: i64,
    /// What it became.
    pub kind: AlertKind,
    /// The first day on which it was so.
    pub since: Day,
}

impl Alert {
    /// Whether it began lately enough to be told.
    #[must_use]
    pub fn is_recent(&self, today: Day) -> bool {
        self.since <= today && today < self.since.plus_days(ALERT_DAYS)
    }
}

impl Late {
    /// The first day on which it is late for this reason.
    #[must_use]
    pub fn since(self) -> Option<Day> {
        match self {
            Self::DayPassed(day) => Some(day.plus_days(1)),
            Self::NotDoneIn(year) | Self::NotStartedIn(year) => Day::new(i16::try_from(year + 1).ok()?, 1, 1),
        }
    }
}

/// The first day on which an action of this status is without news. One of which nobody ever told anything has no such day: it did
/// not become silent.
#[must_use]
pub fn silent_since(status: Status, last: Option<Instant>) -> Option<Day> {
    let told = last.filter(|_| !status.is_over())?;
    Some(told.paris_day().plus_days(i64::from(NEWS_DAYS)))
}

/// Actions of a convention became late or silent, and those who follow them are told.
#[derive(Debug, Clone)]
pub struct PlanWatched {
    /// The convention.
    pub convention: ConventionId,
    /// What they became.
    pub alerts: Vec<Alert>,
    /// When it was seen.
    pub at: Instant,
}

impl Fact for PlanWatched {
    type Needs = WatchPlan;
    const NAME: &'static str = "plan_watched";

    fn place(&self) -> ConventionId {
        self.convention
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        let told = |alert: &Alert| format!("action/{} {} since {}", alert.action, alert.kind.code(), alert.since);
        Account {
            subject: format!("convention/{}/plan", self.convention),
            before: None,
            after: Some(self.alerts.iter().map(told).collect::<Vec<_>>().join(", ")),
            personal: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn each_alert_has_the_day_on_which_it_began() {
        assert_eq!(Late::DayPassed(day("2026-06-30")).since(), Some(day("2026-07-01")));
        assert_eq!(Late::NotDoneIn(2025).since(), Some(day("2026-01-01")));
        let told = Instant::from_micros(1_790_000_000_000_000);
        assert_eq!(silent_since(Status::Going, Some(told)), Some(told.paris_day().plus_days(60)));
        assert_eq!(silent_since(Status::Done, Some(told)), None);
        assert_eq!(silent_since(Status::Going, None), None, "it did not become so");
    }

    #[test]
    fn what_began_long_ago_is_known_already() {
        let alert = Alert {
            action: 15,
            kind: AlertKind::Late,
            since: day("2026-07-01"),
        };
        let recent = |text: &str| alert.is_recent(day(text));
        assert_eq!(
            ["2026-06-30", "2026-07-01", "2026-07-07", "2026-07-08"].map(recent),
            [false, true, true, false]
        );
    }
}
