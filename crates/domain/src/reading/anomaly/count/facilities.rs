//! So many facilities of a kind are announced, and the list has another number.

use std::collections::BTreeMap;

use crate::reading::FacilityRead;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{sense, stem};
use crate::reading::anomaly::numbers::counted;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Count,
    severity: Severity::Medium,
    name: "Nombre d’équipements annoncé",
    why: "L’équipement qui manque à la liste ne recevra pas le bonus territoire.",
    remedy: "Compléter la liste, ou corriger le nombre.",
    shows: "Annexe 1 : Liste des équipements soutenus\n\nLe territoire dispose de trois crèches familiales.\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nCrèche familiale\t\nLes Lutins\t2 rue des Fleurs 13990 Valmont\nLes Fées\t4 rue des Fleurs 13990 Valmont\n",
    spares: "Annexe 1 : Liste des équipements soutenus\n\nLe territoire dispose de deux crèches familiales.\n\nTYPE DE STRUCTURE\tADRESSE DE LA STRUCTURE\nCrèche familiale\t\nLes Lutins\t2 rue des Fleurs 13990 Valmont\nLes Fées\t4 rue des Fleurs 13990 Valmont\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut kinds: BTreeMap<Vec<String>, Vec<&FacilityRead>> = BTreeMap::new();
    for facility in &ground.reading.facilities.listed {
        kinds.entry(kind(&facility.kind.value)).or_default().push(facility);
    }
    let mut found = Vec::new();
    for passage in ground.agreed() {
        let words = passage.words();
        for number in counted(&words).into_iter().filter(|number| number.value > 1) {
            let after = kind(&words[number.next..].iter().take(6).copied().collect::<Vec<_>>().join(" "));
            let listed = kinds
                .iter()
                .find(|(kind, _)| !kind.is_empty() && kind.iter().any(|word| word.len() > 3) && after.starts_with(kind));
            let Some((_, listed)) = listed.filter(|(_, listed)| listed.len() > 1 && listed.len() != number.value) else {
                continue;
            };
            let near = number.value.abs_diff(listed.len()) < 3;
            if let Some(last) = listed
                .last()
                .filter(|_| near && !passage.says(&["nouve", "creer", "creation", "projet", "d'ici"]))
            {
                let reason = format!(
                    "Le texte annonce {} «\u{a0}{}\u{a0}» et la liste en compte {}.",
                    number.value,
                    last.kind.value,
                    listed.len()
                );
                found.push(Hit::at(passage.quote(), reason).and(quoted(&last.name)));
            }
        }
    }
    found.truncate(6);
    found
}

fn kind(text: &str) -> Vec<String> {
    sense(text).iter().map(|word| stem(word)).collect()
}
