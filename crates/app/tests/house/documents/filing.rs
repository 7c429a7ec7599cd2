//! A file that came with an answer, filed among the documents of its action once the answer is accepted.

use domain::followup::ReportAccepted;
use people::Persona;
use testkit::World;

use super::LIST;
use crate::asking::{NOTE, link};
use crate::campaigns::answer;
use crate::cast::{self, Who};
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const ACTION: &str = "/conventions/1/actions/10";

/// The last report that waits, where it is accepted.
async fn last_waiting(world: &World, who: Who, convention: i64) -> String {
    let list = format!("/conventions/{convention}/a-confirmer");
    let html = who.at(world).await.get(&list).await.text();
    let start = format!("{list}/");
    let links = html.split(start.as_str()).skip(1);
    let ordinals = links.filter_map(|rest| rest.split('"').next()?.parse::<i64>().ok());
    format!("{list}/{}", ordinals.max().expect("one waits"))
}

/// Accepts the last report that waits.
pub(crate) async fn accept_last(world: &World, who: Who, convention: i64) {
    let place = last_waiting(world, who, convention).await;
    let accepted = who.at(world).await.post(&place, "geste=accepter").await;
    assert_eq!(accepted.status, 303, "{}", accepted.words());
}

#[tokio::test]
async fn a_file_of_an_accepted_answer_is_filed_with_who_sent_it_and_no_second_copy() {
    let world = cast::world().await;
    answer(&world, &link(COORDINATOR, 2), "etat-10-0=going").await;
    let mut client = COORDINATOR.at(&world).await;
    let filed = "/conventions/1/documents/2\"";
    assert!(!client.get(ACTION).await.text().contains(filed), "it waits");
    let place = last_waiting(&world, COORDINATOR, 1).await;
    let told = client.get(&place).await.words();
    assert!(told.contains("Le fichier joint à la réponse sera rangé"), "{told}");
    let (before, kept) = (world.journal().await, world.store.referred_files().await.expect("read"));
    assert_eq!(client.post(&place, "geste=accepter").await.status, 303);
    check::<ReportAccepted>(&since(&world, &before).await);
    assert_eq!(world.store.referred_files().await.expect("read"), kept, "the same bytes");

    assert!(client.get(ACTION).await.text().contains(filed));
    let page = client.get("/conventions/1/documents/2").await.words();
    for said in ["Action 10", "Point d’automne", "Répondante 2, Association exemple, le"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(client.get("/conventions/1/documents/2/versions/1").await.body, NOTE);
    // Those who do not see who is asked learn of nobody.
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    let page = partner.get("/conventions/1/documents/2").await.words();
    assert!(
        page.contains("avec une réponse à une campagne") && !page.contains("Répondante"),
        "{page}"
    );
}

#[tokio::test]
async fn an_answer_that_is_accepted_again_files_nothing_twice() {
    let world = cast::world().await;
    answer(&world, &link(COORDINATOR, 2), "etat-10-0=going").await;
    accept_last(&world, COORDINATOR, 1).await;
    answer(&world, &link(COORDINATOR, 2), "etat-10-0=going&fait-10-0=Un+atelier").await;
    let place = last_waiting(&world, COORDINATOR, 1).await;
    let mut client = COORDINATOR.at(&world).await;
    assert!(!client.get(&place).await.words().contains("sera rangé"));
    accept_last(&world, COORDINATOR, 1).await;
    assert_eq!(client.get("/conventions/1/documents/3").await.status, 404);
    // Nor does one that was withdrawn come back by itself.
    assert_eq!(client.post("/conventions/1/documents/2", "geste=retirer").await.status, 303);
    answer(&world, &link(COORDINATOR, 2), "etat-10-0=going&fait-10-0=Deux+ateliers").await;
    accept_last(&world, COORDINATOR, 1).await;
    let list = client.get(&format!("{LIST}?objet=action-10")).await.words();
    assert!(!list.contains("Note"), "{list}");
}

#[tokio::test]
async fn an_answer_that_is_corrected_files_its_files_too_and_one_set_aside_files_none() {
    let world = cast::world().await;
    answer(&world, &link(COORDINATOR, 2), "etat-10-0=going").await;
    let place = last_waiting(&world, COORDINATOR, 1).await;
    let mut client = COORDINATOR.at(&world).await;
    let aside = client.post(&place, "geste=ecarter&raison=Un+doublon").await;
    assert_eq!(aside.status, 303, "{}", aside.words());
    assert_eq!(client.get("/conventions/1/documents/2").await.status, 404);
    answer(&world, &link(COORDINATOR, 2), "etat-10-0=going&fait-10-0=Un+atelier").await;
    let place = last_waiting(&world, COORDINATOR, 1).await;
    let html = client.get(&place).await.text();
    let seen = html
        .split("name=\"vu\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let form = format!("geste=corriger&etat=going&fait=Deux+ateliers&vu={}", seen.unwrap_or_default());
    let corrected = client.post(&place, &form).await;
    assert_eq!(corrected.status, 303, "{}", corrected.words());
    let page = client.get("/conventions/1/documents/2").await.words();
    assert!(page.contains("Répondante 2"), "{page}");
}
