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
