//! One facility is listed twice for one commune.

use std::collections::HashMap;

use crate::reading::Sourced;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Équipement listé deux fois",
    why: "Le même équipement peut être compté deux fois dans le bonus.",
    remedy: "Retirer une des deux lignes.",
    shows: "Annexe 1 : Liste des équipements soutenus\n\nCommune de Valmont\n\nEAJE\n- Les Lutins\n- Les Fées\n- Les Lutins\n",
    spares: "Annexe 1 : Liste des équipements soutenus\n\nCommune de Valmont\n\nEAJE\n- Les Lutins\n\nCommune de Bréval\n\nEAJE\n- Les Lutins\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut met: HashMap<(String, String, Option<&str>), &Sourced<String>> = HashMap::new();
    let mut found = Vec::new();
    for facility in &ground.reading.facilities.listed {
        let owner = facility.owner.as_ref().map(|owner| owner.value.0.as_str());
        let key = (plain(&facility.kind.value), plain(&facility.name.value), owner);
        match met.get(&key) {
            Some(first) if first.lines.first() != facility.name.lines.first() => {
                let reason = format!(
                    "«\u{a0}{}\u{a0}» est listé deux fois pour la même commune.",
                    facility.name.value
                );
                found.push(Hit::at(quoted(first), reason).and(quoted(&facility.name)));
            }
            Some(_) => {}
            None => {
                met.insert(key, &facility.name);
            }
        }
    }
    found
}
