//! The pages that the law asks for: never a claim that nobody made, always a way to them, written by who administers.

use domain::compliance::Notice;
use domain::places::Target;
use people::Persona;

use crate::cast::{self, Who};
use crate::forms::form_of;

fn address(notice: Notice) -> String {
    web::href(Target::Notice(notice)).to_string()
}

#[tokio::test]
async fn nothing_is_claimed_before_someone_writes_it() {
    let world = cast::world().await;
    let mut visitor = world.visitor();
    for notice in Notice::ALL {
        let answer = visitor.get(&address(notice)).await;
        let (text, words) = (answer.text(), answer.words());
        let fields = notice.fields().len() - usize::from(notice == Notice::Accessibility);
        assert_eq!(text.matches("À compléter par l’administrateur").count(), fields, "{words}");
        assert!(words.contains("n’y a encore rien écrit"), "{words}");
        assert!(!text.contains("/modifier"), "a visitor completes nothing");
    }
    let words = visitor.get("/accessibilite").await.words();
    assert!(
        words.contains("non évaluée") && words.contains("Défenseur des droits"),
        "{words}"
    );
    for claim in ["partiellement conforme", "totalement conforme", "non conforme"] {
        assert!(!words.contains(claim), "{words}");
    }
}

#[tokio::test]
async fn every_page_leads_to_them() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let mut visitor = world.visitor();
    let mut pages = vec![visitor.get("/connexion").await, visitor.get("/nulle-part").await];
    for page in ["/conventions", "/conventions/1", "/conventions/1/plan", "/compte"] {
        pages.push(coordinator.get(page).await);
    }
    for page in pages {
        for notice in Notice::ALL {
            let link = format!("href=\"{}\"", address(notice));
            assert!(page.text().contains(&link), "{}: {}", page.status, page.words());
        }
    }
}

#[tokio::test]
async fn what_is_written_is_read_by_everyone_and_said_at_the_foot() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    assert!(
        administrator
            .get("/accessibilite")
            .await
            .text()
            .contains("/accessibilite/modifier")
    );
    let form = form_of("/accessibilite/modifier");
    assert_eq!(administrator.post(form.pattern, form.fields).await.status, 303);
    let words = world.visitor().get("/accessibilite").await.words();
    assert!(
        words.contains("partiellement conforme") && words.contains("Audit du 3 mars 2026"),
        "{words}"
    );
    assert!(!words.contains("non évaluée"), "{words}");
    let foot = world.visitor().get("/connexion").await.words().replace('\u{a0}', " ");
    assert!(foot.contains("Accessibilité : partiellement conforme"), "{foot}");
    let told = compliance::conformity(&world.store, testkit::moment::day("2026-11-24")).await;
    assert_eq!(told.expect("read").french(), "partiellement conforme");
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let world = cast::world().await;
    let mut administrator = Who::Persona(Persona::Administrator).at(&world).await;
    let unproved = "conformity=full&assessment=&exceptions=Une+carte+%3Cimg%3E&accessibility_contact=";
    let answer = administrator.post("/accessibilite/modifier", unproved).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(
        answer.words().contains("ne s’affirme pas sans évaluation"),
        "{}",
        answer.words()
    );
    assert!(text.contains("Une carte &#60;img&#62;</textarea>"), "{text}");
    assert!(text.contains("value=\"full\" selected"), "{text}");
    let empty = "conformity=&assessment=&exceptions=&accessibility_contact=";
    let answer = administrator.post("/accessibilite/modifier", empty).await;
    assert!(answer.status == 422 && answer.words().contains("Rien n’est écrit"));
    let words = world.visitor().get("/accessibilite").await.words();
    assert!(words.contains("non évaluée"), "{words}");
}

#[tokio::test]
async fn only_who_administers_writes_them() {
    let world = cast::world().await;
    let form = form_of("/mentions-legales/modifier");
    for persona in [Persona::FirstCoordinator, Persona::Mayor, Persona::FundDirector] {
        let mut someone = Who::Persona(persona).at(&world).await;
        assert_eq!(someone.get(form.pattern).await.status, 404, "{persona:?}");
        assert_eq!(someone.post(form.pattern, form.fields).await.status, 404, "{persona:?}");
    }
    let words = world.visitor().get("/mentions-legales").await.words();
    assert!(!words.contains("Commune d’Exemple"), "{words}");
}
