//! An article lets others take part in the bodies, and no body has a place for them.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Low,
    name: "Invités sans place dans les instances",
    why: "Les partenaires promis ne seront pas convoqués : aucune composition ne les nomme.",
    remedy: "Dire dans quelles instances ils siègent, et qui les invite.",
    shows: "Article 2 : Gouvernance\n\nDes partenaires ressources pourront participer à ces instances à titre consultatif.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Valider le bilan de l’année\n- Se réunit deux fois par an\n",
    spares: "Article 2 : Gouvernance\n\nDes partenaires ressources pourront participer à ces instances à titre consultatif.\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Les partenaires invités\n- Valider le bilan de l’année\n- Se réunit deux fois par an\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let promised = ground.agreed().find(|passage| {
        passage.plain.contains("titre consultatif")
            && passage.says(&["instances", "comites"])
            && passage.says(&["partenaires", "personnes", "organismes"])
    });
    let bodies = &ground.reading.bodies;
    let members = || bodies.iter().flat_map(|body| &body.members);
    let invited = members().any(|member| {
        let told = plain(&member.text.value);
        ["partenaire", "invit", "consultati", "ressource", "qualifie"]
            .iter()
            .any(|word| told.contains(word))
    });
    let (Some(promised), Some(first)) = (promised, members().next()) else {
        return Vec::new();
    };
    if invited {
        return Vec::new();
    }
    let reason = "Des partenaires doivent pouvoir siéger, et aucune instance ne les compte parmi ses membres.";
    vec![Hit::at(promised.quote(), reason).and(quoted(&first.text))]
}
