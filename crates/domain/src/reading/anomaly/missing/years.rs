//! An action is given no year while the others have theirs.

use crate::reading::ActionRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, capital, numbers_of, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Action sans année",
    why: "Sans année, une action n’est jamais en retard : personne ne peut dire si elle aurait dû commencer.",
    remedy: "Fixer les années de l’action au prochain comité de pilotage.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nCalendrier : 2024\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nCalendrier : 2025\n\nAction 3 : Lire dans les jardins\nPilote : Bréval\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\nCalendrier : 2024\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\nCalendrier : 2025\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let dated = |action: &&ActionRead| !action.tracks.is_empty() || action.calendar.is_some();
    let (with, without): (Vec<&ActionRead>, Vec<&ActionRead>) = ground.reading.actions.iter().partition(dated);
    let Some(first) = without
        .first()
        .filter(|_| with.len() > 1 && without.len() * 3 <= with.len() * 2)
    else {
        return Vec::new();
    };
    let verb = if without.len() == 1 { "n’a" } else { "n’ont" };
    let reason = format!(
        "{} {verb} aucune année, alors que les autres en ont.",
        capital(&actions_of(&without))
    );
    let b = with
        .iter()
        .find_map(|action| action.tracks.first())
        .map(|track| quoted(&track.mark));
    vec![
        Hit::at(quoted(&first.title), reason)
            .and(b)
            .of(numbers_of(without.iter().copied())),
    ]
}
