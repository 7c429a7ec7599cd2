//! One body meets so often in one place of the text, and otherwise in another.

use std::collections::HashMap;

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Medium,
    name: "Rythme d’une instance dit deux fois",
    why: "Les réunions dues ne sont pas les mêmes selon l’endroit qu’on lit.",
    remedy: "Retenir un rythme et corriger l’autre.",
    shows: "Article 2 : Gouvernance\n\nLe comité de pilotage se réunit deux fois par an.\n\nArticle 3 : Évaluation\n\nLe comité de pilotage se réunit une fois par an pour le bilan.\n",
    spares: "Article 2 : Gouvernance\n\nLe comité de pilotage se réunit deux fois par an.\n\nArticle 3 : Évaluation\n\nLe comité technique se réunit une fois par an pour le bilan.\n",
    reads_amendments: false,
    find,
};

/// Bodies, by the words that texts call them.
const BODIES: [(&str, &str); 8] = [
    ("comite de pilotage", "comité de pilotage"),
    ("copil", "comité de pilotage"),
    ("comite technique", "comité technique"),
    ("cotech", "comité technique"),
    ("groupe projet", "groupe projet"),
    ("comite de suivi", "comité de suivi"),
    ("groupe de travail", "groupe de travail"),
    ("commission thematique", "commission thématique"),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut met: HashMap<&str, (&Passage, (usize, usize))> = HashMap::new();
    let mut found = Vec::new();
    for passage in ground.agreed().filter(|passage| passage.plain.contains("reuni")) {
        let Some((body, often)) = body(passage).zip(often(passage)) else {
            continue;
        };
        match met.get(body) {
            Some((first, other)) if *other != often => {
                let reason = format!(
                    "Le {body} se réunit {} d’un côté, et {} de l’autre.",
                    spoken(*other),
                    spoken(often)
                );
                found.push(Hit::at(first.quote(), reason).and(passage.quote()));
            }
            Some(_) => {}
            None => {
                met.insert(body, (passage, often));
            }
        }
    }
    found
}

/// The body that a sentence speaks of: the only one that it names.
fn body(passage: &Passage) -> Option<&'static str> {
    let mut named = BODIES
        .iter()
        .filter(|(words, _)| passage.plain.contains(words))
        .map(|(_, body)| *body);
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// How often a year, at least and at most.
fn often(passage: &Passage) -> Option<(usize, usize)> {
    let told = &passage.plain;
    if passage.says(&[
        "au moins",
        "autant que",
        "au minimum",
        "si besoin",
        "exceptionnel",
        "en tant que de besoin",
    ]) {
        return None;
    }
    let fixed = [
        ("chaque mois", 12),
        ("chaque trimestre", 4),
        ("chaque semestre", 2),
        ("tous les six mois", 2),
        ("tous les trois mois", 4),
    ];
    if let Some((_, count)) = fixed.iter().find(|(words, _)| told.contains(words)) {
        return Some((*count, *count));
    }
    let words = passage.words();
    let each = words
        .windows(3)
        .position(|window| window[0] == "fois" && window[1] == "par")?;
    let times = match words[each + 2] {
        "an" => 1,
        "semestre" => 2,
        "trimestre" => 4,
        "mois" => 12,
        _ => return None,
    };
    let before: Vec<usize> = counted(&words[..each]).iter().map(|number| number.value).collect();
    let last = before
        .last()
        .copied()
        .or_else(|| (words.get(each.checked_sub(1)?) == Some(&"une")).then_some(1))?;
    let range = each >= 3 && words[each - 2] == "a" && before.len() > 1;
    let low = if range { before[before.len() - 2] } else { last };
    Some((low * times, last * times))
}

fn spoken((least, most): (usize, usize)) -> String {
    if least == most {
        format!("{most} fois par an")
    } else {
        format!("{least} à {most} fois par an")
    }
}
