//! The first quarter of an hour: steps that are ticked by what was done, for those who administer and for those who run a plan.

use people::Persona;
use testkit::World;

use crate::cast::{self, Who};

const ADMINISTRATOR: Who = Who::Persona(Persona::Administrator);
const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const INSIDE: &str = "/conventions/1/premiers-pas";

/// What the page says of a step.
async fn told(world: &World, who: Who, address: &str, step: &str) -> String {
    let page = who.at(world).await.get(address).await;
    assert_eq!(page.status, 200, "{address}");
    let words = page.words();
    let after = words.split(step).nth(1).unwrap_or_else(|| panic!("{step} in {words}"));
    let fate = after.lines().find(|line| line.ends_with("Fait") || line.ends_with("À faire"));
    fate.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_was_done_is_ticked_and_the_rest_is_a_link() {
    let world = cast::world().await;
    for (step, done) in [
        ("Joindre la convention signée", true),
        ("Écrire une première mise à jour", true),
        ("Poser un premier jalon", true),
        ("Lancer une campagne", true),
        ("Relire ce qui est à compléter", false),
    ] {
        let fate = told(&world, COORDINATOR, INSIDE, step).await;
        assert_eq!(fate.ends_with("Fait"), done, "{step}: {fate}");
    }
    for (step, done) in [
        ("Faire entrer une convention", true),
        ("Donner un mandat", true),
        ("Écrire les mentions légales", false),
    ] {
        let fate = told(&world, ADMINISTRATOR, "/premiers-pas", step).await;
        assert_eq!(fate.ends_with("Fait"), done, "{step}: {fate}");
    }
}

#[tokio::test]
async fn a_step_is_ticked_by_the_fact_itself() {
    let world = cast::world().await;
    let step = "Écrire les mentions légales";
    let mut administrator = ADMINISTRATOR.at(&world).await;
    let form = crate::forms::form_of("/mentions-legales/modifier");
    assert_eq!(administrator.post(form.pattern, form.fields).await.status, 303);
    let fate = told(&world, ADMINISTRATOR, "/premiers-pas", step).await;
    assert!(fate.ends_with("Fait"), "{fate}");
}

#[tokio::test]
async fn what_is_put_away_is_reminded_of_no_more_and_found_again() {
    let world = cast::world().await;
    let mut administrator = ADMINISTRATOR.at(&world).await;
    administrator.post("/conventions/exemple/creation", "").await;
    let mandate = "personne=1&place=3-2&role=coordinator&debut=2026-01-01&fin=";
    let given = administrator.post("/mandats", mandate).await;
    assert_eq!(given.status, 303, "{}", given.words());
    let mut coordinator = COORDINATOR.at(&world).await;
    let (dashboard, steps, reminder) = ("/conventions/3", "/conventions/3/premiers-pas", "/premiers-pas/rappel");
    assert!(coordinator.get(dashboard).await.words().contains("Vous commencez"));
    let away = coordinator
        .post(reminder, "geste=ranger&vers=%2Fconventions%2F3%2Fpremiers-pas")
        .await;
    assert_eq!((away.status, away.location()), (303, steps));
    let page = coordinator.get(dashboard).await;
    assert!(!page.words().contains("Vous commencez"), "{}", page.words());
    assert!(
        testkit::page::links(&page.text()).contains(&steps.to_owned()),
        "the menu leads there"
    );
    let shown = coordinator.get(steps).await.words();
    assert!(
        shown.contains("Ils sont rangés") && shown.contains("Lancer une campagne"),
        "{shown}"
    );
    coordinator.post(reminder, "geste=montrer&vers=").await;
    assert!(coordinator.get(dashboard).await.words().contains("Vous commencez"));
    let elsewhere = coordinator.post(reminder, "geste=ranger&vers=%2F%2Fautre.invalid").await;
    assert_eq!(elsewhere.location(), "/", "nowhere else");
}

#[tokio::test]
async fn those_who_do_not_run_the_plan_have_no_first_steps_in_it() {
    let world = cast::world().await;
    for who in [
        Who::Persona(Persona::Mayor),
        Who::Persona(Persona::PartnerContact),
        Who::Neighbour,
    ] {
        assert_eq!(who.at(&world).await.get(INSIDE).await.status, 404, "{who:?}");
    }
    assert_eq!(COORDINATOR.at(&world).await.get("/premiers-pas").await.status, 404);
}
