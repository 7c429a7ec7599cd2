//! An installation may demand a passkey or a one-time code of everyone: whoever has neither gets one before anything else opens.

use people::Persona;

use super::codes::install;
use super::{administrator, facts_since, world};
use crate::cast::Who;

const DEMAND: &str = "/comptes/exigence";
const PLAN: &str = "/conventions/2/plan";

#[tokio::test]
async fn whoever_has_neither_gets_one_before_anything_else() {
    let world = world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let mut administrator = administrator(&world).await;
    assert_eq!(neighbour.get(PLAN).await.status, 200);
    let before = world.journal().await;
    let page = administrator.get(DEMAND).await.words();
    assert!(page.contains("Andréa Voisin") && !page.contains("Camille Roche"), "{page}");
    let answer = administrator.post(DEMAND, "exigence=oui").await;
    assert_eq!((answer.status, answer.location()), (303, DEMAND));
    assert_eq!(facts_since(&world, &before).await, ["second_proof_demanded"]);

    // At once, in sessions that were open.
    for address in ["/", "/conventions", PLAN, "/compte/donnees"] {
        let answer = neighbour.get(address).await;
        assert_eq!((answer.status, answer.location()), (303, "/compte"), "{address}");
    }
    let before = world.journal().await;
    let answer = neighbour
        .post("/conventions/2/visibilite", "element=action%2F3%3Dpartners&niveau=internal")
        .await;
    assert_eq!((answer.status, answer.location()), (303, "/compte"));
    assert_eq!(facts_since(&world, &before).await, Vec::<String>::new());
    assert_eq!(
        neighbour.get("/conventions/1/plan").await.status,
        404,
        "what is not theirs stays unknown"
    );
    assert_eq!(
        neighbour.get("/mentions-legales").await.status,
        200,
        "what is for everyone stays open"
    );
    let account = neighbour.get("/compte").await.words();
    assert!(account.contains("Cette installation demande à chacun"), "{account}");
    assert_eq!(
        coordinator.get("/conventions/1/plan").await.status,
        200,
        "who has one sees no difference"
    );

    install(&mut neighbour).await;
    assert_eq!(neighbour.get(PLAN).await.status, 200);
    let account = neighbour.get("/compte").await.words();
    assert!(!account.contains("Cette installation demande"), "{account}");
}

#[tokio::test]
async fn who_demands_it_is_bound_too_and_may_leave_it_to_each_again() {
    let world = world().await;
    let mut administrator = administrator(&world).await;
    let nothing = administrator.post(DEMAND, "exigence=").await;
    assert_eq!(nothing.status, 422);
    administrator.post(DEMAND, "exigence=oui").await;
    assert_eq!(administrator.get(DEMAND).await.location(), "/compte");
    install(&mut administrator).await;
    let page = administrator.get(DEMAND).await;
    assert!(page.words().contains("Chacun doit avoir"), "{}", page.words());
    administrator.post(DEMAND, "exigence=non").await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    assert_eq!(neighbour.get(PLAN).await.status, 200);
    let leaving = world.visitor().post(DEMAND, "exigence=non").await;
    assert_eq!(leaving.status, 404, "nobody else decides");
}
