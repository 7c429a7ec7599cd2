//! The text sends to an annex that no list announces and that is not there.

use std::collections::BTreeMap;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::coverage::plain;

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Missing,
    severity: Severity::Medium,
    name: "Renvoi à une annexe inconnue",
    why: "Ce que l’article renvoie à l’annexe n’est écrit nulle part.",
    remedy: "Joindre l’annexe, ou corriger le renvoi.",
    shows: "Article 2 : Équipements\n\nLes équipements sont listés en annexe 3.\n\nArticle 3 : Liste des annexes\n\nAnnexe 1 : Instances\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    spares: "Article 2 : Équipements\n\nLes instances sont décrites en annexe 1.\n\nArticle 3 : Liste des annexes\n\nAnnexe 1 : Instances\n\nAnnexe 1 : Instances\n\nComité de pilotage\n\n- Les maires\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let known: Vec<String> = ground
        .reading
        .annexes
        .iter()
        .map(|annex| plain(&annex.number.value))
        .collect();
    // Where no annex bears a number, a reference is to another text.
    if known.is_empty() && ground.reading.amendment.is_none() {
        return Vec::new();
    }
    let mut unknown: BTreeMap<String, Vec<Quote>> = BTreeMap::new();
    let amended = ground.reading.amendment.is_some();
    for passage in ground.passages.iter().filter(|passage| {
        passage.plain.contains("annexe ")
            && (!amended || passage.says(&["joint en annexe", "jointe en annexe", "joints en annexe"]))
    }) {
        for (at, _) in passage.plain.match_indices("annexe ") {
            let rest = &passage.plain[at + "annexe ".len()..];
            let number: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
            let after = rest[number.len()..].trim_start();
            let figure = number.len() < 3 && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
            let foreign = [
                "du code",
                "de la circulaire",
                "du decret",
                "de l'arrete",
                "de la lettre",
                "au decret",
            ];
            if figure && at > 0 && !known.contains(&number) && !foreign.iter().any(|other| after.starts_with(other)) {
                unknown.entry(number).or_default().push(passage.quote_at(at));
            }
        }
    }
    let told = unknown.into_iter().map(|(number, mut quotes)| {
        let reason = format!("Le texte renvoie à l’annexe {number}, qu’aucune liste n’annonce et qui n’est pas jointe.");
        let other = quotes.pop().filter(|_| !quotes.is_empty());
        let first = quotes.into_iter().next().or(other.clone());
        Hit::at(first.unwrap_or_else(|| ground.quote(1)), reason).and(other)
    });
    told.collect()
}
