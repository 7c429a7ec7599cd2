//! A corrected answer is signed by who corrected it, and keeps the link to the one it corrects: the history of the action leads from
//! one to the other, both ways, and the journal says so.

use super::{COORDINATOR, accept, answer, first, post, words};
use crate::cast::{self, Who};
use people::Persona;

const HISTORY: &str = "/conventions/1/actions/10/historique";

#[tokio::test]
async fn what_is_corrected_before_it_counts_is_tied_to_the_answer_both_ways() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going&avancement-10-0=40").await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let corrected = coordinator
        .post("/conventions/1/a-confirmer/3", "geste=corriger&etat=going&avancement=30&vu=")
        .await;
    assert_eq!(corrected.status, 303, "{}", corrected.words());
    let page = coordinator.get(HISTORY).await;
    let told = page.words();
    assert!(
        told.contains("Corrige le compte rendu du 24 nov. 2026 de Répondante 1, Association exemple."),
        "{told}"
    );
    assert!(
        told.contains("Corrigé par le compte rendu du 24 nov. 2026 de Camille Roche"),
        "{told}"
    );
    let links = testkit::page::links(&page.text());
    for report in [3, 4] {
        let place = format!("{HISTORY}?page=1#compte-rendu-{report}");
        assert!(links.contains(&place), "{place}: {links:?}");
        assert!(
            page.text().contains(&format!("id=\"compte-rendu-{report}\"")),
            "{}",
            page.text()
        );
    }
    let journal = words(&world, "/conventions/1/journal").await;
    assert!(journal.contains("Remplacée par la mise à jour n° 4 ; État"), "{journal}");

    // Whoever does not see what was set aside reads its day, and goes nowhere.
    let mut mayor = Who::Persona(Persona::Auditor).at(&world).await;
    let page = mayor.get(HISTORY).await;
    assert!(
        page.words().contains("Corrige un compte rendu du 24 nov. 2026."),
        "{}",
        page.words()
    );
    assert!(!page.words().contains("Répondante 1"), "{}", page.words());
    assert!(!page.text().contains("#compte-rendu-3"), "{}", page.text());
}

#[tokio::test]
async fn a_partner_who_corrects_their_answer_is_told_beside_what_they_sent_first() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    answer(&world, &first(), "etat-10-0=done").await;
    accept(&world, 4).await;
    let told = words(&world, HISTORY).await;
    assert!(told.contains("Réponse corrigée"), "{told}");
    assert!(
        told.contains("Corrige le compte rendu du 24 nov. 2026 de Répondante 1"),
        "{told}"
    );
    assert!(
        told.contains("Corrigé par le compte rendu du 24 nov. 2026 de Répondante 1"),
        "{told}"
    );
    assert!(
        !told.contains("Elle n’a pas été prise"),
        "it was corrected, not refused: {told}"
    );
    let journal = words(&world, "/conventions/1/journal").await;
    assert!(journal.contains("1 mise à jour, corrige la mise à jour n° 3"), "{journal}");

    // A third answer corrects what counts; until it does, the history says that it waits.
    answer(&world, &first(), "etat-10-0=suspended&motif-10-0=Travaux").await;
    let told = words(&world, HISTORY).await;
    assert!(told.contains("qui attend d’être confirmé."), "{told}");
}

#[tokio::test]
async fn what_was_answered_before_the_question_was_passed_on_keeps_its_author() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    accept(&world, 3).await;
    let passed = post(&world, "/transmettre", &first(), "nom=Jo+Essai&mel=jo%40exemple.invalid").await;
    assert!(passed.words().contains("La demande est transmise"), "{}", passed.words());
    for page in [HISTORY, "/conventions/1/actions/10"] {
        let told = words(&world, page).await;
        assert!(told.contains("Répondante 1") && !told.contains("Jo Essai"), "{page}: {told}");
    }
}
