//! A convention typed by hand, many things at a time: texts pasted at once, one thing after another, undone in one go.

use domain::convention::ReadingCorrected;
use testkit::Client;

use crate::cast::world;
use crate::correction::url;
use crate::facts::{check, since};
use crate::hand::{complete, sound, typed};

const READING: &str = "/conventions/3/lecture";

/// A form sent with this button.
async fn sent(client: &mut Client, place: &str, value: &str, gesture: &str) -> testkit::Answer {
    let pairs = [
        ("place", place),
        ("cause", "lecture"),
        ("valeur", value),
        ("motif", "Saisie complétée"),
        ("geste", gesture),
    ];
    client.post(READING, &url(&pairs)).await
}

#[tokio::test]
async fn a_pasted_text_keeps_its_paragraphs_and_its_list() {
    let world = world().await;
    let mut client = typed(&world).await;
    complete(&mut client, "/articles/0", "1", "Objet").await;
    complete(&mut client, "/articles/0/text/0", "Une première phrase.", "").await;
    let before = world.journal().await;
    let pasted = "Elle dit\r\nceci\u{a0}:\r\n\r\n- aider,\r\n- informer\r\nles familles.\r\n\r\nElle engage.";
    let made = sent(&mut client, "/articles/0/text/1", pasted, "corriger").await;
    assert_eq!(made.status, 303, "{}", made.words());
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "one correction for all of them: {rows:?}");
    check::<ReadingCorrected>(&rows);
    let kept = client.get(made.location()).await;
    assert!(kept.words().contains("Enregistré. Les articles, 1"), "{}", kept.words());
    assert!(kept.words().contains("5 textes"), "{}", kept.words());
    let articles = client.get("/conventions/3/articles").await.text();
    for piece in ["Elle dit ceci", "<li>aider,", "<li>informer les familles.", "Elle engage."] {
        assert!(articles.contains(piece), "{piece}: {articles}");
    }
    sound(&world).await;

    let undone = client.post(READING, "annuler=3").await;
    assert_eq!(undone.status, 303, "{}", undone.words());
    let articles = client.get("/conventions/3/articles").await.words();
    assert!(
        articles.contains("Une première phrase.") && !articles.contains("aider"),
        "{articles}"
    );
    sound(&world).await;
}

#[tokio::test]
async fn one_thing_follows_another_without_going_back() {
    let world = world().await;
    let mut client = typed(&world).await;
    let made = sent(&mut client, "/wording/visas/0", "Vu le code\nVu le budget", "suivant").await;
    assert_eq!(made.status, 303, "{}", made.words());
    let next = client.get(made.location()).await;
    assert!(next.text().contains("value=\"/wording/visas/2\""), "{}", next.text());
    assert!(
        next.words().contains("Enregistré.") && next.words().contains("2 textes"),
        "{}",
        next.words()
    );
    let made = complete(&mut client, "/facilities/0", "Les Lucioles", "EAJE").await;
    let sheet = client.get(made.location()).await.words();
    assert!(
        sheet.contains("Équipement : Les Lucioles"),
        "what came in is completed: {sheet}"
    );
    sound(&world).await;
}

#[tokio::test]
async fn too_many_or_too_long_is_refused_and_nothing_is_lost() {
    let world = world().await;
    let mut client = typed(&world).await;
    let before = world.journal().await;
    let many = "Vu.\n".repeat(301);
    let long = format!("Vu le code\n{}", "mot ".repeat(1_600));
    for (text, said) in [(many, "en plusieurs fois"), (long, "est trop long")] {
        let refused = sent(&mut client, "/wording/visas/0", &text, "corriger").await;
        assert_eq!(refused.status, 422);
        assert!(refused.words().contains(said), "{said}: {}", refused.words());
        assert!(
            refused
                .text()
                .contains(text.trim_end().lines().last().unwrap_or_default().trim_end())
        );
    }
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn a_vote_a_post_and_years_are_typed_as_people_say_them() {
    let world = world().await;
    let mut client = typed(&world).await;
    for (place, value, second) in [
        ("/deliberations/0", "p1", ""),
        ("/deliberations/0/commission/name", "Commission enfance", ""),
        ("/deliberations/0/commission/date", "2026-01-20", ""),
        ("/posts/0", "Chargée de coopération", ""),
        ("/posts/0/fte_hundredths", "1,5", ""),
        ("/actions/0/tracks/0", "2026-2028", ""),
    ] {
        let said = complete(&mut client, place, value, second).await;
        assert_eq!(said.status, 303, "{place}: {}", said.words());
    }
    let early = complete(&mut client, "/deliberations/1", "p1", "").await;
    assert_eq!(early.status, 303);
    let early = complete(&mut client, "/deliberations/1/commission/date", "2026-01-20", "").await;
    assert!(early.words().contains("d’abord le nom de la commission"), "{}", early.words());
    for (page, words) in [
        ("parties", "Commission enfance"),
        ("cooperation", "1,5 ETP"),
        ("actions/1", "Saisi à la main : 2026-2028"),
    ] {
        let shown = client.get(&format!("/conventions/3/{page}")).await.words();
        assert!(shown.contains(words), "{page}, {words}: {shown}");
    }
    for (place, value) in [
        ("/bodies/0", "Comité de pilotage"),
        ("/bodies/0/rhythm/text", "Se réunit 1 à 2 fois par an"),
    ] {
        assert_eq!(complete(&mut client, place, value, "").await.status, 303, "{place}");
    }
    let bodies = client.get("/conventions/3/instances").await.words();
    assert!(bodies.contains("De 1 à 2 réunions par an"), "{bodies}");
    let journal = client.get("/conventions/3/journal").await.words();
    for told in ["rien → 1,5 ETP", "rien → 20 janv. 2026", "rien → un choix de la liste"] {
        assert!(journal.contains(told), "{told}: {journal}");
    }
    assert!(!journal.contains("p1"), "a key is no word: {journal}");
    let action = client.get("/conventions/3/actions/1").await.words();
    assert!(!action.contains("Marque"), "nobody wrote a mark: {action}");
    sound(&world).await;
}

#[tokio::test]
async fn what_no_convention_can_say_is_refused_and_what_counts_nothing_stays_to_complete() {
    let world = world().await;
    let mut client = typed(&world).await;
    for (place, value) in [
        ("/convention/end", "2030-12-31"),
        ("/bodies/0", "Comité de pilotage"),
        ("/bodies/0/rhythm/text", "Se réunit quand il le faut"),
        ("/posts/0", "Chargée de coopération"),
    ] {
        assert_eq!(complete(&mut client, place, value, "").await.status, 303, "{place}");
    }
    let body = client.get(&format!("{READING}?partie=bodies&element=1")).await.words();
    assert!(body.contains("au moins\nÀ compléter"), "nobody invents a rhythm: {body}");
    let change = |place: &'static str, was: &'static str, value: &'static str| {
        let pairs = [
            ("place", place),
            ("etait", was),
            ("cause", "lecture"),
            ("valeur", value),
            ("motif", "Complété"),
            ("geste", "corriger"),
        ];
        url(&pairs)
    };
    let most = client.post(READING, &change("/bodies/0/rhythm/max_per_year", "0", "1")).await;
    assert_eq!(most.status, 303, "{}", most.words());
    for (place, was, value, said) in [
        ("/bodies/0/rhythm/min_per_year", "0", "5", "au moins plus souvent qu’au plus"),
        ("/posts/0/fte_hundredths", "", "1200", "100 équivalents temps plein"),
        (
            "/convention/signature/date",
            "",
            "2031-01-01",
            "signée après son dernier jour",
        ),
        ("/convention/start", "\"2026-01-01\"", "2031-01-01", "avant le premier"),
    ] {
        let refused = client.post(READING, &change(place, was, value)).await;
        assert_eq!(refused.status, 422, "{place}");
        assert!(refused.words().contains(said), "{place}: {}", refused.words());
    }
    sound(&world).await;
}
