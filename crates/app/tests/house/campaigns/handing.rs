//! Where no letter leaves, all links are handed over in one list: made on purpose, shown once, told in the journal and never again.

use web::session::Token;

use super::{BOARD, COORDINATOR, address, answer, facts_since, first, words};
use crate::cast::{self, Who};
use people::Persona;
use testkit::{Client, World};

const LIST: &str = "/conventions/1/campagnes/2/liens";

/// The secrets that a page shows.
fn secrets(text: &str) -> Vec<Token> {
    let shown = text.split("/repondre?cle=").skip(1);
    let mut found: Vec<Token> = shown.filter_map(|rest| Token::parse(&rest[..64])).collect();
    found.dedup_by_key(|token| token.digest());
    found
}

#[tokio::test]
async fn links_are_listed_once_and_those_before_end() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let board = coordinator.get(BOARD).await;
    assert!(
        testkit::page::links(&board.text()).contains(&LIST.to_owned()),
        "{}",
        board.words()
    );
    let before = world.journal().await;
    let asked = coordinator.get(LIST).await;
    assert!(asked.words().contains("2 liens personnels seront faits"), "{}", asked.words());
    assert!(secrets(&asked.text()).is_empty(), "nothing is shown before it is asked for");
    assert_eq!(facts_since(&world, &before).await, [""; 0]);

    let list = coordinator.post(LIST, "remise=").await;
    assert_eq!(
        (list.status, list.header("cache-control")),
        (200, "no-store"),
        "{}",
        list.words()
    );
    let links = secrets(&list.text());
    assert_eq!(links.len(), 2, "{}", list.text());
    assert_eq!(facts_since(&world, &before).await, ["campaign_links_sent"]);
    let opened = world.visitor().get(&address("", &links[0])).await.words();
    assert!(opened.contains("Bonjour Répondante 2"), "{opened}");
    let former = crate::asking::link(COORDINATOR, 2);
    let told = world.visitor().get(&address("", &former)).await.words();
    assert!(told.contains("Un lien plus récent remplace celui-ci"), "{told}");
    for page in [BOARD, LIST] {
        assert!(secrets(&coordinator.get(page).await.text()).is_empty(), "{page}");
    }
    let journal = words(&world, "/conventions/1/journal").await;
    assert!(
        journal.contains("Liste remise, montrée une seule fois : 2 liens de réponse"),
        "{journal}"
    );
    for link in &links {
        let digest = link.digest();
        assert!(
            !journal.contains(link.expose()) && !journal.contains(&digest.to_string()),
            "{journal}"
        );
    }
    another_list_is_asked_for_on_purpose(&world, &mut coordinator, &links[1]).await;
}

async fn another_list_is_asked_for_on_purpose(world: &World, coordinator: &mut Client, link: &Token) {
    // The same form sent again makes nothing: the list that was handed over still works.
    let again = coordinator.post(LIST, "remise=").await;
    assert_eq!(again.status, 422, "{}", again.words());
    assert!(secrets(&again.text()).is_empty());
    assert!(
        world
            .visitor()
            .get(&address("", link))
            .await
            .words()
            .contains("Bonjour Répondante 3")
    );
    // Another one is asked for on purpose.
    let page = coordinator.get(LIST).await.text();
    let (_, rest) = page.split_once("name=\"remise\" value=\"").expect("the list before");
    let mark = rest.split('"').next().unwrap_or_default();
    let file = coordinator.post(LIST, &format!("remise={mark}&forme=csv")).await;
    assert_eq!(file.status, 200, "{}", file.words());
    assert!(file.header("content-disposition").contains("liens-a-remettre.csv"));
    assert_eq!(secrets(&file.text()).len(), 2);
    assert!(
        world
            .visitor()
            .get(&address("", link))
            .await
            .words()
            .contains("Un lien plus récent")
    );
}

#[tokio::test]
async fn links_are_listed_for_those_who_run_the_campaign_alone() {
    let world = cast::world().await;
    for persona in [
        Persona::FundDirector,
        Persona::Auditor,
        Persona::Administrator,
        Persona::PartnerContact,
    ] {
        let mut one = Who::Persona(persona).at(&world).await;
        assert_eq!(one.get(LIST).await.status, 404, "{persona:?}");
        assert_eq!(one.post(LIST, "remise=").await.status, 404, "{persona:?}");
    }
}

#[tokio::test]
async fn where_letters_leave_nobody_with_an_address_is_listed() {
    let world = crate::mail::pages::world(web::site::Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    assert_eq!(coordinator.get(LIST).await.location(), BOARD);
    assert_eq!(coordinator.post(LIST, "remise=").await.location(), BOARD);
}
