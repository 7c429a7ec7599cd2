//! Two ways of paying are joined by "ou", and nothing chooses.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::Medium,
    name: "Financement au choix",
    why: "Tant que le choix n’est pas fait, aucun des deux ne paie.",
    remedy: "Choisir le financement, ou dire qui choisit et quand.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nMoyens financiers : Subvention Caf ou subvention du Département\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nMoyens financiers : Subvention Caf et subvention du Département\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for action in &ground.reading.actions {
        for fund in &action.funding {
            let folded = plain(&fund.value);
            let joined = folded
                .split_once(" ou ")
                .filter(|(_, after)| !after.starts_with("autre") && !after.starts_with("son ") && !after.starts_with("ses "));
            if joined.is_some() && !folded.contains("et ou ") && folded.len() < 160 {
                let reason = format!(
                    "Le financement de l’action {} est «\u{a0}{}\u{a0}»\u{a0}: le texte ne choisit pas.",
                    action.number.value, fund.value
                );
                found.push(
                    Hit::at(quoted(fund), reason)
                        .and(quoted(&action.title))
                        .of(vec![action.number.value.clone()]),
                );
            }
        }
    }
    found
}
