//! The life of an écart: found by a rule, then entrusted to someone, explained, decided by a body, kept for an amendment or closed.
//!
//! It changes no value of the text and forgets nothing: each settlement is appended to the one before. What finds écarts is
//! [`crate::reading`]; here is what people make of them, and of what the text leaves to be settled.

mod facts;
mod key;

pub use self::facts::{AnomaliesSettled, RuleSwitched, SettledAnomaly};
pub use self::key::AnomalyKey;
use crate::time::Day;

/// The longest words of a settlement, in characters.
pub const LONGEST_SETTLEMENT: usize = 2_000;

/// The longest name of a body or of whoever is to answer, in characters.
pub const LONGEST_NAME: usize = 200;

/// How far an écart has gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum SettlementState {
    /// Nobody settled it; it may be entrusted to someone for a day.
    #[default]
    Open,
    /// The text is right, and it is said why.
    Explained,
    /// A body decided how the text is to be understood.
    Decided,
    /// The text has to change: it waits for an amendment.
    ForAmendment,
    /// There is nothing left to do about it.
    Closed,
}

impl SettlementState {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 5] = [Self::Open, Self::Explained, Self::Decided, Self::ForAmendment, Self::Closed];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Explained => "explained",
            Self::Decided => "decided",
            Self::ForAmendment => "for_amendment",
            Self::Closed => "closed",
        }
    }

    /// The state of a stored word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The words people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Open => "Ouvert",
            Self::Explained => "Expliqué",
            Self::Decided => "Décidé",
            Self::ForAmendment => "À corriger par avenant",
            Self::Closed => "Clos",
        }
    }

    /// Whether somebody still has something to do about it.
    #[must_use]
    pub const fn waits(self) -> bool {
        matches!(self, Self::Open | Self::ForAmendment)
    }
}

/// What someone says of an écart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settlement {
    /// How far it goes from now on.
    pub state: SettlementState,
    /// The explanation, the decision, what the amendment is to say, why it is closed.
    pub words: String,
    /// Which body decided.
    pub body: Option<String>,
    /// On which day it decided.
    pub day: Option<Day>,
    /// Who is to answer, while it waits.
    pub owner: Option<String>,
    /// Until when, while it waits.
    pub due: Option<Day>,
}

/// Why a settlement cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSettled {
    /// An explanation, a decision or an end without a word.
    NoWords,
    /// More words than [`LONGEST_SETTLEMENT`].
    TooLong,
    /// A decision of nobody.
    NoBody,
    /// A decision without its day.
    NoDay,
    /// A decision that is yet to come.
    InTheFuture,
    /// A name longer than [`LONGEST_NAME`].
    LongName,
    /// A day to answer without anybody to do it.
    DueWithoutOwner,
}

impl Settlement {
    /// Whether it says all that its state asks for.
    ///
    /// # Errors
    ///
    /// What is missing or cannot be, the gravest first.
    pub fn check(&self, today: Day) -> Result<(), NotSettled> {
        if self.words.chars().count() > LONGEST_SETTLEMENT {
            return Err(NotSettled::TooLong);
        }
        let names = self.body.iter().chain(&self.owner);
        if names.into_iter().any(|name| name.chars().count() > LONGEST_NAME) {
            return Err(NotSettled::LongName);
        }
        if self.due.is_some() && self.owner.is_none() {
            return Err(NotSettled::DueWithoutOwner);
        }
        match self.state {
            SettlementState::Open | SettlementState::ForAmendment => Ok(()),
            SettlementState::Explained | SettlementState::Closed => self.says_something(),
            SettlementState::Decided => self.is_a_decision(today),
        }
    }

    fn says_something(&self) -> Result<(), NotSettled> {
        if self.words.trim().is_empty() {
            return Err(NotSettled::NoWords);
        }
        Ok(())
    }

    fn is_a_decision(&self, today: Day) -> Result<(), NotSettled> {
        self.says_something()?;
        if self.body.as_deref().is_none_or(|body| body.trim().is_empty()) {
            return Err(NotSettled::NoBody);
        }
        match self.day {
            None => Err(NotSettled::NoDay),
            Some(day) if day > today => Err(NotSettled::InTheFuture),
            Some(_) => Ok(()),
        }
    }

    /// Only what its state speaks of: a decision has a body and a day, what waits has someone to answer.
    #[must_use]
    pub fn kept(self) -> Self {
        let decided = self.state == SettlementState::Decided;
        let waits = self.state.waits();
        Self {
            body: self.body.filter(|_| decided),
            day: self.day.filter(|_| decided),
            owner: self.owner.filter(|_| waits),
            due: self.due.filter(|_| waits),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        Day::new(2026, 12, 1).expect("a day")
    }

    fn settlement(state: SettlementState, words: &str) -> Settlement {
        Settlement {
            state,
            words: words.to_owned(),
            ..Settlement::default()
        }
    }

    #[test]
    fn a_state_is_read_as_it_is_stored() {
        for state in SettlementState::ALL {
            assert_eq!(SettlementState::from_code(state.code()), Some(state));
        }
        assert_eq!(SettlementState::from_code("resolved"), None);
        assert!(SettlementState::Open.waits() && SettlementState::ForAmendment.waits());
        assert!(!SettlementState::Decided.waits());
    }

    #[test]
    fn what_ends_an_ecart_says_why() {
        let check = |state, words| settlement(state, words).check(today());
        for state in [SettlementState::Explained, SettlementState::Closed] {
            assert_eq!(check(state, " "), Err(NotSettled::NoWords), "{state:?}");
            assert_eq!(check(state, "Une fiche a été retirée"), Ok(()));
        }
        assert_eq!(check(SettlementState::Open, ""), Ok(()), "opened again");
        assert_eq!(check(SettlementState::ForAmendment, ""), Ok(()));
        assert_eq!(
            check(SettlementState::Closed, &"é".repeat(LONGEST_SETTLEMENT + 1)),
            Err(NotSettled::TooLong)
        );
    }

    #[test]
    fn a_decision_has_a_body_and_a_day_that_came() {
        let mut decided = settlement(SettlementState::Decided, "La Caf tient le secrétariat");
        assert_eq!(decided.check(today()), Err(NotSettled::NoBody));
        decided.body = Some("Comité de pilotage".to_owned());
        assert_eq!(decided.check(today()), Err(NotSettled::NoDay));
        decided.day = Some(today().plus_days(1));
        assert_eq!(decided.check(today()), Err(NotSettled::InTheFuture));
        decided.day = Some(today());
        assert_eq!(decided.check(today()), Ok(()));
    }

    #[test]
    fn what_waits_has_someone_to_answer_and_the_rest_has_none() {
        let mut open = settlement(SettlementState::Open, "");
        open.due = Some(today());
        assert_eq!(open.check(today()), Err(NotSettled::DueWithoutOwner));
        open.owner = Some("Commune de Vauxelle".to_owned());
        assert_eq!(open.check(today()), Ok(()));
        assert_eq!(open.clone().kept(), open);
        open.state = SettlementState::Closed;
        let closed = open.kept();
        assert_eq!((closed.owner, closed.due), (None, None));
    }
}
