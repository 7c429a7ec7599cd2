//! A part of the agreement is left to another contract, that is not joined.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Renvoi à une convention à venir",
    why: "La part promise n’est due qu’une fois l’autre convention signée.",
    remedy: "Dire quand elle sera signée, et la joindre.",
    shows: "Article 2 : Postes\n\nCes fonctions pourront être soutenues par la Caf et feront l’objet d’une convention d’objectifs et de financement spécifique.\n",
    spares: "Article 2 : Postes\n\nCes fonctions sont soutenues par la Caf selon la convention d’objectifs et de financement jointe en annexe 2.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let told = ground.agreed().filter(|passage| {
        let later = passage.says(&[
            "l'objet d'une convention",
            "l'objet de conventions",
            "l'objet d'un contrat",
            "une convention specifique",
            "une convention distincte",
        ]);
        later
            && passage.says(&["sera", "seront", "fera", "feront", "pourra"])
            && !passage.says(&["jointe", "annexe", "data", "donnees"])
    });
    told.take(3)
        .map(|passage| {
            let may = passage.says(&["pourront", "pourra"]);
            let reason = if may {
                "Le soutien n’est que possible, et renvoyé à une autre convention qui n’est pas jointe."
            } else {
                "L’engagement est renvoyé à une autre convention, qui n’est ni datée ni jointe."
            };
            Hit::at(passage.quote(), reason)
        })
        .collect()
}
