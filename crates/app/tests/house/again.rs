//! A kept text is read again by the reader of today: what an older one did not read comes in, what people corrected stays, and the
//! follow-up keeps its numbers.

use app::{demo, rooms};
use domain::access::{Reason, Viewer};
use domain::convention::ReadingRenewed;
use domain::ids::{ConventionId, Id};
use people::Persona;
use store::Store;
use testkit::moment::{NOW, today};
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::correction::url;
use crate::facts::{check, since};

const PAGE: &str = "/conventions/3/lecture/relire";

/// What tells this reading from every other, in the form of the page.
pub(crate) fn seen(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"vu\" value=\"").expect("a form");
    rest.split_once('"').expect("its end").0
}

/// A third convention, entered by a reader that knew neither facilities, nor bodies, nor duties; its coordinator.
async fn older(world: &World) -> Client {
    let text = String::from_utf8(demo::EXAMPLE.to_vec())
        .expect("a text")
        .replace("Pennes", "Landes");
    let import = files::read(demo::EXAMPLE_NAME, text.as_bytes()).expect("a convention");
    let mut reading = domain::reading::Reading {
        bodies: Vec::new(),
        duties: Vec::new(),
        articles: Vec::new(),
        ..import.reading
    };
    reading.facilities.listed.clear();
    reading.anomalies.clear();
    let entry = convention::Entry {
        reading,
        text: import.text,
        review: false,
    };
    let viewer = Viewer::Job(Reason::CommandLine);
    let convention = convention::enter(&world.store, &viewer, NOW, entry).await.expect("entered");
    assert_eq!(convention, ConventionId::new(3));
    let mut administrator = Who::Persona(Persona::Administrator).at(world).await;
    let given = administrator
        .post("/mandats", "personne=9&place=3-3&role=coordinator&debut=2026-01-01&fin=")
        .await;
    assert_eq!(given.status, 303, "{}", given.words());
    world.signed_in(Id::new(9)).await
}

async fn doctor(world: &World) {
    let mut reader = world.store.read(today()).await.expect("a reader");
    let (_, findings) = convention::check(&mut reader).await.expect("checked");
    assert!(findings.is_empty(), "{findings:?}");
}

#[tokio::test]
async fn what_an_older_reader_did_not_read_comes_in_and_corrections_stay() {
    let world = cast::world().await;
    let mut coordinator = Box::pin(older(&world)).await;
    let title = coordinator.get("/conventions/3/lecture?place=/actions/3/title").await.text();
    let (_, rest) = title.split_once("name=\"etait\" value=\"").expect("a form");
    let held = rest.split('"').next().unwrap_or_default();
    let held = held.replace("&#34;", "\"").replace("&#38;", "&").replace("&#39;", "'");
    let correction = url(&[
        ("place", "/actions/3/title"),
        ("etait", &held),
        ("cause", "lecture"),
        ("valeur", "Un titre bien lu"),
        ("lignes", "12"),
        ("motif", "Mot mal lu"),
        ("geste", "corriger"),
    ]);
    assert_eq!(coordinator.post("/conventions/3/lecture", &correction).await.status, 303);
    let report = coordinator.post("/conventions/3/actions/10/suivi", "etat=going&vu=").await;
    assert_eq!(report.status, 303, "{}", report.words());

    let page = coordinator.get(PAGE).await;
    let words = page.words();
    assert_eq!(page.status, 200, "{words}");
    assert!(words.contains("ajouté") && !words.contains("n’est plus lu"), "{words}");
    let before = world.journal().await;
    let form = format!("vu={}", seen(&page.text()));
    let kept = coordinator.post(PAGE, &form).await;
    assert_eq!(kept.status, 303, "{}", kept.words());
    let row = check::<ReadingRenewed>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (3, "convention/3/reading/2"));

    let facilities = coordinator.get("/conventions/3/equipements").await.text();
    let fresh = Who::Persona(Persona::FirstCoordinator)
        .at(&world)
        .await
        .get("/conventions/1/equipements")
        .await
        .text();
    assert_eq!(
        facilities.matches("<tr").count(),
        fresh.matches("<tr").count(),
        "as a new import reads them"
    );
    let action = coordinator.get("/conventions/3/actions/4").await.words();
    assert!(action.contains("Un titre bien lu"), "{action}");
    let followed = coordinator.get("/conventions/3/actions/10").await.words();
    assert!(followed.contains("En cours"), "{followed}");
    let list = coordinator.get("/conventions/3/lecture").await.words();
    assert!(list.contains("Texte relu") && list.contains("Mot mal lu"), "{list}");
    assert!(coordinator.get(PAGE).await.words().contains("Rien à relire"));
    assert_eq!(coordinator.post(PAGE, &form).await.status, 422, "once is enough");
    doctor(&world).await;

    // What was corrected before is undone after.
    assert_eq!(coordinator.post("/conventions/3/lecture", "annuler=1").await.status, 303);
    assert!(
        !coordinator
            .get("/conventions/3/actions/4")
            .await
            .words()
            .contains("Un titre bien lu")
    );
    doctor(&world).await;
}

#[tokio::test]
async fn a_reading_that_changed_meanwhile_is_compared_again() {
    let world = cast::world().await;
    let mut coordinator = Box::pin(older(&world)).await;
    let page = coordinator.get(PAGE).await.text();
    let addition = url(&[
        ("place", "/facilities/0"),
        ("cause", "lecture"),
        ("valeur", "La Ruche"),
        ("second", "RPE"),
        ("motif", "Oublié"),
        ("geste", "corriger"),
    ]);
    assert_eq!(coordinator.post("/conventions/3/lecture", &addition).await.status, 303);
    let before = world.journal().await;
    let late = coordinator.post(PAGE, &format!("vu={}", seen(&page))).await;
    assert_eq!(late.status, 422);
    let words = late.words();
    assert!(
        words.contains("La lecture a changé depuis") && words.contains("Le texte n’est pas relu"),
        "{words}"
    );
    assert_eq!(since(&world, &before).await, []);
}

#[tokio::test]
async fn a_text_read_by_the_reader_of_today_has_nothing_to_be_read_again() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let page = coordinator.get("/conventions/1/lecture/relire").await.words();
    assert!(page.contains("Rien à relire"), "{page}");
    assert_eq!(coordinator.post("/conventions/1/lecture/relire", "vu=").await.status, 422);
}

/// What is kept of a convention, as it leaves: the reading that stands, and what a new import reads of the same text.
pub(crate) async fn standing_and_new(store: &Store) -> [serde_json::Value; 2] {
    let mut reader = store.read(today()).await.expect("a reader");
    let viewer = Viewer::Job(Reason::Export);
    let taken = convention::take(&mut reader, &viewer, ConventionId::new(1))
        .await
        .expect("taken");
    let file = |name: &str| {
        let found = taken
            .iter()
            .find(|file| file.name == name)
            .unwrap_or_else(|| panic!("{name}"));
        String::from_utf8(found.bytes.clone()).expect("a text")
    };
    let standing: serde_json::Value = serde_json::from_str(&file("lecture-corrigee.json")).expect("a document");
    let text: Vec<String> = file("texte.txt").lines().map(str::to_owned).collect();
    let reading = files::interchange::read(&standing.to_string()).expect("a reading");
    let import = files::understand(files::Text {
        name: reading.source.name,
        digest: reading.source.digest,
        recognised: reading.source.recognised,
        lines: text,
    })
    .expect("a convention");
    let new = serde_json::from_str(&files::interchange::write(&import.reading)).expect("a document");
    [standing, new]
}

/// The rooms of today, over this data.
pub(crate) async fn opened(target: store::Target) -> Store {
    Store::open(target, rooms::house()).await.expect("opens")
}
