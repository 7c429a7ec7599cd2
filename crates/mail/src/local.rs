//! The post of the demo: a letter that is due is put at once in the mailbox that everyone reads there, and counts as sent.
//!
//! Nothing leaves the machine by it. What a letter holds stays readable beside it, in a note, which no real installation writes.

use std::time::Duration;

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::mail::{LetterHandled, Outcome};
use domain::time::Instant;
use store::{Store, StoreError};

use crate::letter_rows::{DueLetter, DueLetters};
use crate::sender::Clock;
use crate::tables::Tables;

const SENDING: Viewer = Viewer::Job(Reason::Sending);

/// The kind of the notes that keep what letters of the demo held, each under the digest of it.
pub(crate) const KIND: &str = "demo_letter";

/// How often one looks for letters that are due: someone who launches something looks at once.
const LOOK: Duration = Duration::from_millis(500);

/// How long a letter of the demo can be read, in seconds.
const READABLE_SECONDS: i64 = 366 * 86_400;

/// How many letters are looked at in one round.
const ROUND: i64 = 100;

/// Delivers the letters of a demo.
pub struct LocalPost {
    store: Store,
    clock: Clock,
}

impl LocalPost {
    /// One that delivered nothing yet.
    #[must_use]
    pub const fn new(store: Store, clock: Clock) -> Self {
        Self { store, clock }
    }

    /// Works until it is aborted.
    pub async fn run(self) {
        loop {
            if let Err(error) = self.round().await {
                tracing::warn!(%error, "letters of the demo could not be delivered");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Delivers what is due. Tells how many there were.
    pub async fn round(&self) -> Result<usize, StoreError> {
        let now = (self.clock)();
        let mut reader = self.store.read(now.paris_day()).await?;
        let due = reader.rows(&SENDING, DueLetters { now, most: ROUND }).await?;
        drop(reader);
        for letter in &due {
            self.deliver(letter, now).await?;
        }
        Ok(due.len())
    }

    async fn deliver(&self, letter: &DueLetter, now: Instant) -> Result<(), StoreError> {
        let mut notes = self.store.notes(now).await?;
        let key = Digest::of(letter.body.as_bytes());
        notes
            .keep(KIND, key, &letter.body, now.plus_seconds(READABLE_SECONDS))
            .await?;
        notes.commit().await?;
        let fact = LetterHandled {
            letter: letter.id,
            outcome: Outcome::Sent,
            attempts: letter.attempts + 1,
            answered: None,
            at: now,
        };
        let tx = self.store.begin::<verbs::SendLetters>(&SENDING, Installation, now).await?;
        match tx.record::<Tables, _>(&fact).await {
            Ok(tx) => tx.commit().await,
            // Erased meanwhile: what it held goes too.
            Err(StoreError::Conflict) => {
                let mut notes = self.store.notes(now).await?;
                notes.take(KIND, key).await?;
                notes.commit().await
            }
            Err(error) => Err(error),
        }
    }
}
