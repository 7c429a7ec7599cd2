//! Two bodies are given the same mission.

use std::collections::BTreeSet;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::{shared, stems};
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};
use crate::reading::{BodyRead, Sourced};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Role,
    severity: Severity::Medium,
    name: "Mission donnée à deux instances",
    why: "Ce qui revient à deux instances est fait deux fois, ou par aucune.",
    remedy: "Dire laquelle décide et laquelle prépare.",
    shows: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Organiser les modalités d’évaluation de la démarche\n- Se réunit deux fois par an\n\nComité technique\n\n- Les directeurs\n- Contribuer à l’organisation de l’évaluation de la démarche\n- Se réunit deux fois par an\n",
    spares: "Annexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n- Valider le bilan de l’année\n- Se réunit deux fois par an\n\nComité technique\n\n- Les directeurs\n- Préparer les réunions\n- Se réunit deux fois par an\n",
    reads_amendments: false,
    find,
};

/// Missions of bodies that are compared: a text has few.
const MOST: usize = 200;

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let missions: Vec<_> = ground
        .reading
        .bodies
        .iter()
        .flat_map(|body| body.missions.iter().map(move |mission| (body, mission)))
        .filter(|(_, mission)| !mission.value.to_lowercase().contains("réunion"))
        .take(MOST)
        .map(|(body, mission)| (body, mission, stems(&mission.value)))
        .collect();
    let mut told: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for (at, (body, mission, words)) in missions.iter().enumerate() {
        let other = missions[at + 1..]
            .iter()
            .filter(|(other, _, _)| other.name.value != body.name.value);
        let same = other.filter(|(_, _, theirs)| same(words, theirs));
        for (other, second, _) in same.take(1) {
            let line = second.lines.first().unwrap_or_default();
            if !told.contains(&line) {
                told.push(line);
                found.push(hit(body, mission, other, second));
            }
        }
    }
    found
}

/// Most of what the shorter says is in the other; or both are to organise the evaluation.
fn same(a: &BTreeSet<String>, b: &BTreeSet<String>) -> bool {
    let evaluates = |words: &BTreeSet<String>| words.contains("organi") && words.contains("evalua");
    let close = a.len() > 2 && b.len() > 2 && shared(a, b) >= 60 && a.intersection(b).count() > 1;
    close || evaluates(a) && evaluates(b)
}

fn hit(body: &BodyRead, mission: &Sourced<String>, other: &BodyRead, second: &Sourced<String>) -> Hit {
    let reason = format!(
        "La même mission est donnée à l’instance «\u{a0}{}\u{a0}» et à l’instance «\u{a0}{}\u{a0}».",
        body.name.value, other.name.value
    );
    Hit::at(quoted(mission), reason).and(quoted(second))
}
