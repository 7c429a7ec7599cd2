//! What is refused is said under its field, keeps what was typed, and leaves nothing behind.

use people::Persona;
use testkit::{Answer, World};

use super::{LIST, NEW, PDF, add, coordinator};
use crate::cast::{self, Who};

/// How many files are kept.
pub(super) fn kept(world: &World) -> usize {
    let folders = std::fs::read_dir(world.store.vault().folder())
        .into_iter()
        .flatten()
        .flatten();
    folders
        .filter(|entry| entry.path().is_dir())
        .map(|folder| std::fs::read_dir(folder.path()).expect("a folder").count())
        .sum()
}

/// Sends a file that is refused with this sentence; nothing is recorded, nothing is kept.
pub(super) async fn refused(world: &World, kind: &str, file: Option<(&str, &[u8])>, sentence: &str) -> Answer {
    let mut client = coordinator(world).await;
    let (before, files) = (world.journal().await, kept(world));
    let fields = [("nature", kind), ("objet", "action-15"), ("titre", "Un titre tapé")];
    let answer = client.upload(NEW, &fields, file).await;
    assert_eq!(answer.status, 422, "{}", answer.words());
    assert!(answer.words().contains(sentence), "{sentence}: {}", answer.words());
    assert!(answer.text().contains("value=\"Un titre tapé\""), "what was typed stays");
    assert_eq!(world.journal().await, before);
    assert_eq!(kept(world), files);
    answer
}

#[tokio::test]
async fn a_type_is_told_by_the_content_and_never_by_the_name() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "convention", "Note", ("photo.jpg", PDF)).await;
    let received = client.get(&format!("{place}/versions/1")).await;
    assert_eq!(received.header("content-type"), "application/pdf");
    assert!(received.header("content-disposition").contains("filename=\"photo.pdf\""));
    let page = b"<!DOCTYPE html><script>alert(1)</script>".as_slice();
    refused(&world, "other", Some(("page.pdf", page)), "que les navigateurs exécutent").await;
    let drawing = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>".as_slice();
    refused(
        &world,
        "other",
        Some(("dessin.png", drawing)),
        "que les navigateurs exécutent",
    )
    .await;
    refused(&world, "other", Some(("note.pdf", b"MZ\x90\0\x03")), "d’aucun type accepté").await;
    refused(
        &world,
        "other",
        Some(("a.jpg", b"\xff\xd8\xff\xe0 cut")),
        "Cette image ne s’ouvre pas",
    )
    .await;
}

#[tokio::test]
async fn what_is_empty_missing_or_too_long_is_refused_in_words() {
    let world = cast::world().await;
    refused(&world, "other", None, "Choisissez le fichier à ajouter").await;
    refused(&world, "other", Some(("vide.pdf", b"")), "Ce fichier est vide").await;
    let mut long = PDF.to_vec();
    long.resize(20_000_001, b' ');
    refused(&world, "other", Some(("long.pdf", &long)), "dépasse 20 Mo").await;
    long.resize(40_000_001, b' ');
    refused(&world, "signed_scan", Some(("long.pdf", &long)), "dépasse 40 Mo").await;
    refused(
        &world,
        "signed_scan",
        Some(("a.txt", b"bonjour")),
        "Un exemplaire signé est un PDF",
    )
    .await;
    refused(
        &world,
        "signed_scan",
        Some(("a.pdf", PDF)),
        "est celui de toute la convention",
    )
    .await;
    long.resize(45_000_000, b' ');
    let mut client = coordinator(&world).await;
    let endless = client.upload(NEW, &[], Some(("long.pdf", &long))).await;
    assert_eq!(endless.status, 413, "{}", endless.words());
}

#[tokio::test]
async fn a_title_or_an_attachment_that_is_wrong_is_said() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let send = |fields: Vec<(&'static str, String)>| {
        let mut client = client.clone();
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            client.upload(NEW, &fields, Some(("a.pdf", PDF))).await
        }
    };
    let fields = |objet: &str, nature: &str, titre: &str| {
        vec![
            ("objet", objet.to_owned()),
            ("nature", nature.to_owned()),
            ("titre", titre.to_owned()),
        ]
    };
    let long = send(fields("convention", "other", &"a".repeat(201))).await;
    assert!(
        long.status == 422 && long.words().contains("compte 201 caractères"),
        "{}",
        long.words()
    );
    for nothing in ["action-999999", "", "reunion-3", "action-0"] {
        let answer = send(fields(nothing, "other", "")).await;
        assert_eq!(answer.status, 422, "{nothing}: {}", answer.words());
    }
    let unsaid = send(fields("convention", "", "")).await;
    assert!(unsaid.words().contains("Dites ce qu’est ce document"), "{}", unsaid.words());
    let zero = send(fields("convention", "other", "a\u{0}b")).await;
    assert_eq!(zero.status, 422, "{}", zero.words());
    let empty = client.post("/conventions/1/documents/1", "geste=renommer&titre=+").await;
    assert!(
        empty.status == 422 && empty.words().contains("Écrivez un titre"),
        "{}",
        empty.words()
    );
    assert_eq!(client.post("/conventions/1/documents/1", "geste=effacer").await.status, 422);
    assert_eq!(kept(&world), 3, "those of the world");
}

#[tokio::test]
async fn a_name_that_hides_or_leads_elsewhere_is_cleaned() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let long = format!("../../{}\u{202e}fdp.exe", "é".repeat(300));
    let place = add(&mut client, "convention", "", (&long, PDF)).await;
    let page = client.get(&place).await;
    assert!(
        !page.text().contains('\u{202e}') && !page.text().contains(".exe"),
        "{}",
        page.words()
    );
    assert!(page.words().contains(&format!("{}.pdf", "é".repeat(120))), "{}", page.words());
}

#[tokio::test]
async fn who_may_not_keep_sends_nothing_and_reads_all_the_same() {
    let world = cast::world().await;
    let introuvable = world.visitor().get("/nulle-part").await;
    let told = |rows: Vec<testkit::journal::Entry>| rows.iter().filter(|row| row.fact.starts_with("document")).count();
    let before = told(world.journal().await);
    for persona in [
        Persona::Mayor,
        Persona::FundDirector,
        Persona::PartnerContact,
        Persona::Auditor,
        Persona::Stranger,
        Persona::Administrator,
    ] {
        let mut who = Who::Persona(persona).at(&world).await;
        let fields = [("nature", "other"), ("objet", "convention")];
        let answer = who.upload(NEW, &fields, Some(("a.pdf", PDF))).await;
        assert_eq!(answer, introuvable, "{persona:?}");
        assert_eq!(who.get(NEW).await.status, 404, "{persona:?}");
    }
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    let list = partner.get(LIST).await;
    assert!(list.status == 200 && !list.text().contains("/ajout"), "{}", list.words());
    assert_eq!(told(world.journal().await), before);
    assert_eq!(kept(&world), 3);
}

#[tokio::test]
async fn a_document_of_one_convention_is_none_of_another() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    add(&mut client, "convention", "Note", ("note.pdf", PDF)).await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let introuvable = neighbour.get("/nulle-part").await;
    for address in [
        "/conventions/1/documents/2",
        "/conventions/2/documents/2",
        "/conventions/1/documents/2/versions/1",
        "/conventions/2/documents/2/versions/1",
        "/conventions/1/documents/1/versions/1/apercu",
    ] {
        assert_eq!(neighbour.get(address).await, introuvable, "{address}");
    }
    let address = "/conventions/2/documents/2/versions";
    assert_eq!(neighbour.upload(address, &[], Some(("a.pdf", PDF))).await, introuvable);
}
