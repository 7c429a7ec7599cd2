//! Views of the plan kept under names: seen by whoever keeps them, by all who hold a mandate once shared, changed by nobody else.

use domain::access::verbs::SaveViews;
use domain::ids::{ConventionId, SavedViewId};
use domain::saved_view::{PlanPage, Sharing, ViewChanged, ViewName, ViewRemoved, ViewSaved, ViewTakenOver};
use people::Persona;
use store::{Sequence, Store};
use testkit::World;
use testkit::moment::NOW;

use crate::cast::{self, Who};
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const SECOND: Who = Who::Persona(Persona::SecondCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);
const VIEWS: &str = "/conventions/1/vues";
const TABLE: &str = "/conventions/1/plan/tableau";

/// In the convention where someone works: a view for themselves, and one for all.
pub(crate) async fn fill(store: &Store, who: Who, convention: ConventionId) {
    for (name, sharing) in [
        ("Ma vue d’exemple", Sharing::Own),
        ("Vue commune d’exemple", Sharing::Members),
    ] {
        let tx = store.begin::<SaveViews>(&who.viewer(), convention, NOW).await;
        let mut tx = tx.expect("permitted");
        let ordinal = tx.allocate(Sequence::Convention(convention, "saved_view")).await;
        let fact = ViewSaved {
            view: SavedViewId {
                convention,
                ordinal: ordinal.expect("an ordinal"),
            },
            person: who.person().expect("someone"),
            page: PlanPage::Table,
            query: "q=parents".to_owned(),
            name: ViewName::parse(name).expect("a name"),
            sharing,
            at: NOW,
        };
        let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
        tx.commit().await.expect("kept");
    }
}

async fn words(world: &World, who: Who, address: &str) -> String {
    let answer = who.at(world).await.get(address).await;
    assert_eq!(answer.status, 200, "{who:?} {address}");
    answer.words()
}

async fn sent(world: &World, who: Who, form: &str) -> u16 {
    who.at(world).await.post(VIEWS, form).await.status
}

#[tokio::test]
async fn a_view_is_kept_from_its_page_then_opened_by_name() {
    let world = cast::world().await;
    let table = COORDINATOR
        .at(&world)
        .await
        .get(&format!("{TABLE}?etat=going&q=parents&lot=1-2"))
        .await;
    assert!(
        table
            .text()
            .contains("/vues?page=table&#38;filtres=q%3Dparents%26etat%3Dgoing\""),
        "{}",
        table.text()
    );
    let form = words(
        &world,
        COORDINATOR,
        &format!("{VIEWS}?page=table&filtres=q%3Dparents%26etat%3Dgoing"),
    )
    .await;
    assert!(form.contains("Enregistrer la vue « Tableau », avec ses filtres"), "{form}");
    let before = world.journal().await;
    assert_eq!(
        sent(
            &world,
            COORDINATOR,
            "page=table&filtres=q%3Dparents%26lot%3D1-2&nom=+Le+comit%C3%A9+"
        )
        .await,
        303
    );
    let row = check::<ViewSaved>(&since(&world, &before).await);
    assert_eq!(row.chain, 0, "what one keeps is not told to the convention");
    let page = COORDINATOR.at(&world).await.get("/conventions/1/plan").await.text();
    assert!(
        page.contains("href=\"/conventions/1/plan/tableau?q=parents\">Le comité</a>"),
        "{page}"
    );
    assert!(
        !words(&world, SECOND, TABLE).await.contains("Le comité"),
        "nobody else sees it"
    );
    for address in [
        "/conventions/1/plan/thematiques",
        "/conventions/1/plan/etats",
        "/conventions/1/deploiement",
    ] {
        assert!(words(&world, COORDINATOR, address).await.contains("Le comité"), "{address}");
    }
    assert!(
        words(&world, COORDINATOR, "/conventions/1/calendrier")
            .await
            .contains("Enregistrer cette vue")
    );
}

#[tokio::test]
async fn a_shared_view_is_everyones_to_open_and_nobody_elses_to_change() {
    let world = cast::world().await;
    for who in [SECOND, PARTNER] {
        let page = words(&world, who, VIEWS).await;
        assert!(
            page.contains("Vue commune d’exemple") && !page.contains("Ma vue d’exemple"),
            "{page}"
        );
        for gesture in ["changer&nom=Autre", "supprimer"] {
            assert_eq!(sent(&world, who, &format!("geste={gesture}&vue=2")).await, 404);
            assert_eq!(sent(&world, who, &format!("geste={gesture}&vue=1")).await, 404);
        }
    }
    let before = world.journal().await;
    assert_eq!(
        sent(&world, COORDINATOR, "geste=changer&vue=1&nom=Nos+parents&partage=oui").await,
        303
    );
    check::<ViewChanged>(&since(&world, &before).await);
    assert!(words(&world, PARTNER, TABLE).await.contains("Nos parents"));
    let before = world.journal().await;
    for _ in 0..2 {
        let status = sent(&world, COORDINATOR, "geste=supprimer&vue=2").await;
        assert!(matches!(status, 303 | 404), "{status}");
    }
    check::<ViewRemoved>(&since(&world, &before).await);
    assert!(!words(&world, PARTNER, VIEWS).await.contains("Vue commune d’exemple"));
}

#[tokio::test]
async fn a_shared_view_outlives_the_mandate_of_its_keeper_and_is_taken_over_once() {
    let world = cast::world().await;
    let take = "geste=reprendre&vue=2";
    assert_eq!(sent(&world, PARTNER, take).await, 404, "its keeper is there");
    let person = COORDINATOR.person().expect("someone");
    let over = format!("UPDATE unscoped_mandate SET until = '2026-11-01' WHERE person = {person}");
    world.base.intrude(&over).await.expect("it ended");
    let page = words(&world, PARTNER, VIEWS).await;
    assert!(page.contains("sans mandat ici aujourd’hui"), "{page}");
    assert!(page.contains("Reprendre cette vue"), "{page}");
    assert_eq!(
        sent(&world, PARTNER, "geste=reprendre&vue=1").await,
        404,
        "what was not shared stays with its keeper"
    );
    let before = world.journal().await;
    assert_eq!(sent(&world, PARTNER, take).await, 303);
    check::<ViewTakenOver>(&since(&world, &before).await);
    assert_eq!(sent(&world, SECOND, take).await, 404, "it is kept again");
    let page = words(&world, SECOND, VIEWS).await;
    assert!(
        page.contains("Vue commune d’exemple") && !page.contains("sans mandat"),
        "{page}"
    );
    assert_eq!(sent(&world, PARTNER, "geste=supprimer&vue=2").await, 303);
    assert!(!words(&world, SECOND, VIEWS).await.contains("Vue commune d’exemple"));
}

#[tokio::test]
async fn a_view_without_a_right_name_is_not_kept() {
    let world = cast::world().await;
    let before = world.journal().await;
    let long = "a".repeat(61);
    for (form, status) in [
        ("page=table&nom=", 422),
        (&*format!("page=table&nom={long}"), 422),
        ("page=ailleurs&nom=Vue", 404),
        ("geste=changer&vue=1&nom=", 422),
        ("geste=changer&vue=99&nom=Vue", 404),
        ("geste=supprimer&vue=x", 404),
    ] {
        assert_eq!(sent(&world, COORDINATOR, form).await, status, "{form}");
    }
    let answer = COORDINATOR
        .at(&world)
        .await
        .post(VIEWS, &format!("page=table&filtres=q%3Da&nom={long}"))
        .await;
    assert!(answer.text().contains(&long), "what was typed stays");
    assert_eq!(
        Who::Neighbour.at(&world).await.post(VIEWS, "page=table&nom=Vue").await.status,
        404
    );
    let rows = since(&world, &before).await;
    assert!(rows.iter().all(|row| !row.fact.starts_with("view_")), "nothing is written");
}
