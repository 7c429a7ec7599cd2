//! One recipient of a campaign: who is asked what, how far the answer is, and whether asking again is right.

use super::{CampaignState, ReminderPolicy};
use crate::followup::Lane;
use crate::ids::{OrganisationId, PersonId};
use crate::time::{Day, Instant};

/// Someone asked, with the actions asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The ordinal in the campaign, from 1.
    pub ordinal: i64,
    /// The person of the directory, when it is one.
    pub person: Option<PersonId>,
    /// The organisation of the directory for which the answer is given.
    pub organisation: Option<OrganisationId>,
    /// The name.
    pub name: String,
    /// The address; none when a link is handed over by another way.
    pub email: Option<String>,
    /// The name of the organisation, as written in the letter.
    pub organisation_name: String,
    /// What the recipient is asked about: an action, or the part of its commune in it.
    pub lanes: Vec<Lane>,
}

/// By which way an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// By the link.
    Link,
    /// By telephone, noted by someone who runs the campaign.
    Telephone,
    /// By the pages of the plan, or another campaign: there is nothing left to ask.
    Elsewhere,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Link, Self::Telephone, Self::Elsewhere];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Telephone => "telephone",
            Self::Elsewhere => "elsewhere",
        }
    }

    /// The way stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Whether nothing is left to ask of someone who did not answer: every lane asked about was told since the campaign was launched,
/// by another way than the campaign itself. An action as a whole and the part of a commune are two lanes, and neither tells the
/// other; what another recipient answered is not an answer of this one.
#[must_use]
pub fn nothing_left_to_ask(asked: &[Lane], told: &[Lane]) -> bool {
    !asked.is_empty() && asked.iter().all(|lane| told.contains(lane))
}

/// How far a recipient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecipientState {
    /// Whether letters can be written: there is an address.
    pub has_address: bool,
    /// Whether a mail server refused that address when it was last written to.
    pub refused: bool,
    /// Since when no more reminders are wanted.
    pub quiet: Option<Instant>,
    /// When the last letter was queued, or the last link handed over.
    pub sent: Option<Instant>,
    /// How many reminders were sent.
    pub reminders: i64,
    /// When « Commencer » was pressed.
    pub opened: Option<Instant>,
    /// When something was typed that is not sent yet.
    pub drafted: Option<Instant>,
    /// When the answer came, and how.
    pub answered: Option<(Instant, Outcome)>,
}

/// Why no reminder is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WontRemind {
    /// Nobody is waited for.
    NotRunning,
    /// The answer came.
    Answered,
    /// There is no address.
    NoAddress,
    /// A mail server refuses the address: asking again would be refused too.
    AddressRefused,
    /// The recipient wants no more reminders.
    Quiet,
    /// A letter was sent too recently; one may write again from this day.
    TooSoon(Day),
    /// All the reminders that the campaign planned were sent.
    Enough,
    /// The person acts for nobody in the convention any more, since the day after this one.
    MandateEnded(Day),
}

impl RecipientState {
    /// Whether a reminder may be sent today, or a first letter to whoever was not written to yet. What a person asks for may go beyond the number planned, never under the gap.
    pub fn remind(self, state: CampaignState, policy: ReminderPolicy, today: Day, by_person: bool) -> Result<(), WontRemind> {
        if !state.waits() {
            return Err(WontRemind::NotRunning);
        }
        if self.answered.is_some() {
            return Err(WontRemind::Answered);
        }
        if !self.has_address {
            return Err(WontRemind::NoAddress);
        }
        if self.refused {
            return Err(WontRemind::AddressRefused);
        }
        if self.quiet.is_some() {
            return Err(WontRemind::Quiet);
        }
        if !by_person && self.sent.is_some() && self.reminders >= policy.most {
            return Err(WontRemind::Enough);
        }
        let open = self.sent.map(|sent| sent.paris_day().plus_days(policy.gap_days));
        match open {
            Some(open) if today < open => Err(WontRemind::TooSoon(open)),
            _ => Ok(()),
        }
    }

    /// Where it stands, in words. `late` when the day on which the answer was due is over.
    #[must_use]
    pub const fn french(self, late: bool) -> &'static str {
        match (self.answered, self.drafted, self.opened, self.sent) {
            (Some((_, Outcome::Telephone)), ..) => "Répondu par téléphone",
            (Some((_, Outcome::Elsewhere)), ..) => "Répondu par ailleurs",
            (Some((_, Outcome::Link)), ..) => "Répondu",
            (None, ..) if late => "En retard",
            (None, Some(_), ..) => "Réponse commencée",
            (None, None, Some(_), _) => "Lien ouvert",
            (None, None, None, Some(_)) => "Jamais ouvert",
            (None, None, None, None) => "Pas encore écrit",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

    fn at(days: i64) -> Instant {
        Instant::from_micros(1_795_430_000_000_000 + days * DAY_MICROS)
    }

    fn silent() -> RecipientState {
        RecipientState {
            has_address: true,
            refused: false,
            quiet: None,
            sent: Some(at(0)),
            reminders: 0,
            opened: None,
            drafted: None,
            answered: None,
        }
    }

    const POLICY: ReminderPolicy = ReminderPolicy { gap_days: 7, most: 2 };

    fn remind(state: RecipientState, days: i64, by_person: bool) -> Result<(), WontRemind> {
        let running = CampaignState::Launched(at(0));
        state.remind(running, POLICY, at(days).paris_day(), by_person)
    }

    #[test]
    fn the_gap_holds_for_everyone_and_the_number_for_the_product_alone() {
        let open = at(7).paris_day();
        assert_eq!(remind(silent(), 6, true), Err(WontRemind::TooSoon(open)));
        assert_eq!(remind(silent(), 7, false), Ok(()));
        let often = RecipientState {
            reminders: 2,
            ..silent()
        };
        assert_eq!(remind(often, 7, false), Err(WontRemind::Enough));
        assert_eq!(remind(often, 7, true), Ok(()));
    }

    #[test]
    fn nobody_who_answered_is_asked_again() {
        for outcome in Outcome::ALL {
            assert_eq!(Outcome::from_code(outcome.code()), Some(outcome));
            let answered = RecipientState {
                answered: Some((at(1), outcome)),
                ..silent()
            };
            assert_eq!(remind(answered, 30, true), Err(WontRemind::Answered));
        }
        let today = at(30).paris_day();
        let closed = silent().remind(CampaignState::Closed(at(9)), POLICY, today, true);
        assert_eq!(closed, Err(WontRemind::NotRunning));
        let nowhere = RecipientState {
            has_address: false,
            ..silent()
        };
        let nowhere = nowhere.remind(CampaignState::Launched(at(0)), POLICY, today, true);
        assert_eq!(nowhere, Err(WontRemind::NoAddress));
    }

    #[test]
    fn an_address_that_is_refused_and_someone_who_wants_no_more_are_left_alone() {
        let refused = RecipientState {
            refused: true,
            ..silent()
        };
        assert_eq!(remind(refused, 30, true), Err(WontRemind::AddressRefused));
        let quiet = RecipientState {
            quiet: Some(at(1)),
            ..silent()
        };
        assert_eq!(
            remind(quiet, 30, true),
            Err(WontRemind::Quiet),
            "whoever runs the campaign too"
        );
    }

    #[test]
    fn every_lane_asked_about_has_to_be_told_and_a_part_is_not_the_whole() {
        let action = |ordinal| crate::ids::ActionId {
            convention: crate::ids::ConventionId::new(1),
            ordinal,
        };
        let (whole, part, other) = (Lane::whole(action(10)), Lane::of(action(10), 2), Lane::whole(action(12)));
        assert!(nothing_left_to_ask(&[whole], &[part, whole]));
        assert!(
            !nothing_left_to_ask(&[whole, other], &[whole]),
            "one is told, the other is not"
        );
        assert!(!nothing_left_to_ask(&[whole], &[part]), "a part is not the whole");
        assert!(!nothing_left_to_ask(&[part], &[whole, Lane::of(action(10), 3)]));
        assert!(!nothing_left_to_ask(&[], &[whole]), "nothing was asked");
    }

    #[test]
    fn each_state_has_its_words() {
        assert_eq!(silent().french(false), "Jamais ouvert");
        assert_eq!(silent().french(true), "En retard");
        let opened = RecipientState {
            opened: Some(at(1)),
            ..silent()
        };
        assert_eq!(opened.french(false), "Lien ouvert");
    }
}
