//! The table of the plan, asked as people ask: words, filters and sorting give the same actions on both engines. The
//! expected numbers were read in the signed text.

use people::Persona;
use testkit::{Answer, Client};

use crate::cast::{self, Who};

/// Asks the table, and tells the numbers of the actions shown, in order.
async fn ask(client: &mut Client, query: &str) -> Vec<u32> {
    let answer = client.get(&address(query)).await;
    assert_eq!(answer.status, 200, "{query}");
    numbers(&answer)
}

fn address(query: &str) -> String {
    format!("/conventions/1/plan/tableau?{query}")
}

fn numbers(answer: &Answer) -> Vec<u32> {
    let html = answer.text();
    let cells = html.split("<td data-l=\"N°\" class=\"num\">").skip(1);
    // Whoever may change a row ticks it by its number.
    let number = |cell: &str| {
        let inside = cell.split("</td>").next().unwrap_or_default().trim_end_matches("</label>");
        inside.rsplit('>').next().unwrap_or_default().parse().expect("a number")
    };
    cells.map(number).collect()
}

async fn check(cases: &[(&str, &[u32])]) {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for (query, expected) in cases {
        assert_eq!(ask(&mut coordinator, query).await, *expected, "{query}");
    }
}

fn all() -> Vec<u32> {
    (1..=24).collect()
}

#[tokio::test]
async fn what_has_no_name_of_its_own_is_sought_in_the_articles() {
    let world = cast::world().await;
    let mut client = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let page = client.get("/conventions/1/aller?q=alternance").await;
    assert!(
        page.text().contains("/conventions/1/articles?q=alternance"),
        "{}",
        page.words()
    );
    assert_eq!(client.get("/conventions/1/articles?q=alternance").await.status, 200);
}

#[tokio::test]
async fn accents_case_and_inflection_do_not_matter() {
    check(&[
        // An inflected word is whole; without inflection it may be the beginning of another.
        ("q=parents", &[12, 13, 15]),
        ("q=PARENT", &[12, 13, 14, 15, 16]),
        ("q=%C3%A9cole", &[15]),
        ("q=ecoles", &[15]),
        ("q=%C3%89COLES", &[15]),
        // The accent may come apart from its letter, as some keyboards send it.
        ("q=e%CC%81cole", &[15]),
        ("q=oeuvre", &[1, 4, 7]),
        ("q=%C5%93uvre", &[1, 4, 7]),
        ("q=%C5%92UVRES", &[1, 4, 7]),
        ("q=handicaps", &[2, 22, 23, 24]),
        ("q=logements", &[18]),
    ])
    .await;
}

#[tokio::test]
async fn several_words_must_all_be_found_and_their_order_is_free() {
    check(&[
        ("q=formation+acteurs", &[4]),
        ("q=acteurs++formations", &[4]),
        ("q=acc%C3%A8s+droits", &[16, 20]),
        ("q=l%27acc%C3%A8s+aux+droits", &[16, 20]),
        ("q=parents+handicap", &[]),
        ("q=parents&annee=2022", &[12, 13, 15]),
    ])
    .await;
}

#[tokio::test]
async fn a_long_beginning_finds_the_word_and_a_short_one_only_itself() {
    check(&[
        ("q=handi", &[2, 22, 23, 24]),
        ("q=parental", &[14, 15, 16]),
        ("q=QG", &[10]),
        ("q=q", &[]),
        ("q=num", &[]),
    ])
    .await;
}

#[tokio::test]
async fn nothing_asked_shows_everything_and_nothing_found_says_so() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    for query in ["", "q=", "q=++", "q=de+la%2C+les", "q=%3F%21%25%27%22"] {
        assert_eq!(ask(&mut coordinator, query).await, all(), "{query}");
    }
    let answer = coordinator.get(&address("q=introuvable")).await;
    assert_eq!((answer.status, numbers(&answer)), (200, vec![]));
    let words = answer.words();
    assert!(words.contains("Aucune action ne répond à ces filtres"), "{words}");
    assert!(words.contains("0 action sur 24"), "{words}");
}

#[tokio::test]
async fn filters_keep_what_the_text_says() {
    check(&[
        ("annee=2022", &[2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 15, 17, 18, 21]),
        // Only the marks of two actions name the first commune, and those of one the second.
        ("commune=2", &[5, 15]),
        ("commune=3", &[15]),
        ("pilote=1", &[1, 5, 13]),
        ("pilote=1&annee=2022", &[5, 13]),
        ("porteur=1", &[3, 14, 20, 22]),
        ("manque=fiche", &[1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 17, 18, 19, 20, 21]),
    ])
    .await;
}

#[tokio::test]
async fn titles_sort_in_the_french_order() {
    let by_title: &[u32] = &[
        18, 17, 22, 5, 10, 14, 19, 15, 8, 20, 1, 16, 6, 9, 13, 3, 21, 12, 4, 7, 2, 24, 23, 11,
    ];
    let mut back = by_title.to_vec();
    back.reverse();
    let last_first: Vec<u32> = all().into_iter().rev().collect();
    check(&[
        ("tri=titre", by_title),
        ("tri=titre&sens=desc", &back),
        ("sens=desc", &last_first),
        ("q=handicap&sens=desc", &[24, 23, 22, 2]),
    ])
    .await;
}

#[tokio::test]
async fn what_makes_no_sense_is_explained_and_kept() {
    let world = cast::world().await;
    let mut coordinator = Who::Persona(Persona::FirstCoordinator).at(&world).await;
    let answer = coordinator.get(&address("annee=20424&q=parents+d%27abord&tri=titre")).await;
    assert_eq!(answer.status, 422);
    let words = answer.words();
    assert!(
        words.contains("Indiquez une année de 2022 à 2026. Vous avez écrit « 20424 »."),
        "{words}"
    );
    assert!(
        answer.text().contains("value=\"parents d&#39;abord\""),
        "what was typed is kept"
    );
    assert_eq!(coordinator.get(&address("annee=deux-mille")).await.status, 422);
    assert_eq!(coordinator.get(&address("commune=%3Cb%3E")).await.status, 422);
    assert_eq!(coordinator.get(&address("manque=tout")).await.status, 422);
}

#[tokio::test]
async fn a_search_never_shows_the_plan_of_another_convention() {
    let world = cast::world().await;
    let mut neighbour = Who::Neighbour.at(&world).await;
    let own = neighbour.get("/conventions/2/plan/tableau?q=qg").await;
    assert_eq!(numbers(&own), [10]);
    assert!(
        own.words().contains("Les Sources Mirabeau") && !own.words().contains("Pennes"),
        "{}",
        own.words()
    );
    let foreign = neighbour.get(&address("q=qg")).await;
    assert_eq!(foreign.status, 404);
}

#[tokio::test]
async fn one_goes_to_people_facilities_bodies_and_articles_by_their_names_within_what_one_sees() {
    let world = cast::world().await;
    let goes = async |who: Who, typed: &str| {
        let answer = who.at(&world).await.get(&format!("/conventions/1/aller?q={typed}")).await;
        assert_eq!(answer.status, 200, "{typed}");
        testkit::page::links(&answer.text())
    };
    let (coordinator, partner) = (Who::Persona(Persona::FirstCoordinator), Who::Persona(Persona::PartnerContact));
    for (typed, place) in [
        ("ROCHE", "/conventions/1/annuaire/personnes/1"),
        ("caf+bouches", "/conventions/1/annuaire/organismes/1"),
        ("gavotte", "/conventions/1/equipements?q=Mac+La+Gavotte"),
        ("comite+pilotage", "/conventions/1/instances#instance-1"),
        ("article+6", "/conventions/1/articles?article=6#article-6"),
    ] {
        let links = goes(coordinator, typed).await;
        assert!(links.iter().any(|link| link.starts_with(place)), "{typed}: {links:?}");
        assert!(
            goes(coordinator, "").await.iter().all(|link| !link.starts_with(place)),
            "nothing is named before one types"
        );
    }
    let facilities = |links: Vec<String>| links.iter().filter(|link| link.contains("equipements?q=")).count();
    let before = facilities(goes(partner, "gavotte").await);
    assert!(before > 0);
    let hide = "element=facility%2F1%3Dpartners&niveau=internal";
    let hidden = coordinator.at(&world).await.post("/conventions/1/visibilite", hide).await;
    assert_eq!(hidden.status, 303);
    assert_eq!(facilities(goes(partner, "gavotte").await), 0, "kept among those who sign");
    assert_eq!(facilities(goes(coordinator, "gavotte").await), before);
    let stranger = Who::Persona(Persona::Stranger)
        .at(&world)
        .await
        .get("/conventions/1/aller?q=roche")
        .await;
    assert_eq!(stranger.status, 404);
}
