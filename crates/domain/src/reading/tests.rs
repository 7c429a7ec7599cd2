//! A small reading, and what coverage and the rules say of it.

mod contradictions;

use super::*;
use crate::time::Day;

const TEXT: [&str; 10] = [
    "CONVENTION DE VALMONT",
    "",
    "Ceux-ci sont déclinés en 3 fiches actions.",
    "Action 1 : Bâtir",
    "Les Ormes  Valmont\tx(L)\tX",
    "**Pour la COMMUNE des Ormes,",
    "du 1er mars 2022 au 31 décembre 2024",
    "Article 7 : Échanges.....\t11",
    "Action 2 : <u>Relier</u>",
    "le 30 février 2023, en 20424",
];

fn at<T>(value: T, line: u32) -> Sourced<T> {
    Sourced::new(value, Lines::one(line))
}

fn text_at(value: &str, line: u32) -> Sourced<String> {
    at(value.to_owned(), line)
}

fn key(id: &str) -> Key {
    Key(id.to_owned())
}

fn party(id: &str, name: &str, alias: &str) -> PartyRead {
    PartyRead {
        lines: Lines::one(6),
        id: key(id),
        name: text_at(name, 6),
        kind: at(OrganisationKind::Commune, 6),
        aliases: vec![text_at(alias, 5)],
        signatories: Vec::new(),
        authority: None,
    }
}

fn track(view: View, communes: &[&str], years: &[i16], mark: &str) -> Track {
    Track {
        view,
        communes: communes.iter().map(|id| key(id)).collect(),
        years: years.to_vec(),
        half: None,
        mark: text_at(mark, 5),
    }
}

fn action(number: &str, title: &str, line: u32) -> ActionRead {
    ActionRead {
        lines: Lines::span(3, 9),
        bearers: vec![at(Holder::Known(key("p1")), 5), at(Holder::Known(key("p2")), 5)],
        ..ActionRead::named(text_at(number, line), text_at(title, line))
    }
}

fn reading() -> Reading {
    Reading {
        agreement: AgreementRead {
            start: Day::new(2022, 3, 1).map(|day| at(day, 7)),
            end: Day::new(2024, 12, 31).map(|day| at(day, 7)),
            ..AgreementRead::default()
        },
        parties: vec![
            party("p1", "Commune des Ormes", "Les Ormes"),
            party("p2", "Commune de Valmont", "Valmont"),
        ],
        actions: vec![action("1", "Bâtir", 4), action("2", "Relier", 9)],
        ..Reading::nothing_of(SourceFile {
            name: "f.txt".to_owned(),
            digest: Digest::of(b""),
            lines: 10,
            recognised: Lines::default(),
        })
    }
}

fn text() -> Vec<String> {
    TEXT.iter().map(|line| (*line).to_owned()).collect()
}

fn found(reading: &Reading, family: Family) -> Vec<String> {
    let found = anomalies(reading, &text())
        .into_iter()
        .filter(|anomaly| anomaly.family == family);
    found
        .map(|anomaly| format!("{} {}", anomaly.a.line, anomaly.reason.replace('\u{a0}', " ")))
        .collect()
}

#[test]
fn a_line_is_placed_when_values_hold_its_words() {
    let mut reading = reading();
    let measured = |reading: &Reading| coverage(reading, &text()).placed.to_string();
    // The actions span lines 3 to 9 as containers, which places nothing.
    assert_eq!(measured(&reading), "4,6-7,9", "the marks of line 5 are held by nobody yet");
    reading.actions[0]
        .tracks
        .push(track(View::Deployment, &["p1"], &[2022], "x(L)"));
    reading.actions[0].tracks.push(track(View::Deployment, &[], &[2023], "X"));
    assert_eq!(measured(&reading), "4-7,9");
    reading.agreement.title = Some(text_at("CONVENTION DE", 1));
    assert_eq!(measured(&reading), "4-7,9", "a word is missing");
    reading.agreement.title = Some(text_at("Convention de Valmont", 1));
    reading.articles.push(ArticleRead {
        lines: Lines::one(8),
        number: Some(text_at("7", 8)),
        title: text_at("Echanges", 8),
        other_titles: Vec::new(),
        text: Vec::new(),
    });
    assert_eq!(measured(&reading), "1,4-9", "neither case, accents nor the page number count");
    assert_eq!(coverage(&reading, &text()).written, 9);
}

#[test]
fn what_is_not_placed_is_kept_as_it_stands() {
    let reading = reading();
    let left = unplaced(&coverage(&reading, &text()), &text());
    let shown: Vec<(String, &str)> = left
        .iter()
        .map(|block| (block.lines.to_string(), block.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("1".to_owned(), TEXT[0]),
            ("3".to_owned(), TEXT[2]),
            ("5".to_owned(), TEXT[4]),
            ("8".to_owned(), TEXT[7]),
            ("10".to_owned(), TEXT[9]),
        ]
    );
}

#[test]
fn an_ecart_places_no_line() {
    let mut reading = reading();
    let before = coverage(&reading, &text());
    reading.anomalies = anomalies(&reading, &text());
    assert!(reading.anomalies.iter().any(|anomaly| anomaly.a.line == 3));
    assert_eq!(coverage(&reading, &text()), before);
}

#[test]
fn counts_and_numbers() {
    let mut reading = reading();
    assert_eq!(
        found(&reading, Family::Count),
        ["3 Le texte annonce 3 fiches actions et le plan en énumère 2, jusqu’à l’action 2."]
    );
    reading.actions.push(action("4", "Lire", 9));
    assert!(found(&reading, Family::Count).is_empty(), "three are listed");
    assert_eq!(
        found(&reading, Family::Missing),
        ["9 L’action 3 manque dans la suite des numéros, qui va jusqu’à 4."]
    );
}

#[test]
fn marks_without_a_legend() {
    let mut reading = reading();
    reading.actions[0].tracks = vec![
        track(View::Deployment, &["p1"], &[2022, 2023], "x(L)"),
        track(View::Deployment, &[], &[2024], "xx"),
        track(View::Deployment, &[], &[2025], "X"),
    ];
    assert_eq!(
        found(&reading, Family::UndefinedMark),
        [
            "5 La marque « xx » de l’action 1 (2024) n’a pas de légende dans le texte ; aucune commune ne peut donc y être nommée.",
            "5 La marque « x(L) » de l’action 1 (2022 et 2023) n’a pas de légende dans le texte ; elle est lue comme « Les Ormes », seul \
         nom de commune auquel elle convient.",
        ]
    );
    assert_eq!(found(&reading, Family::UnnamedCommune).len(), 1);
    reading.actions[0].bearers.truncate(1);
    assert!(found(&reading, Family::UnnamedCommune).is_empty(), "one commune bears it");
    let mut legend = text();
    legend.push("Légende : x(L) Les Ormes".to_owned());
    assert!(
        !anomalies(&reading, &legend)
            .iter()
            .any(|anomaly| anomaly.family == Family::UndefinedMark)
    );
}

#[test]
fn views_that_differ() {
    let mut reading = reading();
    reading.actions[0].tracks = vec![
        track(View::Deployment, &[], &[2022, 2023], "X"),
        track(View::Sheet, &[], &[2023], "2023"),
    ];
    reading.actions[1].other_bearers = vec![at(Holder::Text("le CCAS".to_owned()), 9)];
    assert_eq!(
        found(&reading, Family::Year),
        ["5 Les années de l’action 1 diffèrent : 2022 et 2023 dans la grille, 2023 sur la fiche."]
    );
    assert_eq!(
        found(&reading, Family::Role),
        ["5 Les porteurs de l’action 2 diffèrent : Les Ormes et Valmont d’un côté, le CCAS de l’autre."]
    );
    reading.actions[0].tracks = vec![
        track(View::Deployment, &["p1"], &[2022, 2023], "x(L)"),
        track(View::Sheet, &["p1"], &[2023], "L: 2023"),
        track(View::Sheet, &["p2"], &[2022], "V: 2022"),
    ];
    assert_eq!(
        found(&reading, Family::Year).len(),
        1,
        "Les Ormes have a year on the grid that the sheet gives to the other"
    );
    reading.actions[0].tracks[1].years = vec![2022, 2023];
    assert!(found(&reading, Family::Year).is_empty());
}

#[test]
fn a_grid_that_names_nobody_where_the_sheet_does() {
    let mut reading = reading();
    reading.actions[0].tracks = vec![
        track(View::Deployment, &[], &[2022, 2024], "X"),
        track(View::Sheet, &["p2"], &[2022, 2024], "V: 2022, 2024"),
    ];
    assert_eq!(
        found(&reading, Family::Year),
        ["5 La grille ne nomme aucune commune en 2022 et 2024 pour l’action 1 ; la fiche en nomme une : Valmont."]
    );
    reading.actions[0].tracks[0].communes = vec![key("p2")];
    assert!(found(&reading, Family::Year).is_empty(), "both name it");
    reading.actions[0].tracks[0].communes.clear();
    reading.actions[0].tracks[1].communes.clear();
    assert!(found(&reading, Family::Year).is_empty(), "neither names anybody");
}

#[test]
fn a_cell_that_no_mark_holds_is_said_once_a_row() {
    let mut reading = reading();
    reading.actions[0].tracks = vec![track(View::Deployment, &[], &[2023], "X")];
    reading.actions[0].number.lines = Lines::one(12);
    reading.actions[0].tracks[0].mark.lines = Lines::one(12);
    let mut text = text();
    text.push("Actions\t2022\t2023\t2024\t2025".to_owned());
    text.push("Action 1 : Bâtir\t<p>plus tard</p>\tX\tplus tard\t–".to_owned());
    let wrong: Vec<Anomaly> = anomalies(&reading, &text)
        .into_iter()
        .filter(|anomaly| anomaly.reason.contains("retenue") && anomaly.family == Family::UndefinedMark)
        .collect();
    let [wrong] = wrong.as_slice() else {
        panic!("one écart, not {wrong:?}")
    };
    assert_eq!(
        (wrong.a.line, wrong.a.quote.as_str(), wrong.actions.join(" ").as_str()),
        (12, "plus tard", "1")
    );
    assert!(wrong.reason.contains("(2022 et 2024)"), "{}", wrong.reason);
}

#[test]
fn votes_joined_without_their_annex() {
    let mut reading = reading();
    reading.annexes = vec![AnnexRead {
        lines: Lines::one(8),
        number: text_at("5", 8),
        title: Some(text_at("Délibérations", 8)),
        other_titles: Vec::new(),
        announced: true,
        present: false,
    }];
    let missing = |reading: &Reading| -> Vec<String> {
        let found = found(reading, Family::Missing).into_iter();
        found.filter(|reason| reason.contains("annexe")).collect()
    };
    assert_eq!(
        missing(&reading),
        ["8 L’annexe 5 (« Délibérations ») est annoncée et ne figure pas dans le texte."]
    );
    let vote = |party: Option<&str>| DeliberationRead {
        lines: Lines::one(3),
        organisation: party.map(|id| at(key(id), 3)),
        date: None,
        number: None,
        votes: Votes::default(),
        commission: None,
        approves: None,
        authority: Some(text_at("le Maire", 3)),
        signatories: Vec::new(),
        text: Vec::new(),
    };
    reading.deliberations = vec![vote(Some("p2"))];
    assert_eq!(
        missing(&reading),
        [
            "8 L’annexe 5 (« Délibérations ») n’est donnée qu’en partie : délibération jointe pour Valmont, absente pour Les Ormes."
        ]
    );
    reading.deliberations = vec![vote(None)];
    assert_eq!(
        missing(&reading),
        [
            "8 L’annexe 5 (« Délibérations ») n’est donnée qu’en partie : le texte en joint 1 sur 2, sans toujours dire de quel \
             conseil."
        ]
    );
    reading.deliberations = vec![vote(Some("p1")), vote(Some("p2"))];
    assert!(missing(&reading).is_empty(), "every council voted");
}
