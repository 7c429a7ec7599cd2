//! Update campaigns: the same questions asked of many, about the actions each one leads or carries, answered by a link without
//! an account.
//!
//! A *campaign* is prepared, launched once, and closed; one that was closed too soon is opened again. Each *recipient* receives one
//! form, with all the actions asked of it.
//! Nothing here sends a letter or reads a clock.

mod facts;
mod recipient;

pub use facts::{
    CampaignAddressCorrected, CampaignAnswerNoted, CampaignAnswered, CampaignClosed, CampaignDropped, CampaignFileAdded,
    CampaignFileRemoved, CampaignLaunched, CampaignLinksSent, CampaignOpened, CampaignPassedOn, CampaignRemindersStopped,
    CampaignReopened, CampaignWritten, SendReason, SentLink,
};
pub use recipient::{Asked, Outcome, RecipientState, WontRemind, nothing_left_to_ask};

use crate::ids::CampaignId;
use crate::time::{Day, Instant};

/// The longest title of a campaign, in characters.
pub const LONGEST_CAMPAIGN_TITLE: usize = 120;

/// The longest message, and the longest answer to an open question, in characters.
pub const LONGEST_TEXT: usize = 2_000;

/// The longest open question, in characters.
pub const LONGEST_QUESTION: usize = 200;

/// The most open questions: a form takes two minutes.
pub const MOST_QUESTIONS: usize = 3;

/// The most recipients of one campaign.
pub const MOST_RECIPIENTS: usize = 1_000;

/// The most files that come with the answers of one recipient.
pub const MOST_FILES: usize = 5;

/// How many days a link works after the day on which the answer is due: late answers are still wanted.
pub const MARGIN_DAYS: i64 = 7;

/// One of the questions that a campaign may ask of each action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CampaignQuestion {
    /// How far the action is.
    Status,
    /// How it feels.
    Weather,
    /// How much of it is done, in hundredths.
    Progress,
    /// What was done.
    Done,
    /// What is in the way.
    Difficulty,
    /// What comes next.
    NextStep,
    /// When it will be done, if that changed.
    NewDate,
}

impl CampaignQuestion {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Status,
        Self::Weather,
        Self::Progress,
        Self::Done,
        Self::Difficulty,
        Self::NextStep,
        Self::NewDate,
    ];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Weather => "weather",
            Self::Progress => "progress",
            Self::Done => "done",
            Self::Difficulty => "difficulty",
            Self::NextStep => "next_step",
            Self::NewDate => "new_date",
        }
    }

    /// The question stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|question| question.code() == code)
    }

    /// The words people read where questions are chosen.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Status => "Où en est l’action",
            Self::Weather => "La météo, le ressenti",
            Self::Progress => "L’avancement, en pourcentage",
            Self::Done => "Ce qui a été fait",
            Self::Difficulty => "Les difficultés",
            Self::NextStep => "La prochaine étape",
            Self::NewDate => "Une nouvelle échéance",
        }
    }
}

/// The questions of a campaign: those of the list, then open ones in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Questions {
    /// Asked of each action.
    pub listed: Vec<CampaignQuestion>,
    /// Asked once.
    pub open: Vec<String>,
}

impl Questions {
    /// Those of the list as stored: their words, in their order.
    #[must_use]
    pub fn codes(&self) -> String {
        let listed = CampaignQuestion::ALL
            .into_iter()
            .filter(|question| self.listed.contains(question));
        listed.map(CampaignQuestion::code).collect::<Vec<_>>().join(" ")
    }

    /// Those of the list that were stored so.
    #[must_use]
    pub fn parse(codes: &str) -> Option<Vec<CampaignQuestion>> {
        codes.split_whitespace().map(CampaignQuestion::from_code).collect()
    }
}

/// When those who are silent are asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReminderPolicy {
    /// How many days pass at least between two letters to the same recipient.
    pub gap_days: i64,
    /// How many reminders are sent at most without anyone asking for them.
    pub most: i64,
}

impl ReminderPolicy {
    /// What can be chosen.
    pub const GAPS: std::ops::RangeInclusive<i64> = 1..=60;
    /// What can be chosen.
    pub const MOSTS: std::ops::RangeInclusive<i64> = 0..=5;
}

/// How far a campaign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CampaignState {
    /// It is being prepared: nobody was asked anything.
    Draft,
    /// Its links work.
    Launched(Instant),
    /// Nobody answers any more.
    Closed(Instant),
}

impl CampaignState {
    /// What was stored as two moments.
    #[must_use]
    pub const fn of(launched: Option<Instant>, closed: Option<Instant>) -> Self {
        match (launched, closed) {
            (_, Some(closed)) => Self::Closed(closed),
            (Some(launched), None) => Self::Launched(launched),
            (None, None) => Self::Draft,
        }
    }

    /// Whether answers are waited for.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Launched(_))
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Draft => "En préparation",
            Self::Launched(_) => "En cours",
            Self::Closed(_) => "Close",
        }
    }
}

/// A recipient of a campaign, by its ordinal there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecipientId {
    /// The campaign.
    pub campaign: CampaignId,
    /// Its ordinal there, from 1.
    pub ordinal: i64,
}

/// The last day on which a link of a campaign works.
#[must_use]
pub fn last_day(due: Day, today: Day) -> Day {
    due.max(today).plus_days(MARGIN_DAYS)
}

/// Why a day is not one on which answers can be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDue {
    /// It is over already.
    Past,
    /// The convention has not begun, or is over by then.
    OutsideConvention,
}

/// Whether answers can be due on this day: today or later, and while the convention lasts when its days are known.
pub fn check_due(due: Day, today: Day, start: Option<Day>, end: Option<Day>) -> Result<(), NotDue> {
    if start.is_some_and(|start| due < start) || end.is_some_and(|end| due > end) {
        return Err(NotDue::OutsideConvention);
    }
    if due < today {
        return Err(NotDue::Past);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn questions_are_stored_in_their_order_and_read_back() {
        let questions = Questions {
            listed: vec![CampaignQuestion::Done, CampaignQuestion::Status],
            open: Vec::new(),
        };
        assert_eq!(questions.codes(), "status done");
        assert_eq!(
            Questions::parse("status done"),
            Some(vec![CampaignQuestion::Status, CampaignQuestion::Done])
        );
        assert_eq!(Questions::parse("status ??"), None);
    }

    #[test]
    fn answers_are_due_while_the_convention_lasts() {
        let (start, end) = (Some(day("2022-01-01")), Some(day("2026-12-31")));
        let today = day("2026-11-23");
        assert_eq!(check_due(day("2026-12-04"), today, start, end), Ok(()));
        assert_eq!(check_due(today, today, start, end), Ok(()));
        assert_eq!(check_due(day("2026-11-22"), today, start, end), Err(NotDue::Past));
        assert_eq!(
            check_due(day("2027-01-01"), today, start, end),
            Err(NotDue::OutsideConvention)
        );
        assert_eq!(
            check_due(day("2021-12-31"), today, start, end),
            Err(NotDue::OutsideConvention)
        );
    }

    #[test]
    fn a_link_works_some_days_more_and_never_less_from_today() {
        assert_eq!(last_day(day("2026-11-27"), day("2026-11-23")), day("2026-12-04"));
        assert_eq!(last_day(day("2026-11-20"), day("2026-11-23")), day("2026-11-30"));
    }
}
