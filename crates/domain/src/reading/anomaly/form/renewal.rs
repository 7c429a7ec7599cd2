//! The convention is said to last by its own renewal.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Reconduction qui se suppose elle-même",
    why: "Une durée obtenue « par reconduction » suppose un accord antérieur qui n’existe pas.",
    remedy: "Écrire la durée seule, et la règle de renouvellement à part.",
    shows: "Article 2 : Suivi\n\nLa présente convention est conclue jusqu’au 31 décembre 2027, par expresse reconduction.\n",
    spares: "Article 2 : Suivi\n\nLa présente convention ne peut être reconduite que par expresse reconduction.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let presupposes = ground.agreed().filter(|passage| {
        let lasts = passage.plain.contains("conclue") && passage.says(&["jusqu", "duree", "annees", " ans"]);
        let by = passage.says(&[
            "par expresse reconduction",
            "par reconduction expresse",
            "par tacite reconduction",
            "par reconduction tacite",
        ]);
        lasts && by && !passage.says(&["renouvel", "reconductible", "sera reconduit", "pourra", "peut "])
    });
    let other = ground
        .agreed()
        .find(|passage| passage.plain.contains("reconduite que par") && passage.plain.contains("reconduction"));
    presupposes
        .take(2)
        .map(|passage| {
            let reason = "La durée est dite acquise «\u{a0}par reconduction\u{a0}» alors que la convention commence\u{a0}: elle se suppose elle-même.";
            Hit::at(passage.quote(), reason).and(other.map(Passage::quote))
        })
        .collect()
}
