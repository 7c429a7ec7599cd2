//! A number is missing in the row of the actions.

use std::collections::BTreeMap;

use crate::reading::ActionRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::numbers::code_parts;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Numéro d’action manquant",
    why: "Un trou dans la suite des numéros est une action perdue ou retirée sans que le texte le dise.",
    remedy: "Dire si l’action a été retirée, ou la rétablir.",
    shows: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n\nAction 4 : Lire dans les jardins\nPilote : Bréval\n",
    spares: "Plan d’actions\n\nAxe 1 : Grandir\n\nAction 1 : Ouvrir une crèche\nPilote : Valmont\n\nAction 2 : Tenir un café des parents\nPilote : Bréval\n\nAction 3 : Lire dans les jardins\nPilote : Bréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut rows: BTreeMap<String, Vec<(u32, &ActionRead)>> = BTreeMap::new();
    for action in &ground.reading.actions {
        if let Some((head, number)) = code_parts(&action.number.value) {
            rows.entry(head).or_default().push((number, action));
        }
    }
    rows.iter().filter_map(|(head, row)| hole(head, row)).collect()
}

fn hole(head: &str, row: &[(u32, &ActionRead)]) -> Option<Hit> {
    let last = row.iter().map(|(number, _)| *number).max()?;
    let known = |number: &u32| row.iter().any(|(other, _)| other == number);
    let from = if head.is_empty() {
        1
    } else {
        row.iter().map(|(number, _)| *number).min()?.min(1)
    };
    let absent: Vec<u32> = (from..last).filter(|number| !known(number)).collect();
    if absent.is_empty() || absent.len() > row.len() {
        return None;
    }
    let (subject, verb) = if absent.len() == 1 {
        ("L’action", "manque")
    } else {
        ("Les actions", "manquent")
    };
    let names = listed(absent.iter().map(|number| format!("{head}{number}")));
    let after = row
        .iter()
        .filter(|(number, _)| *number > absent[0])
        .min_by_key(|(number, _)| *number);
    let before = row
        .iter()
        .filter(|(number, _)| *number < absent[0])
        .max_by_key(|(number, _)| *number);
    let (_, first) = before.or(after)?;
    let next = after.filter(|_| before.is_some()).map(|(_, action)| quoted(&action.title));
    let reason = format!("{subject} {names} {verb} dans la suite des numéros, qui va jusqu’à {head}{last}.");
    Some(Hit::at(quoted(&first.title), reason).and(next))
}
