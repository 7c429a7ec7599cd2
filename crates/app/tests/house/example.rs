//! The convention of example: it says so on every page and in every export, it leaves whole and leaves nothing behind, and no
//! other convention ever leaves that way.

use std::collections::BTreeMap;

use app::{demo, rooms};
use domain::access::{Reason, Viewer};
use domain::example::ExampleRemoved;
use domain::ids::ConventionId;
use people::Persona;
use store::BackedTable;
use testkit::moment::NOW;
use testkit::{Answer, Client, World};
use web::access::Access;
use web::route::Method;
use web::site::Mailing;

use crate::cast::{self, REFERENCE, Who};
use crate::command::pacte;
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);

/// The third convention of the world.
const EXAMPLE: ConventionId = ConventionId::new(3);

/// Enters the example beside the conventions of the world, with the people of the demo in it.
pub(crate) async fn enter(world: &World) {
    let import = files::read(demo::EXAMPLE_NAME, demo::EXAMPLE).expect("a convention");
    let partner = demo::partner(&import.reading);
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    };
    let step = app::progress::step("Suivi de l’exemple", None);
    let model = app::example::Model {
        entry,
        partner,
        origin: "http://pacte.test".to_owned(),
    };
    app::example::fill(&world.store, model, NOW, &step).await.expect("told");
    step.done();
}

/// An example came, and left before anything happened in it.
pub(crate) async fn come_and_gone(world: &World) {
    let import = files::read(demo::EXAMPLE_NAME, demo::EXAMPLE).expect("a convention");
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    };
    let entered = convention::enter_example(&world.store, &Viewer::Job(Reason::Demo), NOW, entry).await;
    let form = format!("convention={}", entered.expect("entered"));
    let removed = remove(&mut ADMINISTRATOR.at(world).await, "/conventions/exemple", &form).await;
    assert_eq!(removed.status, 303);
}

async fn world() -> World {
    let world = cast::world().await;
    enter(&world).await;
    world
}

/// Every address inside a convention that the samples give, in the example.
fn addresses() -> Vec<String> {
    let inside = rooms::routes(None)
        .into_iter()
        .filter(|route| route.method == Method::Get && matches!(route.access, Access::Inside(_)));
    let samples = inside.flat_map(|route| route.samples.into_iter().map(|sample| sample.address.to_owned()));
    let mut all: Vec<String> = samples
        .map(|address| address.replacen("/conventions/1", "/conventions/3", 1))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// How an answer says that it is of an example: what is wrong with it when it does not.
fn unmarked(answer: &Answer) -> Option<&'static str> {
    let kind = answer.header("content-type").split(';').next().unwrap_or_default().to_owned();
    let name = answer.header("content-disposition");
    let text = || answer.text();
    let said = match kind.as_str() {
        "text/html" if text().contains("<html") => {
            text().contains("Exemple — suivi inventé.") && text().contains("Exemple · CTG 2022-2026")
        }
        // A part of a page that is shown already.
        "text/html" => true,
        "text/csv" => {
            name.contains("exemple-")
                && text().lines().next().is_some_and(|head| head.ends_with(";Exemple"))
                && text().trim_end().ends_with(if text().lines().count() > 1 {
                    ";suivi inventé"
                } else {
                    ";Exemple"
                })
        }
        "text/calendar" => {
            name.contains("exemple-") && text().matches("SUMMARY:").count() == text().matches("SUMMARY:[Exemple]").count()
        }
        "application/jsonl" => {
            name.contains("exemple-") && text().lines().next().is_some_and(|head| head.contains("\"example\":true"))
        }
        // Pictures of a page that says it already.
        kind if kind.starts_with("image/") && name.starts_with("inline") => true,
        _ => name.contains("exemple-"),
    };
    (!said).then_some("does not say that it is of an example")
}

#[tokio::test]
async fn every_page_and_every_export_of_an_example_says_so() {
    let world = world().await;
    let mut client = COORDINATOR.at(&world).await;
    let (mut seen, mut wrong) = (BTreeMap::<String, u32>::new(), Vec::new());
    for address in addresses() {
        let answer = client.get(&address).await;
        match answer.status {
            200 | 422 => {
                *seen.entry(answer.header("content-type").to_owned()).or_default() += 1;
                wrong.extend(unmarked(&answer).map(|why| format!("{address}: {why}")));
            }
            // A redirection shows nothing.
            303 | 404 => {}
            other => wrong.push(format!("{address}: {other}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let pages = seen.get("text/html; charset=utf-8").copied().unwrap_or_default();
    let tables = seen.get("text/csv; charset=utf-8").copied().unwrap_or_default();
    assert!(pages > 60 && tables > 4 && seen.len() > 3, "{seen:?}");
}

#[tokio::test]
async fn what_was_answered_in_an_example_is_read_on_its_campaigns() {
    let world = world().await;
    let mut client = COORDINATOR.at(&world).await;
    let read = client.get("/conventions/3/campagnes/2/destinataires/1").await.words();
    for said in [
        "Le QG accueille aussi le samedi",
        "De quoi auriez-vous besoin l’an prochain ?",
        "D’une seconde salle, pour séparer les jeunes des plus petits.",
        "Entré dans le suivi tel quel",
    ] {
        assert!(read.contains(said), "{said}: {read}");
    }
    let board = client.get("/conventions/3/campagnes/4").await.words();
    assert!(
        board.contains("Temps pour répondre 4 min") && board.contains("Lien ouvert 3"),
        "links are opened, then answered: {board}"
    );
}

#[tokio::test]
async fn an_ordinary_installation_makes_an_example_from_its_register_and_removes_it() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let (register, make) = ("/conventions/registre", "/conventions/exemple/creation");
    let offered = "Créer une convention d’exemple";
    assert!(administrator.get(register).await.words().contains(offered));
    let before = world.journal().await;
    let added = administrator.post(make, "").await;
    assert_eq!(
        (added.status, added.location()),
        (303, "/conventions/registre?entree=3"),
        "{}",
        added.words()
    );
    let row = check::<domain::convention::ConventionEntered>(&since(&world, &before).await);
    assert_eq!(row.subject, "convention/3/act/1");
    let page = administrator.get(added.location()).await.words();
    assert!(page.contains("Exemple · CTG 2022-2026") && !page.contains(offered), "{page}");
    assert_eq!(administrator.post(make, "").await.status, 422, "one at a time");
    let mandate = "personne=1&place=3-2&role=coordinator&debut=2026-01-01&fin=";
    assert_eq!(administrator.post("/mandats", mandate).await.status, 303);
    let plan = COORDINATOR.at(&world).await.get("/conventions/3/plan").await;
    assert!(plan.text().contains("Exemple — suivi inventé."), "{}", plan.words());
    let removed = administrator.post("/conventions/exemple", "convention=3").await;
    assert_eq!(removed.location(), "/conventions/registre?exemple=supprime");
    assert!(
        administrator.get(register).await.words().contains(offered),
        "it may be added again"
    );
}

#[tokio::test]
async fn nothing_is_told_of_an_example_that_left() {
    let world = cast::world().await;
    Box::pin(come_and_gone(&world)).await;
    let job = Viewer::Job(Reason::Digest);
    let tx = world
        .store
        .begin::<domain::access::verbs::WatchPlan>(&job, EXAMPLE, NOW)
        .await;
    let late = domain::followup::PlanWatched {
        convention: EXAMPLE,
        alerts: Vec::new(),
        at: NOW,
    };
    let told = tx.expect("permitted").record::<plan::Tables, _>(&late).await.map(drop);
    assert!(
        matches!(told, Err(store::StoreError::NoChain { fact: "plan_watched" })),
        "whoever waited while it was removed begins no chain in its place: {told:?}"
    );
}

/// The address that a page shows, once, to be handed over.
fn handed_over(page: &str, path: &str) -> String {
    let start = page.find(path).unwrap_or_else(|| panic!("{path} in {page}"));
    page[start..].split(['"', '<']).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_a_link_opens_in_an_example_says_so() {
    let world = world().await;
    let mut client = COORDINATOR.at(&world).await;
    let sheet = "geste=creer&nom=Camille&fonction=Maire&courriel=&jusqu=2026-12-24";
    let made = client.post("/conventions/3/synthese/liens", sheet).await;
    let campaign = "titre=Essai&message=Bonjour&echeance=2026-12-11&question=status&ecart=7&relances=2&action=10\
        &autres=Jo+Essai+%3B+jo%40exemple.invalid+%3B+Asso";
    let written = client.post("/conventions/3/campagnes/nouvelle", campaign).await;
    let board = written.location().to_owned();
    assert_eq!(client.post(&board, "geste=lancer").await.status, 303);
    let handed = client.post(&board, "geste=lien&destinataire=1").await;
    for address in [
        handed_over(&made.text(), "/fiche?cle="),
        handed_over(&handed.text(), "/repondre?cle="),
    ] {
        let page = world.visitor().get(&address).await;
        assert_eq!(page.status, 200, "{address}");
        assert!(
            page.text().contains("Exemple — suivi inventé."),
            "{address}: {}",
            page.words()
        );
        assert!(
            !page.text().contains("Supprimer l’exemple"),
            "{address}: nobody removes it by a link"
        );
    }
    let form = handed_over(&handed.text(), "/repondre?cle=").replace("/repondre?", "/repondre/formulaire?");
    assert!(world.visitor().get(&form).await.text().contains("Exemple — suivi inventé."));
}

#[tokio::test]
async fn a_signed_convention_is_never_marked() {
    let world = world().await;
    let mut client = COORDINATOR.at(&world).await;
    for address in [
        "/conventions/1",
        "/conventions/1/plan/tableau/export",
        "/conventions/1/calendrier/fichier",
    ] {
        let answer = client.get(address).await;
        assert!(!answer.text().contains("Exemple"), "{address}");
        assert!(!answer.header("content-disposition").contains("exemple"), "{address}");
    }
    let list = client.get("/conventions").await.words();
    assert!(list.contains("Exemple · CTG 2022-2026"), "each is called by its name: {list}");
}

/// The digest of the rows of each table.
async fn rows(world: &World) -> BTreeMap<String, BackedTable> {
    let folder = tempfile::tempdir().expect("a folder");
    let saved = world.store.backup(&folder.path().join("rows"), NOW).await.expect("saved");
    saved.tables.into_iter().map(|table| (table.name.clone(), table)).collect()
}

/// Tables of the installation where an example leaves that it was there, or that someone came to remove it.
const ELSEWHERE: [&str; 6] = [
    "unscoped_journal",
    "unscoped_journal_head",
    "unscoped_ordinal",
    "unscoped_session",
    "unscoped_session_browser",
    "unscoped_note",
];

async fn remove(client: &mut Client, address: &str, form: &str) -> Answer {
    client.post(address, form).await
}

#[tokio::test]
async fn an_example_leaves_whole_and_leaves_nothing_behind() {
    let world = cast::world().await;
    let before = rows(&world).await;
    enter(&world).await;
    let during = rows(&world).await;
    let grown = during.iter().filter(|(name, table)| table.rows > before[*name].rows).count();
    assert!(grown > 30, "the example is inhabited: {grown} tables");
    let chain = world.journal().await;
    let mut client = COORDINATOR.at(&world).await;
    let page = client.get("/conventions/3/exemple").await.words();
    assert!(page.contains("ne revient pas") && page.contains("ses documents"), "{page}");
    let told = world.journal().await;
    // What the mailbox of a demo shows of a letter that told of it.
    let letter = format!(
        "INSERT INTO unscoped_note (kind, key, value, at, expires) VALUES ('demo_letter', '{}', 'Exemple', 1, {})",
        "a".repeat(64),
        i64::MAX
    );
    world.base.intrude(&letter).await.expect("written behind the doors");
    let removed = remove(&mut client, "/conventions/3/exemple", "").await;
    assert_eq!((removed.status, removed.location()), (303, "/conventions?exemple=supprime"));
    let again = world.base.intrude(&letter).await;
    again.expect("its letters left too: the same can be written again");
    let said = client.get(removed.location()).await.words();
    assert!(said.contains("L’exemple est supprimé, en entier"), "{said}");
    let row = check::<ExampleRemoved>(&since(&world, &told).await);
    assert_eq!((row.chain, row.subject.as_str()), (0, "convention/3"));
    let after = rows(&world).await;
    for (name, table) in &after {
        if !ELSEWHERE.contains(&name.as_str()) {
            assert_eq!(table, &before[name], "{name}");
        }
    }
    let series = |tables: &BTreeMap<String, BackedTable>| tables["unscoped_ordinal"].rows;
    assert!(
        series(&after) <= series(&before) + 1,
        "one series of examples, and none of this one"
    );
    let kept = world.journal().await;
    assert!(kept.iter().all(|entry| entry.chain != EXAMPLE.ordinal()), "its journal left");
    let others = |all: &[testkit::journal::Entry]| all.iter().filter(|entry| entry.chain != 3).count();
    assert_eq!(others(&kept), others(&chain) + 2, "who came, and what left");
    let whole = pacte(&["doctor"]).on(&world.base).run();
    assert_eq!(whole.code, Some(0), "{whole:?}");
    for address in ["/conventions/3", "/conventions/3/exemple"] {
        assert_eq!(client.get(address).await.status, 404, "{address}");
    }
    assert_eq!(client.get("/conventions/1").await.status, 200);
}

#[tokio::test]
async fn those_who_administer_remove_it_from_the_register_and_open_it_to_nobody() {
    let world = world().await;
    let mut client = ADMINISTRATOR.at(&world).await;
    assert_eq!(
        client.get("/conventions/3").await.status,
        404,
        "administering opens no example"
    );
    let register = client.get("/conventions/registre").await.text();
    assert!(register.contains("/conventions/exemple?convention=3"), "{register}");
    assert!(!register.contains("/conventions/exemple?convention=1"), "{register}");
    let removed = remove(&mut client, "/conventions/exemple", "convention=3").await;
    assert_eq!(
        (removed.status, removed.location()),
        (303, "/conventions/registre?exemple=supprime")
    );
    let said = client.get(removed.location()).await.words();
    assert!(said.contains("L’exemple est supprimé, en entier"), "{said}");
    assert_eq!(client.get("/conventions/exemple?convention=3").await.status, 404);
    let journal = client.get("/journal").await.words();
    assert!(journal.contains("Une convention d’exemple a été supprimée"), "{journal}");
}

#[tokio::test]
async fn what_was_signed_never_leaves_that_way() {
    let world = world().await;
    let before = world
        .journal()
        .await
        .into_iter()
        .filter(|entry| entry.fact == "example_removed")
        .count();
    for (who, address, form) in [
        (COORDINATOR, "/conventions/1/exemple", ""),
        (ADMINISTRATOR, "/conventions/exemple", "convention=1"),
    ] {
        let refused = remove(&mut who.at(&world).await, address, form).await;
        assert_eq!(refused.status, 422, "{address}");
        assert!(refused.words().contains("rien ne la supprime"), "{}", refused.words());
    }
    for who in [
        Who::Persona(Persona::Mayor),
        Who::Persona(Persona::FundOfficer),
        Who::Neighbour,
    ] {
        let refused = remove(&mut who.at(&world).await, "/conventions/3/exemple", "").await;
        assert_eq!(refused.status, 404, "{who:?}");
    }
    let after = world
        .journal()
        .await
        .into_iter()
        .filter(|entry| entry.fact == "example_removed")
        .count();
    assert_eq!(after, before);
    assert_eq!(
        COORDINATOR
            .at(&world)
            .await
            .get(&format!("/conventions/{REFERENCE}"))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn the_tables_guard_what_was_signed() {
    let world = world().await;
    for script in [
        "UPDATE unscoped_convention SET example = 1 WHERE id = 1",
        "UPDATE unscoped_convention SET example = 0 WHERE id = 3",
    ] {
        let said = world.base.intrude(script).await.expect_err("refused");
        assert!(said.contains("never changes"), "{said}");
    }
    let said = world.base.intrude("DELETE FROM unscoped_journal WHERE chain = 1").await;
    assert!(said.expect_err("refused").contains("never shortened"));
    // Behind the guards, the doctor still sees it.
    let turned = "UPDATE unscoped_convention SET example = 1, name = 'Exemple · CTG 2022-2026' WHERE id = 1";
    world.base.intrude_past_guards(turned).await.expect("written");
    let wrong = pacte(&["doctor"]).on(&world.base).run();
    assert_eq!(wrong.code, Some(1), "{wrong:?}");
    assert!(wrong.out.contains("elle passe pour un exemple"), "{}", wrong.out);
}

#[tokio::test]
async fn letters_of_an_example_say_so_before_anything_else() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    enter(&world).await;
    // A week after the last campaign was launched.
    let later = NOW.plus_seconds(2 * 24 * 3600);
    let sent = campaigns::remind(&world.store, later, &testkit::moment::randomness).await;
    assert!(sent.expect("reminded") > 0);
    let letters = ADMINISTRATOR.at(&world).await.get("/courriers").await.words();
    let of = |number: &str| letters.lines().filter(|line| line.contains(number)).count();
    assert!(letters.contains("[Exemple] "), "{letters}");
    assert_eq!(letters.matches("[Exemple] ").count(), of("convention n°&#160;3"), "{letters}");
}

#[tokio::test]
async fn one_example_stands_at_a_time_and_takes_the_place_of_no_text() {
    let world = world().await;
    let import = files::read(demo::EXAMPLE_NAME, demo::EXAMPLE).expect("a convention");
    let entry = convention::Entry {
        reading: import.reading,
        text: import.text,
        review: false,
    };
    let viewer = Viewer::Job(Reason::Demo);
    let again = convention::enter_example(&world.store, &viewer, NOW, entry.clone()).await;
    let Err(convention::EntryError::Known(known)) = again else {
        panic!("{again:?}");
    };
    assert_eq!(known, EXAMPLE);
    // The world holds the same text with one more line: this one is not known yet.
    let real = convention::enter(&world.store, &viewer, NOW, entry).await;
    assert_eq!(real.expect("entered"), ConventionId::new(4));
}
