//! The text speaks of one party and the other, and more than two sign.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Low,
    name: "« L’une ou l’autre » à plus de deux",
    why: "À trois parties, on ne sait pas si le départ de l’une met fin à tout, ni qui est « l’autre ».",
    remedy: "Écrire ce qui se passe pour les autres parties.",
    shows: "Article 2 : Fin\n\nEn cas de faute, la convention pourra être résiliée par l’une ou l’autre partie.\n",
    spares: "Article 2 : Fin\n\nEn cas de faute, la convention pourra être résiliée par chacune des parties. Elle continue entre les autres parties.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let parties = &ground.reading.parties;
    let Some(third) = parties.get(2) else { return Vec::new() };
    let settled = ground
        .agreed()
        .any(|passage| passage.says(&["autres parties", "parties restantes", "entre les autres"]));
    let ending = |passage: &&Passage| {
        passage.says(&["l'une ou l'autre", "l'autre partie"]) && passage.says(&["resili", "denonc", "mise en demeure"])
    };
    let told = ground.agreed().find(ending).filter(|_| !settled);
    told.map(|passage| {
        let reason = format!(
            "Le texte parle de «\u{a0}l’une ou l’autre partie\u{a0}» alors que {} parties signent\u{a0}: il ne dit pas si la convention continue entre les autres.",
            parties.len()
        );
        Hit::at(passage.quote(), reason).and(quoted(&third.name))
    })
    .into_iter()
    .collect()
}
