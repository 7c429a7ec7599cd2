//! What tables of teams say, in the shapes that they take.

use super::*;

const PLAN: [KnownAction<'static>; 3] = [
    KnownAction {
        number: "1",
        title: "Ouvrir un lieu d’accueil enfants-parents",
    },
    KnownAction {
        number: "2",
        title: "Former les assistantes maternelles",
    },
    KnownAction {
        number: "3",
        title: "Créer une ludothèque itinérante",
    },
];

fn read(text: &str) -> Following {
    following(text.as_bytes(), &Chosen::default(), &PLAN)
        .expect("a spreadsheet")
        .expect("a column that says how actions stand")
}

#[track_caller]
fn check(words: &str, expected: Option<Status>) {
    assert_eq!(status_of(words), expected, "{words}");
}

#[test]
fn states_are_read_as_teams_write_them() {
    check("En cours", Some(Status::Going));
    check("TERMINÉE", Some(Status::Done));
    check("Réalisé(e)", Some(Status::Done));
    check("Faite", Some(Status::Done));
    check("à lancer", Some(Status::NotStarted));
    check("Non démarrées", Some(Status::NotStarted));
    check("Suspendue.", Some(Status::Suspended));
    check("abandonnée", Some(Status::Abandoned));
    check("À l’étude", Some(Status::Preparing));
    check("Pérennisée", Some(Status::Sustained));
    check("Mise en attente", Some(Status::Suspended));
    check("finie", Some(Status::Done));
    check("Finies", Some(Status::Done));
    check("Réalise", Some(Status::Done));
    check("presque", None);
    check("pas terminée", None);
    check("", None);
}

#[test]
fn rows_are_tied_to_actions_by_number_or_by_title_and_what_is_not_found_is_told() {
    let told = read(
        "N°;Action;Statut;Avancement;Commentaires;Observations\n1;Ouvrir un lieu d’accueil;Terminée;100 %;Ouvert en mai;Trois familles\n\
         ;Créer une ludothèque itinérante;;0,4;;\n2;Former les assistantes maternelles;;;;\n9;Repeindre la gare;En cours;;;\n",
    );
    assert_eq!(
        told.columns.iter().map(|(_, part)| *part).collect::<Vec<_>>(),
        [Part::Status, Part::Progress, Part::Done, Part::Done]
    );
    let [first, second] = told.rows.as_slice() else {
        panic!("two rows say something: {:?}", told.rows)
    };
    assert_eq!((first.action, first.row, first.status()), (0, 2, Some(Status::Done)));
    assert_eq!(first.said[&Part::Done], "Ouvert en mai\nTrois familles");
    assert_eq!((second.action, second.said[&Part::Progress].as_str()), (2, "40\u{a0}%"));
    assert_eq!(told.lost, [(String::new(), 5, "9. Repeindre la gare".to_owned())]);
}

#[test]
fn a_cell_says_what_it_holds_whatever_its_head() {
    let told =
        read("N°;Action;État d’avancement\n1;Ouvrir un lieu d’accueil;60 %\n2;Former les assistantes maternelles;à démarrer\n");
    assert_eq!(told.rows[0].said, BTreeMap::from([(Part::Progress, "60 %".to_owned())]));
    assert_eq!(told.rows[1].status(), Some(Status::NotStarted));
    let told = read("N°;Action;Avancement\n1;Ouvrir un lieu d’accueil;En cours\n");
    assert_eq!(told.rows[0].said.keys().collect::<Vec<_>>(), [&Part::Status]);
}

#[test]
fn a_column_of_states_says_the_state_whatever_its_head_and_what_is_not_read_is_told() {
    let told = read(
        "N°;Action;Pointage de juin;Couleur;Vide\n1;Ouvrir un lieu d’accueil;En cours;vert;\n\
         2;Former les assistantes maternelles;Terminée;;\n",
    );
    assert_eq!(told.columns, [("Pointage de juin".to_owned(), Part::Status)]);
    assert_eq!(told.left, ["Couleur"]);
    assert_eq!(told.rows[1].status(), Some(Status::Done));
    let told = read("N°;Action;Où on en est\n1;Ouvrir un lieu d’accueil;presque\n");
    assert_eq!(told.columns, [("Où on en est".to_owned(), Part::Status)]);
}

#[test]
fn a_share_is_the_one_that_the_program_shows() {
    let told = read(
        "N°;Action;%;Part de la Caf (%)\n1;Ouvrir un lieu d’accueil;0,455;20\n2;Former les assistantes maternelles;80 %;\n",
    );
    let shares: Vec<&str> = told.rows.iter().map(|row| row.said[&Part::Progress].as_str()).collect();
    assert_eq!(shares, ["46\u{a0}%", "80 %"]);
    assert_eq!(told.columns, [("%".to_owned(), Part::Progress)]);
    let mut sheet = crate::sheets::Sheet::new("Suivi", ["N°", "Action", "Avancement"]);
    let whole = domain::followup::Percent::new(100);
    sheet.row(["1".into(), "Ouvrir un lieu d’accueil".into(), whole.into()]);
    let bytes = sheet.bytes(crate::sheets::Format::Xlsx).expect("written");
    let told = following(&bytes, &Chosen::default(), &PLAN)
        .expect("a spreadsheet")
        .expect("a share");
    assert_eq!(told.rows[0].said[&Part::Progress], "100\u{a0}%");
}

#[test]
fn a_row_that_only_has_the_number_of_another_is_of_its_action() {
    let told = read("N°;Action;État\n1;Ouvrir un lieu d’accueil;En cours\n1;;Fait\n;Ouvrir un lieu d’accueil;Fait\n9;;Fait\n");
    assert_eq!(told.rows.iter().map(|row| row.action).collect::<Vec<_>>(), [0, 0, 0]);
    assert_eq!(told.lost, [(String::new(), 5, "9".to_owned())]);
}

#[test]
fn one_action_may_have_a_row_a_commune() {
    let told = read("N°;Action;Commune;État\n1;Ouvrir un lieu;Vauxelle;En cours\n1;Ouvrir un lieu;Brizais et Morambe;Fait\n");
    assert_eq!(told.rows.iter().map(|row| row.action).collect::<Vec<_>>(), [0, 0]);
    assert_eq!(told.rows[1].communes, ["Brizais", "Morambe"]);
}

#[test]
fn a_plan_that_says_nothing_of_how_it_stands_is_no_follow_up() {
    let read = |text: &str| following(text.as_bytes(), &Chosen::default(), &PLAN);
    assert_eq!(read("N°;Action;Pilote\n1;Ouvrir un lieu;Caf\n"), Ok(None));
    assert_eq!(
        read("N°;Action;Échéance;Étapes\n1;Ouvrir un lieu;2027;Deux\n"),
        Ok(None),
        "terms of the plan"
    );
    let mine = Chosen {
        fields: BTreeMap::from([("statut".to_owned(), Field::Public)]),
        ..Chosen::default()
    };
    let told = following(b"N\xc2\xb0;Action;Statut\n1;Ouvrir un lieu;En cours\n", &mine, &PLAN);
    assert_eq!(told, Ok(None), "what a person took for something else");
}
