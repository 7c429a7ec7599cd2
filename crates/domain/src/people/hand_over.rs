//! What a person holds, and how it passes to another on a day: a pure rule.
//!
//! It never gives what the other cannot hold, and never ends a mandate before it began.

use super::tenure::Tenure;
use crate::access::verbs::KeepAccounts;
use crate::access::{Installation, Role};
use crate::campaigns::RecipientId;
use crate::discussion::Followed;
use crate::fact::{Account, Chain, Fact};
use crate::followup::Signature;
use crate::ids::{CampaignId, ConventionId, MandateId, MilestoneId, OrganisationId, PersonId, SavedViewId};
use crate::time::{Day, Instant};

/// What can be held by a person, and passes to another: a closed list, to which a room that gives something to hold adds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holding {
    /// A mandate in a convention.
    Mandate(MandateId),
    /// The installation role.
    Administration,
    /// A milestone or a task that is neither done nor removed, and waits for that person.
    Milestone(MilestoneId),
    /// A campaign that is prepared or runs, asked by that person.
    Campaign(CampaignId),
    /// What a campaign asks that person, and waits for: the links held so far open nothing any more.
    Question(RecipientId),
    /// So many écarts of the text that wait for that person, in a convention.
    Anomalies(ConventionId, i64),
    /// A view of the plan that everyone reads, kept by that person. Those that one keeps for oneself do not pass.
    SharedView(SavedViewId),
    /// What that person chose to be told of.
    Followed(ConventionId, Followed),
}

impl Holding {
    /// In which convention it is held; the installation role is held in none, and a mandate says where by itself.
    #[must_use]
    pub const fn convention(self) -> Option<ConventionId> {
        match self {
            Self::Mandate(_) | Self::Administration => None,
            Self::Milestone(milestone) => Some(milestone.convention),
            Self::Campaign(campaign) => Some(campaign.convention),
            Self::Question(recipient) => Some(recipient.campaign.convention),
            Self::SharedView(view) => Some(view.convention),
            Self::Anomalies(convention, _) | Self::Followed(convention, _) => Some(convention),
        }
    }

    /// As the journal names it: `milestone/3`.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Mandate(mandate) => format!("mandate/{mandate}"),
            Self::Administration => "administration".to_owned(),
            Self::Milestone(milestone) => format!("milestone/{}", milestone.ordinal),
            Self::Campaign(campaign) => format!("campaign/{}", campaign.ordinal),
            Self::Question(recipient) => format!("question/{}-{}", recipient.campaign.ordinal, recipient.ordinal),
            Self::Anomalies(_, count) => format!("anomalies/{count}"),
            Self::SharedView(view) => format!("view/{}", view.ordinal),
            Self::Followed(_, followed) => format!("followed/{followed}"),
        }
    }
}

/// What someone kept going in a convention, beside mandates, passed to the person who follows.
#[derive(Debug, Clone)]
pub struct ChargesHandedOver {
    /// In which convention.
    pub convention: ConventionId,
    /// The person who leaves.
    pub from: PersonId,
    /// The person who follows.
    pub to: PersonId,
    /// What passes: all of that convention, and neither a mandate nor the installation role.
    pub charges: Vec<Holding>,
    /// Who passes it on: a milestone keeps who changed it.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

impl Fact for ChargesHandedOver {
    type Needs = KeepAccounts;
    const NAME: &'static str = "charges_handed_over";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        Chain::Convention(self.convention)
    }

    fn account(&self) -> Account {
        let charges: Vec<String> = self.charges.iter().map(|charge| charge.path()).collect();
        Account {
            subject: format!("person/{}", self.from),
            before: Some(format!("person/{}", self.from)),
            after: Some(format!("person/{} {}", self.to, charges.join(" "))),
            personal: None,
        }
    }
}

/// The conventions where what `from` keeps going can pass: those where a mandate passes to the one who follows, and those where
/// that person holds one already.
#[must_use]
pub fn passing_places(passed: &[(Held, Passage)], owned: &[Held], day: Day) -> Vec<ConventionId> {
    let received = passed.iter().filter(|(_, passage)| !matches!(passage, Passage::Ended { .. }));
    let received = received.map(|(held, _)| held.convention);
    let own = owned
        .iter()
        .filter(|held| !held.tenure.is_over(day))
        .map(|held| held.convention);
    let mut places: Vec<ConventionId> = received.chain(own).collect();
    places.sort_unstable();
    places.dedup();
    places
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
    /// The day comes before the mandate begins: its holder would have held it for no day.
    BeforeBeginning(Held),
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
    if !whole && day < held.tenure.since {
        return Err(HandOverRefused::BeforeBeginning(held));
    }
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
    fn nothing_passes_before_it_began() {
        let old = held(1, "2022-01-01", None);
        for successor in [Some((TO, [].as_slice())), None] {
            let refused = passages(&[old], successor, day("2021-01-01"), day("2026-11-24"), &[Id::new(7)]);
            assert_eq!(refused, Err(HandOverRefused::BeforeBeginning(old)));
        }
        assert!(passages(&[old], Some((TO, &[])), day("2022-01-02"), day("2026-11-24"), &[Id::new(7)]).is_ok());
    }

    #[test]
    fn what_is_kept_going_passes_where_the_one_who_follows_acts() {
        let (passing, elsewhere) = (held(1, "2022-01-01", None), held(2, "2022-01-01", Some("2025-12-31")));
        let continued = Passage::Transferred { to: TO };
        let ended = Passage::Ended { last: day("2026-11-23") };
        let today = day("2026-11-24");
        assert_eq!(passing_places(&[(passing, continued)], &[], today), [Id::new(1)]);
        assert!(passing_places(&[(passing, ended)], &[elsewhere], today).is_empty());
        assert_eq!(passing_places(&[], &[passing], today), [Id::new(1)]);
        let fact = ChargesHandedOver {
            convention: Id::new(1),
            from: Id::new(4),
            to: TO,
            charges: vec![
                Holding::Milestone(MilestoneId {
                    convention: Id::new(1),
                    ordinal: 3,
                }),
                Holding::Followed(Id::new(1), Followed::Action(15)),
            ],
            by: Signature {
                person: Some(Id::new(8)),
                organisation: None,
            },
            at: Instant::from_micros(0),
        };
        assert_eq!(
            fact.account().after.as_deref(),
            Some("person/9 milestone/3 followed/action-15")
        );
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
