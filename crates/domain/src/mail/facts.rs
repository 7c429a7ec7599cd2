//! The facts of letters: what became of each, and what those who administer did about it.
//!
//! No address, no subject and no word of a server enters the journal: a letter is told by its number and a code.

use super::{Answered, Letter, Outcome, Sends};
use crate::access::verbs::{KeepLetters, SendLetters};
use crate::fact::{Account, told};
use crate::ids::LetterId;
use crate::time::Instant;

/// A letter was handed to a mail server, or waited too long for one.
#[derive(Debug, Clone)]
pub struct LetterHandled {
    /// The letter.
    pub letter: LetterId,
    /// What became of it.
    pub outcome: Outcome,
    /// How often it was handed over so far, this time included.
    pub attempts: i64,
    /// What the server answered; nothing when none could be reached.
    pub answered: Option<Answered>,
    /// When.
    pub at: Instant,
}

/// A letter that a mail server had taken came back to the sender: another server behind it did not take it.
#[derive(Debug, Clone)]
pub struct LetterReturned {
    /// The letter.
    pub letter: LetterId,
    /// What that server said of it.
    pub answered: Answered,
    /// When it was read.
    pub at: Instant,
}

/// Whoever administers asks that a letter be sent again, now.
#[derive(Debug, Clone)]
pub struct LetterRetried {
    /// The letter.
    pub letter: LetterId,
    /// When.
    pub at: Instant,
}

/// Whoever administers does not want a letter to leave any more.
#[derive(Debug, Clone)]
pub struct LetterCancelled {
    /// The letter.
    pub letter: LetterId,
    /// When.
    pub at: Instant,
}

/// Whoever administers tries whether letters arrive.
#[derive(Debug, Clone)]
pub struct TrialLetterAsked {
    /// The letter, to their own address.
    pub letter: Letter,
    /// When.
    pub at: Instant,
}

/// The mail server no longer takes letters, or takes them again.
#[derive(Debug, Clone)]
pub struct MailServerChanged {
    /// Whether it takes them.
    pub works: bool,
    /// What it answered, or why it could not be reached.
    pub words: String,
    /// When.
    pub at: Instant,
}

impl Sends for TrialLetterAsked {
    fn at(&self) -> Instant {
        self.at
    }

    fn letters(&self) -> Vec<Letter> {
        vec![self.letter.clone()]
    }
}

fn letter(id: LetterId, after: String) -> Account {
    Account {
        subject: format!("letter/{id}"),
        before: None,
        after: Some(after),
        personal: None,
    }
}

impl LetterHandled {
    /// `put off 451, attempt 2`.
    fn told(&self) -> String {
        let outcome = match self.outcome {
            Outcome::Sent => "sent",
            Outcome::PutOff { .. } => "put off",
            Outcome::Refused => "refused",
            Outcome::GivenUp => "given up",
        };
        let code = self.answered.as_ref().and_then(|answered| answered.code);
        let code = code.map_or_else(String::new, |code| format!(" {code}"));
        format!("{outcome}{code}, attempt {}", self.attempts)
    }
}

impl LetterReturned {
    /// `returned 5.1.1`; the code of SMTP where there is no status.
    fn told(&self) -> String {
        let status = super::refusal::enhanced(&self.answered.words);
        match (status, self.answered.code) {
            (Some((class, subject, detail)), _) => format!("returned {class}.{subject}.{detail}"),
            (None, Some(code)) => format!("returned {code}"),
            (None, None) => "returned".to_owned(),
        }
    }
}

told! {
    LetterHandled, SendLetters, "letter_handled", |fact| letter(fact.letter, fact.told());
    LetterReturned, SendLetters, "letter_returned", |fact| letter(fact.letter, fact.told());
    LetterRetried, KeepLetters, "letter_retried", |fact| letter(fact.letter, "to be sent again".to_owned());
    LetterCancelled, KeepLetters, "letter_cancelled", |fact| letter(fact.letter, "cancelled".to_owned());
    TrialLetterAsked, KeepLetters, "trial_letter_asked", |fact| Account {
        subject: "mail".to_owned(),
        before: None,
        after: fact.letter.to.person.map(|person| format!("trial to person/{person}")),
        personal: None,
    };
    MailServerChanged, SendLetters, "mail_server_changed", |fact| Account {
        subject: "mail".to_owned(),
        before: Some(if fact.works { "silent" } else { "working" }.to_owned()),
        after: Some(if fact.works { "working" } else { "silent" }.to_owned()),
        personal: None,
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Fact as _;
    use crate::ids::Id;
    use crate::mail::Stage;

    #[test]
    fn the_journal_tells_a_number_and_a_code_and_nothing_else() {
        let fact = LetterHandled {
            letter: Id::new(12),
            outcome: Outcome::Refused,
            attempts: 2,
            answered: Some(Answered {
                stage: Stage::Recipient,
                code: Some(550),
                words: "5.1.1 <jeanne@exemple.invalid>: unknown".to_owned(),
            }),
            at: Instant::from_micros(0),
        };
        assert_eq!(fact.account(), letter(Id::new(12), "refused 550, attempt 2".to_owned()));
        for (status, code, told) in [
            (Some("5.1.1"), Some(550), "returned 5.1.1"),
            (None, Some(550), "returned 550"),
            (Some("gone"), None, "returned"),
        ] {
            let returned = LetterReturned {
                letter: Id::new(12),
                answered: Answered::of_a_return(status, code, "unknown <jeanne@exemple.invalid>"),
                at: Instant::from_micros(0),
            };
            assert_eq!(returned.account(), letter(Id::new(12), told.to_owned()));
        }
    }
}
