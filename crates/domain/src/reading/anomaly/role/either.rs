//! A task is given to one « or » to another, and nothing chooses.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Medium,
    name: "Tâche confiée à l’un ou à l’autre",
    why: "Chacun peut attendre que l’autre le fasse.",
    remedy: "Choisir, ou dire qui choisit et quand.",
    shows: "Article 2 : Gouvernance\n\nLe secrétariat du comité de pilotage est tenu par la Caf ou par la commune de Valmont.\n",
    spares: "Article 2 : Gouvernance\n\nLe secrétariat du comité de pilotage est tenu par la Caf. La convention peut être résiliée par l’une ou par l’autre partie.\n",
    reads_amendments: false,
    find,
};

/// Verbs by which a task is given.
const GIVES: [&str; 9] = [
    "tenu par ",
    "tenue par ",
    "assure par ",
    "assuree par ",
    "preside par ",
    "confie a ",
    "confiee a ",
    "conduit par ",
    "redige par ",
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let told = ground.agreed().filter(|passage| open(passage)).take(5);
    told.map(|passage| {
        Hit::at(
            passage.quote(),
            "La tâche est confiée à l’un ou à l’autre\u{a0}: le texte ne choisit pas.",
        )
    })
    .collect()
}

fn open(passage: &Passage) -> bool {
    GIVES.iter().any(|verb| {
        let after = passage
            .plain
            .split_once(verb)
            .map(|(_, after)| after.split([',', ';', '.']).next().unwrap_or_default());
        after.is_some_and(|after| {
            let other = after.find(" ou par ").or_else(|| after.find(" ou a "));
            other.is_some_and(|at| !after[..at].contains("l'un") && !after[at..].contains("representant"))
        })
    })
}
