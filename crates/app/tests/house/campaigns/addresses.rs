//! An address that a mail server refuses: told where the recipient stands, with its reason, and corrected there.

use domain::access::verbs::SendLetters;
use domain::access::{Installation, Reason, Viewer};
use domain::ids::Id;
use domain::mail::{Answered, LetterHandled, Outcome, Stage};
use testkit::World;
use testkit::moment::NOW;
use web::site::Mailing;

use super::letters::two_asked;
use super::{COORDINATOR, facts_since, words};
use crate::cast::Who;
use crate::mail::returned;
use people::Persona;

/// The mail server does not take the letter of this number.
async fn refuse(world: &World, letter: i64, words: &str) {
    let sending = Viewer::Job(Reason::Sending);
    let fact = LetterHandled {
        letter: Id::new(letter),
        outcome: Outcome::Refused,
        attempts: 1,
        answered: Some(Answered {
            stage: Stage::Recipient,
            code: Some(550),
            words: words.to_owned(),
        }),
        at: NOW,
    };
    let tx = world.store.begin::<SendLetters>(&sending, Installation, NOW).await;
    let tx = tx.expect("permitted").record::<mail::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
}

/// A campaign of which the first letter is refused; the number of that letter.
async fn refused(world: &World) -> (&'static str, i64) {
    let place = two_asked(world).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(world).await;
    let listed = administrator.get("/courriers?q=demande1").await.text();
    let (_, rest) = listed.split_once("name=\"courrier\" value=\"").expect("a letter that waits");
    let letter = rest
        .split('"')
        .next()
        .and_then(|number| number.parse().ok())
        .expect("its number");
    refuse(world, letter, "550 5.1.1 unknown user").await;
    (place, letter)
}

#[tokio::test]
async fn a_refused_address_is_told_on_the_board_with_its_reason_and_reminded_no_more() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let (place, _) = refused(&world).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let page = coordinator.get(place).await;
    let board = page.words();
    for said in [
        "Adresse refusée",
        "Cette adresse n’existe pas.",
        "demande1@exemple.invalid",
        "1 courrier n’est pas arrivé",
    ] {
        assert!(board.contains(said), "{said}: {board}");
    }
    let links = testkit::page::links(&page.text());
    assert!(links.contains(&format!("{place}/destinataires/1#adresse")), "{links:?}");
    let only = words(&world, &format!("{place}?etat=refuse")).await;
    assert!(only.contains("Inès Exemple") && !only.contains("Jo Essai"), "{only}");
    let later = NOW.plus_seconds(8 * 24 * 3600);
    let before = world.journal().await;
    campaigns::remind(&world.store, later, &testkit::moment::randomness)
        .await
        .expect("asked");
    assert!(facts_since(&world, &before).await.contains(&"campaign_links_sent".to_owned()));
    let waiting = words(&world, place).await;
    assert_eq!(waiting.matches("1 relance").count(), 1, "the other one alone: {waiting}");
}

#[tokio::test]
async fn a_letter_that_came_back_is_told_on_the_board_reminded_no_more_and_its_address_corrected() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let place = two_asked(&world).await;
    for address in ["demande1@exemple.invalid", "demande2@exemple.invalid"] {
        returned::sent(&world, address).await;
    }
    let board = words(&world, place).await;
    assert!(board.contains("2 courriers partis"), "{board}");
    let letter = returned::letter_to(&world, "demande1@exemple.invalid").await;
    let message = returned::report(&letter.message_id, "demande1@exemple.invalid");
    assert_eq!(returned::come_back(&world, &message).await, mail::Returned::Noted(letter.id));
    let mut coordinator = COORDINATOR.at(&world).await;
    let page = coordinator.get(place).await;
    let board = page.words();
    for said in [
        "Revenu : adresse refusée",
        "Cette adresse n’existe pas.",
        "demande1@exemple.invalid",
        "1 courrier n’est pas arrivé",
        "1 courrier parti, 1 refusé",
    ] {
        assert!(board.contains(said), "{said}: {board}");
    }
    let links = testkit::page::links(&page.text());
    assert!(links.contains(&format!("{place}/destinataires/1#adresse")), "{links:?}");
    let only = words(&world, &format!("{place}?etat=refuse")).await;
    assert!(only.contains("Inès Exemple") && !only.contains("Jo Essai"), "{only}");
    let later = NOW.plus_seconds(8 * 24 * 3600);
    campaigns::remind(&world.store, later, &testkit::moment::randomness)
        .await
        .expect("asked");
    let board = words(&world, place).await;
    assert_eq!(board.matches("1 relance").count(), 1, "the other one alone: {board}");
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let listed = administrator.get("/courriers?etat=returned").await.words();
    assert!(listed.contains("Prévenez la personne qui mène cette campagne"), "{listed}");

    let one = format!("{place}/destinataires/1");
    let corrected = coordinator.post(&one, "geste=adresse&mel=ines%40exemple.invalid").await;
    assert_eq!(corrected.location(), format!("{one}?fait=adresse"), "{}", corrected.words());
    let board = words(&world, place).await;
    assert!(!board.contains("Revenu") && board.contains("En file depuis le"), "{board}");
}

#[tokio::test]
async fn an_address_is_corrected_after_the_launch_and_the_former_link_ends() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let (place, _) = refused(&world).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{place}/destinataires/1");
    let wrong = coordinator.post(&one, "geste=adresse&mel=ici").await;
    assert_eq!(wrong.status, 422, "{}", wrong.words());
    assert!(wrong.text().contains("value=\"ici\""), "what was typed stays");
    let same = coordinator.post(&one, "geste=adresse&mel=demande1%40exemple.invalid").await;
    assert!(same.words().contains("C’est l’adresse à laquelle"), "{}", same.words());

    let before = world.journal().await;
    let corrected = coordinator
        .post(&one, "geste=adresse&mel=Ines.Exemple%40exemple.invalid")
        .await;
    assert_eq!(corrected.location(), format!("{one}?fait=adresse"), "{}", corrected.words());
    assert_eq!(facts_since(&world, &before).await, ["campaign_address_corrected"]);
    let said = coordinator.get(corrected.location()).await.words();
    assert!(
        said.contains("Un nouveau lien part vers ines.exemple@exemple.invalid"),
        "{said}"
    );
    let board = words(&world, place).await;
    assert!(
        !board.contains("Adresse refusée") && board.contains("En file depuis le"),
        "{board}"
    );
    let mailbox = world.visitor().get("/demo/courriers").await.words();
    assert!(mailbox.contains("ines.exemple@exemple.invalid"), "{mailbox}");
    let journal = words(&world, "/conventions/1/journal").await;
    assert!(
        journal.contains("L’adresse d’un destinataire d’une campagne a été corrigée"),
        "{journal}"
    );
}

#[tokio::test]
async fn where_no_letter_leaves_the_new_link_is_shown_once_and_the_former_one_says_so() {
    let world = crate::cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{}/destinataires/1", super::BOARD);
    let page = coordinator.post(&one, "geste=adresse&mel=neuve%40exemple.invalid").await;
    assert_eq!(page.status, 200, "{}", page.words());
    let text = page.text();
    let (_, rest) = text.split_once("/repondre?cle=").expect("the link");
    let token = web::session::Token::parse(&rest[..64]).expect("a secret");
    let opened = world.visitor().get(&super::address("", &token)).await.words();
    assert!(opened.contains("Bonjour Répondante 1"), "{opened}");
    let former = world.visitor().get(&super::address("", &super::first())).await.words();
    assert!(former.contains("Un lien plus récent remplace celui-ci"), "{former}");
    assert!(!coordinator.get(&one).await.text().contains("repondre?cle="), "shown once");
    // Of someone who answered, there is nothing left to correct.
    super::answer(&world, &token, "etat-10-0=going").await;
    let late = coordinator.post(&one, "geste=adresse&mel=autre%40exemple.invalid").await;
    assert_eq!(late.status, 422, "{}", late.words());
}

#[tokio::test]
async fn the_list_of_letters_leads_to_where_an_address_is_corrected() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let (place, _) = refused(&world).await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let page = administrator.get("/courriers?etat=refused").await;
    assert!(
        page.words().contains("Prévenez la personne qui mène cette campagne"),
        "who sees no campaign is told whom to ask: {}",
        page.words()
    );
    // With a mandate in the convention, the page leads there.
    let given = "personne=8&place=1-2&role=coordinator&debut=2026-01-01&fin=";
    let answer = administrator.post("/mandats", given).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = administrator.get("/courriers?etat=refused").await;
    let links = testkit::page::links(&page.text());
    assert!(links.contains(&format!("{place}/destinataires/1")), "{links:?}");
}
