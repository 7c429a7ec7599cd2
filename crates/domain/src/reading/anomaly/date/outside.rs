//! A mark in a year that the period does not touch.

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Date,
    severity: Severity::Medium,
    name: "Année hors de la période",
    why: "Hors de la période, l’action n’est ni due ni financée par la convention.",
    remedy: "Corriger l’année, ou prolonger la convention par avenant.",
    shows: "Annexe 1 :\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2028\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\tX\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    spares: "Annexe 1 :\n\nLe Déploiement\n\nACTIONS\tPilotes\tPorteurs\t2023\t2024\t2025\nAction 1 : Ouvrir une crèche\tValmont\tValmont\tX\tX\t\nAction 2 : Tenir un café\tBréval\tBréval\tX\tX\t\nAction 3 : Ouvrir un club\tBréval\tBréval\tX\tX\t\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let reading = ground.reading;
    let (Some(start), Some(end)) = (&reading.agreement.start, &reading.agreement.end) else {
        return Vec::new();
    };
    let (first, last) = (start.value.year(), end.value.year());
    let mut found = Vec::new();
    for action in &reading.actions {
        for track in &action.tracks {
            let strange: Vec<i16> = track
                .years
                .iter()
                .copied()
                .filter(|year| *year < first || *year > last)
                .collect();
            if first <= last && !strange.is_empty() {
                let reason = format!(
                    "L’action {} est marquée en {}, hors de la période {first}-{last}.",
                    action.number.value,
                    listed(&strange)
                );
                found.push(Hit::at(quoted(&track.mark), reason).of(vec![action.number.value.clone()]));
            }
        }
    }
    found
}
