//! One organisation is written in two ways that no alias explains: a hyphen, a capital, an accent.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::reading::anomaly::ground::Ground;
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::{Family, Quote, Rule, Severity};
use crate::reading::coverage::plain;
use crate::reading::{Named, OrganisationKind, short_name};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Name,
    severity: Severity::Low,
    name: "Nom écrit de plusieurs façons",
    why: "Un nom qui change ne se retrouve pas dans une recherche, ni dans un tableau de suivi.",
    remedy: "Retenir l’écriture officielle et la reprendre partout.",
    shows: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Saint-Romain-Village, représentée par son maire, Monsieur Jean GRAND,\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n\nLa ville de Saint Romain Village met ses locaux à disposition.\n",
    spares: "CONVENTION TERRITORIALE GLOBALE DU VAL DE VAUXELLE 2023-2027\n\nEntre :\n\nLa Caisse d’allocations familiales de Vauxelle, représentée par sa directrice, Madame Anne PETIT,\n\nEt la Commune de Saint-Romain-Village, représentée par son maire, Monsieur Jean GRAND,\n\nArticle 1 : Durée\n\nLa présente convention est conclue du 1er janvier 2023 au 31 décembre 2027.\n\nLa ville de Saint-Romain-Village met ses locaux à disposition. POUR SAINT-ROMAIN-VILLAGE\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    let mut wanted: BTreeMap<String, Vec<(String, Quote, usize)>> = BTreeMap::new();
    for named in ground.reading.everyone() {
        if let Some(words) = of_several_words(named) {
            wanted.insert(words, Vec::new());
        }
    }
    if wanted.is_empty() || wanted.len() > 80 {
        return Vec::new();
    }
    for (line, words) in (1_u32..).zip(&ground.bare) {
        let folded = spaced(ground.plain_line(line));
        for (name, met) in &mut wanted {
            if folded.contains(name.as_str()) {
                note(met, line, words, name);
            }
        }
    }
    wanted.into_values().filter_map(differs).collect()
}

/// The name of an organisation, in plain words apart by blanks, when it is written in several.
fn of_several_words(named: Named<'_>) -> Option<String> {
    // Titles of funds and of communities are written in full or in short, with or without capitals.
    if !matches!(
        named.kind(),
        OrganisationKind::Commune | OrganisationKind::Association | OrganisationKind::Other
    ) {
        return None;
    }
    let full = spaced(&plain(&short_name(named.kind(), named.name())));
    // An article before the name is another one after "des" or "aux".
    let words = ["les ", "le ", "la ", "l "]
        .iter()
        .find_map(|article| full.strip_prefix(article))
        .unwrap_or(&full)
        .to_owned();
    (words.split(' ').count() > 1 && words.len() > 6 && words.len() < 60).then_some(words)
}

/// Letters alone, one blank between words.
fn spaced(text: &str) -> String {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Notes how a line writes a name, each way once with how often it was met.
fn note(met: &mut Vec<(String, Quote, usize)>, line: u32, words: &str, name: &str) {
    for written in ways(words, name) {
        match met.iter_mut().find(|(known, _, _)| *known == written) {
            Some((_, _, count)) => *count += 1,
            None => met.push((written.clone(), Quote { line, quote: written }, 1)),
        }
    }
}

/// Every way in which a line writes a name.
fn ways(words: &str, name: &str) -> Vec<String> {
    let count = name.split(' ').count();
    let starts: Vec<usize> = words
        .char_indices()
        .filter(|(at, letter)| letter.is_alphanumeric() && !words[..*at].ends_with(char::is_alphanumeric))
        .map(|(at, _)| at)
        .collect();
    let mut found = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let last = starts.get(index + count - 1);
        let end = last.map(|last| {
            last + words[*last..]
                .find(|letter: char| !letter.is_alphanumeric())
                .unwrap_or(words.len() - last)
        });
        if let Some(written) = end.and_then(|end| words.get(*start..end)) {
            let shouted = written
                .chars()
                .filter(|letter| letter.is_alphabetic())
                .all(char::is_uppercase);
            let near = written.len() < name.len() + 8 && !written.contains(['/', ',', ';', '(', '\t']);
            if near && !shouted && spaced(&plain(written)) == name {
                found.push(written.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
    found
}

/// The way that is met most, and the one met most of the others.
fn differs(mut met: Vec<(String, Quote, usize)>) -> Option<Hit> {
    met.sort_by_key(|(_, quote, count)| (Reverse(*count), quote.line));
    let [first, other, ..] = met.as_slice() else {
        return None;
    };
    let reason = format!(
        "Un même nom est écrit «\u{a0}{}\u{a0}» et «\u{a0}{}\u{a0}», sans que le texte l’explique.",
        first.0, other.0
    );
    let (a, b) = if first.1.line <= other.1.line {
        (first, other)
    } else {
        (other, first)
    };
    Some(Hit::at(a.1.clone(), reason).and(b.1.clone()))
}
