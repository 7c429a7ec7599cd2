//! Those who sign acknowledge a document that is not joined.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Low,
    name: "Document reconnu et non joint",
    why: "Un document en ligne peut changer après la signature : on ne sait pas ce qui a été accepté.",
    remedy: "Joindre le document tel qu’il est à la signature.",
    shows: "Article 2 : Suivi\n\nLes parties se réunissent.\n\nEn signant la convention, les communes reconnaissent avoir pris connaissance :\n\n- de la charte de la laïcité disponible sur le site internet www.vauxelle.example\n",
    spares: "Article 2 : Suivi\n\nLes parties se réunissent. Le guide des partenaires est disponible sur le site internet www.vauxelle.example\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let opening = ground.agreed().find(|passage| passage.says(&["pris connaissance"]));
    let Some(opening) = opening else { return Vec::new() };
    let near = |line: u32| line >= opening.line() && line < opening.last_line() + 12;
    let online = ground
        .agreed()
        .find(|passage| near(passage.line()) && passage.says(&["disponible sur", "consultable sur", "en ligne", "www."]));
    online
        .map(|passage| {
            let reason = "Les signataires reconnaissent un document qui n’est pas joint, et qui peut changer.";
            Hit::at(passage.quote(), reason).and(Some(opening.quote()).filter(|_| opening.line() != passage.line()))
        })
        .into_iter()
        .collect()
}
