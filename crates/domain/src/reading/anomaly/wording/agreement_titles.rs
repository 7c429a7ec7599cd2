//! The convention is called in two ways that differ by a word or two: one of them is a slip.

use crate::reading::Sourced;
use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::likeness::sense;
use crate::reading::anomaly::said::quoted;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Wording,
    severity: Severity::Low,
    name: "Intitulé de la convention qui varie",
    why: "Une délibération approuve un intitulé : s’il n’est pas celui du texte, on peut douter de ce qui est approuvé.",
    remedy: "Retenir un intitulé et le reprendre partout.",
    shows: "Convention Territoriale Globale de Service aux Familles Valmont, Bréval\n\nArticle 2 : Objet\n\nLa convention porte un projet.\n\nConvention Territoire Globale de Service aux Familles Valmont, Bréval\n",
    spares: "Convention Territoriale Globale de Service aux Familles Valmont, Bréval\n\nArticle 2 : Objet\n\nLa convention porte un projet.\n\nConvention Territoriale Globale de Service aux Familles Valmont, Bréval\n",
    reads_amendments: false,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let agreement = &ground.reading.agreement;
    let titles: Vec<&Sourced<String>> = agreement.title.iter().chain(&agreement.other_titles).take(40).collect();
    let mut found: Vec<Hit> = Vec::new();
    let mut told: Vec<&str> = Vec::new();
    for (at, first) in titles.iter().enumerate() {
        for second in &titles[at + 1..] {
            if !told.contains(&second.value.as_str()) && slip(&first.value, &second.value) {
                told.push(&second.value);
                let reason = "La convention est intitulée de deux façons presque semblables dans le texte.";
                found.push(Hit::at(quoted(first), reason).and(quoted(second)));
            }
        }
    }
    found
}

/// As many words, and one or two of them apart.
fn slip(a: &str, b: &str) -> bool {
    let kept = |text: &str| {
        let words = sense(text);
        words
            .into_iter()
            .filter(|word| !word.starts_with(|letter: char| letter.is_ascii_digit()))
            .collect::<Vec<_>>()
    };
    let (ours, theirs) = (kept(a), kept(b));
    let apart = ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs).count();
    ours.len() == theirs.len() && ours.len() > 3 && (1..=2).contains(&apart)
}
