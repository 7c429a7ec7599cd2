//! Marks of the grid: those without a legend, and those that name nobody.

use std::collections::HashSet;

use super::{Anomaly, Family, Quote, Severity, dates, grid, listed, numbers_of};
use crate::reading::{ActionRead, Holder, Reading, Track, View, words_of};

/// A cross and nothing else.
fn is_plain(mark: &str) -> bool {
    matches!(mark.trim(), "x" | "X" | "×" | "✓")
}

fn has_legend(text: &[String]) -> bool {
    text.iter()
        .any(|line| words_of(line).iter().any(|word| word == "légende" || word == "legende"))
}

/// `xx` and `x(L)` while no legend says what they mean.
pub(super) fn undefined(reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    if has_legend(text) {
        return Vec::new();
    }
    let marks = reading
        .actions
        .iter()
        .flat_map(|action| action.tracks.iter().map(move |track| (action, track)));
    let odd = marks.filter(|(_, track)| track.view == View::Deployment && !is_plain(&track.mark.value));
    odd.map(|(action, track)| without_legend(reading, action, track)).collect()
}

fn without_legend(reading: &Reading, action: &ActionRead, track: &Track) -> Anomaly {
    let (mark, number) = (&track.mark.value, &action.number.value);
    let years = listed(&track.years);
    let (severity, meaning) = if track.communes.is_empty() {
        (Severity::High, "aucune commune ne peut donc y être nommée".to_owned())
    } else {
        let names = listed(track.communes.iter().map(|key| reading.shown(key)));
        (
            Severity::Low,
            format!("elle est lue comme «\u{a0}{names}\u{a0}», seul nom de commune auquel elle convient"),
        )
    };
    Anomaly {
        family: Family::UndefinedMark,
        severity,
        a: Quote {
            line: track.mark.lines.first().unwrap_or(1),
            quote: mark.clone(),
        },
        b: None,
        reason: format!(
            "La marque «\u{a0}{mark}\u{a0}» de l’action {number} ({years}) n’a pas de légende dans le texte\u{a0}; {meaning}."
        ),
        actions: vec![number.clone()],
    }
}

/// A plain cross where several communes bear the action: nobody knows which of them acts in that year.
pub(super) fn unnamed(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let meant = |action: &&ActionRead| {
        let communes = action
            .bearers
            .iter()
            .filter(|holder| matches!(&holder.value, Holder::Known(key) if reading.is_commune(key)));
        let said = action
            .tracks
            .iter()
            .any(|track| track.view == View::Sheet && !track.communes.is_empty());
        communes.count() > 1 && !said && action.tracks.iter().any(is_unnamed)
    };
    let actions: Vec<&ActionRead> = reading.actions.iter().filter(meant).collect();
    let Some(track) = actions
        .first()
        .and_then(|action| action.tracks.iter().find(|track| is_unnamed(track)))
    else {
        return Vec::new();
    };
    let mark = &track.mark.value;
    let numbers = listed(actions.iter().map(|action| &action.number.value));
    vec![Anomaly {
        family: Family::UnnamedCommune,
        severity: Severity::Medium,
        a: Quote {
            line: track.mark.lines.first().unwrap_or(1),
            quote: mark.clone(),
        },
        b: None,
        reason: format!(
            "La marque «\u{a0}{mark}\u{a0}» ne nomme aucune commune, alors que {} actions sont portées par plusieurs communes \
             ({numbers})\u{a0}: le texte ne dit pas laquelle agit chaque année.",
            actions.len()
        ),
        actions: numbers_of(actions),
    }]
}

fn is_unnamed(track: &Track) -> bool {
    track.view == View::Deployment && track.communes.is_empty() && is_plain(&track.mark.value)
}

/// Cells of the grid that hold something, and that no mark holds: one écart for each wrong value of a row.
pub(super) fn refused(reading: &Reading, text: &[String]) -> Vec<Anomaly> {
    let tracks = reading.actions.iter().flat_map(|action| &action.tracks);
    let held: HashSet<(u32, i16)> = tracks
        .filter(|track| track.view == View::Deployment)
        .flat_map(|track| {
            track
                .mark
                .lines
                .iter()
                .flat_map(move |line| track.years.iter().map(move |year| (line, *year)))
        })
        .collect();
    let mut wrong: Vec<(grid::Cell<'_>, Vec<i16>)> = Vec::new();
    for cell in grid::cells(reading, text) {
        let blank = matches!(cell.text.as_str(), "-" | "–" | "—" | "/");
        if blank || held.contains(&(cell.line, cell.year)) || dates::has_no_year(&cell.text) {
            continue;
        }
        let same = |(known, _): &&mut (grid::Cell<'_>, Vec<i16>)| known.line == cell.line && known.text == cell.text;
        match wrong.iter_mut().rev().take(60).find(same) {
            Some((_, years)) => years.push(cell.year),
            None => wrong.push((cell, Vec::new())),
        }
    }
    wrong.into_iter().map(|(cell, more)| not_a_mark(&cell, more)).collect()
}

fn not_a_mark(cell: &grid::Cell<'_>, more: Vec<i16>) -> Anomaly {
    let years = listed(std::iter::once(cell.year).chain(more));
    Anomaly {
        family: Family::UndefinedMark,
        severity: Severity::High,
        a: Quote {
            line: cell.line,
            quote: cell.text.clone(),
        },
        b: None,
        reason: format!(
            "«\u{a0}{}\u{a0}», pour l’action {} ({years}), n’est pas une marque de la grille\u{a0}: cette valeur n’est pas retenue.",
            cell.text, cell.action
        ),
        actions: vec![cell.action.to_owned()],
    }
}
