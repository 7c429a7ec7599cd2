//! Someone pilots actions that it does not carry, while pilots usually carry theirs.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{actions_of, holders_quoted, numbers_of};
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::{ActionRead, Holder, Key};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Low,
    name: "Pilote qui ne porte rien",
    why: "Piloter sans porter, c’est répondre de ce que d’autres font : il faut que ce soit voulu.",
    remedy: "Vérifier le rôle, et le dire dans la fiche.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\nAction 3 : Lire\tCaf Valmont\tValmont\tX\tX\n",
    spares: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\nAction 3 : Lire\tCaf Valmont\tCaf Valmont\tX\tX\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let mut apart: Vec<(&Key, Vec<&ActionRead>)> = Vec::new();
    let mut joined = 0;
    for action in reading
        .actions
        .iter()
        .filter(|action| !action.bearers.is_empty() && !carried_by_group(ground, action))
    {
        for pilot in &action.pilots {
            let Holder::Known(key) = &pilot.value else { continue };
            if action.bearers.iter().any(|bearer| bearer.value == pilot.value) {
                joined += 1;
            } else {
                match apart.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, actions)) => actions.push(action),
                    None => apart.push((key, vec![action])),
                }
            }
        }
    }
    // Where pilots seldom carry, the two roles are apart on purpose.
    let all: usize = apart.iter().map(|(_, actions)| actions.len()).sum();
    if joined < all * 3 {
        return Vec::new();
    }
    apart.into_iter().map(|(key, actions)| hit(ground, key, &actions)).collect()
}

fn carried_by_group(ground: &Ground<'_>, action: &ActionRead) -> bool {
    let group = |key: &Key| ground.reading.groups.iter().any(|group| group.id == *key);
    action
        .bearers
        .iter()
        .any(|bearer| matches!(&bearer.value, Holder::Known(key) if group(key)))
}

fn hit(ground: &Ground<'_>, key: &Key, actions: &[&ActionRead]) -> Hit {
    let name = ground.reading.shown(key);
    let reason = format!("{name} pilote {} sans être parmi les porteurs.", actions_of(actions));
    let first = actions[0];
    let line = first
        .pilots
        .iter()
        .find(|pilot| pilot.value == Holder::Known(key.clone()))
        .and_then(|pilot| pilot.lines.last());
    let line = line.unwrap_or(1);
    let a = Quote {
        line,
        quote: name.to_owned(),
    };
    let b = match actions.get(1) {
        Some(second) => Quote {
            line: second
                .pilots
                .iter()
                .find(|pilot| pilot.value == Holder::Known(key.clone()))
                .and_then(|pilot| pilot.lines.last())
                .unwrap_or(line),
            quote: name.to_owned(),
        },
        None => holders_quoted(ground.reading, &first.bearers),
    };
    Hit::at(a, reason).and(b).of(numbers_of(actions.iter().copied()))
}
