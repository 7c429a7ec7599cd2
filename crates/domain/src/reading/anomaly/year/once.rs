//! An act that is done once is spread over years.

use std::collections::BTreeSet;

use crate::reading::View;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{quoted, quoted_last, years_spoken};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Year,
    severity: Severity::Low,
    name: "Acte unique étalé sur plusieurs années",
    why: "Une signature étalée sur quatre ans n’est jamais en retard.",
    remedy: "Dire l’année de la signature, et ce qui la suit.",
    shows: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Signer la charte du handicap\tValmont\tValmont\tX\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\tX\n",
    spares: "Annexe 1 : Plan d’actions\n\nLe déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Signer la charte du handicap\tValmont\tValmont\tX\t\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\tX\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut found = Vec::new();
    for action in &ground.reading.actions {
        let title = plain(&action.title.value);
        let once = ["signer ", "signature ", "adopter ", "voter "]
            .iter()
            .any(|verb| title.starts_with(verb))
            && !title.contains(" et ");
        let years: BTreeSet<i16> = action.tracks.iter().flat_map(|track| track.years.iter().copied()).collect();
        let Some(track) = action.tracks.first().filter(|_| once && years.len() > 2) else {
            continue;
        };
        let reason = format!(
            "L’action {} se fait une fois, et elle est marquée {}.",
            action.number.value,
            years_spoken(&years)
        );
        let sheet = action.tracks.iter().find(|track| track.view == View::Sheet).unwrap_or(track);
        found.push(
            Hit::at(quoted_last(&action.title), reason)
                .and(quoted(&sheet.mark))
                .of(vec![action.number.value.clone()]),
        );
    }
    found
}
