//! A body may adjust the convention, and any change calls for an amendment.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Form,
    severity: Severity::Medium,
    name: "Ajustements sans avenant",
    why: "Un ajustement validé en réunion peut être tenu pour une modification sans avenant, et faire résilier.",
    remedy: "Dire ce qu’une instance peut ajuster seule.",
    shows: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Valider les ajustements éventuels de la convention\n- Se réunit deux fois par an\n\nArticle 2 : Exécution\n\nToute modification fera l’objet d’un avenant par les parties.\n",
    spares: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Proposer des avenants\n- Se réunit deux fois par an\n\nArticle 2 : Exécution\n\nToute modification fera l’objet d’un avenant par les parties.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let adjusts = ground.agreed().find(|passage| {
        passage.kind == Kind::Item
            && passage.plain.contains("ajustement")
            && passage.says(&["valid", "decid", "arret"])
            && !passage.plain.contains("avenant")
    });
    let ends = |passage: &&Passage| passage.plain.contains("avenant") && passage.plain.contains("modification");
    let sanction = ground.agreed().filter(ends).find(|passage| passage.plain.contains("resili"));
    let rule = sanction.or_else(|| {
        ground
            .agreed()
            .find(|passage| ends(passage) && passage.says(&["toute modification", "aucune modification"]))
    });
    match (adjusts, rule) {
        (Some(adjusts), Some(rule)) => {
            let reason = "Une instance peut valider des ajustements, alors que toute modification demande un avenant.";
            vec![Hit::at(adjusts.quote(), reason).and(rule.quote())]
        }
        _ => Vec::new(),
    }
}
