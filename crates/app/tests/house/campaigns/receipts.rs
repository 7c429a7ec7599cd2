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

/// The same, on one line.
async fn lined(world: &World) -> String {
    receipt(world).await.replace('\n', " ")
}

#[tokio::test]
async fn a_receipt_names_the_campaign_what_was_sent_and_what_was_taken_of_it() {
    let world = cast::world().await;
    let told = "etat-10-0=going&meteo-10-0=storm&avancement-10-0=40&fait-10-0=Trois+ateliers&question-1=";
    answer(&world, &first(), told).await;
    let page = lined(&world).await;
    for said in [
        "Campagne Point d’automne",
        "Demande de Camille Roche",
        "Répondu par Répondante 1, Association exemple",
        "Reçue le 24 nov. 2026",
        "Attendue le 4 déc. 2026",
        "Avancement 40 %",
        "Fait Trois ateliers",
        "Attend d’être relu",
        "Combien de familles ? Sans réponse",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    answer(&world, &first(), &told.replace("question-1=", "question-1=Douze")).await;
    let page = lined(&world).await;
    assert!(
        page.contains("Combien de familles ? Douze") && page.contains("2 envois"),
        "{page}"
    );

    // It is taken with corrections: what was sent stays, what counts is said below.
    let mut coordinator = COORDINATOR.at(&world).await;
    let corrected = coordinator
        .post("/conventions/1/a-confirmer/4", "geste=corriger&etat=going&avancement=30&vu=")
        .await;
    assert_eq!(corrected.status, 303, "{}", corrected.words());
    let page = lined(&world).await;
    for said in [
        "Avancement 40 %",
        "Entré dans le suivi avec des corrections le 24 nov. 2026",
        "Ce qui est entré dans le suivi à la place",
        "Avancement 30 %",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    // Whoever runs the campaign reads the same.
    let one = super::words(&world, &format!("{BOARD}/destinataires/1")).await;
    assert!(one.contains("Entré dans le suivi avec des corrections"), "{one}");
}
