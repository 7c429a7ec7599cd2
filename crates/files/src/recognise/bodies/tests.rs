//! Bodies in sections, tables and sentences.

use super::*;
use crate::lines::normalise;
use crate::segment::segment;

fn read(text: &str) -> Vec<Told> {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let lines = normalise(&lines);
    told(&segment(&lines))
}

fn texts(values: &[Sourced<String>]) -> Vec<&str> {
    values.iter().map(|value| value.value.as_str()).collect()
}

#[test]
fn a_section_has_members_missions_and_a_rhythm() {
    let found = read(
        "Annexe 4 - Instances de gouvernance\n\nComité de pilotage\n\n- Les Maires\n- Le Directeur de la\ncaisse\n\n- Veiller au suivi\n\
             Valider le bilan\n- Suivre. Se réunit 1 à 2 fois par an\n\nVILLE DE\n\nGroupe projet\n\nMissions :\n- Le suivi du plan",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(texts(&found[0].members), ["Les Maires", "Le Directeur de la caisse"]);
    assert_eq!(texts(&found[0].missions), ["Veiller au suivi", "Valider le bilan", "Suivre"]);
    let (words, times) = found[0].rhythm.as_ref().expect("a rhythm");
    assert_eq!((words.value.as_str(), *times), ("Se réunit 1 à 2 fois par an", (1, 2)));
    assert_eq!(
        (found[1].name.value.as_str(), texts(&found[1].missions)),
        ("Groupe projet", vec!["Le suivi du plan"])
    );
}

#[test]
fn sentences_say_the_same() {
    let found = read(
        "Article 6 : Gouvernance\n\nLes parties décident de mettre en place un comité de suivi et un groupe projet.\n\n\
             Le COPIL se réunit deux fois par an. Il est composé du maire de Valmont, de deux élus et d'un technicien.\n\n\
             Le comité technique est présidé par la Caf. Il est chargé de préparer les réunions.\n\n\
             Le comité de pilotage a pour rôle :\n- D'assurer le suivi,\n¹ Une note.\n\n- De veiller.\n\nLes élus valident le plan.",
    );
    let names: Vec<&str> = found.iter().map(|told| told.name.value.as_str()).collect();
    assert_eq!(
        names,
        [
            "Comité de suivi",
            "Groupe projet",
            "COPIL",
            "Comité technique",
            "Comité de pilotage"
        ]
    );
    assert_eq!(texts(&found[2].members), ["maire de Valmont", "deux élus", "un technicien"]);
    assert_eq!(found[2].rhythm.as_ref().map(|(_, times)| *times), Some((2, 2)));
    assert_eq!(found[3].chairs.as_ref().map(Passage::joined).as_deref(), Some("la Caf."));
    assert_eq!(texts(&found[3].missions), ["préparer les réunions"]);
    assert_eq!(texts(&found[4].missions), ["D'assurer le suivi", "De veiller"]);
}

#[test]
fn an_acronym_stands_for_one_body() {
    let words = |text: &str| wording::words(text);
    assert!(stands_for("copil", &words("Comité de pilotage")));
    assert!(stands_for("cotech", &words("Comité technique")) && stands_for("cotec", &words("comité technique")));
    assert!(!stands_for("copil", &words("Comité technique")) && !stands_for("co", &words("Comité de pilotage")));
}

#[test]
fn members_are_no_missions() {
    for member in [
        "Le Maire",
        "Maire de Valmont",
        "Conseiller départemental",
        "Directeur",
        "Elus",
        "Deux élus",
    ] {
        assert!(!opens_mission(&wording::words(member)), "{member}");
    }
    for mission in ["Veiller à", "D'assurer le suivi", "S'assurer", "Suivre", "Définir"] {
        assert!(opens_mission(&wording::words(mission)), "{mission}");
    }
}

#[test]
fn a_name_and_a_colon_tell_who_sits_and_how_often() {
    let found = read(
        "Article 6 : Le cadre\n\nComité de pilotage : les trois maires, la directrice de la Caf. Une réunion par an.\n\n\
         Équipe projet : une réunion par mois. Membres : la coordinatrice (0,6 ETP, communauté) et le conseiller de la Caf.",
    );
    assert_eq!(found.len(), 2);
    assert_eq!(texts(&found[0].members), ["les trois maires", "la directrice de la Caf"]);
    assert_eq!(found[0].rhythm.as_ref().map(|(_, times)| *times), Some((1, 1)));
    assert_eq!(texts(&found[1].members), ["la coordinatrice", "le conseiller de la Caf"]);
    assert_eq!(found[1].rhythm.as_ref().map(|(_, times)| *times), Some((12, 12)));
}

#[test]
fn the_number_of_a_clause_is_no_part_of_what_it_says() {
    let found = read(
        "Article 3 : Gouvernance\n\n3.1 – Le comité de pilotage réunit les maires. Il se réunit une fois par an et prépare les décisions.",
    );
    assert_eq!(found[0].name.value, "Comité de pilotage");
    assert_eq!(texts(&found[0].does), ["prépare les décisions"]);
}
