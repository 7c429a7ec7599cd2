//! The board of a campaign: its figures count what happened, and lead to those whom they count; its file holds what was answered.

use files::sheets::Cell;
use files::sheets::read::read;
use web::site::Mailing;

use super::letters::two_asked;
use super::{BOARD, COORDINATOR, answer, first, words};
use crate::cast;

#[tokio::test]
async fn letters_that_left_stay_counted_once_a_link_is_handed_over() {
    let world = crate::mail::pages::world(Mailing::Demo).await;
    let place = two_asked(&world).await;
    let board = words(&world, place).await;
    assert!(
        board.contains("0 courrier parti") && !board.contains("0 courriers"),
        "{board}"
    );
    let left = "UPDATE unscoped_letter SET state = 'sent', settled = queued, body = NULL \
                WHERE state = 'waiting' AND key LIKE 'convention/1/campaign/3/recipient/%'";
    world.base.intrude(left).await.expect("written behind the doors");
    assert!(words(&world, place).await.contains("2 courriers partis"));
    let mut coordinator = COORDINATOR.at(&world).await;
    let handed = coordinator.post(place, "geste=lien&destinataire=1").await;
    assert_eq!(handed.status, 200, "{}", handed.words());
    let board = words(&world, place).await;
    assert!(board.contains("2 courriers partis"), "{board}");
}

#[tokio::test]
async fn a_figure_leads_to_those_whom_it_counts() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let links = testkit::page::links(&coordinator.get(BOARD).await.text());
    let figures: [(&str, &[i64]); 3] = [("repondu", &[1]), ("ouvert", &[1]), ("jamais-ouvert", &[2, 3])];
    for (etat, listed) in figures {
        let address = format!("{BOARD}?etat={etat}");
        assert!(links.contains(&address), "{address}: {links:?}");
        let page = words(&world, &address).await;
        for one in 1..=3 {
            let name = format!("Répondante {one}");
            assert_eq!(page.contains(&name), listed.contains(&one), "{etat}, {name}: {page}");
        }
        assert!(page.contains("Répondu 1 sur 3"), "figures count everyone: {page}");
    }
}

#[tokio::test]
async fn why_nobody_can_be_reminded_is_said_beside_the_button() {
    let world = cast::world().await;
    let board = words(&world, BOARD).await;
    let said = "Relance possible le 1er déc. 2026 : 7 jours au moins entre deux courriers.";
    assert!(board.contains(said), "{board}");
}

#[tokio::test]
async fn answers_to_open_questions_are_in_the_file_a_column_each() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going&question-1=Douze").await;
    answer(&world, &first(), "etat-10-0=going&question-1=Treize").await;
    let file = COORDINATOR.at(&world).await.get(&format!("{BOARD}?forme=csv")).await;
    let rows = read(&file.body).expect("a table").remove(0);
    let words = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        _ => String::new(),
    };
    let column = rows[0].iter().position(|head| words(head).starts_with("Combien de familles"));
    let column = column.expect("a column");
    let row = rows.iter().find(|row| words(&row[0]) == "Répondante 1").expect("a row");
    assert_eq!(words(&row[column]), "Treize");
}

#[tokio::test]
async fn a_board_that_nothing_changed_stays_as_it_is() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let page = coordinator.get(BOARD).await.text();
    let (_, rest) = page.split_once("hx-get=\"").expect("it renews itself");
    let address = rest.split('"').next().unwrap_or_default().replace("&#38;", "&");
    let asks = [("hx-request-type", "partial")];
    let same = coordinator.send("GET", &address, &asks, "").await;
    assert_eq!((same.status, same.text().is_empty()), (204, true));
    answer(&world, &first(), "etat-10-0=going").await;
    let renewed = coordinator.send("GET", &address, &asks, "").await;
    assert_eq!(renewed.status, 200);
    assert!(renewed.text().contains("1\u{a0}réponse sur 3"), "{}", renewed.text());
    assert!(
        !renewed.text().contains(&address.replace('&', "&#38;")),
        "it is another board now"
    );
}

/// Adds recipients to the campaign that was launched, behind the doors: so many, of ten organisations, each with a letter that left.
async fn many(world: &testkit::World, count: i64) {
    let ordinals = format!("WITH RECURSIVE n (i) AS (SELECT 4 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) ");
    let script = format!(
        "{ordinals} INSERT INTO unscoped_campaign_recipient (convention, campaign, ordinal, name, email, organisation_name, version, \
         draft_key, sent, reminders, revision) SELECT 1, 2, i, 'Personne ' || i, 'p' || i || '@exemple.invalid', \
         'Organisme ' || (i % 10), 1, '', 1795430000000000, 0, 0 FROM n; \
         {ordinals} INSERT INTO unscoped_campaign_lane (convention, campaign, recipient, action, party) SELECT 1, 2, i, 10, 0 FROM n;"
    );
    world.base.intrude(&script).await.expect("written behind the doors");
}

#[tokio::test]
async fn a_board_of_five_hundred_is_found_sorted_and_turned_page_by_page() {
    let world = cast::world().await;
    many(&world, 500).await;
    answer(&world, &first(), "etat-10-0=going").await;
    let page = words(&world, BOARD).await;
    assert!(page.contains("Répondu 1 sur 500") && page.contains("Page 1 sur 10"), "{page}");
    assert!(!page.contains("Personne 499"), "on another page: {page}");
    let last = words(&world, &format!("{BOARD}?page=10")).await;
    assert!(
        last.contains("Personne 499") && last.contains("Répondante 1"),
        "who answered comes last: {last}"
    );
    let beyond = words(&world, &format!("{BOARD}?page=99")).await;
    assert!(
        beyond.contains("Page 10 sur 10"),
        "a list that shortened shows its end: {beyond}"
    );
    let found = words(&world, &format!("{BOARD}?q=personne+250")).await;
    assert!(
        found.contains("Destinataires trouvés : 1.") && found.contains("Personne 250"),
        "{found}"
    );
    let sorted = words(&world, &format!("{BOARD}?tri=nom")).await;
    let place = |name: &str| sorted.find(name).unwrap_or(usize::MAX);
    assert!(place("Personne 10\n") < place("Personne 100\n"), "{sorted}");
    let none = words(&world, &format!("{BOARD}?q=introuvable")).await;
    assert!(none.contains("Aucun destinataire ne répond à cette recherche"), "{none}");

    // What is done from a page comes back to it, and the file holds all that is listed.
    let mut coordinator = COORDINATOR.at(&world).await;
    let here = format!("{BOARD}?q=personne+250");
    let page = coordinator.get(&here).await.text();
    assert!(
        page.contains("action=\"/conventions/1/campagnes/2?q=personne+250\""),
        "{page}"
    );
    let handed = coordinator.post(&here, "geste=lien&destinataire=250").await;
    assert!(handed.words().contains("Lien de Personne 250.") && handed.words().contains("trouvés : 1."));
    let file = coordinator
        .get(&format!("{BOARD}?etat=jamais-ouvert&tri=nom&forme=csv"))
        .await;
    let rows = read(&file.body).expect("a table").remove(0);
    assert_eq!(rows.len(), 500, "its head, and all but who opened the link");
}

#[tokio::test]
async fn each_state_lists_those_who_are_in_it() {
    let world = cast::world().await;
    let mut coordinator = COORDINATOR.at(&world).await;
    let link = |one| crate::asking::link(COORDINATOR, one);
    super::post(&world, "/brouillon", &link(2), "fait-10-0=Un+atelier").await;
    let noted = coordinator.post(&format!("{BOARD}/destinataires/3"), "etat-10-0=going").await;
    assert_eq!(noted.status, 303, "{}", noted.words());
    for (etat, name) in [("brouillon", "Répondante 2"), ("telephone", "Répondante 3")] {
        let page = words(&world, &format!("{BOARD}?etat={etat}")).await;
        for one in 1..=3 {
            let other = format!("Répondante {one}");
            // Who noted an answer for whom is told in its row alone.
            assert_eq!(page.contains(&other), other == name, "{etat}, {other}: {page}");
        }
    }
}

#[tokio::test]
async fn once_closed_a_campaign_says_who_did_not_answer_and_calls_nobody_late() {
    let world = cast::world().await;
    answer(&world, &first(), "etat-10-0=going").await;
    let mut coordinator = COORDINATOR.at(&world).await;
    super::close(&mut coordinator).await;
    let board = words(&world, BOARD).await;
    assert!(board.contains("Sans réponse") && !board.contains("En retard"), "{board}");
    let page = coordinator.get(BOARD).await.text();
    for named in ["Voir la réponse de Répondante 1", "Voir la demande de Répondante 2"] {
        assert!(page.contains(&format!("aria-label=\"{named}\"")), "{named}: {page}");
    }
    assert!(!page.contains("Noter la réponse"), "{page}");
    let file = coordinator.get(&format!("{BOARD}?forme=csv")).await.text();
    assert!(file.contains("Sans réponse"), "{file}");
}

#[tokio::test]
async fn the_board_walks_no_table_for_each_of_its_rows() {
    if testkit::Engine::under_test() == testkit::Engine::Postgres {
        // A server chooses by what it counted; the keys are the same.
        return;
    }
    let world = cast::world().await;
    many(&world, 500).await;
    let letters = "WITH RECURSIVE n (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 3000) \
                   INSERT INTO unscoped_letter (id, key, name, address, kind, subject, body_digest, message_id, queued, not_before, \
                   state, attempts, settled) SELECT i, 'l' || i, '', '', 'campaign', '', '', '', 0, 0, 'sent', 1, 0 FROM n";
    world.base.intrude(letters).await.expect("written behind the doors");
    world.store.keep_statistics().await.expect("counted");
    let mut reader = world.store.read(testkit::moment::today()).await.expect("a reader");
    for name in ["::Recipients", "::AskedActions", "::CountAwaiting"] {
        let queries = app::rooms::queries().into_iter();
        let mut own = queries.filter(|query| query.name.contains("campaigns") && query.name.ends_with(name));
        let query = own.next().expect(name);
        let steps = reader.steps(&COORDINATOR.viewer(), &query).await.expect("a plan");
        let walks: Vec<&String> = steps.iter().filter(|step| step.starts_with("SCAN")).collect();
        assert!(walks.is_empty(), "{name}: {steps:#?}");
    }
}
