//! An action is to write a document that is already joined.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::sense;
use crate::reading::anomaly::said::{quoted, quoted_last};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Action dont le résultat est déjà joint",
    why: "L’action paraît à faire alors que son document est signé avec la convention.",
    remedy: "Dire ce qui reste à faire, ou déclarer l’action faite.",
    shows: "Article 2 : Liste des annexes\n\nAnnexe 1 : Schéma de coopération\n\nAnnexe 1 : Schéma de coopération\n\nChargée de coopération : 1 ETP\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Élaborer le schéma de coopération\nPilote : Valmont\n",
    spares: "Article 2 : Liste des annexes\n\nAnnexe 1 : Instances\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n\nPlan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Élaborer le schéma de coopération\nPilote : Valmont\n",
    reads_amendments: false,
    find,
};

/// Verbs of writing a document.
const WRITES: [&str; 5] = ["elaborer ", "rediger ", "realiser le ", "etablir ", "definir le "];

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let mut found = Vec::new();
    for action in &reading.actions {
        let folded = plain(&action.title.value);
        if !WRITES.iter().any(|verb| folded.starts_with(verb)) {
            continue;
        }
        let words = sense(&action.title.value);
        let joined = reading.annexes.iter().filter(|annex| annex.present).find_map(|annex| {
            let title = annex.title.as_ref()?;
            let head: Vec<String> = sense(title.value.split(':').next().unwrap_or_default());
            (head.len() > 1 && words.windows(head.len()).any(|window| window == head)).then_some((annex, title))
        });
        if let Some((annex, title)) = joined {
            let reason = format!(
                "L’action {} doit produire un document qui est déjà joint, à l’annexe {}.",
                action.number.value, annex.number.value
            );
            found.push(
                Hit::at(quoted_last(&action.title), reason)
                    .and(quoted(title))
                    .of(vec![action.number.value.clone()]),
            );
        }
    }
    found
}
