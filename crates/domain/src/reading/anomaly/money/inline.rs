//! A sentence adds up sums, and its total is another one.

use crate::reading::anomaly::ground::{Ground, Passage};
use crate::reading::anomaly::hit::Hit;
use crate::reading::anomaly::money::sums::euros;
use crate::reading::anomaly::{Family, Rule, Severity};

pub(in crate::reading::anomaly) static RULE: Rule = Rule {
    family: Family::Money,
    severity: Severity::High,
    name: "Total d’une phrase",
    why: "Il manque de l’argent, ou il en est compté deux fois.",
    remedy: "Refaire l’addition.",
    shows: "Article 2 : Financement\n\nEn 2024 : Caf 18 000 €, commune de Valmont 15 500 €, total : 34 500 €.\n",
    spares: "Article 2 : Financement\n\nEn 2024 : Caf 18 000 €, commune de Valmont 15 500 €, total : 33 500 €.\n",
    reads_amendments: true,
    find,
};

fn find(ground: &Ground<'_>) -> Vec<Hit> {
    ground
        .passages
        .iter()
        .filter(|passage| passage.plain.contains("total"))
        .filter_map(of)
        .collect()
}

fn of(passage: &Passage) -> Option<Hit> {
    let at = passage.plain.find("total")?;
    let sums = sums(&passage.plain);
    let total = sums.iter().find(|(place, _)| *place > at)?;
    let parts: Vec<i64> = sums
        .iter()
        .filter(|(place, _)| *place < at)
        .map(|(_, cents)| *cents)
        .collect();
    // The total follows its word at once, and nothing comes between the parts and it.
    let near = total.0 - at < 40 && !passage.plain[..at].contains(" sur ") && !passage.plain[..at].contains(" dont ");
    let made: i64 = parts.iter().sum();
    (near && parts.len() > 1 && made != total.1 && !parts.contains(&total.1)).then(|| {
        let reason = format!(
            "Le total écrit est de {} et les sommes de la phrase font {}.",
            euros(total.1),
            euros(made)
        );
        Hit::at(passage.quote(), reason)
    })
}

/// The sums of money of a plain text, in cents, each with its place.
fn sums(plain: &str) -> Vec<(usize, i64)> {
    let mut found = Vec::new();
    for (end, _) in plain.match_indices('€') {
        let before = plain[..end].trim_end();
        let start = before
            .rfind(|letter: char| !letter.is_ascii_digit() && !matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | ','))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let told: String = before[start..]
            .chars()
            .filter(|letter| letter.is_ascii_digit() || *letter == ',')
            .collect();
        let told = told.trim_matches(',');
        let (whole, part) = told.split_once(',').unwrap_or((told, "00"));
        // A year before the sum is no part of it.
        let whole = grouped(&before[start..]).unwrap_or_else(|| whole.to_owned());
        if let (Ok(euros), Ok(cents)) = (
            whole.parse::<i64>(),
            format!("{part:0<2}").get(..2).unwrap_or("00").parse::<i64>(),
        ) {
            found.push((start, euros * 100 + cents));
        }
    }
    found
}

/// Groups of three figures from the end: "2026 18 000" is 18000.
fn grouped(figures: &str) -> Option<String> {
    let whole = figures.split(',').next()?;
    let groups: Vec<&str> = whole
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|group| !group.is_empty())
        .collect();
    let mut kept: Vec<&str> = Vec::new();
    for group in groups.iter().rev() {
        kept.push(group);
        if group.len() != 3 {
            break;
        }
    }
    kept.reverse();
    Some(kept.concat()).filter(|told| !told.is_empty())
}
