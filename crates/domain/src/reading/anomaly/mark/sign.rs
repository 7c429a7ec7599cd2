//! A sign is used that the legend does not explain.

use std::collections::BTreeMap;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::UndefinedMark,
    severity: Severity::High,
    name: "Signe absent de la légende",
    why: "La légende explique les autres signes : celui-là peut annoncer un report ou un abandon.",
    remedy: "Compléter la légende.",
    shows: "Annexe 1 : Plan d’actions\n\nLégende : ■ action menée, □ action préparée\n\nPlan d’actions\n\nAction 1 : Ouvrir une crèche\n■ 2023 □ 2024\n\nAction 2 : Tenir un café\n▲ 2024\n",
    spares: "Annexe 1 : Plan d’actions\n\nLégende : ■ action menée, □ action préparée, ▲ action reportée\n\nPlan d’actions\n\nAction 1 : Ouvrir une crèche\n■ 2023 □ 2024\n\nAction 2 : Tenir un café\n▲ 2024\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let is_legend = |line: &str| line.contains("legende") || line.contains("case cochee");
    let Some(legend) = ground.plain.iter().position(|line| is_legend(line) && line.contains(is_sign)) else {
        return Vec::new();
    };
    let explained: Vec<char> = ground.plain[legend..]
        .iter()
        .take(4)
        .flat_map(|line| line.chars())
        .filter(|sign| is_sign(*sign))
        .collect();
    let mut met: BTreeMap<char, u32> = BTreeMap::new();
    for (line, words) in (1_u32..).zip(&ground.bare) {
        for sign in words.chars().filter(|sign| is_sign(*sign) && !explained.contains(sign)) {
            met.entry(sign).or_insert(line);
        }
    }
    let first = u32::try_from(legend + 1).unwrap_or(1);
    let told = met.into_iter().map(|(sign, line)| {
        let reason = format!("Le signe «\u{a0}{sign}\u{a0}» n’est pas dans la légende.");
        Hit::at(ground.quote(line), reason).and(ground.quote(first))
    });
    told.collect()
}

/// A figure that such tables use as a mark; bullets are none.
fn is_sign(sign: char) -> bool {
    matches!(
        sign,
        '■' | '□'
            | '▲'
            | '△'
            | '◆'
            | '◇'
            | '★'
            | '☆'
            | '☐'
            | '☑'
            | '☒'
            | '◐'
            | '◑'
            | '◪'
            | '◩'
            | '▣'
            | '◼'
            | '◻'
            | '✚'
            | '✖'
    )
}
