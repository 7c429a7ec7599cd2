//! The sheet of an elected person: a link that ends, is taken back, opens one page and nothing else; what that page says and hides.

use domain::access::Viewer;
use domain::access::verbs::ShareSummary;
use domain::digest::Digest;
use domain::ids::SummaryLinkId;
use domain::summary::{SummaryLinkMade, SummaryLinkRevoked, SummaryReader};
use people::Persona;
use store::{Sequence, Store};
use testkit::World;
use testkit::moment::{NOW, day};
use testkit::page;
use web::session::Token;
use web::site::Mailing;

use crate::cast::{self, REFERENCE, Who};
use crate::facts::{check, since};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const LINKS: &str = "/conventions/1/synthese/liens";

/// The link of the world, in the convention where this person works: all of the plan, until the end of the year.
pub(crate) fn link(who: Who) -> Token {
    Token::from_random([if who == Who::Neighbour { 0x40 } else { 0x30 }; 32])
}

/// In the convention where someone works: one link.
pub(crate) async fn fill(store: &Store, who: Who) {
    assert_eq!(make(store, (who, &link(who)), None, "2026-12-31").await, 1);
}

/// Makes a link, and answers its ordinal.
async fn make(store: &Store, (who, token): (Who, &Token), party: Option<i64>, last_day: &str) -> i64 {
    let (_, convention, _) = who.mandate().expect("held");
    let tx = store.begin::<ShareSummary>(&who.viewer(), convention, NOW).await;
    let mut tx = tx.expect("permitted");
    let given = tx.allocate(Sequence::Convention(convention, "summary_link")).await;
    let ordinal = given.expect("an ordinal");
    let fact = SummaryLinkMade {
        link: SummaryLinkId { convention, ordinal },
        token: token.digest(),
        reader: SummaryReader {
            name: "Dominique Élu-Exemple".to_owned(),
            office: "Maire de la commune exemple".to_owned(),
            email: None,
        },
        party,
        last_day: day(last_day),
        letters: Vec::new(),
        at: NOW,
    };
    let tx = tx.record::<plan::Tables, _>(&fact).await.expect("recorded");
    tx.commit().await.expect("kept");
    ordinal
}

fn address(token: &Token) -> String {
    format!("/fiche?cle={}", token.expose())
}

async fn opened(world: &World, token: &Token) -> String {
    let answer = world.visitor().get(&address(token)).await;
    assert_eq!(answer.status, 200);
    answer.words()
}

#[tokio::test]
async fn a_link_opens_one_page_that_leads_nowhere_and_writes_nothing() {
    let world = cast::world().await;
    let before = world.journal().await;
    let answer = world.visitor().get(&address(&link(COORDINATOR))).await;
    let words = answer.words();
    assert_eq!(answer.status, 200, "{words}");
    assert!(
        words.contains("Maire de la commune exemple") && words.contains("24 actions"),
        "{words}"
    );
    assert!(!words.contains("Dominique"), "no name is told: {words}");
    assert_eq!(answer.text().matches("<dt>").count(), 10, "ten lines");
    let away = page::links(&answer.text());
    let away: Vec<&String> = away.iter().filter(|link| link.contains("/conventions")).collect();
    assert!(away.is_empty(), "{away:?}");
    assert_eq!(answer.header("referrer-policy"), "strict-origin");
    assert!(answer.text().contains("content=\"noindex\""));
    assert_eq!(since(&world, &before).await, [], "opening writes nothing");
}

#[tokio::test]
async fn a_link_that_ended_that_was_taken_back_that_is_cut_or_never_was_reads_the_same() {
    let world = cast::world().await;
    let never = opened(&world, &Token::from_random([0x7e; 32])).await;
    assert!(never.contains("demandez-en un nouveau"), "{never}");
    let ended = Token::from_random([0x71; 32]);
    make(&world.store, (COORDINATOR, &ended), None, "2026-11-22").await;
    assert_eq!(opened(&world, &ended).await, never);
    for address in ["/fiche", "/fiche?cle=1234", "/fiche?cle="] {
        assert_eq!(world.visitor().get(address).await.words(), never, "{address}");
    }
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    assert_eq!(coordinator.post(LINKS, "geste=retirer&lien=1").await.status, 303);
    let row = check::<SummaryLinkRevoked>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (1, "convention/1/summary_link/1"));
    assert_eq!(opened(&world, &link(COORDINATOR)).await, never);
    let before = world.journal().await;
    assert_eq!(
        coordinator.post(LINKS, "geste=retirer&lien=1").await.status,
        303,
        "twice is once"
    );
    assert_eq!(coordinator.post(LINKS, "geste=retirer&lien=999").await.status, 404);
    assert_eq!(since(&world, &before).await, []);
    let shown = coordinator.get(LINKS).await.words();
    assert!(shown.contains("Retiré") && shown.contains("Terminé"), "{shown}");
}

#[tokio::test]
async fn a_link_of_a_convention_that_was_withdrawn_opens_nothing() {
    let world = cast::world().await;
    let form = crate::forms::form_of("/conventions/retrait");
    let mut administrator = form.sender.at(&world).await;
    let answer = administrator.post("/conventions/retrait", form.fields).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let shown = opened(&world, &link(Who::Neighbour)).await;
    assert!(shown.contains("Ce lien n’ouvre plus rien"), "{shown}");
}

#[tokio::test]
async fn a_link_is_made_shown_once_and_told_in_the_journal() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let form = "geste=creer&nom=Camille+Exemple&fonction=Adjointe+%C3%A0+l%E2%80%99enfance&commune=2&jusqu=2026-12-24";
    let answer = coordinator.post(LINKS, form).await;
    assert_eq!(answer.status, 200, "{}", answer.words());
    let row = check::<SummaryLinkMade>(&since(&world, &before).await);
    assert_eq!((row.chain, row.subject.as_str()), (1, "convention/1/summary_link/2"));
    let text = answer.text();
    let (_, rest) = text.split_once("/fiche?cle=").expect("the link");
    let token = Token::parse(rest.split_once('"').expect("its end").0).expect("a secret");
    let shown = opened(&world, &token).await;
    assert!(
        shown.contains("Adjointe à l’enfance") && shown.contains("a une part"),
        "{shown}"
    );
    let again = coordinator.get(LINKS).await.text();
    assert!(
        again.contains("Camille Exemple") && !again.contains("cle="),
        "it is shown once"
    );
}

#[tokio::test]
async fn what_is_wrong_in_a_form_is_said_and_what_was_typed_stays() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    for (form, said) in [
        ("geste=creer&nom=&fonction=Maire&jusqu=2026-12-24", "Écrivez le nom"),
        ("geste=creer&nom=Camille&fonction=&jusqu=2026-12-24", "Écrivez sa fonction"),
        (
            "geste=creer&nom=Camille&fonction=Maire&jusqu=2020-01-01",
            "Cette date est passée",
        ),
        (
            "geste=creer&nom=Camille&fonction=Maire&jusqu=2030-01-01",
            "Un lien dure un an au plus",
        ),
        ("geste=creer&nom=Camille&fonction=Maire&jusqu=demain", "Écrivez une date"),
        (
            "geste=creer&nom=Camille&fonction=Maire&jusqu=2026-12-24&courriel=a",
            "Cette adresse n’a pas la forme",
        ),
        (
            "geste=creer&nom=Camille&fonction=Maire&jusqu=2026-12-24&commune=99",
            "Choisissez une commune",
        ),
    ] {
        let answer = coordinator.post(LINKS, form).await;
        assert_eq!(answer.status, 422, "{form}");
        assert!(answer.words().contains(said), "{form}: {}", answer.words());
        assert!(answer.text().contains("value=\"Camille\"") || said.contains("nom"), "{form}");
    }
    assert_eq!(since(&world, &before).await, []);
}

#[tokio::test]
async fn only_those_who_run_the_plan_make_links() {
    let world = cast::world().await;
    let others = [
        Persona::Mayor,
        Persona::FundOfficer,
        Persona::FundDirector,
        Persona::PartnerContact,
        Persona::Auditor,
    ];
    for persona in others {
        let mut client = Who::Persona(persona).at(&world).await;
        assert_eq!(client.get(LINKS).await.status, 404, "{persona:?}");
        let summary = client.get("/conventions/1/synthese").await;
        assert!(!summary.text().contains(LINKS), "{persona:?}");
    }
    let mut coordinator = COORDINATOR.at(&world).await;
    assert!(coordinator.get("/conventions/1/synthese").await.text().contains(LINKS));
}

#[tokio::test]
async fn a_link_leaves_by_letter_where_letters_leave() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let form = "geste=creer&nom=Camille+Exemple&fonction=Maire&courriel=camille%40exemple.invalid&jusqu=2026-12-24";
    let answer = coordinator.post(LINKS, form).await;
    assert!(
        answer.words().contains("Un courrier part vers camille@exemple.invalid"),
        "{}",
        answer.words()
    );
    let mailbox = coordinator.get("/demo/courriers").await;
    assert!(
        mailbox.words().contains("Une fiche d’une page vous est adressée"),
        "{}",
        mailbox.words()
    );
    assert!(coordinator.get(LINKS).await.words().contains("Courrier : en attente"));
    let made = coordinator.get(LINKS).await.text();
    let links = made
        .split("name=\"lien\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let last = links.filter_map(|link| link.parse::<i64>().ok()).max().expect("it was made");
    let taken_back = coordinator.post(LINKS, &format!("geste=retirer&lien={last}")).await;
    assert_eq!(taken_back.status, 303, "{}", taken_back.words());
    let page = coordinator.get(LINKS).await.words();
    assert!(
        !page.contains("Courrier : en attente"),
        "a link that was taken back is in no letter: {page}"
    );
}

#[tokio::test]
async fn what_is_kept_among_those_who_sign_is_not_counted() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let hidden = "element=action%2F15%3Dpartners&niveau=internal";
    assert_eq!(coordinator.post("/conventions/1/visibilite", hidden).await.status, 303);
    let words = opened(&world, &link(COORDINATOR)).await;
    assert!(words.contains("23 actions"), "{words}");
}

#[tokio::test]
async fn a_text_kept_among_those_who_sign_shows_through_no_obligation() {
    let world = cast::world().await;
    let sheet = Viewer::Link(link(COORDINATOR).digest());
    let scopes = crate::queries::scopes();
    let duties = scopes.iter().find(|scope| scope.name == "summary_duty").expect("a scope");
    let query = crate::queries::everything(duties, None);
    assert!(crate::queries::count(&world, &sheet, &query).await > 0);
    let hidden = "element=text%2F1%3Dpartners&niveau=internal";
    let mut coordinator = COORDINATOR.at(&world).await;
    assert_eq!(coordinator.post("/conventions/1/visibilite", hidden).await.status, 303);
    assert_eq!(crate::queries::count(&world, &sheet, &query).await, 0);
}

#[tokio::test]
async fn a_link_reads_its_own_sheet_and_nothing_else() {
    let world = cast::world().await;
    let own = [
        "held_summary",
        "summary_node",
        "summary_action",
        "summary_mark",
        "summary_role",
        "summary_lane",
        "summary_milestone",
        "summary_duty",
        "summary_commune",
    ];
    let sheet = Viewer::Link(link(COORDINATOR).digest());
    let campaign = Viewer::Link(crate::asking::link(COORDINATOR, 1).digest());
    let unknown = Viewer::Link(Digest::of(b"no link"));
    for scope in crate::queries::scopes() {
        let rows = crate::queries::count(&world, &sheet, &crate::queries::everything(&scope, None)).await;
        if own.contains(&scope.name) {
            assert!(rows > 0, "{}", scope.name);
            let foreign = crate::queries::everything(&scope, Some("convention <> 1"));
            assert_eq!(crate::queries::count(&world, &sheet, &foreign).await, 0, "{}", scope.name);
            let other = crate::queries::count(&world, &campaign, &crate::queries::everything(&scope, None)).await;
            assert_eq!(other, 0, "a campaign’s link reads {}", scope.name);
        } else if scope.name != "summary_status_label" {
            assert_eq!(rows, 0, "the link of a sheet reads {}", scope.name);
        }
        let none = crate::queries::count(&world, &unknown, &crate::queries::everything(&scope, None)).await;
        assert_eq!(none, 0, "{}", scope.name);
    }
    let write = world.store.begin::<ShareSummary>(&sheet, REFERENCE, NOW).await;
    assert!(write.is_err(), "nothing is written by a link");
}

#[tokio::test]
async fn a_link_opens_whatever_was_tried_from_the_same_address() {
    let world = cast::world().await;
    let mut there = world.visitor().calling_from("192.0.2.7");
    for _ in 0..30 {
        let wrong = there.get("/fiche?cle=1234").await;
        assert_eq!(wrong.status, 200);
        assert!(wrong.words().contains("Ce lien n’ouvre plus rien"));
    }
    let right = there.get(&address(&link(COORDINATOR))).await.words();
    assert!(right.contains("Maire de la commune exemple"), "{right}");
}

#[tokio::test]
async fn no_two_landmarks_of_the_links_have_one_name() {
    let world = cast::world().await;
    let page = COORDINATOR.at(&world).await.get(LINKS).await.text();
    assert!(page.contains("<h2 id=\"h-liens\" class=\"mb\">Liens remis</h2>"), "{page}");
    assert!(
        page.contains("role=\"region\" aria-label=\"Tableau des liens remis\""),
        "{page}"
    );
}

#[tokio::test]
async fn the_sheet_of_an_elected_person_calls_the_states_as_the_convention_does() {
    let world = cast::world().await;
    let usual = opened(&world, &link(COORDINATOR)).await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let renamed = coordinator
        .post("/conventions/1/etats", "going=Lanc%C3%A9e&suspended=En+pause")
        .await;
    assert_eq!(renamed.status, 303, "{}", renamed.words());
    let own = opened(&world, &link(COORDINATOR)).await;
    assert!(
        own.contains("« Lancée », « Réalisée » ou « Pérennisée »") && own.contains("aucune action n’est arrêtée"),
        "{own}"
    );
    assert!(
        !own.contains("en cours, réalisées") && !own.contains("aucune n’est suspendue"),
        "{own}"
    );
    assert!(usual.contains("aucune n’est suspendue, reportée ou abandonnée"), "{usual}");
}
