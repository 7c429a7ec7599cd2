//! A letter reaches a mail server whole, once, and nothing of it stays.

use serde_json::Value;
use testkit::moment::NOW;

use super::server::MailServer;
use super::{Hands, SECRET, base_with, kept, states};
use crate::heard::Heard;

fn text<'v>(letter: &'v Value, path: &str) -> &'v str {
    letter
        .pointer(path)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("{path} in {letter}"))
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let server = MailServer::start();
    let (_base, store) = base_with(&["test/1"]).await;
    let mut sender = Hands::new().sender(&store, server.port, 1);
    assert_eq!(sender.round().await.expect("sent").sent, 1);

    let taken = server.taken();
    assert_eq!(taken.len(), 1);
    let letter = &taken[0];
    assert_eq!(text(letter, "/from"), "pacte@mairie.test");
    assert_eq!(letter["to"], serde_json::json!(["zoe-test-1@exemple.invalid"]));
    let header = |name: &str| text(letter, &format!("/headers/{name}"));
    assert_eq!(header("subject"), "Mise à jour : l’été approche Bcc: tous@exemple.invalid");
    assert!(text(letter, "/raw_subject").contains("=?utf-8?b?"), "{letter}");
    assert_eq!(header("from"), "Pacte des Pennes <pacte@mairie.test>");
    assert_eq!(header("to"), "Zoë L’Été <zoe-test-1@exemple.invalid>");
    assert_eq!(header("auto-submitted"), "auto-generated");
    assert_eq!(header("list-unsubscribe"), "<https://pacte.test/r/fin?cle=unsubscribe>");
    assert_eq!(header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert!(header("message-id").ends_with("@mairie.test>"), "{letter}");
    assert!(header("date").starts_with("Tue, 24 Nov 2026"), "{letter}");
    assert!(letter["headers"].get("bcc").is_none(), "{letter}");
    assert_eq!(letter["ascii"], true, "any server takes it");
    assert!(letter["longest_line"].as_u64().is_some_and(|bytes| bytes < 998), "{letter}");

    let link = format!("https://pacte.test/r?cle={SECRET}-{}&suite=%C3%A9t%C3%A9", "x".repeat(120));
    let plain = text(letter, "/parts/text~1plain");
    assert!(
        plain.lines().any(|line| line == link),
        "the link stands whole on a line: {plain}"
    );
    assert!(plain.starts_with("Bonjour Zoë L’Été,"), "{plain}");
    assert!(plain.contains("Où en est l’action n°\u{a0}15\u{a0}?"), "{plain}");
    assert!(plain.contains("Message envoyé par Pacte"), "{plain}");
    let html = text(letter, "/parts/text~1html");
    assert!(html.contains(&format!("href=\"{}\"", link.replace('&', "&#38;"))), "{html}");
    assert!(html.contains("&#60;b&#62;Rien&#60;/b&#62; &#38; merci."), "{html}");
    assert!(html.contains("<html lang=\"fr\">") && !html.contains("style"), "{html}");
}

#[tokio::test]
async fn a_letter_that_was_sent_holds_nothing_any_more_and_is_not_sent_again() {
    let heard = Heard::default();
    let _guard = heard.listen();
    let server = MailServer::start();
    let (base, store) = base_with(&["test/1", "test/2"]).await;
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    assert_eq!(sender.round().await.expect("sent").sent, 2);
    hands.pass(24 * 3600);
    assert_eq!(sender.round().await.expect("nothing"), mail::Round::default());
    assert_eq!(server.names().len(), 2);
    for letter in kept(&store).await {
        assert_eq!((letter.state.as_str(), letter.whole, letter.attempts), ("sent", false, 1));
        assert_eq!(letter.code, Some(250));
    }
    // Sent letters keep no body: the engine itself refuses one.
    let put_back = base
        .intrude("UPDATE unscoped_letter SET body = 'x' WHERE state = 'sent'")
        .await;
    assert!(put_back.is_err(), "a sent letter holds nothing");
    let journal = format!("{:?}", super::journal(&base).await);
    assert_eq!(journal.matches("letter_handled").count(), 2, "{journal}");
    let logged = String::from_utf8(heard.all()).expect("text");
    for secret in [SECRET, "exemple.invalid", "approche"] {
        assert!(!journal.contains(secret), "{secret} is in the journal");
        assert!(!logged.contains(secret), "{secret} is in the logs");
    }
}

#[tokio::test]
async fn a_letter_waits_for_its_moment() {
    let server = MailServer::start();
    let (_base, store) = base_with(&[]).await;
    let later = domain::mail::Letter {
        not_before: Some(NOW.plus_seconds(3600)),
        ..super::letter("test/later")
    };
    super::keep(&store, vec![later], NOW).await;
    let hands = Hands::new();
    let mut sender = hands.sender(&store, server.port, 1);
    sender.round().await.expect("nothing is due");
    assert_eq!(server.names().len(), 0);
    hands.pass(3600);
    assert_eq!(sender.round().await.expect("sent").sent, 1);
    assert_eq!(states(&store).await, ["sent"]);
}
