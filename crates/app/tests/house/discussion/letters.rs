//! Letters about what happened: once, to whoever may still read it, at the rhythm that was chosen; and how they are stopped.

use std::sync::Mutex;

use domain::access::{Reason, Viewer};
use domain::discussion::LettersStopped;
use domain::time::Instant;
use people::Persona;
use store::{Columns, FromRow, Gate, Scope, Store, StoreError, query};
use testkit::World;
use testkit::moment::{NOW, randomness, today};
use web::session::Token;

use super::{ACTION, at, say};
use crate::cast;
use crate::facts::{check, since};

/// A letter that waits to leave.
struct Waiting {
    person: i64,
    subject: String,
    body: String,
}

const ANY_LETTER: Scope = Scope {
    name: "letter_of_these_tests",
    columns_sql: "SELECT t.id, t.person, t.kind, t.subject, t.body FROM unscoped_letter t",
    gate: Gate::Installation {
        verb: domain::access::Verb::SendLetters,
    },
};

query! {
    /// The letters about what happened.
    Letters() -> Waiting
    reading ["letter_of_these_tests"]
    "SELECT person, subject, COALESCE(body, '') FROM letter_of_these_tests WHERE kind = 'digest' ORDER BY id"
}

impl FromRow for Waiting {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            person: c.int(0)?,
            subject: c.text(1)?,
            body: c.text(2)?,
        })
    }
}

/// The letters to one person, in order.
async fn letters(world: &World, person: i64) -> Vec<Waiting> {
    let house = app::rooms::house().scopes(&[ANY_LETTER]);
    let store = Store::open(world.base.target(), house).await.expect("opens");
    let mut reader = store.read(today()).await.expect("a reader");
    let viewer = Viewer::Job(Reason::Sending);
    let mut all = reader.rows(&viewer, Letters {}).await.expect("letters");
    all.retain(|letter| letter.person == person);
    all
}

async fn send(world: &World, now: Instant) -> usize {
    let sent = discussion::send_letters(&world.store, now, "https://pacte.test", randomness).await;
    sent.expect("sent")
}

const OFFICER: i64 = 4;
const DIRECTOR: i64 = 5;

#[tokio::test]
async fn a_mention_is_written_about_at_once_and_once() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    send(&world, NOW).await;
    say(&mut client, ACTION, "internal", "Un secret pour @Olivier Marchand").await;
    assert_eq!(send(&world, NOW.plus_seconds(60)).await, 1);
    assert_eq!(send(&world, NOW.plus_seconds(120)).await, 0, "once");
    let written = letters(&world, DIRECTOR).await;
    let [letter] = written.as_slice() else {
        panic!("{} letters", written.len())
    };
    assert_eq!(letter.subject, "Un message parle de vous");
    for told in ["Camille Roche", "https://pacte.test/notifications", "/courriels/arret?cle="] {
        assert!(letter.body.contains(told), "{told}: {}", letter.body);
    }
    assert!(!letter.body.contains("secret pour"), "{}", letter.body);
}

#[tokio::test]
async fn the_rest_is_written_about_together_and_nothing_when_nothing_happened() {
    let world = cast::world().await;
    let mut officer = at(&world, Persona::FundOfficer).await;
    let daily = officer.post("/compte/courriels", "rythme=daily").await;
    assert_eq!(daily.status, 200, "{}", daily.words());
    officer.post("/notifications", "lu=tout").await;
    let followed = officer
        .post("/conventions/1/abonnements", "objet=action-15&choix=followed")
        .await;
    assert_eq!(followed.status, 303);
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let day = 24 * 3600;
    assert!(send(&world, NOW.plus_seconds(day)).await < 9);
    let before = letters(&world, OFFICER).await.len();
    say(&mut client, ACTION, "internal", "Une nouvelle").await;
    say(&mut client, ACTION, "internal", "Une autre nouvelle").await;
    send(&world, NOW).await;
    assert_eq!(letters(&world, OFFICER).await.len(), before, "it waits for seven");
    let draft = officer.get("/compte/courriels").await.words();
    assert!(
        draft.contains("Tel qu’il partirait maintenant") && draft.contains("Vos notifications : 2 messages"),
        "{draft}"
    );
    for later in [2 * day, 2 * day + 60, 3 * day] {
        send(&world, NOW.plus_seconds(later)).await;
    }
    let written = letters(&world, OFFICER).await;
    assert_eq!(written.len(), before + 1, "once, and nothing the day after");
    let last = written.last().expect("a letter");
    assert_eq!(last.subject, "Vos notifications : 2 messages");
    let line = draft.lines().find(|line| line.contains("Action 15")).expect("a line of it");
    assert!(
        last.body.replace('\u{a0}', " ").contains(line.trim()),
        "the letter that left is the one that was shown: {line} / {}",
        last.body
    );
    // What was read meanwhile, and what one may no longer read, is not written about.
    say(&mut client, ACTION, "internal", "Encore une").await;
    officer.post("/notifications", "lu=tout").await;
    send(&world, NOW.plus_seconds(5 * day)).await;
    assert_eq!(letters(&world, OFFICER).await.len(), before + 1);
}

#[tokio::test]
async fn whoever_lost_their_mandate_is_not_written_to() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    say(&mut client, ACTION, "internal", "Pour @Olivier Marchand").await;
    let mut administrator = at(&world, Persona::Administrator).await;
    let ended = administrator.post("/mandats/fin", "mandat=5&fin=2026-01-31").await;
    assert_eq!(ended.status, 303, "{}", ended.words());
    send(&world, NOW.plus_seconds(60)).await;
    assert_eq!(letters(&world, DIRECTOR).await.len(), 0);
}

/// The secret of the last letter, kept by the source of randomness that these tests hand over.
static DRAWN: Mutex<[u8; 32]> = Mutex::new([0; 32]);

fn drawn() -> [u8; 32] {
    let random = randomness();
    *DRAWN.lock().expect("one at a time") = random;
    random
}

#[tokio::test]
async fn letters_are_stopped_in_one_click_without_signing_in_and_twice_changes_nothing() {
    let world = cast::world().await;
    let mut client = at(&world, Persona::FirstCoordinator).await;
    send(&world, NOW).await;
    say(&mut client, ACTION, "internal", "Pour @Olivier Marchand").await;
    let sent = discussion::send_letters(&world.store, NOW.plus_seconds(60), "https://pacte.test", drawn).await;
    assert_eq!(sent.expect("sent"), 1);
    let token = Token::from_random(*DRAWN.lock().expect("drawn"));
    let address = format!("/courriels/arret?cle={}", token.expose());
    let before = world.journal().await;
    let opened = world.visitor().get(&address).await;
    assert_eq!(opened.status, 200);
    assert!(opened.words().contains("Arrêter ces courriels"), "{}", opened.words());
    assert_eq!(world.journal().await, before, "opening the link writes nothing");
    for _ in 0..2 {
        // A program that reads mail sends it without a cookie, and says nothing of where it comes from.
        let stopped = world
            .visitor()
            .send("POST", &address, &[], "List-Unsubscribe=One-Click")
            .await;
        assert_eq!(stopped.status, 200, "{}", stopped.words());
        assert!(stopped.words().contains("Vous ne recevrez plus"), "{}", stopped.words());
    }
    let row = check::<LettersStopped>(&since(&world, &before).await);
    assert_eq!(row.subject, format!("person/{DIRECTOR}"));
    say(&mut client, ACTION, "internal", "Encore pour @Olivier Marchand").await;
    send(&world, NOW.plus_seconds(120)).await;
    assert_eq!(letters(&world, DIRECTOR).await.len(), 1);
    for unknown in [
        "/courriels/arret",
        "/courriels/arret?cle=abc",
        &format!("/courriels/arret?cle={}", "0".repeat(64)),
    ] {
        let answer = world.visitor().post(unknown, "List-Unsubscribe=One-Click").await;
        assert_eq!(answer.status, 422, "{unknown}");
        assert!(answer.words().contains("Ce lien n’arrête plus rien"), "{}", answer.words());
    }
}

#[tokio::test]
async fn a_task_that_is_given_is_in_the_letter_of_whoever_has_it() {
    let world = cast::world().await;
    let mut officer = at(&world, Persona::FundOfficer).await;
    assert_eq!(officer.post("/compte/courriels", "rythme=daily").await.status, 200);
    let mut client = at(&world, Persona::FirstCoordinator).await;
    let form = format!("nature=task&titre=Relire+le+bilan&personne={OFFICER}&volet=");
    assert_eq!(client.post("/conventions/1/actions/15/jalons", &form).await.status, 303);
    send(&world, NOW.plus_seconds(24 * 3600)).await;
    let written = letters(&world, OFFICER).await;
    let told = written
        .iter()
        .any(|letter| letter.body.contains("Camille Roche vous a confié une tâche"));
    assert!(told, "{:?}", written.iter().map(|letter| &letter.body).collect::<Vec<_>>());
}
