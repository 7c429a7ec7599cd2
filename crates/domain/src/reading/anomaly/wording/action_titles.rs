//! The title of an action is worded differently in two places.

use super::varies::told;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Low,
    name: "Titre d’action qui varie",
    why: "Deux titres peuvent décrire deux actions : on ne sait plus laquelle a été votée.",
    remedy: "Retenir un titre et le reprendre partout.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Informer collectivement les parents\n\nAction 2 : Ouvrir une crèche\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Information collective en direction des parents\tValmont\tValmont\tX\tX\nAction 2 : Ouvrir une crèche\tBréval\tBréval\tX\tX\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Informer les parents\n\nAction 2 : Ouvrir une crèche\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Informer les parents : café, poussette, cycle de débats\tValmont\tValmont\tX\tX\nAction 2 : Ouvrir une crèche\tBréval\tBréval\tX\tX\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let found = ground.reading.actions.iter().filter_map(|action| {
        let what = format!("Le titre de l’action {}", action.number.value);
        Some(told(&what, &action.title, &action.other_titles)?.of(vec![action.number.value.clone()]))
    });
    found.collect()
}
