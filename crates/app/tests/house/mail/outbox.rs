//! A fact keeps its letters in its own transaction, each once.

use app::rooms;
use domain::access::{Installation, Reason, Verb, Viewer, verbs};
use domain::fact::{Account, Chain, Fact};
use domain::ids::ConventionId;
use domain::mail::{Letter, LetterKind, LetterLink, Recipient, SecretAddress, Sends};
use domain::time::Instant;
use store::{Columns, FromRow, Gate, Scope, Store, StoreError, Writer, Writes, query};
use testkit::moment::{NOW, today};

use crate::cast::{REFERENCE, base};

/// Something that happened, of these tests only.
struct Happened {
    letters: Vec<Letter>,
    convention: Option<ConventionId>,
    fails: bool,
}

impl Fact for Happened {
    type Needs = verbs::KeepDirectory;
    const NAME: &'static str = "happened";

    fn place(&self) -> Installation {
        Installation
    }

    fn chain(&self) -> Chain {
        self.convention.map_or(Chain::Installation, Chain::Convention)
    }

    fn account(&self) -> Account {
        Account {
            subject: "test".to_owned(),
            before: None,
            after: None,
            personal: None,
        }
    }
}

impl Sends for Happened {
    fn at(&self) -> Instant {
        NOW
    }

    fn letters(&self) -> Vec<Letter> {
        self.letters.clone()
    }
}

/// Comes after the letters, and may object.
struct Last;

impl Writes<Happened> for Last {
    async fn apply(fact: &Happened, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        if fact.fails { Err(writer.refuse()) } else { Ok(()) }
    }
}

#[derive(Debug, PartialEq, Eq)]
struct Kept {
    key: String,
    convention: Option<i64>,
    address: String,
    subject: String,
    state: String,
    not_before: Instant,
    whole: bool,
}

const ANY_LETTER: Scope = Scope {
    name: "any_letter",
    columns_sql: "SELECT t.id, t.key, t.convention, t.address, t.subject, t.body, t.state, t.not_before FROM unscoped_letter t",
    gate: Gate::Installation { verb: Verb::SendLetters },
};

query! {
    /// All letters of these tests.
    AllLetters() -> Kept
    reading ["any_letter"]
    "SELECT key, convention, address, subject, state, not_before, CASE WHEN body LIKE '%secret-of-the-link%' THEN 1 ELSE 0 END \
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
        })
    }
}

fn letter(key: &str) -> Letter {
    Letter {
        to: Recipient {
            person: None,
            name: "Jeanne Moreau".to_owned(),
            email: "Jeanne@exemple.invalid".to_owned(),
        },
        kind: LetterKind::Trial,
        subject: "Un essai\r\nBcc: tous@exemple.invalid".to_owned(),
        paragraphs: vec!["Bonjour.".to_owned()],
        link: Some(LetterLink {
            words: "Ouvrir".to_owned(),
            address: SecretAddress::new("https://pacte.test/secret-of-the-link".to_owned()),
        }),
        list_unsubscribe: None,
        not_before: None,
        key: key.to_owned(),
    }
}

fn happened(letters: Vec<Letter>) -> Happened {
    Happened {
        letters,
        convention: None,
        fails: false,
    }
}

async fn open(base: &testkit::Base) -> Store {
    let house = rooms::house()
        .scopes(&[ANY_LETTER])
        .subscribe::<Happened, mail::Outbox>()
        .subscribe::<Happened, Last>();
    Store::open(base.target(), house).await.expect("opens")
}

async fn record(store: &Store, fact: Happened) -> Result<(), StoreError> {
    let viewer = Viewer::Job(Reason::Demo);
    let tx = store.begin::<verbs::KeepDirectory>(&viewer, Installation, NOW).await?;
    tx.record::<Nothing, _>(&fact).await?.commit().await
}

/// Owns nothing.
struct Nothing;

impl Writes<Happened> for Nothing {
    async fn apply(_: &Happened, _: &mut Writer<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}

async fn kept(store: &Store) -> Vec<Kept> {
    let mut reader = store.read(today()).await.expect("a reader");
    let rows = reader.rows(&Viewer::Job(Reason::Sending), AllLetters {}).await;
    rows.expect("the letters")
}

#[tokio::test]
async fn letters_are_kept_with_their_fact_and_each_once() {
    let base = base().await;
    let store = open(&base).await;
    let later = NOW.plus_seconds(3600);
    let second = Letter {
        not_before: Some(later),
        ..letter("test/2")
    };
    let fact = Happened {
        convention: Some(REFERENCE),
        ..happened(vec![letter("test/1"), second, letter("test/1")])
    };
    record(&store, fact).await.expect("recorded");
    record(&store, happened(vec![letter("test/2"), letter("test/3")]))
        .await
        .expect("recorded");
    let rows = kept(&store).await;
    let keys: Vec<(&str, Option<i64>, Instant)> = rows
        .iter()
        .map(|row| (row.key.as_str(), row.convention, row.not_before))
        .collect();
    assert_eq!(
        keys,
        [("test/1", Some(1), NOW), ("test/2", Some(1), later), ("test/3", None, NOW)]
    );
    for row in &rows {
        assert_eq!(row.address, "jeanne@exemple.invalid");
        assert_eq!(row.subject, "Un essai Bcc: tous@exemple.invalid", "a header is one line");
        assert_eq!((row.state.as_str(), row.whole), ("waiting", true));
    }
}

#[tokio::test]
async fn no_letter_is_kept_of_a_fact_that_was_not_recorded() {
    let base = base().await;
    let store = open(&base).await;
    let fact = Happened {
        fails: true,
        ..happened(vec![letter("test/1")])
    };
    assert!(matches!(record(&store, fact).await, Err(StoreError::Conflict)));
    assert_eq!(kept(&store).await, []);
    record(&store, happened(vec![letter("test/1")])).await.expect("recorded");
    assert_eq!(kept(&store).await.len(), 1);
}
