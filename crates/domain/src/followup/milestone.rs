//! Milestones and tasks of an action, or of one commune's part in it: what is expected by a day, from whom, after what.
//!
//! They change no term and no state: what is late is said, and how an action stands is what reports say.

use crate::ids::{OrganisationId, PersonId};
use crate::time::Day;

/// The longest title, in characters.
pub const LONGEST_MILESTONE_TITLE: usize = 200;

/// Something to reach, or something to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
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

/// The longest reason, in characters.
pub const LONGEST_DESPITE: usize = 500;

/// Why something is said to be done before what it comes after: a sentence of whoever says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Despite(String);

/// Why something is not said to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDoneYet {
    /// What it comes after is still to be done, and nobody says why it does not matter.
    Waits,
    /// One word is no reason.
    TooShort,
    /// It has this many characters: more than [`LONGEST_DESPITE`].
    TooLong(usize),
}

impl Despite {
    /// The reason typed, on one line.
    pub fn parse(typed: &str) -> Result<Self, NotDoneYet> {
        let words: Vec<&str> = typed.split_whitespace().collect();
        let text = words.join(" ");
        match (words.len(), text.chars().count()) {
            (0, _) => Err(NotDoneYet::Waits),
            (1, _) => Err(NotDoneYet::TooShort),
            (_, letters) if letters > LONGEST_DESPITE => Err(NotDoneYet::TooLong(letters)),
            _ => Ok(Self(text)),
        }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// May it be said to be done? Always, when nothing comes before it that is still to be done; else with a reason, which is kept.
pub fn may_be_done(waits: bool, typed: &str) -> Result<Option<Despite>, NotDoneYet> {
    if waits { Despite::parse(typed).map(Some) } else { Ok(None) }
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
    fn what_waits_is_done_with_a_reason_and_a_reason_is_a_sentence() {
        assert_eq!(may_be_done(false, ""), Ok(None));
        assert_eq!(
            may_be_done(false, "dit pour rien du tout"),
            Ok(None),
            "a reason is kept where one is needed"
        );
        assert_eq!(may_be_done(true, " \n "), Err(NotDoneYet::Waits));
        assert_eq!(may_be_done(true, "oui"), Err(NotDoneYet::TooShort));
        assert_eq!(
            may_be_done(true, " La salle était \n libre "),
            Ok(Some(Despite("La salle était libre".to_owned())))
        );
        let long = "mot ".repeat(200);
        assert_eq!(may_be_done(true, &long), Err(NotDoneYet::TooLong(799)));
    }

    /// Whatever ties people ask for, in whatever order, those that are allowed make no circle.
    #[test]
    fn ties_that_are_allowed_one_by_one_never_turn_in_a_circle() {
        let mut seed: u64 = 7;
        let mut next = |below: i64| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(seed >> 33).unwrap_or(0) % below
        };
        for _ in 0..200 {
            let mut ties: Vec<(i64, Option<i64>)> = (1..=8).map(|one| (one, None)).collect();
            for _ in 0..40 {
                let (one, before) = (next(8) + 1, next(8) + 1);
                if !closes_a_circle(&ties, one, before) {
                    ties.iter_mut()
                        .filter(|(own, _)| *own == one)
                        .for_each(|(_, after)| *after = Some(before));
                }
            }
            for (one, _) in &ties {
                let mut at = Some(*one);
                let mut steps = 0;
                while let Some(here) = at {
                    at = ties.iter().find(|(own, _)| *own == here).and_then(|(_, after)| *after);
                    steps += 1;
                    assert!(steps <= ties.len(), "{ties:?}");
                }
            }
        }
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
