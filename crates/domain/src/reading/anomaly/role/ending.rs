//! The same fault ends the convention for some, by a way that others do not have.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Medium,
    name: "Résiliation ouverte à un seul",
    why: "Une seule partie peut rompre là où les autres doivent subir : il faut que chacun l’ait vu.",
    remedy: "Vérifier que l’inégalité est voulue.",
    shows: "Article 2 : Fin\n\nEn cas de faute, la convention pourra être résiliée de plein droit par l’une ou l’autre partie.\n\nLes infractions aux lois entraîneront la résiliation de plein droit de la convention par la Caf.\n",
    spares: "Article 2 : Fin\n\nEn cas de faute, la convention pourra être résiliée de plein droit par l’une ou l’autre partie.\n\nLes infractions aux lois entraîneront la résiliation de plein droit de la convention par l’une ou l’autre partie.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let ending = |passage: &&crate::reading::anomaly::ground::Passage| {
        passage.says(&["resilie", "resiliation"]) && passage.plain.contains("de plein droit")
    };
    let either = ground
        .agreed()
        .filter(ending)
        .find(|passage| passage.says(&["par l'une ou l'autre", "par l'une des parties", "par chacune des parties"]));
    let one = ground.agreed().filter(ending).find(|passage| {
        let alone = passage.says(&["par la caf,", "par la caf ", "par la caf.", "par la caisse"]);
        alone && !passage.says(&["resiliee de plein droit par l'une", "convention par l'une"])
    });
    match (either, one) {
        (Some(either), Some(one)) if either.line() != one.line() => {
            let reason = "Une partie peut seule mettre fin à la convention là où l’autre règle le permet à toutes.";
            vec![Hit::at(either.quote(), reason).and(one.quote())]
        }
        _ => Vec::new(),
    }
}
