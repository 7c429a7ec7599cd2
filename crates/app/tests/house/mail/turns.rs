//! Several servers of one installation: one sends at a time, and another takes over from one that was killed.

use std::collections::BTreeSet;
use std::time::Duration;

use super::server::MailServer;
use super::{Hands, base_with, open, states};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_at_once_send_each_letter_once() {
    let server = MailServer::start();
    let keys: Vec<String> = (1..=30).map(|number| format!("test/{number}")).collect();
    let (base, store) = base_with(&keys.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let second = open(&base).await;
    let hands = Hands::new();
    let (mut one, mut two) = (hands.sender(&store, server.port, 1), hands.sender(&second, server.port, 2));
    let both = tokio::join!(
        tokio::spawn(async move { one.round().await.expect("a round") }),
        tokio::spawn(async move { two.round().await.expect("a round") }),
    );
    let (one, two) = (both.0.expect("ends"), both.1.expect("ends"));
    assert_eq!(one.sent + two.sent, 30, "{one:?} {two:?}");
    let names = server.names();
    assert_eq!(names.len(), 30);
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>().len(), 30);
    assert!(states(&store).await.iter().all(|state| state == "sent"));
}

#[tokio::test]
async fn another_server_takes_over_from_one_that_was_killed() {
    let server = MailServer::start();
    server.behaves("slow 30");
    let (base, store) = base_with(&["test/1", "test/2"]).await;
    let hands = Hands::new();
    let mut killed = hands.sender(&store, server.port, 1);
    let cut_short = tokio::time::timeout(Duration::from_millis(700), killed.round()).await;
    assert!(cut_short.is_err(), "it was in the middle of a letter");
    drop(killed);
    server.behaves("");
    let second = open(&base).await;
    let mut other = hands.sender(&second, server.port, 2);
    assert!(other.round().await.expect("a round").elsewhere, "the turn is still held");
    hands.pass(91);
    assert_eq!(other.round().await.expect("a round").sent, 2);
    assert_eq!(states(&store).await, ["sent", "sent"]);
}

#[tokio::test]
async fn a_server_that_stops_leaves_its_turn_at_once() {
    let server = MailServer::start();
    let (base, store) = base_with(&["test/1"]).await;
    let hands = Hands::new();
    let sender = hands.sender(&store, server.port, 1);
    let stop = sender.stop();
    let running = tokio::spawn(sender.run());
    while states(&store).await != ["sent"] {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.ask();
    running.await.expect("it ends");
    super::keep(&store, vec![super::letter("test/2")], hands.now()).await;
    let second = open(&base).await;
    assert_eq!(hands.sender(&second, server.port, 2).round().await.expect("a round").sent, 1);
}
