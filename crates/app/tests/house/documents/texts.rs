//! Documents found by the words of their files: once they are read, for those who may see them, as long as they are the ones shown.

use domain::documents::DocumentTextRead;
use files::sheets::{Cell, Format, Sheet};
use people::Persona;
use testkit::moment::NOW;
use testkit::{Client, World};

use super::{LIST, PDF, add, coordinator, gesture};
use crate::cast::{self, Who};
use crate::facts::{check, since};

/// A note whose title says nothing of what it holds.
const NOTE: &[u8] =
    "Réunion du comité technique.\n\nLe projet de micro-crèche des Cadeneaux est confirmé pour 2025.".as_bytes();

/// Reads the texts that wait, as a server does every few seconds.
async fn read(world: &World) -> usize {
    ::documents::read_texts(&world.store, NOW).await.expect("read")
}

/// One document whose text was read, and another that waits.
pub(crate) async fn read_one_and_keep_another(world: &World, who: Who, convention: i64) {
    for file in ["lue.txt", "qui attend.txt"] {
        let address = format!("/conventions/{convention}/documents/ajout");
        let fields = [("nature", "other"), ("objet", "action-15"), ("titre", "Note")];
        let answer = who.at(world).await.upload(&address, &fields, Some((file, NOTE))).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        if file == "lue.txt" {
            assert!(read(world).await > 0);
        }
    }
}

async fn found(client: &mut Client, question: &str) -> String {
    let answer = client.get(&format!("{LIST}?q={question}")).await;
    assert_eq!(answer.status, 200, "{question}");
    answer.words()
}

async fn goes_to(client: &mut Client, question: &str) -> String {
    client.get(&format!("/conventions/1/aller?q={question}")).await.text()
}

#[tokio::test]
async fn a_document_is_found_by_the_words_of_its_file_with_the_passage_around_them() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "action-15", "Compte rendu", ("cr.txt", NOTE)).await;
    assert!(
        found(&mut client, "creche").await.contains("Aucun document ne répond"),
        "not read yet"
    );
    let before = world.journal().await;
    assert_eq!(read(&world).await, 1);
    let row = check::<DocumentTextRead>(&since(&world, &before).await);
    assert_eq!((row.chain, row.job.as_deref()), (1, Some("indexing")));
    assert_eq!(read(&world).await, 0, "nothing is read twice");
    let news = client.get("/conventions/1/nouveautes?depuis=2026-11-01").await.words();
    let told = "Le texte d’un document a été lu";
    assert!(news.contains("Un document a été ajouté") && !news.contains(told), "{news}");
    assert!(client.get("/conventions/1/journal").await.words().contains(told));
    for question in ["creche", "CR%C3%88CHES", "micro-cr%C3%A8che+Cadeneaux", "compte+cadeneaux"] {
        let page = found(&mut client, question).await;
        assert!(
            page.contains("Compte rendu") && page.contains("1 document"),
            "{question}: {page}"
        );
    }
    let html = client.get(&format!("{LIST}?q=creche")).await.text();
    assert!(
        html.contains("Le projet de micro-<mark>crèche</mark> des Cadeneaux"),
        "{html}"
    );
    assert!(
        found(&mut client, "creche+piscine")
            .await
            .contains("Aucun document ne répond")
    );
    let palette = goes_to(&mut client, "cadeneaux").await;
    assert!(
        palette.contains("Compte rendu") && palette.contains(&format!("{place}\"")),
        "{palette}"
    );
    let own = client.get(&place).await.words();
    assert!(own.contains("se trouve aussi par les mots de son texte"), "{own}");
    let journal = client.get("/conventions/1/journal").await.words();
    assert!(journal.contains("Le texte d’un document a été lu"), "{journal}");
}

#[tokio::test]
async fn the_words_of_a_spreadsheet_are_found_and_what_is_not_read_says_why_and_is_kept() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let mut sheet = Sheet::new("Places", ["Commune", "Structure"]);
    sheet.row([Cell::from("Septèmes"), Cell::from("Ludothèque du Vallon")]);
    let bytes = sheet.bytes(Format::Xlsx).expect("written");
    add(&mut client, "convention", "Tableau", ("tableau.xlsx", &bytes)).await;
    let broken = add(&mut client, "convention", "Page abîmée", ("page.pdf", PDF)).await;
    assert_eq!(read(&world).await, 2);
    assert!(found(&mut client, "ludotheque").await.contains("Tableau"));
    let page = client.get(&broken).await.words();
    assert!(
        page.contains("Le texte de ce fichier n’a pas pu être lu") || page.contains("ne contient pas de texte"),
        "{page}"
    );
    assert_eq!(
        client.get(&format!("{broken}/versions/1")).await.body,
        PDF,
        "it is kept all the same"
    );
    assert!(
        found(&mut client, "abimee").await.contains("Page abîmée"),
        "its title is found"
    );
}

#[tokio::test]
async fn what_is_hidden_from_a_partner_is_found_by_none_of_its_words() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    add(&mut client, "action-15", "Compte rendu", ("cr.txt", NOTE)).await;
    read(&world).await;
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    assert!(found(&mut partner, "cadeneaux").await.contains("Compte rendu"));
    for hidden in ["document%2F2", "action%2F15"] {
        let seen = |from, to| format!("element={hidden}%3D{from}&niveau={to}");
        let answer = client.post("/conventions/1/visibilite", &seen("partners", "internal")).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
        let page = partner.get(&format!("{LIST}?q=cadeneaux")).await.text();
        assert!(!page.contains("Compte rendu") && !page.contains("<mark>"), "{hidden}: {page}");
        assert!(!goes_to(&mut partner, "cadeneaux").await.contains("Compte rendu"), "{hidden}");
        assert!(found(&mut client, "cadeneaux").await.contains("Compte rendu"), "{hidden}");
        let answer = client.post("/conventions/1/visibilite", &seen("internal", "partners")).await;
        assert_eq!(answer.status, 303, "{}", answer.words());
    }
    let mut neighbour = Who::Neighbour.at(&world).await;
    let elsewhere = neighbour.get("/conventions/2/documents?q=cadeneaux").await.words();
    assert!(!elsewhere.contains("Compte rendu"), "{elsewhere}");
}

#[tokio::test]
async fn older_versions_and_what_is_withdrawn_leave_the_search_and_come_back_with_it() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "convention", "Compte rendu", ("cr.txt", NOTE)).await;
    read(&world).await;
    let versions = format!("{place}/versions");
    let newer = "Le projet de ludothèque est reporté.".as_bytes();
    assert_eq!(client.upload(&versions, &[], Some(("cr.txt", newer))).await.status, 303);
    assert!(!found(&mut client, "cadeneaux").await.contains("Compte rendu"), "at once");
    assert_eq!(read(&world).await, 1);
    assert!(found(&mut client, "ludotheque").await.contains("Compte rendu"));
    assert!(!found(&mut client, "cadeneaux").await.contains("Compte rendu"));
    gesture(&mut client, &place, "geste=retirer").await;
    assert!(!found(&mut client, "ludotheque").await.contains("Compte rendu"));
    assert_eq!(read(&world).await, 0, "of what is withdrawn nothing is read");
    gesture(&mut client, &place, "geste=remettre").await;
    assert_eq!(read(&world).await, 1);
    assert!(found(&mut client, "ludotheque").await.contains("Compte rendu"));
}

#[tokio::test]
async fn what_was_read_is_made_again_from_the_kept_files() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    add(&mut client, "convention", "Compte rendu", ("cr.txt", NOTE)).await;
    read(&world).await;
    // As after a backup of an older version, which knew nothing of texts.
    for table in ["word", "passage", "text"] {
        world
            .base
            .intrude(&format!("DELETE FROM unscoped_document_{table}"))
            .await
            .expect("emptied");
    }
    assert!(!found(&mut client, "cadeneaux").await.contains("Compte rendu"));
    assert_eq!(read(&world).await, 1);
    assert!(found(&mut client, "cadeneaux").await.contains("Compte rendu"));
}

#[tokio::test]
async fn a_file_of_four_hundred_pages_is_read_and_weighs_little_on_the_page() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let mut long = "La commission examine le budget de la petite enfance et les horaires. ".repeat(20_000);
    long.push_str("Cadeneaux");
    add(&mut client, "convention", "Registre", ("registre.txt", long.as_bytes())).await;
    assert_eq!(read(&world).await, 1);
    let answer = client.get(&format!("{LIST}?q=budget")).await;
    assert!(answer.words().contains("Registre") && answer.body.len() < 60_000);
    let own = client.get("/conventions/1/documents/2").await.words();
    assert!(own.contains("deux cent mille premiers mots"), "{own}");
    assert!(
        !found(&mut client, "cadeneaux").await.contains("Registre"),
        "it stands after them"
    );
}
