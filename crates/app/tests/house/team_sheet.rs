//! The spreadsheet that a team keeps beside the convention: what it says of how actions stand is shown lane by lane, is never written over
//! what is known unless a person says so, and comes from the page of a second file without being sent twice.

use people::Persona;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::facts::since;
use crate::sheets::{carried, reported};

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const IMPORT: &str = "/conventions/1/plan/tableau/import";
const CONFIRM: &str = "/conventions/1/plan/tableau/import/confirmation";
const SECOND_FILE: &str = "/conventions/1/lecture/comparer";
const HANDED: &str = "/conventions/1/plan/tableau/import?fichier=confie";

/// A table of follow-up, in the words of a team. `row` follows the number and the title of the fourth action.
fn table(row: &str) -> String {
    let import = files::read(app::demo::EXAMPLE_NAME, app::demo::EXAMPLE).expect("a convention");
    let action = import
        .reading
        .actions
        .iter()
        .find(|action| action.number.value == "4")
        .expect("an action");
    let title = action.title.value.replace(';', ",");
    format!("Suivi de l’équipe\nN°;Action;Communes;Statut;Taux de réalisation;Observations\n4;{title};{row}\n")
}

async fn shown(client: &mut Client, table: &str) -> testkit::Answer {
    client.upload(IMPORT, &[], Some(("suivi.csv", table.as_bytes()))).await
}

#[tokio::test]
async fn a_table_of_a_team_is_read_by_its_words_and_written_when_it_is_confirmed() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let before = world.journal().await;
    let table = format!("{}99;Une autre chose;;En cours;;\n", table(";Terminée;;Deux ateliers tenus"));
    let answer = shown(&mut client, &table).await;
    let page = answer.words();
    assert_eq!(answer.status, 200, "{page}");
    for expected in [
        "n’est pas un export du plan",
        "« Observations » est lue comme « Ce qui a été fait »",
        "Ligne 4 : « 99. Une autre chose » n’est pas une action",
        "Réalisée",
        "Deux ateliers tenus",
    ] {
        assert!(page.replace('\u{a0}', " ").contains(expected), "{expected}: {page}");
    }
    assert_eq!(since(&world, &before).await, [], "nothing is written before it is confirmed");
    let written = client.post(CONFIRM, &carried(&answer.text())).await;
    assert_eq!(written.status, 303, "{}", written.words());
    assert!(reported(&world, &before).await >= 1);
    let action = client.get("/conventions/1/actions/4").await.words();
    assert!(action.contains("Deux ateliers tenus"), "{action}");

    let again = shown(&mut client, &table).await;
    assert!(again.words().contains("Déjà renseigné dans Pacte"), "{}", again.words());
    assert!(
        !again.text().contains("type=\"hidden\" name=\"l\""),
        "nothing is taken unless it is ticked"
    );
}

#[tokio::test]
async fn what_a_team_wrote_in_its_own_way_is_told_cell_by_cell() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    for (row, expected) in [
        (";presque;;", "n’est pas un état de cette convention"),
        ("Atlantide;En cours;;", "n’est pas une commune de la convention"),
        (";Suspendue;;", "demande un motif"),
        (";En cours;beaucoup;", "un nombre entier de 0 à 100"),
    ] {
        let answer = shown(&mut client, &table(row)).await;
        assert_eq!(answer.status, 422, "{row}: {}", answer.words());
        assert!(answer.words().contains(expected), "{row}: {}", answer.words());
    }
    let answer = shown(&mut client, &table(";Suspendue;;Le local n’est pas prêt")).await;
    assert_eq!(answer.status, 200, "a comment is the reason: {}", answer.words());
    let nothing = shown(&mut client, "N°;Action;Pilote\n4;Une chose;Caf\n").await;
    assert_eq!(nothing.status, 422);
    assert!(nothing.words().contains("n’est pas un export du plan"), "{}", nothing.words());
}

#[tokio::test]
async fn two_rows_about_one_lane_are_told_and_every_commune_may_be_named_together() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let one = table("Toutes les communes;En cours;;");
    let answer = shown(&mut client, &one).await;
    assert_eq!(answer.status, 200, "{}", answer.words());
    let twice = format!("{one}{}", table(";Terminée;;").lines().last().expect("a row"));
    let refused = shown(&mut client, &twice).await;
    assert_eq!(refused.status, 422, "{}", refused.words());
    assert!(refused.words().contains("parle déjà de ce volet"), "{}", refused.words());
}

#[tokio::test]
async fn the_page_of_a_second_file_hands_what_is_of_the_follow_up_to_the_plan() {
    let world: World = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let nothing = client.get(HANDED).await;
    assert_eq!(nothing.status, 422, "{}", nothing.words());
    let table = table(";En cours;30 %;");
    let sent = client.upload(SECOND_FILE, &[], Some(("suivi.csv", table.as_bytes()))).await;
    assert_eq!(sent.status, 303, "{}", sent.words());
    let page = client.get(SECOND_FILE).await.words();
    assert!(
        page.replace('\u{a0}', " ").contains("1 ligne dit où en est une action"),
        "{page}"
    );
    let before = world.journal().await;
    let handed = client.post("/conventions/1/lecture/comparer/suite", "geste=suivi").await;
    assert_eq!((handed.status, handed.location()), (303, HANDED));
    let shown = client.get(HANDED).await;
    assert!(
        shown.words().contains("suivi.csv") || shown.words().contains("En cours"),
        "{}",
        shown.words()
    );
    assert_eq!(since(&world, &before).await, []);
    let written = client.post(CONFIRM, &carried(&shown.text())).await;
    assert_eq!(written.status, 303, "{}", written.words());
    let mut other = Who::Persona(Persona::SecondCoordinator).at(&world).await;
    assert_eq!(other.get(HANDED).await.status, 422, "nobody else finds it");
}
