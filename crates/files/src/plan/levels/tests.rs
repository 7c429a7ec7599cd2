//! Frameworks as texts draw them, and headings that are none.

use super::*;

fn read(text: &str) -> Option<(String, Option<String>, String)> {
    let heading = heading(&Passage::one(1, text))?;
    Some((heading.level, heading.code.map(|code| code.text), heading.title.joined()))
}

#[test]
fn headings_have_a_level_a_code_and_a_title() {
    let told = |level: &str, code: &str, title: &str| Some((level.to_owned(), Some(code.to_owned()), title.to_owned()));
    assert_eq!(read("AXE 2 – Grandir ici"), told("Axe", "2", "Grandir ici"));
    assert_eq!(
        read("Objectif opérationnel 1.1.2 – Suivre"),
        told("Objectif opérationnel", "1.1.2", "Suivre")
    );
    assert_eq!(
        read("Sous-objectif A.1.a.1 : Remplacer"),
        told("Sous-objectif", "A.1.a.1", "Remplacer")
    );
    assert_eq!(read("Axe transversal A Aller vers"), told("Axe", "A", "Aller vers"));
    assert_eq!(read("AXE l : ACCUEILLIR"), told("Axe", "1", "ACCUEILLIR"));
    for text in [
        "Axe de travail commun",
        "Objectif recherché : savoir",
        "objectif 2 de la convention",
        "Axe 1 : Objet.....7",
    ] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn a_sentence_may_name_the_node_that_receives() {
    let read =
        |text: &str| under(&Passage::one(1, text)).map(|heading| format!("{} {}", heading.level, heading.title.joined()));
    assert_eq!(
        read("1° Sous l'enjeu n° 2 « Soutenir », après la fiche 2.3,").as_deref(),
        Some("Enjeu Soutenir")
    );
    assert_eq!(
        read("Au plan, dans l'axe 2 « Grandir », il est ajouté une action").as_deref(),
        Some("Axe Grandir")
    );
    assert_eq!(
        read("Les fiches, rattachées à l’Orientation 3 « Aider », suivent").as_deref(),
        Some("Orientation Aider")
    );
    assert_eq!(read("Le bilan, dans l'axe 2 « Grandir », dit que"), None);
    assert_eq!(
        read("Ajoutée sous la forme d'une fiche, dans l'axe 2 « Grandir », l'action").as_deref(),
        Some("Axe Grandir")
    );
    assert_eq!(read("Voilà l'axe 2 « Grandir » et les fiches suivantes"), None);
}

#[test]
fn a_node_that_a_sentence_names_stays_where_it_stands() {
    let mut framework = Framework::default();
    let told = |text: &str| heading(&Passage::one(1, text)).expect("a heading");
    for text in [
        "Axe 1 : Grandir ici",
        "Axe 2 : Vivre ici",
        "Objectif 3 : Aider",
        "Axe 1 : Grandir ici",
    ] {
        framework.open(&told(text));
    }
    framework.open_named(&under(&Passage::one(2, "Sous l'objectif 3 « Aider », la fiche")).expect("a node"));
    let here = framework.here();
    let (_, nodes) = framework.into_read();
    assert_eq!(nodes.len(), 3);
    assert_eq!(here, Some(2));
    assert_eq!(nodes[2].parent, Some(nodes[1].id.clone()));
}

#[test]
fn a_paragraph_may_declare_nodes() {
    let read = |text: &str| {
        let found = declared(&Passage::one(1, text));
        found.iter().map(|heading| heading.title.joined()).collect::<Vec<_>>()
    };
    assert_eq!(
        read("Finalité G : Garder ici. Finalité R : Relier."),
        ["Garder ici", "Relier"]
    );
    assert_eq!(
        read("Les fiches suivent. Volet A : Garder ici. Volet B : Relier. Volet C : Tenir."),
        ["Garder ici", "Relier", "Tenir"]
    );
    assert_eq!(read("Axe 1 : Garder ici. La Caf aide."), [""; 0]);
}

#[test]
fn codes_tell_what_stands_above() {
    let mut framework = Framework::default();
    for text in [
        "Enjeu A : un",
        "Axe A.1 : deux",
        "Axe A.2 : trois",
        "Enjeu B : quatre",
        "Axe A.2 : trois",
    ] {
        framework.open(&heading(&Passage::one(1, text)).expect("a heading"));
    }
    let (levels, nodes) = framework.into_read();
    assert_eq!(levels.len(), 2);
    assert_eq!(nodes.len(), 4, "what is printed again is the same node");
    assert_eq!(nodes[2].parent, Some(nodes[0].id.clone()));
}
