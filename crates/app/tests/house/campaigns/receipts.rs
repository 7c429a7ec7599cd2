//! What whoever answered reads by the same link: what became of the last answer that they sent, and of no other.

use domain::access::verbs::ConfirmReports;
use domain::followup::ReportSetAside;
use domain::ids::ReportId;
use testkit::World;
use testkit::moment::NOW;

use super::{BOARD, COORDINATOR, accept, address, answer, first};
use crate::cast::{self, REFERENCE};

/// The words of the page that the link opens.
async fn receipt(world: &World) -> String {
    world.visitor().get(&address("", &first())).await.words()
}

/// Sets aside a report that waits, as the page of those who confirm does.
async fn set_aside(world: &World, ordinal: i64, reason: &str) {
    let viewer = COORDINATOR.viewer();
    let tx = world.store.begin::<ConfirmReports>(&viewer, REFERENCE, NOW).await;
    let fact = ReportSetAside {
        report: ReportId {
            convention: REFERENCE,
            ordinal,
        },
        reason: reason.to_owned(),
        person: COORDINATOR.person(),
        at: NOW,
    };
    let tx = tx.expect("permitted").record::<plan::Tables, _>(&fact).await;
    tx.expect("recorded").commit().await.expect("kept");
}

#[tokio::test]
async fn a_receipt_tells_what_became_of_the_last_answer_and_not_of_one_before() {
    let world = cast::world().await;
    let entered = "elle est entrée dans le suivi";
    answer(&world, &first(), "etat-10-0=going").await;
    let page = receipt(&world).await;
    assert!(page.contains("la relira avant qu’elle n’entre dans le suivi."), "{page}");
    accept(&world, 3).await;
    let page = receipt(&world).await;
    assert!(page.contains(entered) && page.contains("Compléter ma réponse"), "{page}");

    // A correction, which waits; its acceptance took an ordinal too.
    answer(&world, &first(), "etat-10-0=done").await;
    let page = receipt(&world).await;
    assert!(page.contains("ce que vous aviez dit avant y reste"), "{page}");
    assert!(!page.contains(entered) && page.contains("Corriger ma réponse"), "{page}");
    set_aside(&world, 5, "Elle n’est pas finie").await;
    let page = receipt(&world).await;
    assert!(page.contains("écartée : elle n’entre pas dans le suivi."), "{page}");
    assert!(page.contains("Motif : « Elle n’est pas finie »."), "{page}");
    assert!(!page.contains(entered), "{page}");
}

#[tokio::test]
async fn what_was_noted_by_telephone_is_told_as_such() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let one = format!("{BOARD}/destinataires/1");
    assert_eq!(coordinator.post(&one, "etat-10-0=going").await.location(), BOARD);
    let page = receipt(&world).await;
    assert!(page.contains("Elle a été notée au téléphone"), "{page}");
    assert!(page.contains("et elle est entrée dans le suivi"), "{page}");
}
