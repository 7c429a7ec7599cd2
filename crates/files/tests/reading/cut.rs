//! Texts that stop before their end are read and said to be cut; whole texts never are.

use crate::example;
use domain::reading::{Anomaly, Family, Severity};

fn anomalies(text: &str) -> Vec<Anomaly> {
    files::read("f.txt", text.as_bytes()).expect("a convention").reading.anomalies
}

/// What is said of the first lines of the example, if they are said to be cut.
fn head(lines: usize) -> Option<String> {
    let text: String = example::text().split_inclusive('\n').take(lines).collect();
    said(&text)
}

fn said(text: &str) -> Option<String> {
    let anomalies = anomalies(text);
    let cuts: Vec<&Anomaly> = anomalies.iter().filter(|anomaly| anomaly.family == Family::Cut).collect();
    assert!(cuts.len() < 2, "a text is cut once");
    cuts.first().map(|cut| {
        assert_eq!(cut.severity, Severity::High);
        assert_eq!(**cut, anomalies[0], "nothing is said before it");
        cut.reason.replace('\u{a0}', " ")
    })
}

#[test]
fn the_last_line_and_what_is_missing_are_named() {
    assert_eq!(
        head(300).as_deref(),
        Some(
            "Le texte s’arrête à la ligne 300 (« Département ») : il y manque 22 des 25 fiches actions annoncées, la présentation \
             des parties, la durée de la convention et la formule finale « Fait à… »."
        )
    );
    assert_eq!(
        head(480).as_deref(),
        Some(
            "Le texte s’arrête à la ligne 480 (« Action 7: Mettre en œuvre les PEDT et des actions passerelle Les Penne… ») : il y \
             manque les actions 8 à 24 dans le tableau de déploiement, la présentation des parties, la durée de la convention et la \
             formule finale « Fait à… »."
        )
    );
    assert_eq!(
        head(950).as_deref(),
        Some(
            "Le texte s’arrête à la ligne 950 (« Article 13 : Les recours ») : il y manque l’article 14 (annoncé au sommaire) et les \
             signatures (annoncées au sommaire)."
        )
    );
    assert_eq!(
        head(984).as_deref(),
        Some(
            "Le texte s’arrête à la ligne 984 (« Pour la Commune des PENNES-MIRABEAU ») : il y manque la signature pour \
             Septèmes-les-Vallons."
        )
    );
}

#[test]
fn wherever_the_text_is_cut_it_is_said_until_it_closes() {
    for lines in (10..960).step_by(19) {
        assert!(head(lines).is_some(), "{lines} first lines");
    }
}

#[test]
fn a_text_cut_in_the_middle_of_a_row_is_cut() {
    let text = example::text();
    let row = text.find("Action 7: Mettre").expect("a row");
    let reason = said(&text[..row + 20]).expect("a cut");
    assert!(
        reason.contains("les actions 7 à 24 dans le tableau de déploiement"),
        "{reason}"
    );
}

#[test]
fn a_cut_text_is_read_all_the_same() {
    let text: String = example::text().split_inclusive('\n').take(480).collect();
    let import = files::read("f.txt", text.as_bytes()).expect("a convention");
    assert_eq!(import.reading.actions.len(), 24);
    assert!(import.reading.cut().is_some());
    assert!(files::summary(&import).contains("[à trancher] Le texte s’arrête à la ligne 480"));
}

#[test]
fn whole_texts_are_not_said_to_be_cut() {
    assert_eq!(said(&example::text()), None);
    assert_eq!(said(&example::text().replace("\nFait à Marseille", "\nA Marseille")), None);
    let second: String = example::text().split_inclusive('\n').skip(500).collect();
    assert_eq!(said(&second), None, "what is missing stood before");
    let begun = "Convention territoriale globale\n\nEntre :\n\nLa Caf\n\nEt\n\nLa Commune de Valmont\n\nArticle 1 : Durée\nLa présente \
                convention est conclue du 1er janvier 2023 au 31 décembre 2026.\n\nFait à Valmont, le 3 mai 2023\n\n";
    let plan = "Actions\t2023\t2024\nAction 1 : Ouvrir\tX\tX\nAction 2 : Lire\tX\tX\nAction 3 : Relier\tX\n";
    assert_eq!(
        said(&format!("{begun}{plan}")),
        None,
        "blank cells at the end of a row are no cut"
    );
}
