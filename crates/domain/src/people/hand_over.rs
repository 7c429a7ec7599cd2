//! What a person holds, and how it passes to another on a day: a pure rule.
//!
//! It never gives what the other cannot hold, and never ends a mandate before it began.

use super::tenure::Tenure;
use crate::access::Role;
use crate::ids::{ConventionId, MandateId, OrganisationId, PersonId};
use crate::time::Day;

/// What can be held by a person, and passes to another: a closed list, to which a room that gives something to hold adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// A mandate in a convention.
    Mandate(MandateId),
    /// The installation role.
    Administration,
}

/// A mandate that someone holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The mandate.
    pub mandate: MandateId,
    /// In which convention.
    pub convention: ConventionId,
    /// For which organisation.
    pub organisation: OrganisationId,
    /// In which role.
    pub role: Role,
    /// Its days.
    pub tenure: Tenure,
}

/// What becomes of a mandate that is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passage {
    /// It ends, and nobody follows.
    Ended {
        /// Its last day.
        last: Day,
    },
    /// It ends, and another begins.
    Continued {
        /// The last day of the person who leaves.
        last: Day,
        /// Who follows.
        to: PersonId,
        /// The mandate of the one who follows.
        given: MandateId,
        /// The first day of the one who follows.
        since: Day,
    },
    /// It had not begun: it becomes the mandate of the other, whole.
    Transferred {
        /// Who receives it.
        to: PersonId,
    },
}

/// Why a hand-over is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandOverRefused {
    /// The one who follows already holds the same, in days that meet.
    HeldAlready {
        /// What would have passed.
        held: Held,
        /// What is held.
        other: Held,
    },
    /// A mandate that has not begun cannot end: someone must receive it.
    NotBegun(Held),
}

/// What becomes of each mandate held today or to come, when its holder leaves and `successor` takes over from `day`.
///
/// `owned` is what the successor holds, `given` the ordinals of the mandates to give, one for each held.
pub fn passages(
    held: &[Held],
    successor: Option<(PersonId, &[Held])>,
    day: Day,
    today: Day,
    given: &[MandateId],
) -> Result<Vec<(Held, Passage)>, HandOverRefused> {
    let passing = held.iter().filter(|one| one.tenure.until.is_none_or(|until| until >= day));
    passing
        .zip(given)
        .map(|(one, given)| passage(*one, successor, day, today, *given).map(|passage| (*one, passage)))
        .collect()
}

fn passage(
    held: Held,
    successor: Option<(PersonId, &[Held])>,
    day: Day,
    today: Day,
    given: MandateId,
) -> Result<Passage, HandOverRefused> {
    let whole = held.tenure.is_to_come(today) && held.tenure.since >= day;
    let last = day.before().max(held.tenure.since);
    let Some((to, owned)) = successor else {
        return if whole {
            Err(HandOverRefused::NotBegun(held))
        } else {
            Ok(Passage::Ended { last })
        };
    };
    let since = if whole { held.tenure.since } else { day };
    let next = Held {
        tenure: Tenure { since, ..held.tenure },
        ..held
    };
    if let Some(other) = owned.iter().find(|own| own.is_same(&next)) {
        return Err(HandOverRefused::HeldAlready { held, other: *other });
    }
    Ok(if whole {
        Passage::Transferred { to }
    } else {
        Passage::Continued { last, to, given, since }
    })
}

impl Held {
    /// Whether both are the same mandate, in days that meet.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        (self.convention, self.organisation, self.role) == (other.convention, other.organisation, other.role)
            && self.tenure.meets(other.tenure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::Id;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn held(mandate: i64, since: &str, until: Option<&str>) -> Held {
        Held {
            mandate: Id::new(mandate),
            convention: Id::new(1),
            organisation: Id::new(1),
            role: Role::Coordinator,
            tenure: Tenure {
                since: day(since),
                until: until.map(day),
            },
        }
    }

    const TO: PersonId = Id::new(9);

    #[test]
    fn the_one_who_follows_begins_the_day_after_the_other_ends() {
        let old = held(1, "2022-01-01", Some("2026-12-31"));
        let passed = passages(&[old], Some((TO, &[])), day("2026-12-01"), day("2026-11-24"), &[Id::new(7)]);
        let expected = Passage::Continued {
            last: day("2026-11-30"),
            to: TO,
            given: Id::new(7),
            since: day("2026-12-01"),
        };
        assert_eq!(passed, Ok(vec![(old, expected)]));
    }

    #[test]
    fn what_began_the_same_day_ends_that_day_and_what_has_not_begun_changes_hands() {
        let (new, later) = (held(1, "2026-11-24", None), held(2, "2027-01-01", None));
        let passed = passages(
            &[new, later],
            Some((TO, &[])),
            day("2026-11-24"),
            day("2026-11-24"),
            &[Id::new(7), Id::new(8)],
        );
        let began = Passage::Continued {
            last: day("2026-11-24"),
            to: TO,
            given: Id::new(7),
            since: day("2026-11-24"),
        };
        assert_eq!(passed, Ok(vec![(new, began), (later, Passage::Transferred { to: TO })]));
        let alone = passages(&[later], None, day("2026-11-24"), day("2026-11-24"), &[Id::new(7)]);
        assert_eq!(alone, Err(HandOverRefused::NotBegun(later)));
    }

    #[test]
    fn what_is_over_by_then_does_not_pass() {
        let old = held(1, "2022-01-01", Some("2026-11-30"));
        assert_eq!(
            passages(&[old], None, day("2026-12-01"), day("2026-11-24"), &[Id::new(7)]),
            Ok(vec![])
        );
        let ended = passages(&[old], None, day("2026-11-25"), day("2026-11-24"), &[Id::new(7)]);
        assert_eq!(ended, Ok(vec![(old, Passage::Ended { last: day("2026-11-24") })]));
    }

    #[test]
    fn nobody_receives_what_they_hold_already() {
        let (old, own) = (held(1, "2022-01-01", None), held(2, "2025-01-01", None));
        let refused = passages(
            &[old],
            Some((TO, &[own])),
            day("2026-12-01"),
            day("2026-11-24"),
            &[Id::new(7)],
        );
        assert_eq!(refused, Err(HandOverRefused::HeldAlready { held: old, other: own }));
        let other = Held {
            role: Role::Auditor,
            ..own
        };
        assert!(
            passages(
                &[old],
                Some((TO, &[other])),
                day("2026-12-01"),
                day("2026-11-24"),
                &[Id::new(7)]
            )
            .is_ok()
        );
    }
}
