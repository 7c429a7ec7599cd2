//! Documents, as people add and receive them: what is given back is what was given, its type is told by its content, and what
//! is refused leaves nothing.

mod bytes;
pub(crate) mod filing;
mod meetings;
mod milestones;
mod refusals;
mod scanner;
pub(crate) mod texts;
mod versions;

use domain::digest::Digest;
use domain::documents::{DocumentAdded, DocumentRenamed, DocumentRestored, DocumentVersionAdded, DocumentWithdrawn};
use people::Persona;
use testkit::{Answer, Client, World};

use crate::cast::{self, SCAN, Who};
use crate::facts::{check, since};

pub(crate) const LIST: &str = "/conventions/1/documents";
pub(crate) const NEW: &str = "/conventions/1/documents/ajout";

/// The smallest pages that a reader opens are far longer: the content tells the type by its beginning.
pub(crate) const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n";

/// A picture of one point, with what a phone writes beside it.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x04\0\0\0\xb5\x1c\x0c\x02\
    \0\0\0\x0beXIfGPS 43.40 N\0\0\0\0\0\0\0\x0bIDATx\xda\x63\x64\x60\0\0\0\x06\0\x02\x30\x81\xd0\x2f\0\0\0\0IEND\xae\x42\x60\x82";

pub(crate) async fn coordinator(world: &World) -> Client {
    Who::Persona(Persona::FirstCoordinator).at(world).await
}

/// Adds a document, which is taken.
pub(crate) async fn add(client: &mut Client, objet: &str, title: &str, file: (&str, &[u8])) -> String {
    let fields = [("nature", "other"), ("objet", objet), ("titre", title)];
    let answer = client.upload(NEW, &fields, Some(file)).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    answer.location().to_owned()
}

async fn gesture(client: &mut Client, place: &str, form: &str) -> Answer {
    let answer = client.post(place, form).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    answer
}

#[tokio::test]
async fn what_is_given_is_given_back_to_the_byte_and_told_once() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let before = world.journal().await;
    let place = add(&mut client, "action-15", "Note du 3 mars", ("Réunion d’été.pdf", PDF)).await;
    assert_eq!(place, "/conventions/1/documents/2");
    let row = check::<DocumentAdded>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (1, "convention/1/document/2"));
    let received = client.get("/conventions/1/documents/2/versions/1").await;
    assert_eq!((received.status, received.body.as_slice()), (200, PDF));
    assert_eq!(received.header("content-type"), "application/pdf");
    assert_eq!(received.header("content-length"), PDF.len().to_string());
    assert_eq!(received.header("x-content-type-options"), "nosniff");
    assert_eq!(received.header("content-encoding"), "");
    assert_eq!(
        received.header("content-disposition"),
        "attachment; filename=\"R_union d__t_.pdf\"; filename*=UTF-8''R%C3%A9union%20d%E2%80%99%C3%A9t%C3%A9.pdf"
    );
    let page = client.get(&place).await.words();
    for told in [
        "Note du 3 mars",
        "Réunion d’été.pdf",
        &Digest::of(PDF).to_string(),
        "Action 15",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let action = client.get("/conventions/1/actions/15").await.words();
    assert!(action.contains("Note du 3 mars"), "{action}");
    let journal = client.get("/conventions/1/journal").await.words();
    assert!(journal.contains("Un document a été ajouté"), "{journal}");
}

#[tokio::test]
async fn the_signed_scan_stands_on_the_page_of_the_agreement_with_its_digest() {
    let world = cast::world().await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let page = mayor.get("/conventions/1/convention").await.words();
    assert!(
        page.contains("Exemplaire signé") && page.contains(&Digest::of(SCAN).to_string()),
        "{page}"
    );
    let received = mayor.get("/conventions/1/documents/1/versions/1").await;
    assert_eq!(received.body, SCAN);
    let mut client = coordinator(&world).await;
    gesture(&mut client, "/conventions/1/documents/1", "geste=retirer").await;
    let empty = client.get("/conventions/1/convention").await.words();
    assert!(empty.contains("Numérisez le papier signé"), "{empty}");
    let others = mayor.get("/conventions/1/convention").await.words();
    assert!(others.contains("dès que la coordination"), "{others}");
}

#[tokio::test]
async fn the_same_signed_scan_is_kept_once_and_said() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let scan = |title: &'static str| [("nature", "signed_scan"), ("objet", "convention"), ("titre", title)];
    let first = client.upload(NEW, &scan("Le papier signé"), Some(("signe.pdf", PDF))).await;
    assert_eq!(first.status, 303, "{}", first.words());
    let before = world.journal().await;
    let again = client.upload(NEW, &scan("Encore une fois"), Some(("encore.pdf", PDF))).await;
    assert_eq!(again.status, 422, "{}", again.words());
    let words = again.words().replace('\u{a0}', " ");
    let said = "Cet exemplaire signé est déjà gardé : « Le papier signé »";
    assert!(words.contains(said), "{words}");
    assert!(again.text().contains("Encore une fois"), "what was typed stays");
    assert_eq!(world.journal().await, before);
}

#[tokio::test]
async fn a_version_is_added_and_the_one_before_stays() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "convention", "Note", ("note.txt", b"Un")).await;
    let before = world.journal().await;
    let versions = format!("{place}/versions");
    let added = client.upload(&versions, &[], Some(("note revue.txt", b"Deux"))).await;
    assert_eq!((added.status, added.location()), (303, place.as_str()));
    check::<DocumentVersionAdded>(&since(&world, &before).await);
    let again = client.upload(&versions, &[], Some(("note revue.txt", b"Deux"))).await;
    assert_eq!(again.status, 303);
    assert_eq!(since(&world, &before).await.len(), 1, "sent twice, it is one version");
    assert_eq!(client.get(&format!("{versions}/1")).await.body, b"Un");
    assert_eq!(client.get(&format!("{versions}/2")).await.body, b"Deux");
    assert_eq!(client.get(&format!("{versions}/3")).await.status, 404);
    let page = client.get(&place).await.words();
    assert!(page.contains("2 versions, toutes gardées"), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn versions_that_two_people_add_at_once_are_both_kept() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "convention", "Note", ("note.txt", b"Un")).await;
    let versions = format!("{place}/versions");
    let mut officer = Who::Persona(Persona::FundOfficer).at(&world).await;
    let (one, other) = tokio::join!(
        client.upload(&versions, &[], Some(("a.txt", b"De la coordination"))),
        officer.upload(&versions, &[], Some(("b.txt", b"De la Caf")))
    );
    assert_eq!((one.status, other.status), (303, 303), "{} {}", one.words(), other.words());
    let mut client = coordinator(&world).await;
    let mut kept = [2, 3].map(|_| Vec::new());
    for (rank, bytes) in kept.iter_mut().enumerate() {
        *bytes = client.get(&format!("{versions}/{}", rank + 2)).await.body;
    }
    kept.sort();
    assert_eq!(kept, [b"De la Caf".to_vec(), b"De la coordination".to_vec()]);
}

#[tokio::test]
async fn a_document_is_renamed_withdrawn_and_brought_back() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "convention", "Note", ("note.txt", b"Un")).await;
    let before = world.journal().await;
    gesture(&mut client, &place, "geste=renommer&titre=Compte+rendu").await;
    check::<DocumentRenamed>(&since(&world, &before).await);
    assert!(client.get(LIST).await.words().contains("Compte rendu"));

    let before = world.journal().await;
    gesture(&mut client, &place, "geste=retirer").await;
    gesture(&mut client, &place, "geste=retirer").await;
    let rows = since(&world, &before).await;
    assert_eq!(rows.len(), 1, "{rows:?}");
    check::<DocumentWithdrawn>(&rows);
    assert!(!client.get(LIST).await.words().contains("Compte rendu"));
    assert!(
        client
            .get("/conventions/1/documents?etat=retires")
            .await
            .words()
            .contains("Compte rendu")
    );
    // Those who file and those who check still see it; for the others it does not exist.
    let file = format!("{place}/versions/1");
    for (persona, status) in [
        (Persona::FundOfficer, 200),
        (Persona::Auditor, 200),
        (Persona::Mayor, 404),
        (Persona::PartnerContact, 404),
    ] {
        let mut who = Who::Persona(persona).at(&world).await;
        assert_eq!(who.get(&place).await.status, status, "{persona:?}");
        assert_eq!(who.get(&file).await.status, status, "{persona:?}");
        let list = who.get("/conventions/1/documents?etat=retires").await.words();
        assert_eq!(list.contains("Compte rendu"), status == 200, "{persona:?}");
    }
    let refused = client
        .upload(&format!("{place}/versions"), &[], Some(("b.txt", b"Deux")))
        .await;
    assert_eq!(refused.status, 404, "what is withdrawn receives no version");

    let before = world.journal().await;
    gesture(&mut client, &place, "geste=remettre").await;
    check::<DocumentRestored>(&since(&world, &before).await);
    assert!(client.get(LIST).await.words().contains("Compte rendu"));
}

#[tokio::test]
async fn the_list_is_searched_filtered_sorted_and_taken_away() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    add(
        &mut client,
        "action-15",
        "Été des familles",
        ("a.txt", b"Long texte de la note"),
    )
    .await;
    add(&mut client, "convention", "", ("Bilan annuel.csv", b"a;b\n1;2\n")).await;
    let list = |address: &'static str| {
        let mut client = client.clone();
        async move { client.get(&format!("{LIST}{address}")).await.words() }
    };
    let all = list("").await;
    assert!(all.contains("3 documents") && all.contains("Bilan annuel"), "{all}");
    let found = list("?q=ete+famille").await;
    assert!(found.contains("1 document") && found.contains("Été des familles"), "{found}");
    let action = list("?objet=action-15").await;
    assert!(action.contains("1 document") && !action.contains("Bilan"), "{action}");
    let signed = list("?nature=signed_scan").await;
    assert!(signed.contains("Convention signée") && !signed.contains("Bilan"), "{signed}");
    assert!(list("?q=piscine").await.contains("Aucun document ne répond"));
    let sorted = list("?tri=titre&sens=asc").await;
    let at = |word: &str| sorted.rfind(word).expect(word);
    assert!(at("Bilan annuel") < at("Convention signée") && at("Convention signée") < at("Été des familles"));
    let csv = client.get("/conventions/1/documents?forme=csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let digest = Digest::of(b"a;b\n1;2\n").to_string();
    assert!(
        csv.text().contains(&digest) && csv.text().contains("Bilan annuel;Pièce jointe"),
        "{}",
        csv.text()
    );
}

#[tokio::test]
async fn where_a_phone_stood_is_removed_from_a_picture_and_kept_in_a_scan() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "convention", "Photo", ("photo.png", PICTURE)).await;
    let kept = client.get(&format!("{place}/versions/1")).await;
    assert_eq!((kept.status, kept.header("content-type")), (200, "image/png"));
    assert!(!kept.body.windows(3).any(|window| window == b"GPS"));
    let page = client.get(&place).await.words();
    assert!(
        page.contains(&Digest::of(&kept.body).to_string()),
        "the digest is that of what is kept: {page}"
    );
    assert!(
        page.contains("ont été retirés") && page.contains(&Digest::of(PICTURE).to_string()),
        "{page}"
    );
    let shown = client.get(&format!("{place}/versions/1/apercu")).await;
    assert_eq!((shown.status, shown.header("content-type")), (200, "image/jpeg"));
    assert_eq!(shown.header("content-disposition"), "inline");
    let fields = [("nature", "signed_scan"), ("objet", "convention"), ("titre", "Scan")];
    let scan = client.upload(NEW, &fields, Some(("scan.png", PICTURE))).await;
    assert_eq!(scan.status, 303, "{}", scan.words());
    let kept = client.get(&format!("{}/versions/1", scan.location())).await;
    assert_eq!(kept.body, PICTURE, "a signed scan is kept byte for byte");
}

#[tokio::test]
async fn a_correction_of_the_reading_leaves_documents_where_they_are() {
    let world = cast::world().await;
    let mut client = coordinator(&world).await;
    let place = add(&mut client, "action-15", "Note", ("note.txt", b"Un")).await;
    let form = crate::forms::form_of("/conventions/{convention}/lecture");
    assert_eq!(client.post(&form.address(), form.fields).await.status, 303);
    assert!(client.get("/conventions/1/actions/15").await.words().contains("Note"));
    assert_eq!(client.get(&format!("{place}/versions/1")).await.body, b"Un");
}
