//! What the text gives to an action beside its title (public, aims, sums, halves of years, what is not sure): typed by hand, it is seen
//! on the page of the action, in the table, in files, in the search and among the sums of the convention; and it is taken back.

use files::sheets::Cell;
use files::sheets::read::read;
use people::Persona;
use testkit::{Client, World};

use crate::cast::{self, Who};
use crate::correction::url;

const COORDINATOR: Who = Who::Persona(Persona::FirstCoordinator);
const READING: &str = "/conventions/1/lecture";
const ACTION: &str = "/conventions/1/actions/15";
const TABLE: &str = "/conventions/1/plan/tableau";
const FUNDING: &str = "/conventions/1/financements";

/// Adds a value where nothing stands. `more` are the fields of the form beside the usual ones.
async fn add(client: &mut Client, place: &str, value: &str, more: &[(&str, &str)]) {
    let mut pairs = vec![
        ("place", place),
        ("etait", ""),
        ("cause", "lecture"),
        ("valeur", value),
        ("lignes", "12"),
        ("motif", "Oublié par la lecture"),
        ("geste", "corriger"),
    ];
    pairs.extend_from_slice(more);
    let answer = client.post(READING, &url(&pairs)).await;
    assert_eq!(answer.status, 303, "{place}: {}", answer.words());
}

/// Corrects a value that stands.
async fn correct(client: &mut Client, place: &str, was: &str, value: &str, more: &[(&str, &str)]) {
    let mut pairs = vec![
        ("place", place),
        ("etait", was),
        ("cause", "lecture"),
        ("valeur", value),
        ("lignes", "12"),
        ("motif", "Mal lu"),
        ("geste", "corriger"),
    ];
    pairs.extend_from_slice(more);
    let answer = client.post(READING, &url(&pairs)).await;
    assert_eq!(answer.status, 303, "{place}: {}", answer.words());
}

/// Two sums of action 15: one of the fund in 2023, another said by nobody, which may be their total.
async fn with_sums(world: &World) -> Client {
    let mut client = COORDINATOR.at(world).await;
    let first = "/actions/14/amounts/0";
    add(&mut client, first, "Caf : 1 234,50 € environ", &[("second", "1 234,50")]).await;
    add(&mut client, &format!("{first}/funder"), "", &[("libre", "Fonds local")]).await;
    add(&mut client, &format!("{first}/year"), "2023", &[]).await;
    correct(&mut client, &format!("{first}/precision"), "\"exact\"", "about", &[]).await;
    add(
        &mut client,
        "/actions/14/amounts/1",
        "Budget : 5 000 €",
        &[("second", "5000")],
    )
    .await;
    client
}

#[tokio::test]
async fn the_texts_of_an_action_are_seen_found_and_taken_back() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    let before = client.get(ACTION).await.words();
    for missing in [
        "le public",
        "les objectifs",
        "les indicateurs",
        "le calendrier",
        "les montants",
    ] {
        assert!(before.contains(missing), "{missing}: {before}");
    }
    for (place, value) in [
        ("/actions/14/public", "Adolescents de quinquennat"),
        ("/actions/14/objectives/0", "Rompre l’isolement"),
        ("/actions/14/indicators/0", "Nombre de kilomètres"),
        ("/actions/14/calendar", "Dès la rentrée"),
    ] {
        add(&mut client, place, value, &[]).await;
        let shown = client.get(ACTION).await.words();
        assert!(shown.contains(value), "{value}: {shown}");
    }
    let table = client.get(TABLE).await.words();
    assert!(table.contains("Adolescents de quinquennat"), "{table}");
    for word in ["quinquennat", "isolement", "kilometre", "rentree"] {
        let found = client.get(&format!("{TABLE}?q={word}")).await.words();
        assert!(found.contains("1 action sur 24"), "{word}: {found}");
    }
    let file = client.get(&format!("{TABLE}/export?forme=csv&q=isolement")).await.words();
    assert!(
        file.contains("Rompre l’isolement") && file.contains("Nombre de kilomètres"),
        "{file}"
    );
    for version in (1..=4).rev() {
        assert_eq!(client.post(READING, &format!("annuler={version}")).await.status, 303);
    }
    assert_eq!(client.get(ACTION).await.words(), before);
    let found = client.get(&format!("{TABLE}?q=quinquennat")).await.words();
    assert!(found.contains("Aucune action"), "{found}");
}

#[tokio::test]
async fn sums_are_shown_with_their_precision_and_never_counted_twice() {
    let world = cast::world().await;
    let mut client = with_sums(&world).await;
    let page = client.get(ACTION).await.words();
    for words in [
        "Fonds local",
        "environ 1\u{202f}234,50\u{a0}€",
        "5\u{202f}000,00\u{a0}€ à part",
    ] {
        let plain = |text: &str| text.replace(['\u{202f}', '\u{a0}'], " ");
        assert!(plain(&page).contains(&plain(words)), "{words}: {page}");
    }
    let funding = client.get(FUNDING).await;
    assert_eq!(funding.status, 200);
    let (words, page) = (funding.words(), funding.text());
    assert!(
        words.contains("Financeur non dit") && words.contains("Année non dite"),
        "{words}"
    );
    assert!(words.contains("23 actions n’ont aucun montant"), "{words}");
    let rows = "/conventions/1/financements?financeur=%3DFonds+local&#38;annee=2023#lignes";
    assert!(page.contains(rows), "a total leads to its rows: {page}");
    let filtered = client
        .get(&format!("{FUNDING}?financeur=%3DFonds+local&annee=2023"))
        .await
        .words();
    assert!(filtered.contains("1 somme sur 2"), "{filtered}");
    for wrong in ["annee=2024", "financeur=999", "annee=demain"] {
        assert_eq!(client.get(&format!("{FUNDING}?{wrong}")).await.status, 422, "{wrong}");
    }
    let file = client.get(&format!("{FUNDING}?forme=xlsx")).await;
    let rows = &read(&file.body).expect("a workbook")[0];
    assert_eq!(rows[1][4], Cell::Hundredths(123_450), "a sum is a number");
    assert_eq!(rows[1][5], Cell::from("environ"));
    assert_eq!(rows[2][6], Cell::from("oui"), "it may hold the other");
    let file = client.get(&format!("{TABLE}/export?forme=ods")).await;
    let rows = &read(&file.body).expect("a workbook")[0];
    let sums: Vec<&Cell> = rows
        .iter()
        .flatten()
        .filter(|cell| **cell == Cell::Hundredths(123_450))
        .collect();
    assert_eq!(sums.len(), 1, "once for the action, whatever its lanes");
}

#[tokio::test]
async fn actions_without_a_sum_and_those_to_confirm_are_found() {
    let world = cast::world().await;
    let mut client = with_sums(&world).await;
    let without = client.get(&format!("{TABLE}?manque=montant")).await.words();
    assert!(without.contains("23 actions sur 24"), "{without}");
    world
        .base
        .intrude(
            "INSERT INTO unscoped_action_doubt (convention, action, ordinal, certainty, quote, reason, lines) \
             VALUES (1, 15, 1, 'to_confirm', '5 000', 'Deux sommes se lisent ici.', '12')",
        )
        .await
        .expect("written behind the doors");
    let doubtful = client.get(&format!("{TABLE}?manque=doute")).await.words();
    assert!(
        doubtful.contains("1 action sur 24") && doubtful.contains("à confirmer"),
        "{doubtful}"
    );
    let page = client.get(ACTION).await;
    assert!(page.words().contains("Deux sommes se lisent ici."), "{}", page.words());
    let text = page.text();
    assert!(
        text.contains("href=\"#doute-1\"") && text.contains("id=\"doute-1\""),
        "{text}"
    );
    let home = client.get("/conventions/1").await.words();
    assert!(home.contains("1 action à confirmer"), "{home}");
}

#[tokio::test]
async fn a_half_of_a_year_is_drawn_and_told() {
    let world = cast::world().await;
    let mut client = COORDINATOR.at(&world).await;
    world
        .base
        .intrude("UPDATE unscoped_track SET half = 2 WHERE convention = 1 AND action = 15")
        .await
        .expect("written behind the doors");
    for address in [ACTION, "/conventions/1/deploiement"] {
        let page = client.get(address).await;
        assert!(page.text().contains(" ln-h2"), "{address}");
        assert!(page.words().contains("2nd semestre"), "{address}");
    }
    let file = client.get("/conventions/1/deploiement?forme=csv").await.words();
    assert!(file.contains("Semestre") && file.contains("2nd semestre"), "{file}");
}

#[tokio::test]
async fn what_is_hidden_is_in_no_total() {
    let world = cast::world().await;
    let mut client = with_sums(&world).await;
    let hidden = "element=action%2F15%3Dpartners&niveau=internal";
    let answer = client.post("/conventions/1/visibilite", hidden).await;
    assert_eq!(answer.status, 303, "{}", answer.words());
    let mut partner = Who::Persona(Persona::PartnerContact).at(&world).await;
    let page = partner.get(FUNDING).await.words();
    assert!(!page.contains("Fonds local") && !page.contains("234,50"), "{page}");
}
