//! The national agreement is said to be signed by some in one place, and by others elsewhere.

use std::collections::BTreeSet;

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::stems;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Signataires du cadre national qui varient",
    why: "On ne sait pas de quel cadre la convention dépend.",
    remedy: "Nommer le cadre une fois, avec ses signataires et ses années.",
    shows: "Article 2 : Cadre\n\nLa convention suit la Convention d’objectifs et de gestion signée entre l’État et la Cnaf.\n\nArticle 3 : Postes\n\nLes postes suivent la Convention d’objectifs et de gestion signée entre l’État et la Branche famille de la sécurité sociale.\n",
    spares: "Article 2 : Cadre\n\nLa convention suit la Convention d’objectifs et de gestion signée entre l’État et la Cnaf.\n\nArticle 3 : Postes\n\nLes postes suivent la Convention d’objectifs et de gestion signée entre l’État et la Caisse nationale des allocations familiales (Cnaf).\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let told: Vec<(&Passage, BTreeSet<String>)> = ground
        .agreed()
        .filter_map(|passage| Some((passage, signed_with(passage)?)))
        .collect();
    let Some((first, with)) = told.first() else {
        return Vec::new();
    };
    let other = told.iter().find(|(_, other)| other.is_disjoint(with));
    other
        .map(|(second, _)| {
            let reason = "Le même cadre national est dit signé avec deux organismes différents.";
            Hit::at(first.quote(), reason).and(second.quote())
        })
        .into_iter()
        .collect()
}

/// With whom the State signs it: "entre l'État et …".
fn signed_with(passage: &Passage) -> Option<BTreeSet<String>> {
    let at = passage.plain.find("objectifs et de gestion")?;
    let (_, after) = passage.plain[at..].split_once("entre l'etat et ")?;
    let with = after.split([')', ',', ';', '.']).next()?;
    let words = stems(with);
    (!words.is_empty()).then_some(words)
}
