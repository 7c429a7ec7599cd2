//! One yearly document is asked for under two names.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Document annuel sous deux noms",
    why: "On ne sait pas s’il faut écrire un document ou deux, ni qui doit chacun.",
    remedy: "Retenir un nom, un auteur et une date.",
    shows: "Article 2 : Évaluation\n\nLes actions font l’objet d’un bilan annuel devant le comité de pilotage.\n\nAnnexe 1 : Instances\n\nGroupe projet\n\n- Les chargés de coopération\n- Réaliser le rapport d’activités annuel\n",
    spares: "Article 2 : Évaluation\n\nLes actions font l’objet d’un bilan annuel devant le comité de pilotage.\n\nAnnexe 1 : Instances\n\nGroupe projet\n\n- Les chargés de coopération\n- Préparer le bilan annuel\n",
    reads_amendments: false,
    find,
};

/// The names of a yearly document.
const NAMES: [(&str, &[&str]); 4] = [
    ("bilan annuel", &["bilan annuel", "bilan de l'annee", "bilan chaque annee"]),
    (
        "rapport d’activité annuel",
        &[
            "rapport d'activites annuel",
            "rapport d'activite annuel",
            "rapport annuel d'activite",
        ],
    ),
    ("rapport annuel", &["rapport annuel"]),
    (
        "compte rendu annuel",
        &["compte rendu annuel", "compte-rendu annuel", "compte rendu d'execution"],
    ),
];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let met: Vec<(&str, &Passage)> = NAMES
        .iter()
        .filter_map(|(name, words)| Some((*name, words.iter().find_map(|words| named(ground, words))?)))
        .collect();
    let [(first, a), rest @ ..] = met.as_slice() else {
        return Vec::new();
    };
    let other = rest.iter().find(|(_, b)| b.line() != a.line());
    other
        .map(|(second, b)| {
            let reason = format!(
                "Le document annuel est un «\u{a0}{first}\u{a0}» à un endroit et un «\u{a0}{second}\u{a0}» à un autre."
            );
            Hit::at(a.quote(), reason).and(b.quote())
        })
        .into_iter()
        .collect()
}

fn named<'g>(ground: &'g Ground<'_>, words: &str) -> Option<&'g Passage> {
    ground
        .agreed()
        .find(|passage| passage.plain.contains(words) && !financial(passage))
}

/// The accounts of a facility are another document.
fn financial(passage: &Passage) -> bool {
    passage.says(&["compte de resultat", "financier", "comptable", "gestionnaire"])
}
