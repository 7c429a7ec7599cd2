//! Milestones and tasks of an action, or of one commune's part in it: what is expected by a day, from whom, after what.
//!
//! They change no term and no state: what is late is said, and how an action stands is what reports say.

use crate::ids::{OrganisationId, PersonId};
use crate::time::Day;

/// The longest title, in characters.
pub const LONGEST_MILESTONE_TITLE: usize = 200;

/// Something to reach, or something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum MilestoneKind {
    /// A point to reach.
    #[default]
    Milestone,
    /// Something to do.
    Task,
}

impl MilestoneKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Milestone, Self::Task];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Milestone => "milestone",
            Self::Task => "task",
        }
    }

    /// The kind of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Milestone => "Jalon",
            Self::Task => "Tâche",
        }
    }
}

/// What a milestone says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MilestoneContent {
    /// Whether it is to be reached or to be done.
    pub kind: MilestoneKind,
    /// Its title.
    pub title: String,
    /// By which day.
    pub due: Option<Day>,
    /// The organisation that answers for it.
    pub organisation: Option<OrganisationId>,
    /// The person who does.
    pub person: Option<PersonId>,
    /// The ordinal of the one that comes before it.
    pub after: Option<i64>,
}

impl MilestoneContent {
    /// What is chained of it: `task, due 2026-12-01, of organisation/3, of person/5, after 2`.
    #[must_use]
    pub fn told(&self) -> String {
        let said = [
            Some(self.kind.code().to_owned()),
            self.due.map(|day| format!("due {day}")),
            self.organisation
                .map(|organisation| format!("of organisation/{organisation}")),
            self.person.map(|person| format!("of person/{person}")),
            self.after.map(|after| format!("after {after}")),
        ];
        said.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Whether its day has passed without it being done. The day itself is still in time.
#[must_use]
pub fn is_overdue(due: Option<Day>, done: Option<Day>, today: Day) -> bool {
    done.is_none() && due.is_some_and(|due| due < today)
}

/// Whether `milestone` coming after `before` would close a circle. `ties` are all those of the convention, each with the one
/// that it comes after.
#[must_use]
pub fn closes_a_circle(ties: &[(i64, Option<i64>)], milestone: i64, before: i64) -> bool {
    let mut seen = before;
    for _ in 0..=ties.len() {
        if seen == milestone {
            return true;
        }
        let next = ties.iter().find(|(one, _)| *one == seen).and_then(|(_, after)| *after);
        let Some(next) = next else { return false };
        seen = next;
    }
    // More steps than milestones: those before it turn in a circle already.
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Day> {
        text.parse().ok()
    }

    #[test]
    fn what_is_due_today_is_not_late_yet() {
        let today = day("2026-11-23").expect("a day");
        assert!(!is_overdue(day("2026-11-23"), None, today));
        assert!(is_overdue(day("2026-11-22"), None, today));
        assert!(!is_overdue(day("2026-11-22"), day("2026-11-23"), today), "done late is done");
        assert!(!is_overdue(None, None, today));
    }

    #[test]
    fn nothing_comes_after_itself_by_any_way() {
        let ties = [(1, None), (2, Some(1)), (3, Some(2)), (4, None)];
        assert!(closes_a_circle(&ties, 1, 3));
        assert!(closes_a_circle(&ties, 2, 2));
        assert!(!closes_a_circle(&ties, 4, 3));
        assert!(!closes_a_circle(&ties, 3, 1));
        let turning = [(1, Some(2)), (2, Some(1)), (3, None)];
        assert!(closes_a_circle(&turning, 3, 1), "it ends");
    }
}
