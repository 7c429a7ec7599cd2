//! Two laws are cited under one title.

use std::collections::HashMap;

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Deux textes cités sous un même titre",
    why: "L’un des deux titres est faux : le fondement cité n’est pas celui qu’on croit.",
    remedy: "Vérifier le titre de chaque texte cité.",
    shows: "Article 2 : Cadre\n\nVu la loi n°82-213 du 2 mars 1982 relative aux droits et libertés des communes ;\n\nVu la loi n°2004-809 du 13 août 2004 relative aux droits et libertés des communes ;\n",
    spares: "Article 2 : Cadre\n\nVu la loi n°82-213 du 2 mars 1982 relative aux droits et libertés des communes ;\n\nVu la loi n°2004-809 du 13 août 2004 relative aux libertés et responsabilités locales ;\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut met: HashMap<&str, (&Passage, &str)> = HashMap::new();
    let mut found = Vec::new();
    for passage in &ground.passages {
        let Some((number, title)) = cited(passage) else { continue };
        match met.get(title) {
            Some((first, other)) if *other != number => {
                found
                    .push(Hit::at(first.quote(), "Deux textes différents sont cités sous le même titre.").and(passage.quote()));
            }
            Some(_) => {}
            None => {
                met.insert(title, (passage, number));
            }
        }
    }
    found
}

/// The reference of a law and its title: what comes before and after "relatif à".
fn cited(passage: &Passage) -> Option<(&str, &str)> {
    let told = passage.plain.strip_prefix("vu ").unwrap_or(&passage.plain);
    let law = ["la loi", "le decret", "l'arrete", "l'ordonnance"]
        .iter()
        .any(|word| told.starts_with(word));
    let (number, title) = told.split_once(" relati")?;
    let title = title.trim_end_matches([' ', ';', '.']);
    (law && number.contains(|letter: char| letter.is_ascii_digit()) && title.len() > 12).then_some((number, title))
}
