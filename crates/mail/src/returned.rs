//! A letter that a mail server took and another one sent back: it is noted on the letter, once.
//!
//! A report is believed only where it names a letter that left, by the name that its own recipient alone was told, and the address to
//! which it left. Nothing of its addresses is kept.

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::LetterId;
use domain::mail::LetterReturned;
use domain::time::Instant;
use store::{Store, StoreError};

use crate::letter_rows::{LetterNamed, LettersNamed};
use crate::report::{NoReport, Report};
use crate::tables::Tables;

const READING: Viewer = Viewer::Job(Reason::Sending);

/// How much of a message is read: its headers and the report come first, the letter itself follows.
pub const MOST_BYTES: u64 = 1_000_000;

/// What was done of a message that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Returned {
    /// It is noted on this letter.
    Noted(LetterId),
    /// It was noted on this letter already: nothing changes.
    Known(LetterId),
    /// It tells of a letter that is late, was passed on or arrived: nothing is noted.
    NotFailed,
    /// It is about no letter of this installation, or is no report: nothing is noted.
    Stranger,
}

/// Reads a message that came back to the sender, and notes it on its letter.
pub async fn note_returned(store: &Store, message: &[u8], now: Instant) -> Result<Returned, StoreError> {
    let report = match Report::read(message) {
        Ok(report) => report,
        Err(NoReport::NotFailed) => return Ok(Returned::NotFailed),
        Err(NoReport::Unread) => return Ok(Returned::Stranger),
    };
    let mut reader = store.read(now.paris_day()).await?;
    let asked = LettersNamed {
        message_id: report.message_id.clone(),
    };
    let found = reader.first(&READING, asked).await?;
    drop(reader);
    let Some(letter) = found.filter(LetterNamed::left) else {
        return Ok(Returned::Stranger);
    };
    let Some(answered) = report.about(&letter.address) else {
        return Ok(Returned::Stranger);
    };
    if letter.returned {
        return Ok(Returned::Known(letter.id));
    }
    let fact = LetterReturned {
        letter: letter.id,
        answered: answered.clone(),
        at: now,
    };
    let tx = store.begin::<verbs::SendLetters>(&READING, Installation, now).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await.map(|()| Returned::Noted(letter.id)),
        // Noted meanwhile by another, who was handed the same message.
        Err(StoreError::Conflict) => Ok(Returned::Known(letter.id)),
        Err(error) => Err(error),
    }
}
