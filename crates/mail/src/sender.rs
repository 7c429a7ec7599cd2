//! Letters that are due are handed to the mail server, one after the other, by one server of the installation at a time.
//!
//! What became of a letter is recorded before the next one is taken. A server that stops between the answer of the mail server and that
//! record makes the letter leave a second time, under the same Message-ID: SMTP has no way to ask what was taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::digest::Digest;
use domain::mail::{Answered, GIVEN_UP_AFTER_SECONDS, LetterHandled, MailServerChanged, Outcome, Stage, next_attempt};
use domain::time::Instant;
use store::{Store, StoreError};

use crate::connection::{Connection, Handed, Unreachable};
use crate::letter_rows::{DueLetter, DueLetters, MailServer, OneDueLetter};
use crate::message::{Composed, compose};
use crate::relay::Relay;
use crate::tables::Tables;

const SENDING: Viewer = Viewer::Job(Reason::Sending);

/// How often one looks for letters that are due.
const LOOK: Duration = Duration::from_secs(2);

/// How long the turn to send is held without being renewed: what another server waits after this one was killed.
const TURN_SECONDS: i64 = 90;

/// How often the turn is renewed.
const RENEW: Duration = Duration::from_secs(25);

/// How many letters are looked at in one round.
const ROUND: i64 = 100;

/// The longest wait before one tries a silent mail server again, in seconds: it costs one connection, whatever the letters.
const LONGEST_SILENCE_SECONDS: i64 = 15 * 60;

/// After so many letters in a row without an answer, it is the server that is silent.
const SILENCES: u32 = 3;

/// The time it is.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Sends the letters of an installation.
pub struct Sender {
    store: Store,
    relay: Relay,
    clock: Clock,
    /// Which of the servers this is.
    own: String,
    stopping: Arc<AtomicBool>,
    failures: i64,
    again: Option<Instant>,
    /// What could not be recorded yet: these letters are not sent again meanwhile.
    untold: Vec<LetterHandled>,
}

/// Asks a sender to stop once the letter under way is answered.
#[derive(Clone)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// What a round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Letters taken by the mail server.
    pub sent: u32,
    /// Letters put off, refused or given up.
    pub others: u32,
    /// Whether it was another server's turn.
    pub elsewhere: bool,
}

impl Round {
    fn of(outcome: Outcome) -> Self {
        let sent = u32::from(outcome == Outcome::Sent);
        Self {
            sent,
            others: 1 - sent,
            elsewhere: false,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            sent: self.sent + other.sent,
            others: self.others + other.others,
            elsewhere: self.elsewhere || other.elsewhere,
        }
    }
}

impl Sender {
    /// A sender that nothing was sent by yet; `random` tells it from those of other servers.
    #[must_use]
    pub fn new(store: Store, relay: Relay, clock: Clock, random: [u8; 32]) -> Self {
        Self {
            store,
            relay,
            clock,
            own: Digest::of(&random).to_string(),
            stopping: Arc::default(),
            failures: 0,
            again: None,
            untold: Vec::new(),
        }
    }

    /// What stops it.
    #[must_use]
    pub fn stop(&self) -> Stop {
        Stop(Arc::clone(&self.stopping))
    }

    /// Works until it is asked to stop, then leaves its turn to others.
    pub async fn run(mut self) {
        while !self.stops() {
            if let Err(error) = self.round().await {
                tracing::warn!(%error, "letters could not be sent");
            }
            tokio::time::sleep(LOOK).await;
        }
        if let Err(error) = self.leave_turn().await {
            tracing::warn!(%error, "the turn to send letters could not be left");
        }
    }

    fn stops(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    fn now(&self) -> Instant {
        (self.clock)()
    }

    /// Sends what is due, when it is this server's turn and the mail server is to be tried.
    pub async fn round(&mut self) -> Result<Round, StoreError> {
        self.tell_untold().await?;
        let now = self.now();
        let wait = self.again.map_or(0, |again| again.micros() - now.micros());
        // A clock set back must not make letters wait for the day it had reached.
        if wait > 0 && wait <= LONGEST_SILENCE_SECONDS * 1_000_000 {
            return Ok(Round::default());
        }
        let due = self.due(now).await?;
        if due.is_empty() {
            return Ok(Round::default());
        }
        if !self.take_turn().await? {
            return Ok(Round {
                elsewhere: true,
                ..Round::default()
            });
        }
        match Connection::open(&self.relay).await {
            Ok(connection) => self.send_all(connection, &due).await,
            Err(Unreachable(words)) => self.unreachable(&words, &due).await,
        }
    }

    async fn due(&self, now: Instant) -> Result<Vec<DueLetter>, StoreError> {
        let mut reader = self.store.read(now.paris_day()).await?;
        reader.rows(&SENDING, DueLetters { now, most: ROUND }).await
    }

    async fn send_all(&mut self, connection: Connection, due: &[DueLetter]) -> Result<Round, StoreError> {
        let (mut round, mut silences) = (Round::default(), 0);
        let mut open = Some(connection);
        for (rank, letter) in due.iter().enumerate() {
            let waiting = &due[rank..];
            // Cancelled, erased, or sent by another server since it was read.
            if self.stops() || !self.take_turn().await? || !self.is_still_due(letter).await? {
                continue;
            }
            let connection = match open.take() {
                Some(connection) => connection,
                None => match Connection::open(&self.relay).await {
                    Ok(connection) => connection,
                    Err(Unreachable(words)) => {
                        return self.unreachable(&words, waiting).await.map(|given_up| round.and(given_up));
                    }
                },
            };
            let (handed, connection) = self.hand(connection, letter).await?;
            open = connection;
            match &handed {
                // It is not this letter that is refused: it is whoever writes.
                Handed::Answered(answered) if answered.stage == Stage::Sender => {
                    return self
                        .unreachable(&answered.words, waiting)
                        .await
                        .map(|given_up| round.and(given_up));
                }
                Handed::Silent(_) => silences += 1,
                Handed::Taken(_) | Handed::Answered(_) => {
                    silences = 0;
                    self.reached().await?;
                }
            }
            round = round.and(Round::of(self.settle(letter, handed).await?));
            if silences == SILENCES {
                let words = "sans réponse, plusieurs fois de suite";
                let given_up = self.unreachable(words, &due[rank + 1..]).await?;
                return Ok(round.and(given_up));
            }
        }
        if let Some(connection) = open {
            connection.close().await;
        }
        Ok(round)
    }

    async fn is_still_due(&self, letter: &DueLetter) -> Result<bool, StoreError> {
        let now = self.now();
        let mut reader = self.store.read(now.paris_day()).await?;
        let asked = OneDueLetter { letter: letter.id, now };
        Ok(reader.first(&SENDING, asked).await?.is_some())
    }

    /// Hands a letter over, renewing the turn meanwhile. The connection comes back while it can be used.
    async fn hand(&self, mut connection: Connection, letter: &DueLetter) -> Result<(Handed, Option<Connection>), StoreError> {
        let composed = match compose(letter, &self.relay.from, self.now()) {
            Ok(composed) => composed,
            Err(unfit) => {
                let refused = Handed::Answered(Answered {
                    stage: Stage::Recipient,
                    code: Some(553),
                    words: unfit.to_string(),
                });
                return Ok((refused, Some(connection)));
            }
        };
        let handed = self.while_renewing(&mut connection, &composed).await?;
        let usable = match &handed {
            Handed::Taken(_) => true,
            // 421: the server closes.
            Handed::Answered(answered) => answered.code != Some(421) && connection.start_again().await,
            Handed::Silent(_) => false,
        };
        Ok((handed, usable.then_some(connection)))
    }

    async fn while_renewing(&self, connection: &mut Connection, composed: &Composed) -> Result<Handed, StoreError> {
        let handing = connection.hand(composed);
        tokio::pin!(handing);
        loop {
            tokio::select! {
                handed = &mut handing => return Ok(handed),
                () = tokio::time::sleep(RENEW) => {
                    // Lost or not, the letter under way is answered first.
                    let _ = self.take_turn().await;
                }
            }
        }
    }

    /// Records what became of a letter.
    async fn settle(&mut self, letter: &DueLetter, handed: Handed) -> Result<Outcome, StoreError> {
        let (now, attempts) = (self.now(), letter.attempts + 1);
        let later = || self.later(letter, next_attempt(attempts, now), now);
        let (outcome, answered) = match handed {
            Handed::Taken(answered) => (Outcome::Sent, answered),
            Handed::Answered(answered) if answered.code.is_some_and(|code| code >= 500) => (Outcome::Refused, answered),
            Handed::Answered(answered) | Handed::Silent(answered) => (later(), answered),
        };
        let fact = LetterHandled {
            letter: letter.id,
            outcome,
            attempts,
            answered: Some(answered),
            at: now,
        };
        if let Err(error) = self.record(&fact).await {
            self.untold.push(fact);
            return Err(error);
        }
        Ok(outcome)
    }

    /// Put off, or given up when that would be too late.
    fn later(&self, letter: &DueLetter, until: Instant, now: Instant) -> Outcome {
        let end = letter.queued.plus_seconds(GIVEN_UP_AFTER_SECONDS);
        if now >= end {
            Outcome::GivenUp
        } else {
            Outcome::PutOff { until: until.min(end) }
        }
    }

    async fn record(&self, fact: &LetterHandled) -> Result<(), StoreError> {
        let tx = self
            .store
            .begin::<verbs::SendLetters>(&SENDING, Installation, fact.at)
            .await?;
        match tx.record::<Tables, _>(fact).await {
            Ok(tx) => tx.commit().await,
            // Cancelled or erased meanwhile: nothing is left to be told.
            Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn tell_untold(&mut self) -> Result<(), StoreError> {
        while let Some(fact) = self.untold.last() {
            self.record(fact).await?;
            self.untold.pop();
        }
        Ok(())
    }

    /// The server took whoever writes, and answered of a letter: that is told when it did not before. A connection alone is not
    /// enough, since a server may take every connection and no sender.
    async fn reached(&mut self) -> Result<(), StoreError> {
        self.failures = 0;
        self.again = None;
        self.tell_server(true, "").await
    }

    /// The server cannot be used. Letters wait without being counted, but for those that waited too long.
    async fn unreachable(&mut self, words: &str, due: &[DueLetter]) -> Result<Round, StoreError> {
        let now = self.now();
        self.failures += 1;
        let next = next_attempt(self.failures, now);
        self.again = Some(next.min(now.plus_seconds(LONGEST_SILENCE_SECONDS)));
        tracing::warn!(relay = ?self.relay, words, "the mail server takes no letters");
        self.tell_server(false, words).await?;
        let mut round = Round::default();
        for letter in due {
            if now >= letter.queued.plus_seconds(GIVEN_UP_AFTER_SECONDS) {
                let fact = LetterHandled {
                    letter: letter.id,
                    outcome: Outcome::GivenUp,
                    attempts: letter.attempts,
                    answered: None,
                    at: now,
                };
                self.record(&fact).await?;
                round.others += 1;
            }
        }
        Ok(round)
    }

    async fn tell_server(&self, works: bool, said: &str) -> Result<(), StoreError> {
        let now = self.now();
        let known = self.store.read(now.paris_day()).await?.first(&SENDING, MailServer {}).await?;
        if known.is_some_and(|known| known.works == works) {
            return Ok(());
        }
        let fact = MailServerChanged {
            works,
            words: said.to_owned(),
            at: now,
        };
        let tx = self.store.begin::<verbs::SendLetters>(&SENDING, Installation, now).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await
    }

    /// Takes or keeps the turn to send. It is a note: it ends by itself when its server is killed.
    async fn take_turn(&self) -> Result<bool, StoreError> {
        let now = self.now();
        let mut notes = self.store.notes(now).await?;
        let held = notes.hold(TURN, turn()).await?;
        // A note of the future was written while a clock was wrong: it holds nothing back.
        let standing = held.filter(|note| note.at.micros() <= now.plus_seconds(TURN_SECONDS).micros());
        if standing.as_ref().is_some_and(|note| note.value != self.own) {
            return Ok(false);
        }
        let fresh = |note: &store::Note| now.micros() - note.at.micros() < 20_000_000;
        if standing.as_ref().is_some_and(fresh) {
            return Ok(true);
        }
        notes.keep(TURN, turn(), &self.own, now.plus_seconds(TURN_SECONDS)).await?;
        notes.commit().await?;
        Ok(true)
    }

    async fn leave_turn(&self) -> Result<(), StoreError> {
        let mut notes = self.store.notes(self.now()).await?;
        if notes.hold(TURN, turn()).await?.is_some_and(|note| note.value == self.own) {
            notes.take(TURN, turn()).await?;
            notes.commit().await?;
        }
        Ok(())
    }
}

/// The kind of the note that holds the turn.
const TURN: &str = "mail_turn";

fn turn() -> Digest {
    Digest::of(b"mail")
}
