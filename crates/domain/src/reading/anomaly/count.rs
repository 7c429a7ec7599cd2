//! What is announced in figures and what is listed.

use super::{Anomaly, Family, Quote, Severity, line_of, listed, quoted};
use crate::reading::{Reading, words_of};

/// "déclinés en 25 fiches actions" while the plan lists another number of them.
pub(super) fn announced(reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    let Some(last) = reading.actions.last() else {
        return Vec::new();
    };
    let listed = reading.actions.len();
    let mut found = Vec::new();
    for (number, line) in (1_u32..).zip(text) {
        let words = words_of(line);
        let count = words.windows(2).find_map(|pair| {
            let fiches = pair[1] == "fiches" || pair[1] == "fiche";
            pair[0].parse::<usize>().ok().filter(|_| fiches)
        });
        if let Some(count) = count.filter(|count| *count != listed) {
            found.push(Anomaly {
                family: Family::Count,
                severity: Severity::High,
                a: Quote {
                    line: number,
                    quote: line_of(text, number),
                },
                b: Some(quoted(&last.title)),
                reason: format!(
                    "Le texte annonce {count} fiches actions et le plan en énumère {listed}, jusqu’à l’action {}.",
                    last.number.value
                ),
                actions: Vec::new(),
            });
        }
    }
    found
}

/// A number is missing in the row of the actions.
pub(super) fn numbers(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let known: Vec<u32> = reading
        .actions
        .iter()
        .filter_map(|action| action.number.value.parse().ok())
        .collect();
    let (Some(last), Some(first)) = (known.iter().max(), reading.actions.first()) else {
        return Vec::new();
    };
    let absent: Vec<u32> = (1..*last).filter(|number| !known.contains(number)).collect();
    if absent.is_empty() || absent.len() > known.len() {
        return Vec::new();
    }
    let (subject, verb) = if absent.len() == 1 {
        ("L’action", "manque")
    } else {
        ("Les actions", "manquent")
    };
    vec![Anomaly {
        family: Family::Missing,
        severity: Severity::Medium,
        a: quoted(&first.title),
        b: None,
        reason: format!(
            "{subject} {} {verb} dans la suite des numéros, qui va jusqu’à {last}.",
            listed(&absent)
        ),
        actions: Vec::new(),
    }]
}
