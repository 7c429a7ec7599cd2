//! Whoever is given a task or a milestone is told, whoever no longer has it too, in the product and by letter; a mention of someone who left
//! says so.

use people::Persona;
use testkit::Client;

use super::{at, say};
use crate::cast;

const TOLD: &str = "/notifications";
const ADDITION: &str = "/conventions/1/actions/15/jalons";
const SECOND: &str = "/conventions/1/jalons/2";
const OFFICER: i64 = 4;
const DIRECTOR: i64 = 5;

async fn told(client: &mut Client) -> String {
    let answer = client.get(TOLD).await;
    assert_eq!(answer.status, 200);
    answer.words()
}

async fn done(client: &mut Client, address: &str, form: &str) {
    let answer = client.post(address, form).await;
    assert_eq!(answer.status, 303, "{address} {form}: {}", answer.words());
}

#[tokio::test]
async fn whoever_is_given_a_task_is_told_and_whoever_no_longer_has_it_too() {
    let world = cast::world().await;
    let mut coordinator = at(&world, Persona::FirstCoordinator).await;
    let (mut officer, mut director) = (
        at(&world, Persona::FundOfficer).await,
        at(&world, Persona::FundDirector).await,
    );
    let form = format!("nature=task&titre=Relire+le+bilan&personne={OFFICER}&volet=");
    done(&mut coordinator, ADDITION, &form).await;
    let given = "Camille Roche vous a confié une tâche";
    let page = officer.get(TOLD).await;
    assert!(
        page.words().contains(given) && page.words().contains("Action 15"),
        "{}",
        page.words()
    );
    assert!(
        !page.words().contains("Relire le bilan"),
        "where, never what: {}",
        page.words()
    );
    assert!(testkit::page::links(&page.text()).contains(&"/conventions/1/actions/15".to_owned()));
    assert!(!told(&mut coordinator).await.contains("confié"), "whoever gives it knows");
    assert!(
        !told(&mut director).await.contains("vous a confié"),
        "the person, and not all of the house"
    );
    let change = |person: i64, seen: i64| {
        format!("geste=enregistrer&nature=milestone&titre=Relire+le+bilan&personne={person}&vu={seen}")
    };
    done(&mut coordinator, SECOND, &change(DIRECTOR, 1)).await;
    assert!(told(&mut director).await.contains("Camille Roche vous a confié un jalon"));
    assert!(
        told(&mut officer)
            .await
            .contains("Camille Roche a retiré votre nom d’un jalon")
    );
    // Given again, it is told again.
    done(&mut coordinator, SECOND, &change(OFFICER, 2)).await;
    assert!(told(&mut officer).await.contains("Camille Roche vous a confié un jalon"));
    let before = told(&mut officer).await.matches("confié").count();
    done(&mut coordinator, SECOND, &change(OFFICER, 3).replace("bilan", "budget")).await;
    assert_eq!(
        told(&mut officer).await.matches("confié").count(),
        before,
        "the same person does it"
    );
}

#[tokio::test]
async fn a_milestone_of_an_organisation_is_told_to_those_who_act_for_it() {
    let world = cast::world().await;
    let fund = cast::organisation_of(&world, OFFICER).await;
    let mut mayor = at(&world, Persona::Mayor).await;
    done(&mut mayor, ADDITION, &format!("titre=Verser+la+part&organisme={fund}&volet=")).await;
    for persona in [Persona::FundOfficer, Persona::FundDirector] {
        let page = told(&mut at(&world, persona).await).await;
        assert!(
            page.contains("Claude Fabre a confié un jalon à votre organisme"),
            "{persona:?}: {page}"
        );
    }
    let page = told(&mut at(&world, Persona::FirstCoordinator).await).await;
    assert!(!page.contains("votre organisme"), "{page}");
}

#[tokio::test]
async fn a_mention_of_someone_who_left_says_since_when() {
    let world = cast::world().await;
    let mut coordinator = at(&world, Persona::FirstCoordinator).await;
    let page = "/conventions/1/actions/15/echanges";
    say(
        &mut coordinator,
        page,
        "internal",
        "Demandez à @Yaël Ancien et à @Nadia Perrin.",
    )
    .await;
    let words = coordinator.get(page).await.words();
    assert!(
        words.contains("@Yaël Ancien n’a plus de mandat depuis le 1er janv. 2025"),
        "{words}"
    );
    assert_eq!(
        words.matches("n’a plus de mandat").count(),
        1,
        "who is still here is not flagged: {words}"
    );
}
