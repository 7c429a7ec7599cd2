//! The perimeter, from the text to the map: what is recognised, what is asked, what an upgrade looks up again.

use people::Persona;
use testkit::World;

use crate::cast::{self, Who};
use crate::command::pacte;

const PAGE: &str = "/conventions/1/perimetre";

/// A second commune of the same name, behind the doors: the party is now a homonym.
const HOMONYM: &str =
    "UPDATE unscoped_party_place SET code = NULL, reason = NULL, candidates = '69189 33390' WHERE convention = 1 AND party = 2";

async fn words(world: &World, who: Who, address: &str) -> String {
    let answer = who.at(world).await.get(address).await;
    assert_eq!(answer.status, 200, "{address}");
    answer.words().replace('\u{a0}', " ")
}

#[tokio::test]
async fn the_perimeter_of_the_example_is_recognised() {
    let world = cast::world().await;
    let said = words(&world, Who::Persona(Persona::Auditor), PAGE).await;
    for expected in [
        "2 communes, 34 532 habitants (2023)",
        "Les Pennes-Mirabeau",
        "13071",
        "Septèmes-les-Vallons",
        "en partie, 2 communes sur 92",
        "Bouches-du-Rhône",
        "22 537",
        "11 995",
        "D’un seul tenant",
        "Marseille",
        "1er janv. 2026",
    ] {
        assert!(said.contains(expected), "{expected} in {said}");
    }
    assert!(
        !said.contains("À préciser") && !said.contains("Changer le lieu"),
        "an auditor changes nothing: {said}"
    );
}

#[tokio::test]
async fn the_map_is_one_picture_told_in_words_and_names_lead_to_the_table() {
    let world = cast::world().await;
    let html = Who::Persona(Persona::Mayor).at(&world).await.get(PAGE).await.text();
    assert!(html.contains("role=\"img\" aria-labelledby=\"carte-titre\" aria-describedby=\"carte-mots\""));
    assert!(html.contains("<a href=\"#c-13071\"><text"), "{html}");
    assert!(html.contains("<tr id=\"c-13071\">"));
    assert!(html.contains("class=\"z1\" d=\"M") && html.contains("class=\"z2\" d=\"M") && html.contains("class=\"zn\" d=\"M"));
}

#[tokio::test]
async fn the_table_is_given_to_spreadsheets_and_sorted() {
    let world = cast::world().await;
    let mut mayor = Who::Persona(Persona::Mayor).at(&world).await;
    let table = mayor.get("/conventions/1/perimetre?forme=csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<String> = table.text().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[1].starts_with(
        "13071;Les Pennes-Mirabeau;211300710;Métropole d’Aix-Marseille-Provence;200054807;Bouches-du-Rhône;22537;2023;"
    ));
    let sorted = mayor.get("/conventions/1/perimetre?tri=population").await.text();
    let place = |code: &str| sorted.find(&format!("id=\"c-{code}\"")).expect("a row");
    assert!(place("13106") < place("13071"), "the smallest first");
    assert_eq!(mayor.get("/conventions/1/perimetre?page=2").await.status, 404);
    let mut stranger = Who::Neighbour.at(&world).await;
    assert_eq!(stranger.get("/conventions/1/perimetre?forme=csv").await.status, 404);
}

#[tokio::test]
async fn a_homonym_is_asked_then_settled_then_changed() {
    let base = cast::base().await;
    base.intrude_past_guards(HOMONYM).await.expect("written");
    let world = World::over(base, app::rooms::house(), app::rooms::routes(None), cast::furnished).await;
    let said = words(&world, Who::Persona(Persona::Mayor), PAGE).await;
    assert!(
        said.contains("À préciser") && said.contains("2 lieux portent ce nom"),
        "{said}"
    );
    assert!(
        said.contains("1 commune, 11 995 habitants"),
        "what is not known is not counted: {said}"
    );
    assert!(!said.contains("Préciser le lieu"), "a mayor reads: {said}");

    let coordinator = Who::Persona(Persona::FirstCoordinator);
    let address = "/conventions/1/perimetre/parties/2";
    let question = words(&world, coordinator, address).await;
    assert!(question.contains("Sainte-Colombe (69189), Rhône"), "{question}");
    let mut client = coordinator.at(&world).await;
    let before = world.journal().await;
    let wrong = client.post(address, "lieu=autre&code=20424").await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.words().contains("20424") && wrong.text().contains("value=\"20424\""),
        "{}",
        wrong.words()
    );
    assert_eq!(world.journal().await, before, "nothing was recorded");

    assert_eq!(client.post(address, "lieu=69189&code=").await.status, 303);
    let said = words(&world, coordinator, PAGE).await;
    assert!(said.contains("Sainte-Colombe") && said.contains("Précisé le"), "{said}");
    assert_eq!(client.post(address, "lieu=autre&code=13071").await.status, 303);
    let said = words(&world, coordinator, PAGE).await;
    assert!(
        said.contains("2 communes, 34 532 habitants") && !said.contains("Sainte-Colombe"),
        "{said}"
    );
    assert_eq!(client.post(address, "lieu=aucun&code=").await.status, 303);
    assert!(words(&world, coordinator, PAGE).await.contains("Hors du référentiel"));

    let told: Vec<(i64, String, String)> = world
        .journal()
        .await
        .into_iter()
        .filter(|row| !before.contains(row) && row.fact == "place_chosen")
        .map(|row| (row.chain, row.subject, row.verb))
        .collect();
    let row = (1, "convention/1/party/2".to_owned(), "choose_place".to_owned());
    assert_eq!(told, [row.clone(), row.clone(), row]);
    for who in [
        Who::Persona(Persona::Mayor),
        Who::Persona(Persona::FundOfficer),
        Who::Neighbour,
    ] {
        assert_eq!(
            who.at(&world).await.post(address, "lieu=13071&code=").await.status,
            404,
            "{who:?}"
        );
    }
}

#[tokio::test]
async fn only_what_may_be_a_place_is_asked() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    assert_eq!(
        coordinator.get("/conventions/1/perimetre/parties/1").await.status,
        404,
        "the fund"
    );
}

#[tokio::test]
async fn an_upgrade_looks_up_what_entered_before_and_keeps_what_a_person_said() {
    let base = cast::base().await;
    let before = "DELETE FROM unscoped_party_place; DELETE FROM unscoped_place_lookup; \
        INSERT INTO unscoped_party_place_choice (convention, party, code, edition, instant) VALUES (1, 3, '13055', '2025-01-01', 0);";
    base.intrude_past_guards(before).await.expect("written");
    let said = pacte(&["doctor"]).on(&base).run();
    assert!(said.out.contains("lancez « pacte migrate »"), "{}", said.out);
    let said = pacte(&["migrate"]).on(&base).run();
    assert!(
        said.out
            .replace('\u{a0}', " ")
            .contains("Communes cherchées dans le référentiel : 2 conventions."),
        "{said:?}"
    );
    let again = pacte(&["migrate"]).on(&base).run();
    assert!(!again.out.contains("référentiel"), "{again:?}");
    assert_eq!(pacte(&["doctor"]).on(&base).run().code, Some(0));
    let world = World::over(base, app::rooms::house(), app::rooms::routes(None), cast::furnished).await;
    let told = world.journal().await;
    let looked: Vec<i64> = told
        .iter()
        .filter(|row| row.fact == "places_recognised")
        .map(|row| row.chain)
        .collect();
    assert_eq!(looked, [1, 2], "one row a convention, in its own chain");
    let said = words(&world, Who::Persona(Persona::Auditor), PAGE).await;
    assert!(
        said.contains("Les Pennes-Mirabeau (13071)") && said.contains("Marseille (13055)"),
        "{said}"
    );
}

#[tokio::test]
async fn a_place_that_nobody_recognised_is_found_by_the_doctor() {
    let base = cast::base().await;
    base.intrude_past_guards("UPDATE unscoped_party_place SET code = '13001' WHERE convention = 1 AND party = 2")
        .await
        .expect("written");
    let said = pacte(&["doctor"]).on(&base).run();
    assert_eq!(said.code, Some(1));
    assert!(
        said.out.contains("Convention 1 : Table party_place : le lieu de la partie 2"),
        "{}",
        said.out
    );
}
