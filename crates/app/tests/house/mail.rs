//! Letters that leave by e-mail: kept with their fact, sent once, erased once sent.

mod delivery;
mod outbox;
pub(crate) mod pages;
pub(crate) mod returned;
mod server;
mod trouble;
mod turns;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use app::rooms;
use domain::access::{Installation, Reason, Verb, Viewer, verbs};
use domain::mail::{Letter, LetterKind, LetterLink, Recipient, SecretAddress, TrialLetterAsked};
use domain::time::Instant;
use mail::{Relay, Sender};
use people::Persona;
use store::{Columns, FromRow, Gate, Scope, Store, StoreError, query};
use testkit::Base;
use testkit::moment::{NOW, today};

use crate::cast::Who;

/// What no log, no page and no table may hold once a letter is sent.
const SECRET: &str = "secret-of-the-link";

/// A letter as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    key: String,
    convention: Option<i64>,
    address: String,
    subject: String,
    state: String,
    not_before: Instant,
    whole: bool,
    attempts: i64,
    code: Option<i64>,
}

const ANY_LETTER: Scope = Scope {
    name: "any_letter",
    columns_sql: "SELECT t.id, t.key, t.convention, t.address, t.subject, t.body, t.state, t.not_before, t.attempts, t.code \
        FROM unscoped_letter t",
    gate: Gate::Installation { verb: Verb::SendLetters },
};

query! {
    /// The letters of these tests.
    AllLetters() -> Kept
    reading ["any_letter"]
    "SELECT key, convention, address, subject, state, not_before, CASE WHEN body IS NULL THEN 0 ELSE 1 END, attempts, code \
     FROM any_letter WHERE key LIKE 'test/%' ORDER BY id"
}

impl FromRow for Kept {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            key: c.text(0)?,
            convention: c.opt_int(1)?,
            address: c.text(2)?,
            subject: c.text(3)?,
            state: c.text(4)?,
            not_before: c.instant(5)?,
            whole: c.flag(6)?,
            attempts: c.int(7)?,
            code: c.opt_int(8)?,
        })
    }
}

/// The journal of this database.
async fn journal(base: &Base) -> Vec<testkit::journal::Entry> {
    let house = rooms::house().scopes(&[testkit::journal::SCOPE]);
    let store = Store::open(base.target(), house).await.expect("opens");
    testkit::journal::entries(&store).await
}

fn letter(key: &str) -> Letter {
    Letter {
        to: Recipient {
            person: None,
            name: "Zoë L’Été".to_owned(),
            email: format!("Zoe-{}@exemple.invalid", key.replace('/', "-")),
        },
        kind: LetterKind::Trial,
        subject: "Mise à jour\u{a0}: l’été approche\r\nBcc: tous@exemple.invalid".to_owned(),
        paragraphs: vec![
            "Où en est l’action n°\u{a0}15\u{a0}?".to_owned(),
            "<b>Rien</b> & merci.".to_owned(),
        ],
        link: Some(LetterLink {
            words: "Répondre".to_owned(),
            address: SecretAddress::new(format!(
                "https://pacte.test/r?cle={SECRET}-{}&suite=%C3%A9t%C3%A9",
                "x".repeat(120)
            )),
        }),
        list_unsubscribe: Some(SecretAddress::new("https://pacte.test/r/fin?cle=unsubscribe".to_owned())),
        not_before: None,
        key: key.to_owned(),
    }
}

/// The store of a second process over the same data.
async fn open(base: &Base) -> Store {
    let house = rooms::house().scopes(&[ANY_LETTER]);
    Store::open(base.target(), house).await.expect("opens")
}

/// Keeps letters, `at` that moment, and none of those that the world came with.
async fn keep(store: &Store, letters: Vec<Letter>, at: Instant) {
    let administrator = Who::Persona(Persona::Administrator).viewer();
    for letter in letters {
        let tx = store.begin::<verbs::KeepLetters>(&administrator, Installation, at).await;
        let tx = tx
            .expect("permitted")
            .record::<mail::Tables, _>(&TrialLetterAsked { letter, at })
            .await;
        tx.expect("recorded").commit().await.expect("kept");
    }
}

/// A database whose only letters are these.
async fn base_with(keys: &[&str]) -> (Base, Store) {
    let base = crate::cast::base().await;
    base.intrude("DELETE FROM unscoped_letter").await.expect("emptied");
    let store = open(&base).await;
    keep(&store, keys.iter().map(|key| letter(key)).collect(), NOW).await;
    (base, store)
}

async fn kept(store: &Store) -> Vec<Kept> {
    let mut reader = store.read(today()).await.expect("a reader");
    let rows = reader.rows(&Viewer::Job(Reason::Sending), AllLetters {}).await;
    rows.expect("the letters")
}

async fn states(store: &Store) -> Vec<String> {
    kept(store).await.into_iter().map(|letter| letter.state).collect()
}

/// A clock that tests turn.
#[derive(Clone)]
struct Hands(Arc<AtomicI64>);

impl Hands {
    fn new() -> Self {
        Self(Arc::new(AtomicI64::new(NOW.micros())))
    }

    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::Relaxed))
    }

    fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::Relaxed);
    }

    fn sender(&self, store: &Store, port: u16, which: u8) -> Sender {
        let address = format!("smtp://127.0.0.1:{port}?timeout=1");
        let relay = Relay::parse(&address, "Pacte des Pennes <pacte@mairie.test>").expect("a relay");
        let hands = self.clone();
        Sender::new(store.clone(), relay, Arc::new(move || hands.now()), [which; 32])
    }
}
