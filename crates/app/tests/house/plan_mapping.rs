//! A plan from any spreadsheet: shown with its reasons, mapped by a person, remembered, written whole or not at all, undone.

use people::Persona;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::since;

const PAGE: &str = "/conventions/1/lecture/tableur";
const SETTLE: &str = "/conventions/1/lecture/tableur/suite";
const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const PARTNER: Who = Who::Persona(Persona::PartnerContact);

const PLAN: &str = "Réf;Libellé du projet;Machin;Axe;2025;2026\n\
                    40;Ouvrir une ludothèque;La Caf;Grandir ensemble;X;X\n\
                    41;Former les équipes;;Grandir ensemble;;X\n";

async fn sent(client: &mut Client, name: &str, text: &str) {
    let answer = client.upload(PAGE, &[], Some((name, text.as_bytes()))).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
}

/// The digest that the page carries.
fn seen(html: &str) -> String {
    let value = html.split("name=\"vu\" value=\"").nth(1).expect("something to confirm");
    value.split('"').next().expect("a digest").to_owned()
}

async fn corrections(world: &World, before: &[testkit::journal::Entry]) -> usize {
    since(world, before)
        .await
        .iter()
        .filter(|row| row.fact == "reading_corrected")
        .count()
}

#[tokio::test]
async fn a_spreadsheet_becomes_actions_that_a_person_mapped_and_can_take_back() {
    let world = cast::world().await;
    let before = world.journal().await;
    let mut client = COORDINATOR.at(&world).await;
    sent(&mut client, "C:\\plan du service.csv", PLAN).await;
    let page = client.get(PAGE).await;
    let words = page.words();
    assert!(
        words.contains("ressemble à « Intitulé de l’action » : on y lit « Libellé »"),
        "{words}"
    );
    assert!(words.contains("Aucun mot connu") && words.contains("2 actions"), "{words}");
    let heads = "geste=colonnes&c0=numero&c1=intitule&c2=porteurs&c3=niveau-0&c4=annee-2025&c5=annee-2026";
    assert_eq!(client.post(SETTLE, heads).await.status, 303);
    assert_eq!(
        corrections(&world, &before).await,
        0,
        "nothing is written before it is confirmed"
    );
    let page = client.get(PAGE).await;
    assert!(page.words().contains("Choisi par votre organisme"), "{}", page.words());
    let confirmed = client
        .post(SETTLE, &format!("geste=reprendre&vu={}", seen(&page.text())))
        .await;
    assert_eq!(confirmed.status, 303, "{}", confirmed.words());
    assert_eq!(corrections(&world, &before).await, 2, "the framework, then the actions");
    let action = client.get("/conventions/1/actions/25").await.words();
    assert!(
        action.contains("Ouvrir une ludothèque") && action.contains("Grandir ensemble"),
        "{action}"
    );
    let table = client.get("/conventions/1/plan/tableau?q=ludoth%C3%A8que").await.words();
    assert!(table.contains("2025"), "{table}");
    let reading = client.get("/conventions/1/lecture").await.words();
    assert!(
        reading.contains("Repris du fichier « plan du service.csv » : 2 actions ajoutées"),
        "{reading}"
    );
    let undone = client.post("/conventions/1/lecture", "annuler=2").await;
    assert_ne!(undone.status, 303, "what is numbered stays: {}", undone.words());

    // The same words, another time: what was chosen is proposed.
    sent(&mut client, "encore.csv", "Machin;Libellé du projet\nLa Ville;Autre\n").await;
    let page = client.get(PAGE).await.words();
    assert!(
        page.contains("Choisi par votre organisme pour une colonne de ce nom"),
        "{page}"
    );
}

#[tokio::test]
async fn what_is_to_be_corrected_or_stale_writes_nothing() {
    let world = cast::world().await;
    let before = world.journal().await;
    let mut client = COORDINATOR.at(&world).await;
    for (name, bytes, expected) in [
        ("vide.csv", b"".as_slice(), "Ce fichier est vide"),
        ("texte.pdf", b"%PDF-1.7", "n’est pas un tableur"),
        ("un.csv", b"seul\n", "Aucun tableau n’est reconnu"),
    ] {
        let answer = client.upload(PAGE, &[], Some((name, bytes))).await;
        assert_eq!(answer.status, 422, "{name}");
        assert!(answer.words().contains(expected), "{name}: {}", answer.words());
    }
    sent(&mut client, "p.csv", "N°;Action;Communes\n50;Un;Atlantide\n;;x\n").await;
    let page = client.get(PAGE).await;
    assert!(
        page.words().contains("C2") && page.words().contains("n’est pas une commune"),
        "{}",
        page.words()
    );
    assert!(!page.text().contains("Écrire dans le plan"));
    let stale = client.post(SETTLE, "geste=reprendre&vu=autre").await;
    assert_eq!(stale.status, 422);
    assert_eq!(client.post(SETTLE, "geste=abandonner").await.status, 303);
    let gone = client.post(SETTLE, "geste=reprendre&vu=autre").await;
    assert!(gone.words().contains("Aucun fichier n’est en attente"), "{}", gone.words());
    assert_eq!(PARTNER.at(&world).await.get(PAGE).await.status, 404);
    assert_eq!(corrections(&world, &before).await, 0);
}

#[tokio::test]
async fn our_own_workbook_comes_back_and_a_sheet_is_read_or_left() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let book = client.get("/conventions/1/exporter?forme=xlsx").await;
    assert_eq!(book.status, 200);
    let bytes = book.body.clone();
    let answer = client.upload(PAGE, &[], Some(("convention.xlsx", &bytes))).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let page = client.get(PAGE).await;
    let words = page.words();
    assert!(words.contains("Feuilles où lire des actions"), "{words}");
    assert!(words.contains("Ce fichier ne dit rien de nouveau"), "{words}");
    assert!(words.contains("« Déploiement » : laissée de côté"), "{words}");
    let boxes = page.text().matches("type=\"checkbox\"").count();
    assert!(boxes > 1, "{boxes}");
    // Everything is left: nothing is to be written, and the page still offers the sheets.
    assert_eq!(client.post(SETTLE, "geste=colonnes&feuilles=oui").await.status, 303);
    let page = client.get(PAGE).await;
    assert_eq!(page.text().matches("type=\"checkbox\"").count(), boxes);
    assert!(!page.text().contains("value=\"oui\" checked"), "none is read");
    assert!(!page.text().contains("Écrire dans le plan"));
}
