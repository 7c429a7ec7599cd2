//! The steering of the whole is given to some in one place, and to others elsewhere.

use crate::reading::anomaly::ground::{Ground, Kind, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::High,
    name: "Pilotage confié à plusieurs",
    why: "Deux pilotes qui s’attendent font une convention sans pilote.",
    remedy: "Décider qui pilote l’ensemble, et l’écrire à un seul endroit.",
    shows: "Annexe 1 : Instances\n\nGroupe projet\n\n- Les chargés de coopération\n- Assurer le pilotage et l’animation de la convention\n\nAnnexe 2 : Coopération\n\nLe pilotage global est assuré par alternance entre les deux communes.\n",
    spares: "Annexe 1 : Instances\n\nGroupe projet\n\n- Les chargés de coopération\n- Préparer les réunions\n\nAnnexe 2 : Coopération\n\nLe pilotage global est assuré par alternance entre les deux communes.\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let Some((given, at)) = ground.agreed().find_map(|passage| Some((passage, gives(passage)?))) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let body = ground.agreed().find(|passage| {
        let mission = passage.kind == Kind::Item
            && starts(
                passage,
                &[
                    "assurer le pilotage",
                    "d'assurer le pilotage",
                    "piloter la convention",
                    "piloter la ctg",
                ],
            );
        mission && passage.line() != given.line()
    });
    if let Some(body) = body {
        let reason = "Le pilotage d’ensemble est confié ici à ceux que la phrase nomme, et ailleurs à une instance.";
        found.push(Hit::at(given.quote_at(at), reason).and(body.quote()));
    }
    let shared = ground
        .agreed()
        .find(|passage| passage.line() != given.line() && passage.says(&["co-preside", "copreside", "co-anime", "coanime"]));
    if let Some(shared) = shared.filter(|_| given.plain.contains("alternance")) {
        let reason = "Le pilotage alterne ici de l’un à l’autre, alors qu’ailleurs il est exercé ensemble.";
        found.push(Hit::at(given.quote_at(at), reason).and(shared.quote()));
    }
    found
}

fn starts(passage: &Passage, any: &[&str]) -> bool {
    any.iter().any(|words| passage.plain.starts_with(words))
}

/// "Le pilotage global est assuré par …".
fn gives(passage: &Passage) -> Option<usize> {
    let whole = [
        "pilotage global",
        "pilotage general",
        "pilotage de la convention",
        "pilotage de la ctg",
        "pilotage d'ensemble",
    ];
    let at = whole.iter().find_map(|words| passage.plain.find(words))?;
    passage
        .says(&["est assure", "sera assure", "est confie", "sera confie", "incombe"])
        .then_some(at)
}
