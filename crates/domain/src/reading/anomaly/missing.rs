//! What the text announces and does not give.

use super::{Anomaly, Family, Quote, Severity, line_of, listed, quoted};
use crate::reading::{ActionRead, Reading, View, words_of};

/// An annex is announced and is not there.
pub(super) fn annexes(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let absent = reading.annexes.iter().filter(|annex| annex.announced && !annex.present);
    let anomaly = |annex: &crate::reading::AnnexRead| {
        let title = annex.title.as_ref().map(|title| format!(" («\u{a0}{}\u{a0}»)", title.value));
        Anomaly {
            family: Family::Missing,
            severity: Severity::Medium,
            a: annex.title.as_ref().map_or_else(|| quoted(&annex.number), quoted),
            b: None,
            reason: format!(
                "L’annexe {}{} est annoncée et ne figure pas dans le texte.",
                annex.number.value,
                title.unwrap_or_default()
            ),
        }
    };
    absent.map(anomaly).collect()
}

fn has_sheet(action: &ActionRead) -> bool {
    let told =
        !action.details.is_empty() || !action.means.is_empty() || !action.funding.is_empty() || !action.themes.is_empty();
    told || action.tracks.iter().any(|track| track.view == View::Sheet)
}

/// Some actions have a sheet and others have none.
pub(super) fn sheets(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let (with, without): (Vec<&ActionRead>, Vec<&ActionRead>) = reading.actions.iter().partition(|action| has_sheet(action));
    let (Some(shown), Some(first)) = (with.first(), without.first()) else {
        return Vec::new();
    };
    let numbers = listed(without.iter().map(|action| &action.number.value));
    let (subject, left) = if without.len() == 1 {
        (
            format!("L’action {numbers} n’a"),
            "ses thématiques, ses moyens et son financement",
        )
    } else {
        (
            format!("Les actions {numbers} n’ont"),
            "leurs thématiques, leurs moyens et leur financement",
        )
    };
    vec![Anomaly {
        family: Family::Missing,
        severity: Severity::Medium,
        a: quoted(&first.title),
        b: shown.details.first().map(|detail| quoted(&detail.text)),
        reason: format!(
            "{subject} pas de fiche détaillée dans le texte, qui en donne {} sur {}\u{a0}: {left} restent à compléter.",
            with.len(),
            reading.actions.len()
        ),
    }]
}

/// "4 actions mutualisées … à définir": their number is known and their names are not.
pub(super) fn pooled(_reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    let mut found = Vec::new();
    for (number, line) in (1_u32..).zip(text) {
        let words = words_of(line);
        let count = words.windows(3).find_map(|window| {
            let pooled = window[1] == "actions" && window[2].starts_with("mutualis");
            window[0].parse::<u32>().ok().filter(|_| pooled)
        });
        let Some(count) = count else { continue };
        let next = (number..number.saturating_add(10)).find(|next| {
            let line = line_of(text, *next);
            line.contains("à définir") || line.contains("à déterminer")
        });
        if let Some(open) = next {
            found.push(Anomaly {
                family: Family::Missing,
                severity: Severity::High,
                a: Quote {
                    line: number,
                    quote: line_of(text, number),
                },
                b: Some(Quote {
                    line: open,
                    quote: line_of(text, open),
                }),
                reason: format!(
                    "Le texte annonce {count} actions mutualisées sans les nommer\u{a0}: leur choix y reste à définir."
                ),
            });
        }
    }
    found
}
