//! Who comes: the session, the person and the mandate, in one statement.

use domain::access::{Role, Viewer};
use domain::digest::Digest;
use domain::ids::Id;
use store::{Known, SESSION_SEEN, Store};

use crate::cast::{NOW, acting, day, give, mandate, open_account, today};
use crate::engine::{Fresh, store};

/// How long a session may stay unused.
const IDLE_SECONDS: i64 = 3600;

async fn known(store: &Store, token: &str, convention: Option<i64>) -> Option<Known> {
    let mut reader = store.read(today()).await.expect("a reader");
    let known = reader
        .known(&Digest::of(token.as_bytes()), NOW, IDLE_SECONDS, convention.map(Id::new))
        .await
        .expect("an answer");
    assert_eq!(reader.queries(), 1);
    known
}

async fn open_session(fresh: &Fresh, token: &str, expires_in: i64, closed: &str) {
    let (token, expires) = (Digest::of(token.as_bytes()), NOW.micros() + expires_in);
    let opened = NOW.plus_seconds(-60).micros();
    let insert = format!("INSERT INTO unscoped_session VALUES ('{token}', 1, {opened}, {expires}, {closed})");
    fresh.intrude(&insert).await.expect("opened");
}

#[tokio::test]
async fn a_session_gives_its_person_and_the_mandate_of_the_convention() {
    let (store, fresh) = store().await;
    let anne = open_account(&store, "Anne").await;
    let given = mandate(3, anne, Role::Mayor);
    let mut ended = mandate(2, anne, Role::Coordinator);
    (ended.convention, ended.until) = (given.convention, Some(day("2023-01-01")));
    let mut second = mandate(4, anne, Role::Auditor);
    second.convention = given.convention;
    for given in [&second, &given, &ended] {
        give(&store, given).await;
    }
    open_session(&fresh, "secret", 1, "NULL").await;
    let outside = known(&store, "secret", None).await.expect("known");
    assert_eq!((outside.name.as_str(), outside.viewer()), ("Anne", Viewer::Person(anne)));
    assert!(outside.example && !outside.administrator);
    let inside = known(&store, "secret", Some(3)).await.expect("known");
    assert_eq!(inside.viewer(), acting(&given), "the oldest mandate that is in force");
    assert_eq!(inside.mandate.expect("a mandate").organisation_name, "Une commune");
    let elsewhere = known(&store, "secret", Some(9)).await.expect("known");
    assert_eq!(elsewhere.viewer(), Viewer::Person(anne));
}

#[tokio::test]
async fn a_session_that_ended_gives_nobody() {
    let (store, fresh) = store().await;
    open_account(&store, "Anne").await;
    open_session(&fresh, "expired", 0, "NULL").await;
    open_session(&fresh, "closed", 1, "5").await;
    open_session(&fresh, "open", 1, "NULL").await;
    assert_eq!(known(&store, "expired", None).await, None);
    assert_eq!(known(&store, "closed", None).await, None);
    assert_eq!(known(&store, "never opened", None).await, None);
    assert!(known(&store, "open", None).await.is_some());
    fresh.intrude("UPDATE unscoped_person SET active = 0").await.expect("closed");
    assert_eq!(known(&store, "open", None).await, None);
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends_and_one_that_was_seen_goes_on() {
    let (store, fresh) = store().await;
    open_account(&store, "Anne").await;
    for token in ["used", "unused"] {
        open_session(&fresh, token, 1, "NULL").await;
    }
    let long_ago = NOW.plus_seconds(-IDLE_SECONDS).micros();
    let opened = format!("UPDATE unscoped_session SET opened = {long_ago}");
    fresh.intrude(&opened).await.expect("aged");
    let mut notes = store.notes(NOW.plus_seconds(1 - IDLE_SECONDS)).await.expect("notes");
    let used = Digest::of(b"used");
    notes.keep(SESSION_SEEN, used, "", NOW).await.expect("noted");
    notes.commit().await.expect("kept");
    let seen = known(&store, "used", None).await.expect("still open").seen;
    assert_eq!(seen, NOW.plus_seconds(1 - IDLE_SECONDS));
    assert_eq!(known(&store, "unused", None).await, None, "an hour to the second");
}
