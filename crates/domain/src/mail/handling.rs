//! How a letter goes from waiting to sent: its states, what a mail server answers, and when one tries again.
//!
//! Pure rules over counts and moments; nothing here speaks to a server.

use crate::time::Instant;

/// Where a letter is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LetterState {
    /// To be sent, for the first time or again.
    Waiting,
    /// A mail server took it. Whether it reached a mailbox is not known.
    Sent,
    /// A mail server took it, and another one behind it sent it back. It is stored as sent, with the moment when it came back.
    Returned,
    /// A mail server refused it for good: its address, or what it holds.
    Refused,
    /// Nobody took it in time.
    GivenUp,
    /// Whoever administers did not want it to leave any more.
    Cancelled,
}

impl LetterState {
    /// All states, in the order of the filter.
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Sent,
        Self::Returned,
        Self::Refused,
        Self::GivenUp,
        Self::Cancelled,
    ];

    /// The word read, and stored but for what came back.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::GivenUp => "given_up",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state read under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// The word people read.
    #[must_use]
    pub const fn french(self) -> &'static str {
        match self {
            Self::Waiting => "En attente",
            Self::Sent => "Envoyé",
            Self::Returned => "Revenu",
            Self::Refused => "Refusé",
            Self::GivenUp => "Abandonné",
            Self::Cancelled => "Annulé",
        }
    }
}

/// What a server was told when it answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Who writes.
    Sender,
    /// To whom: a refusal is that of the address.
    Recipient,
    /// The letter itself.
    Content,
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 3] = [Self::Sender, Self::Recipient, Self::Content];

    /// The word stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Content => "content",
        }
    }

    /// The stage stored under this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// What a server answered, or how it went silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// At which stage.
    pub stage: Stage,
    /// The code of SMTP: 250, 451, 550; none when the connection ended without an answer.
    pub code: Option<u16>,
    /// Its own words, in whatever language. They may hold the address.
    pub words: String,
}

impl Answered {
    /// What a server behind the first one says of a letter that it sends back: its status (RFC 3463), its code of SMTP, its words. At which
    /// stage is guessed from them: the report of a return does not tell it.
    #[must_use]
    pub fn of_a_return(status: Option<&str>, code: Option<u16>, words: &str) -> Self {
        let told = super::refusal::enhanced(words);
        let status = status
            .filter(|status| told.is_none() && super::refusal::enhanced(status).is_some())
            .unwrap_or_default();
        let words = format!("{status} {words}").trim().to_owned();
        let of_the_address = match (super::refusal::enhanced(&words), code) {
            // 5.4.1 is what Exchange says of an unknown recipient, 5.4.4 what is said of a domain that does not exist.
            (Some((_, 1 | 2, _) | (5, 4, 1 | 4)), _) | (None, None) => true,
            (Some((5, 0, 0)) | None, Some(code)) => matches!(code, 550 | 551 | 553),
            (Some(status), _) => status == (5, 0, 0),
        };
        Self {
            stage: if of_the_address { Stage::Recipient } else { Stage::Content },
            code,
            words,
        }
    }
}

/// What became of a letter once it was handed to a server, or could not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent,
    /// Not now: again from this moment on.
    PutOff {
        /// When.
        until: Instant,
    },
    /// Never.
    Refused,
    /// It waited too long.
    GivenUp,
}

impl Outcome {
    /// The state of the letter from now on.
    #[must_use]
    pub const fn state(self) -> LetterState {
        match self {
            Self::Sent => LetterState::Sent,
            Self::PutOff { .. } => LetterState::Waiting,
            Self::Refused => LetterState::Refused,
            Self::GivenUp => LetterState::GivenUp,
        }
    }
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// The wait after each attempt, in seconds; the last one goes on. A server that puts off unknown senders takes the second attempt
/// within minutes; one that is full or under repair takes hours, and asking more often would only load it.
const WAITS: [i64; 5] = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

/// How long a letter waits for a server before it is given up, in seconds: two days, less than the five that RFC 5321 gives to a
/// message, because what these letters hold is old by then and links end after seven.
pub const GIVEN_UP_AFTER_SECONDS: i64 = 48 * HOUR;

/// When to try again after so many attempts.
#[must_use]
pub fn next_attempt(attempts: i64, now: Instant) -> Instant {
    let rank = usize::try_from(attempts.max(1) - 1).unwrap_or(usize::MAX);
    now.plus_seconds(WAITS[rank.min(WAITS.len() - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_then_stay() {
        let start = Instant::from_micros(0);
        let minutes = |attempts| next_attempt(attempts, start).micros() / 60_000_000;
        assert_eq!([1, 2, 3, 4, 5, 6, 99].map(minutes), [1, 5, 15, 60, 240, 240, 240]);
        assert_eq!(minutes(0), 1);
    }

    #[test]
    fn a_letter_is_tried_some_fifteen_times_before_it_is_given_up() {
        let start = Instant::from_micros(0);
        let end = start.plus_seconds(GIVEN_UP_AFTER_SECONDS);
        let (mut now, mut attempts) = (start, 0);
        while now < end {
            attempts += 1;
            now = next_attempt(attempts, now);
        }
        assert_eq!(attempts, 16);
    }

    #[test]
    fn words_stored_are_read_back() {
        for state in LetterState::ALL {
            assert_eq!(LetterState::from_code(state.code()), Some(state));
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
    }
}
