//! A small reading, and what coverage and the rules say of it.

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
        ["4 L’action 3 manque dans la suite des numéros, qui va jusqu’à 4."]
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

#[test]
fn one_secretariat_has_one_keeper() {
    let said = |lines: &[&str]| -> Vec<String> {
        let text: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let found = anomalies(&reading(), &text).into_iter();
        found
            .filter(|anomaly| anomaly.family == Family::Role)
            .map(|anomaly| anomaly.reason.replace('\u{a0}', " "))
            .collect()
    };
    let first = [
        "Le secrétariat des instances : COPIL",
        "et COTECH (invitations....) est",
        "assuré par la commune de Valmont.",
        "",
    ];
    let then = |more: &'static str| [first.as_slice(), &[more]].concat();
    assert_eq!(
        said(&then(
            "Le secrétariat permanent sera co-assuré par la Caf et les communes par le biais de chargés de mission."
        )),
        [
            "Le secrétariat n’est pas confié aux mêmes d’un passage à l’autre : « la commune de Valmont » d’un côté, « la Caf et les \
             communes » de l’autre."
        ]
    );
    for same in [
        "Le secrétariat est assuré par la commune de Valmont, une fois l’an.",
        "Le secrétariat du comité technique est assuré par la Caf.",
        "Le secrétariat est un travail. Le bilan est assuré par la Caf.",
    ] {
        assert_eq!(said(&then(same)), [""; 0], "{same}");
    }
    let each = [
        "Le secrétariat du comité de pilotage est assuré par la Caf.",
        "Le secrétariat du comité technique est assuré par Valmont.",
    ];
    assert_eq!(said(&each), [""; 0], "each body has its own");
}

#[test]
fn a_text_that_stops_is_cut_and_says_so_first() {
    let mut reading = reading();
    let words: Vec<String> = ["Actions\t2022\t2023", "Action 1 : Bâtir\tX\tX", "Acti"]
        .map(str::to_owned)
        .into();
    assert_eq!(found(&reading, Family::Cut), [""; 0], "no list is announced");
    reading.actions[0].number.lines = Lines::one(12);
    let mut text = text();
    text.extend(words);
    let said = anomalies(&reading, &text);
    assert_eq!((said[0].family, said[0].a.quote.as_str()), (Family::Cut, "Acti"));
    assert!(
        said[0].reason.contains("l’action 2 dans le tableau de déploiement"),
        "{}",
        said[0].reason
    );
    text.push("Fait à Valmont".to_owned());
    assert!(
        !anomalies(&reading, &text).iter().any(|anomaly| anomaly.family == Family::Cut),
        "the text goes on"
    );
}

#[test]
fn wordings_that_differ_by_a_word() {
    let mut reading = reading();
    reading.actions[0].other_titles = vec![text_at("bâtir, avec des détails", 5), text_at("BATIR", 6)];
    assert!(
        found(&reading, Family::Wording).is_empty(),
        "details, case and accents are no other wording"
    );
    reading.actions[0].other_titles.push(text_at("Construire", 5));
    assert_eq!(
        found(&reading, Family::Wording),
        ["4 Le titre de l’action 1 varie d’une partie du texte à l’autre."]
    );
}

#[test]
fn a_carrier_that_is_no_bearer() {
    let mut reading = reading();
    reading.actions[0].title = text_at("Bâtir, porté par Entraide", 4);
    reading.actions[0].partners = vec![at(Holder::Text("Entraide".to_owned()), 4)];
    assert_eq!(
        found(&reading, Family::Role),
        ["4 Le titre de l’action 1 la dit portée par Entraide, qui n’est pas parmi ses porteurs (Les Ormes et Valmont)."]
    );
}

#[test]
fn annexes_and_sheets_that_are_not_there() {
    let mut reading = reading();
    reading.annexes = vec![AnnexRead {
        lines: Lines::one(8),
        number: text_at("5", 8),
        title: None,
        other_titles: Vec::new(),
        announced: true,
        present: false,
    }];
    reading.actions[0].means = vec![text_at("un local", 5)];
    assert_eq!(
        found(&reading, Family::Missing),
        [
            "8 L’annexe 5 est annoncée et ne figure pas dans le texte.",
            "9 L’action 2 n’a pas de fiche détaillée dans le texte, qui en donne 1 sur 2 : ses thématiques, ses moyens et son \
         financement restent à compléter.",
        ]
    );
}

#[test]
fn dates_that_cannot_be() {
    let mut reading = reading();
    reading.actions[0].tracks = vec![track(View::Deployment, &[], &[2024, 2025], "X")];
    assert_eq!(
        found(&reading, Family::Date),
        [
            "10 Le « 30 février 2023 » n’existe pas au calendrier : cette date n’est pas retenue.",
            "10 « 20424 » n’est pas une année : cette valeur n’est pas retenue.",
            "5 L’action 1 est marquée en 2025, hors de la période 2022-2024.",
        ]
    );
    let postal = ["5 rue Haute 20224 Calacuccia".to_owned()];
    assert!(
        !anomalies(&reading, &postal).iter().any(|anomaly| anomaly.a.quote == "20224"),
        "a postal code is no year"
    );
    reading.agreement.end = Day::new(2021, 1, 1).map(|day| at(day, 7));
    assert!(
        found(&reading, Family::Date)
            .iter()
            .any(|reason| reason.contains("le 1er janvier 2021 avant de commencer le 1er mars 2022"))
    );
}
