//! Places of a text that say two things, or announce what is not there.

use super::*;

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
        ["4 Le titre de l’action 1 varie d’une partie du texte à l’autre : « bâtir » d’un côté, « construire » de l’autre."]
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
