//! The pages of the agreement, as people read them: the articles and their search, what is said of parties, annexes,
//! facilities and obligations, and what is still to be completed.

use people::Persona;
use testkit::{Answer, Client, World};

use crate::cast::{self, Who, enter};

/// The world lives as long as its client: its database goes with it.
async fn coordinator() -> (World, Client) {
    let world = cast::world().await;
    let client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    (world, client)
}

async fn page(client: &mut Client, address: &str) -> Answer {
    let answer = client.get(&format!("/conventions/1/{address}")).await;
    assert_eq!(answer.status, 200, "{address}");
    answer
}

/// Words with plain spaces, to be compared.
fn plain(answer: &Answer) -> String {
    answer.words().replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn every_article_has_its_anchor_its_title_and_its_lines() {
    let (_world, mut client) = coordinator().await;
    let html = page(&mut client, "articles").await.text();
    for number in 1..=14 {
        assert!(html.contains(&format!("id=\"article-{number}\"")), "article {number}");
        assert!(
            html.contains(&format!("#article-{number}\"")),
            "the contents lead to article {number}"
        );
    }
    assert!(html.contains("id=\"article-preliminaire\""));
    assert!(
        html.contains("href=\"/conventions/1/texte?lignes=842#l842\""),
        "a paragraph leads to its line"
    );
    assert!(
        html.contains("href=\"/conventions/1/texte?lignes=958#l958\""),
        "the last one too"
    );
}

#[tokio::test]
async fn an_article_asked_by_its_number_is_on_its_page() {
    let (_world, mut client) = coordinator().await;
    let html = page(&mut client, "articles?article=12").await.text();
    assert!(html.contains("id=\"article-12\""));
    for nowhere in [
        "articles?article=15",
        "articles?page=0",
        "articles?page=99",
        "articles?article=%C3%A9",
    ] {
        assert_eq!(
            client.get(&format!("/conventions/1/{nowhere}")).await.status,
            404,
            "{nowhere}"
        );
    }
}

#[tokio::test]
async fn words_are_found_marked_and_counted() {
    let (_world, mut client) = coordinator().await;
    let found = page(&mut client, "articles?q=bilans+annuels").await;
    let html = found.text();
    assert!(
        html.contains("<mark id=\"trouve-article-9\">bilan</mark>"),
        "the first of its article"
    );
    assert!(html.contains("<mark>annuel</mark>"));
    assert!(html.contains("#trouve-article-9\""), "a link jumps to it");
    let none = page(&mut client, "articles?q=piscine").await;
    assert!(plain(&none).contains("Aucune partie du texte ne contient tous ces mots."));
    assert!(!none.text().contains("<mark"));
    let common = page(&mut client, "articles?q=de+la").await;
    assert!(plain(&common).contains("Ces mots sont trop courants"));
    // What was typed stays, whatever it is.
    let odd = page(&mut client, "articles?q=%22%3E%3Cscript%3E").await;
    assert!(odd.text().contains("value=\"&#34;&#62;&#60;script&#62;\""));
}

#[tokio::test]
async fn parties_say_who_signs_and_what_is_not_joined() {
    let (_world, mut client) = coordinator().await;
    let words = plain(&page(&mut client, "parties").await);
    for said in [
        "Michel AMIEL",
        "35 pour, 0 contre, 0 abstention",
        "Contrat suivi",
        "Délibération non jointe",
        "28 nov. 2022",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[tokio::test]
async fn the_text_ends_with_its_closing_and_who_signs() {
    let (_world, mut client) = coordinator().await;
    let last = page(&mut client, "articles").await.words();
    for words in ["Fait à Marseille", "4 exemplaires originaux", "André MOLINO"] {
        assert!(last.contains(words), "{words}: {last}");
    }
    let first = page(&mut client, "articles").await;
    assert!(!first.text().contains("articles?tout=oui"), "all of it is here");
    let whole = page(&mut client, "articles?tout=oui").await.text();
    for anchor in ["id=\"article-1\"", "id=\"article-14\"", "id=\"cloture\""] {
        assert!(whole.contains(anchor), "{anchor}");
    }
}

#[tokio::test]
async fn the_annex_of_votes_is_said_alike_everywhere() {
    let (_world, mut client) = coordinator().await;
    let annexes = page(&mut client, "annexes").await.words();
    assert!(annexes.contains("Donnée en partie"), "{annexes}");
    assert!(annexes.contains("délibération jointe pour Les Pennes"), "{annexes}");
    let overview = page(&mut client, "convention").await.words();
    assert!(overview.contains("donnée par ses seuls votes"), "{overview}");
}

#[tokio::test]
async fn missing_annexes_are_said() {
    let (_world, mut client) = coordinator().await;
    let words = plain(&page(&mut client, "annexes").await);
    assert!(words.contains("Diagnostic territorial"), "{words}");
    assert!(
        words.contains("Annoncée, non jointe") && words.contains("Annoncée et jointe"),
        "{words}"
    );
}

#[tokio::test]
async fn facilities_are_filtered_and_exported_alike() {
    let (_world, mut client) = coordinator().await;
    let words = plain(&page(&mut client, "equipements?q=bebes").await);
    assert!(words.contains("Planète Bébés"), "{words}");
    assert!(
        words.contains("Siège") && words.contains("Antenne"),
        "two sites of one facility: {words}"
    );
    let all = plain(&page(&mut client, "equipements").await);
    assert!(all.contains("aucun (le texte porte « / »)"), "{all}");
    let sheet = page(&mut client, "equipements?q=bebes&forme=csv").await;
    assert!(sheet.header("content-type").starts_with("text/csv"));
    let text = sheet.text();
    assert_eq!(text.lines().count(), 3, "a head and two sites: {text}");
    assert!(text.starts_with("\u{feff}Liste de;Type;Nom;"));
    assert_eq!(
        client.get("/conventions/1/equipements?type=patinoire&forme=csv").await.status,
        422
    );
    assert_eq!(client.get("/conventions/1/equipements?page=7").await.status, 404);
}

#[tokio::test]
async fn obligations_are_listed_by_article_and_by_date() {
    let (_world, mut client) = coordinator().await;
    let words = plain(&page(&mut client, "obligations").await);
    assert!(words.contains("Article 12"), "{words}");
    let dates = plain(&page(&mut client, "obligations?vue=echeances").await);
    assert!(dates.contains("Dans un délai") && dates.contains("6 mois"), "{dates}");
    for wrong in ["obligations?debiteur=99", "obligations?nature=rien", "obligations?vue=autre"] {
        assert_eq!(client.get(&format!("/conventions/1/{wrong}")).await.status, 422, "{wrong}");
    }
}

#[tokio::test]
async fn bodies_and_the_scheme_say_what_the_text_rules() {
    let (_world, mut client) = coordinator().await;
    let bodies = plain(&page(&mut client, "instances").await);
    assert!(bodies.contains("De 1 à 2 réunions par an"), "{bodies}");
    assert!(bodies.contains("peut être représenté"), "{bodies}");
    assert!(
        bodies.contains("Qui participe sans voix") && bodies.contains("à titre consultatif"),
        "{bodies}"
    );
    let scheme = plain(&page(&mut client, "cooperation").await);
    assert!(
        scheme.contains("1 ETP") && scheme.contains("lors de la première instance de coopération"),
        "{scheme}"
    );
    assert!(
        scheme.contains("Le secrétariat permanent sera co-assuré par la Caf et les communes") && scheme.contains("Article 6"),
        "what an article rules stands beside the annex: {scheme}"
    );
}

/// The posts of the scheme, row by row, without the totals that the text announces.
fn posts_listed(scheme: &str) -> usize {
    let rows = scheme.split("<tr><td>").skip(1);
    rows.filter(|row| !row.split("</tr>").next().unwrap_or_default().contains("total annoncé"))
        .count()
}

#[tokio::test]
async fn every_page_counts_the_same_posts() {
    let (_world, mut client) = coordinator().await;
    let listed = posts_listed(&page(&mut client, "cooperation").await.text());
    let said = plain(&page(&mut client, "convention").await);
    assert!(
        listed > 1 && said.contains(&format!("{listed} postes de coopération")),
        "{listed}: {said}"
    );
    let read = files::read(app::demo::EXAMPLE_NAME, app::demo::EXAMPLE).expect("a convention");
    let summary = files::summary(&read).replace('\u{a0}', " ");
    assert!(
        summary.contains(&format!("Schéma de coopération : {listed} postes")),
        "{listed}: {summary}"
    );
}

#[tokio::test]
async fn what_is_to_be_completed_says_who_can_answer() {
    let (_world, mut client) = coordinator().await;
    let words = plain(&page(&mut client, "a-completer").await);
    for said in [
        "Le jour de la signature",
        "Qui peut répondre",
        "Diagnostic territorial",
        "Conseil municipal",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    let votes = plain(&page(&mut client, "a-completer?nature=vote").await);
    assert!(
        votes.contains("Septèmes") && !votes.contains("Le jour de la signature"),
        "{votes}"
    );
    assert_eq!(client.get("/conventions/1/a-completer?nature=rien").await.status, 404);
}

#[tokio::test]
async fn nothing_is_shown_of_another_convention() {
    let world = cast::world().await;
    let text = String::from_utf8(app::demo::EXAMPLE.to_vec()).expect("a text");
    let other = enter(&world.store, &text.replace("Pennes", "Landes")).await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for address in [
        "articles",
        "parties",
        "annexes",
        "redactions",
        "instances",
        "cooperation",
        "equipements",
        "obligations",
        "a-completer",
    ] {
        let answer = client.get(&format!("/conventions/{other}/{address}")).await;
        assert_eq!(answer.status, 404, "{address}");
    }
}
