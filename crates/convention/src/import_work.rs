//! The reading of a file that was sent, beside the pages: it goes on when its page was answered, tells how far it is, and can be stopped.
//!
//! Everything that is known of it is one note, renewed every second: any server of the installation tells it, and one that is no longer
//! renewed was left by a server that stopped. Nothing else is written before the text is read whole.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::digest::Digest;
use domain::ids::Id;
use domain::time::Instant;
use files::recognition::{Course, Means, Recogniser};
use store::{Note, Notes, StoreError};
use tokio::sync::mpsc::{self, Receiver, Sender};
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};
use web::answer::News;
use web::aside::Aside;
use web::failure::Failure;
use web::french;
use web::visit::Visit;

use crate::draft::{self, Draft};
use crate::entry::{EntryError, KnownSource};
use crate::import_line::Line;
use crate::import_sent::{Attempt, Sent, apart, shelve, unshelve};

const KIND: &str = "import_work";

/// How often a work is told.
const BEAT: Duration = Duration::from_secs(1);

/// How many times it is told, once its turn has come, before it is given up: an hour.
const MOST_BEATS: u32 = 3_600;

/// A work that was not told for so long was left.
const LEFT_MICROS: i64 = 20 * 1_000_000;

/// How many times it is told to a page that listens before the browser asks again: no answer lasts for ever.
const FOLLOWED_BEATS: u32 = 25;

/// How long it is remembered.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// How often whoever waits looks whether it is their turn.
const LOOK: Duration = Duration::from_millis(200);

const TOO_LONG: &str = "La lecture de ce fichier a pris plus d’une heure\u{a0}: elle a été arrêtée, et rien n’a été écrit. Découpez le \
    document, ou demandez celui d’origine à qui l’a numérisé.";

/// How many files are read at once.
static READING: Semaphore = Semaphore::const_new(3);

/// Who waits for the recogniser.
static LINE: Line = Line::new();

/// Where a work is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// So many come first.
    Waiting(usize),
    /// This page, of so many.
    Page(usize, usize),
    /// It is being read.
    Reading,
    /// It came to nothing: why.
    Refused(String),
    /// Its server stopped.
    Left,
}

/// A work, as it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Told {
    /// The name of the file.
    pub(crate) name: String,
    pub(crate) state: State,
}

impl Told {
    /// What a note says of a work, at this time.
    fn read(note: &Note, now: Instant) -> Option<Self> {
        let mut parts = note.value.splitn(3, '\n').skip(1);
        let (name, state) = (parts.next()?, parts.next().and_then(State::read)?);
        let left = state.goes_on() && now.micros().saturating_sub(note.at.micros()) > LEFT_MICROS;
        Some(Self {
            name: name.to_owned(),
            state: if left { State::Left } else { state },
        })
    }
}

impl State {
    fn written(&self) -> String {
        match self {
            Self::Waiting(before) => format!("waiting {before}"),
            Self::Page(page, pages) => format!("page {page} {pages}"),
            Self::Reading | Self::Left => "reading".to_owned(),
            Self::Refused(sentence) => format!("refused {sentence}"),
        }
    }

    fn read(written: &str) -> Option<Self> {
        let (word, rest) = written.split_once(' ').unwrap_or((written, ""));
        Some(match word {
            "waiting" => Self::Waiting(rest.parse().ok()?),
            "page" => {
                let (page, pages) = rest.split_once(' ')?;
                Self::Page(page.parse().ok()?, pages.parse().ok()?)
            }
            "reading" => Self::Reading,
            "refused" => Self::Refused(rest.to_owned()),
            _ => return None,
        })
    }

    /// "Lecture en cours : page 12 sur 40".
    pub(crate) fn french(&self) -> String {
        match self {
            Self::Waiting(before) => format!(
                "En attente\u{a0}: {} avant la vôtre",
                french::count(*before, "lecture passe", "lectures passent")
            ),
            Self::Page(page, pages) => format!("Lecture en cours\u{a0}: page {page} sur {pages}"),
            Self::Reading | Self::Refused(_) | Self::Left => "Lecture en cours".to_owned(),
        }
    }

    /// The same for a page that listens: its words, then how far it is when that is known.
    fn told(&self) -> String {
        match self {
            Self::Page(page, pages) => format!("{}\t{page}\t{pages}", self.french()),
            other => other.french(),
        }
    }

    /// Whether someone still works at it.
    pub(crate) const fn goes_on(&self) -> bool {
        matches!(self, Self::Waiting(_) | Self::Page(..) | Self::Reading)
    }
}

/// The work of whoever is signed in, when there is one.
pub(crate) async fn told(visit: &mut Visit) -> Result<Option<Told>, Failure> {
    let (key, now) = (draft::key(visit)?, visit.now);
    let note = visit.noted(KIND, key).await?;
    Ok(note.and_then(|note| Told::read(&note, now)))
}

/// Follows the work of whoever is signed in: what it tells each second, until it ends, or for as long as one answer may last.
pub(crate) fn followed(visit: &mut Visit) -> Result<Receiver<News>, Failure> {
    let (key, aside) = (draft::key(visit)?, visit.aside());
    let (says, hears) = mpsc::channel(4);
    tokio::spawn(async move {
        if let Err(error) = follow(&aside, key, &says).await {
            tracing::warn!(%error, "a reading could not be followed to its end");
        }
    });
    Ok(hears)
}

async fn follow(aside: &Aside, key: Digest, says: &Sender<News>) -> Result<(), StoreError> {
    for _ in 0..FOLLOWED_BEATS {
        let now = (aside.clock)();
        let note = aside.store.notes(now).await?.hold(KIND, key).await?;
        let state = note.and_then(|note| Told::read(&note, now)).map(|told| told.state);
        let Some(state) = state.filter(State::goes_on) else {
            // Whoever listened may have left.
            let _ = says.send(News::End).await;
            return Ok(());
        };
        if says.send(News::Told(state.told())).await.is_err() {
            return Ok(());
        }
        sleep(BEAT).await;
    }
    Ok(())
}

/// Forgets the work of whoever is signed in: it stops by itself when it sees it.
pub(crate) async fn forget(visit: &mut Visit) -> Result<(), Failure> {
    let key = draft::key(visit)?;
    visit.unnote(KIND, key).await
}

/// Begins to read what was sent, in the place of what this person had begun. Answers why it came to nothing, when that is known before
/// the page has to be answered.
pub(crate) async fn begin(visit: &mut Visit, sent: Sent) -> Result<Option<String>, Failure> {
    let (key, aside) = (draft::key(visit)?, visit.aside());
    let patience = aside.patience;
    let work = Work {
        key,
        mark: Digest::of(&aside.random),
        name: sent.name.clone(),
        progress: Arc::default(),
        aside,
    };
    let mut notes = visit.notes().await?;
    work.tell(&mut notes, &State::Reading, visit.now).await?;
    notes.commit().await?;
    let (ended, end) = oneshot::channel();
    tokio::spawn(async move {
        let outcome = work.run(sent).await;
        if let Err(error) = &outcome {
            tracing::error!(%error, "what was read of a file could not be kept");
        }
        // Nobody may be waiting any more.
        let _ = ended.send(outcome);
    });
    match timeout(patience, end).await {
        // It goes on: its page tells how far it is.
        Err(_) => Ok(None),
        Ok(Ok(outcome)) => {
            let refused = outcome?;
            if refused.is_some() {
                forget(visit).await?;
            }
            Ok(refused)
        }
        Ok(Err(_)) => Err(Failure::Broken("the reading of a file did not end".to_owned())),
    }
}

/// How far a reading is, for who tells it and who does it.
#[derive(Debug, Default)]
struct Progress {
    course: Course,
    /// How many come first.
    before: AtomicUsize,
}

/// A reading under way.
struct Work {
    aside: Aside,
    key: Digest,
    /// What tells it from another of the same person.
    mark: Digest,
    name: String,
    progress: Arc<Progress>,
}

/// When a work goes, whoever reads for it stops too.
impl Drop for Work {
    fn drop(&mut self) {
        self.progress.course.stop();
    }
}

impl Work {
    /// Reads, tells each second where it is, and keeps what was read. Answers why it came to nothing.
    async fn run(self, sent: Sent) -> Result<Option<String>, StoreError> {
        let mut reading = Box::pin(read(self.aside.clone(), Arc::clone(&self.progress), sent));
        let mut beats = 0;
        while beats < MOST_BEATS {
            tokio::select! {
                read = &mut reading => return self.end(read).await,
                () = sleep(BEAT) => {}
            }
            if !self.renew().await? {
                return Ok(None);
            }
            // Those before have their own hour: whoever waits for them does not spend theirs.
            beats += u32::from(!matches!(self.state(), State::Waiting(_)));
        }
        self.end(Err(TOO_LONG.to_owned())).await
    }

    fn state(&self) -> State {
        let before = self.progress.before.load(Ordering::Relaxed);
        match (before, self.progress.course.page()) {
            (0, Some((page, pages))) => State::Page(page, pages),
            (0, None) => State::Reading,
            (before, _) => State::Waiting(before),
        }
    }

    /// Tells where the work is; not any more when it was stopped, or when another took its place.
    async fn renew(&self) -> Result<bool, StoreError> {
        let now = (self.aside.clock)();
        let mut notes = self.aside.store.notes(now).await?;
        let stands = self.stands(&mut notes).await?;
        if stands {
            self.tell(&mut notes, &self.state(), now).await?;
            notes.commit().await?;
        }
        Ok(stands)
    }

    async fn stands(&self, notes: &mut Notes) -> Result<bool, StoreError> {
        let note = notes.hold(KIND, self.key).await?;
        Ok(note.is_some_and(|note| note.value.starts_with(&self.mark.to_string())))
    }

    async fn tell(&self, notes: &mut Notes, state: &State, now: Instant) -> Result<(), StoreError> {
        let value = format!("{}\n{}\n{}", self.mark, self.name, state.written());
        notes.keep(KIND, self.key, &value, now.plus_seconds(KEPT_SECONDS)).await
    }

    /// Keeps what was read, or why nothing was: at once, and only if someone still waits for it.
    async fn end(&self, read: Result<Draft, String>) -> Result<Option<String>, StoreError> {
        let now = (self.aside.clock)();
        let read = match read {
            Ok(draft) => self.unknown(draft, now).await?,
            Err(sentence) => Err(sentence),
        };
        let mut notes = self.aside.store.notes(now).await?;
        if !self.stands(&mut notes).await? {
            return Ok(None);
        }
        let refused = match read {
            Ok(draft) => {
                draft::keep(&mut notes, self.key, &draft, now).await?;
                notes.take(KIND, self.key).await?;
                None
            }
            Err(sentence) => {
                self.tell(&mut notes, &State::Refused(sentence.clone()), now).await?;
                Some(sentence)
            }
        };
        notes.commit().await?;
        Ok(refused)
    }

    /// A text that is no convention yet.
    async fn unknown(&self, draft: Draft, now: Instant) -> Result<Result<Draft, String>, StoreError> {
        let asked = KnownSource {
            digest: draft.text.digest,
        };
        let mut reader = self.aside.store.read(now.paris_day()).await?;
        let known = reader.first(&self.aside.viewer, asked).await?;
        Ok(match known {
            Some(known) => Err(EntryError::Known(Id::new(known)).to_string()),
            None => Ok(draft),
        })
    }
}

/// What is read of a file: at once, and again with whoever recognises characters when some of its pages are pictures.
async fn read(aside: Aside, progress: Arc<Progress>, sent: Sent) -> Result<Draft, String> {
    let sent = Arc::new(sent);
    let few = READING.acquire().await;
    let first = attempt(&sent, None, &progress, few).await?;
    let Some(recogniser) = aside.recogniser.clone().filter(|_| first.pictures) else {
        return first.outcome;
    };
    let asked = Arc::clone(&recogniser);
    if !apart(move || asked.is_ready()).await? {
        return first.outcome;
    }
    drop(first);
    let shelf = shelve(&aside, sent).await?;
    let place = LINE.join();
    while place.before() > 0 && !progress.course.is_stopped() {
        progress.before.store(place.before(), Ordering::Relaxed);
        sleep(LOOK).await;
    }
    progress.before.store(0, Ordering::Relaxed);
    let sent = unshelve(&aside, shelf).await?;
    attempt(&sent, Some(recogniser), &progress, place).await?.outcome
}

/// Reads a file once, away from the threads that serve pages. The place it takes is left when it has ended, even when nobody waits for
/// it any more.
async fn attempt(
    sent: &Arc<Sent>,
    recogniser: Option<Arc<dyn Recogniser>>,
    progress: &Arc<Progress>,
    place: impl Send + 'static,
) -> Result<Attempt, String> {
    let (sent, progress) = (Arc::clone(sent), Arc::clone(progress));
    apart(move || {
        let _place = place;
        let means = Means {
            recogniser: recogniser.as_deref(),
            course: &progress.course,
        };
        sent.attempt(means)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_it_was_written() {
        for state in [
            State::Waiting(3),
            State::Page(12, 40),
            State::Reading,
            State::Refused("Le fichier est vide.".to_owned()),
        ] {
            assert_eq!(State::read(&state.written()), Some(state));
        }
        assert_eq!(State::read("page 12"), None);
    }
}
