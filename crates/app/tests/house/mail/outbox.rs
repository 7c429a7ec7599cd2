//! A fact keeps its letters in its own transaction, each once.

use app::rooms;
use domain::access::{Installation, Reason, Viewer, verbs};
use domain::fact::{Account, Chain, Fact};
use domain::ids::ConventionId;
use domain::mail::{Letter, Sends};
use domain::time::Instant;
use store::{Store, StoreError, Writer, Writes};
use testkit::moment::NOW;

use super::{ANY_LETTER, kept, letter};
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

fn happened(letters: Vec<Letter>) -> Happened {
    Happened {
        letters,
        convention: None,
        fails: false,
    }
}

async fn listening(base: &testkit::Base) -> Store {
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

#[tokio::test]
async fn letters_are_kept_with_their_fact_and_each_once() {
    let base = base().await;
    let store = listening(&base).await;
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
        assert_eq!(row.address, format!("zoe-{}@exemple.invalid", row.key.replace('/', "-")));
        assert_eq!(
            row.subject, "Mise à jour : l’été approche Bcc: tous@exemple.invalid",
            "a header is one line"
        );
        assert_eq!((row.state.as_str(), row.whole), ("waiting", true));
    }
}

#[tokio::test]
async fn no_letter_is_kept_of_a_fact_that_was_not_recorded() {
    let base = base().await;
    let store = listening(&base).await;
    let fact = Happened {
        fails: true,
        ..happened(vec![letter("test/1")])
    };
    assert!(matches!(record(&store, fact).await, Err(StoreError::Conflict)));
    assert_eq!(kept(&store).await, []);
    record(&store, happened(vec![letter("test/1")])).await.expect("recorded");
    assert_eq!(kept(&store).await.len(), 1);
}
