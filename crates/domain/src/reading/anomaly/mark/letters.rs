//! "L: 2022-2026" on a sheet: a letter stands for a commune, and nothing says so.

use std::collections::BTreeMap;

use super::undefined::has_legend;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::said::{listed, quoted};
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{Sourced, View};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::UndefinedMark,
    severity: Severity::Low,
    name: "Lettre mise pour une commune",
    why: "Une lettre peut désigner une commune, un lieu ou une étape : le texte doit le dire.",
    remedy: "Écrire le nom de la commune, ou ajouter une légende.",
    shows: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>V: 2023-2024</p> <p>B: 2024-2025</p>\tPetite enfance\tDouze places\tDeux agents\tCaf\tValmont Bréval\tValmont Bréval\n<p>Action 2 : Tenir un café</p> <p>2024</p>\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    spares: "Annexe 1 : Plan d’actions\n\nActions\tThématiques\tDétails actions\tMoyens techniques et humains\tMoyens financiers\tPilote\tPorteur\n<p>Action 1 : Ouvrir une crèche</p> <p>2023-2025</p>\tPetite enfance\tDouze places\tDeux agents\tCaf\tValmont Bréval\tValmont Bréval\n<p>Action 2 : Tenir un café</p> <p>2024</p>\tParentalité\tLe mercredi\tUn agent\tCaf\tBréval\tBréval\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    if has_legend(ground) {
        return Vec::new();
    }
    let mut met: BTreeMap<String, (&Sourced<String>, String)> = BTreeMap::new();
    for action in &ground.reading.actions {
        for track in action
            .tracks
            .iter()
            .filter(|track| track.view == View::Sheet && !track.communes.is_empty())
        {
            let letters: String = track.mark.value.chars().take_while(|sign| sign.is_alphabetic()).collect();
            if letters.chars().count() == 1 && !explained(ground, &letters) {
                let names = listed(track.communes.iter().map(|key| ground.reading.shown(key)));
                met.entry(letters).or_insert((&track.mark, names));
            }
        }
    }
    let mut marks = met.into_iter();
    let Some((first, (mark, name))) = marks.next() else {
        return Vec::new();
    };
    let second = marks.next();
    let said = second.as_ref().map_or_else(
        || format!("La lettre «\u{a0}{first}\u{a0}» est lue comme {name}\u{a0}: le texte ne le dit pas."),
        |(letter, (_, other))| {
            format!("Les lettres «\u{a0}{first}\u{a0}» et «\u{a0}{letter}\u{a0}» sont lues comme {name} et {other}\u{a0}: le texte ne le dit pas.")
        },
    );
    vec![Hit::at(quoted(mark), said).and(second.map(|(_, (mark, _))| quoted(mark)))]
}

/// "V = Valmont".
fn explained(ground: &Ground<'_>, letter: &str) -> bool {
    let ways = [
        format!("{letter} = "),
        format!("{letter}="),
        format!("« {letter} »"),
        format!("({letter})"),
    ];
    // A mark of the grid between brackets explains nothing.
    let lines = ground.text.iter().filter(|line| !line.contains('\t'));
    lines
        .into_iter()
        .any(|line| ways.iter().any(|way| line.contains(way.as_str())))
}
