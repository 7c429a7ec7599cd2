//! A mail server that refuses, waits, is slow, cuts, or is away: no letter is lost, none is refused for the fault of another, and each
//! keeps its name.

use std::collections::BTreeSet;

use testkit::moment::NOW;

use super::server::MailServer;
use super::{Hands, base_with, kept, states};

#[tokio::test]
async fn an_address_that_is_refused_is_not_tried_again() {
    let server = MailServer::start();
    server.behaves("rcpt 550 5.1.1 unknown user");
    let (_base, store) = base_with(&["test/1"]).await;
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    assert_eq!(sender.round().await.expect("refused").others, 1);
    server.behaves("");
    hands.pass(24 * 3600);
    sender.round().await.expect("nothing is due");
    assert_eq!(server.names().len(), 0);
    let letter = &kept(&store).await[0];
    assert_eq!(
        (letter.state.as_str(), letter.code, letter.whole),
        ("refused", Some(550), true)
    );
}

#[tokio::test]
async fn what_is_refused_for_now_is_sent_later_and_not_before() {
    let server = MailServer::start();
    server.behaves("rcpt 451 4.7.1 greylisted");
    let (_base, store) = base_with(&["test/1"]).await;
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    sender.round().await.expect("put off");
    let letter = &kept(&store).await[0];
    assert_eq!((letter.state.as_str(), letter.code), ("waiting", Some(451)));
    assert_eq!(letter.not_before, NOW.plus_seconds(60));
    server.behaves("");
    hands.pass(59);
    sender.round().await.expect("not yet");
    assert_eq!(server.names().len(), 0);
    hands.pass(1);
    assert_eq!(sender.round().await.expect("sent").sent, 1);
    assert_eq!(kept(&store).await[0].attempts, 2);
}

#[tokio::test]
async fn whoever_writes_may_be_refused_and_no_letter_is() {
    let server = MailServer::start();
    server.behaves("mail 550 5.7.1 who are you");
    let (_base, store) = base_with(&["test/1", "test/2"]).await;
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    sender.round().await.expect("told");
    assert_eq!(states(&store).await, ["waiting", "waiting"]);
    server.behaves("");
    hands.pass(15 * 60);
    assert_eq!(sender.round().await.expect("sent").sent, 2);
}

#[tokio::test]
async fn a_server_that_takes_no_sender_is_told_once_is_asked_less_and_less_and_letters_end() {
    let server = MailServer::start();
    server.behaves("mail 550 5.7.1 who are you");
    let (base, store) = base_with(&["test/1", "test/2"]).await;
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    for _ in 0..30 {
        sender.round().await.expect("told");
        hands.pass(60);
    }
    let journal = format!("{:?}", super::journal(&base).await);
    assert_eq!(journal.matches("mail_server_changed").count(), 1, "{journal}");
    server.behaves("");
    hands.pass(60);
    assert_eq!(sender.round().await.expect("not asked yet").sent, 0);
    server.behaves("mail 550 5.7.1 who are you");
    hands.pass(48 * 3600);
    assert_eq!(sender.round().await.expect("given up").others, 2);
    assert_eq!(states(&store).await, ["given_up", "given_up"]);
}

#[tokio::test]
async fn one_bad_letter_holds_back_no_other() {
    let server = MailServer::start();
    let (base, store) = base_with(&["test/1", "test/2", "test/3"]).await;
    let spoil = "UPDATE unscoped_letter SET address = 'pas une adresse' WHERE key = 'test/2'";
    base.intrude(spoil).await.expect("spoilt");
    let mut sender = Hands::new().sender(&store, server.port, 1);
    assert_eq!(sender.round().await.expect("sent").sent, 2);
    assert_eq!(states(&store).await, ["sent", "refused", "sent"]);
}

#[tokio::test]
async fn an_answer_that_does_not_come_leaves_the_letter_for_later() {
    for mode in ["slow 30", "cut"] {
        let server = MailServer::start();
        server.behaves(mode);
        let (_base, store) = base_with(&["test/1"]).await;
        let hands = Hands::new();
        let mut sender = hands.sender(&store, server.port, 1);
        assert_eq!(sender.round().await.expect("put off").others, 1, "{mode}");
        let letter = &kept(&store).await[0];
        assert_eq!(
            (letter.state.as_str(), letter.code, letter.attempts),
            ("waiting", None, 1),
            "{mode}"
        );
        server.behaves("");
        hands.pass(60);
        assert_eq!(sender.round().await.expect("sent").sent, 1, "{mode}");
        assert_eq!(server.names().len(), 1, "{mode}");
    }
}

#[tokio::test]
async fn a_letter_taken_without_an_answer_comes_again_under_the_same_name() {
    let server = MailServer::start();
    server.behaves("lost");
    let (_base, store) = base_with(&["test/1"]).await;
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    sender.round().await.expect("put off");
    server.behaves("");
    hands.pass(60);
    assert_eq!(sender.round().await.expect("sent").sent, 1);
    let names = server.names();
    assert_eq!(names.len(), 2, "SMTP has no way to ask what was taken");
    assert_eq!(
        names.iter().collect::<BTreeSet<_>>().len(),
        1,
        "whoever receives both can tell"
    );
}

#[tokio::test]
async fn a_day_without_the_server_loses_nothing_and_doubles_nothing() {
    let mut server = MailServer::start();
    let keys: Vec<String> = (1..=12).map(|number| format!("test/{number}")).collect();
    let (_base, store) = base_with(&keys.iter().map(String::as_str).collect::<Vec<_>>()).await;
    server.close();
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    for _ in 0..24 * 4 {
        sender.round().await.expect("silent");
        hands.pass(15 * 60);
    }
    for letter in kept(&store).await {
        assert_eq!((letter.state.as_str(), letter.attempts, letter.whole), ("waiting", 0, true));
    }
    server.open();
    assert_eq!(sender.round().await.expect("sent").sent, 12);
    sender.round().await.expect("nothing is due");
    let names = server.names();
    assert_eq!(names.len(), 12);
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>().len(), 12);
}

#[tokio::test]
async fn after_two_days_a_letter_is_given_up_and_erased() {
    let mut server = MailServer::start();
    let (_base, store) = base_with(&["test/1"]).await;
    server.close();
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    hands.pass(48 * 3600 - 1);
    sender.round().await.expect("silent");
    assert_eq!(states(&store).await, ["waiting"]);
    hands.pass(60);
    sender.round().await.expect("given up");
    let letter = &kept(&store).await[0];
    assert_eq!((letter.state.as_str(), letter.whole), ("given_up", false));
    server.open();
    hands.pass(3600);
    sender.round().await.expect("nothing is due");
    assert_eq!(server.names().len(), 0, "what was given up does not leave afterwards");
}
