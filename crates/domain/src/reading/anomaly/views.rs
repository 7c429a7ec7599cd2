//! The grid and the sheets, where both speak of one action.

use std::collections::BTreeSet;

use super::{Anomaly, Family, Quote, Severity, listed, quoted};
use crate::reading::{ActionRead, Holder, Key, Reading, Sourced, Track, View};

fn names(reading: &Reading, holders: &[Sourced<Holder>]) -> String {
    listed(holders.iter().map(|holder| match &holder.value {
        Holder::Known(key) => reading.shown(key),
        Holder::Text(text) => text,
    }))
}

fn first_line(holders: &[Sourced<Holder>]) -> u32 {
    holders.first().and_then(|holder| holder.lines.first()).unwrap_or(1)
}

/// The sheet gives other pilots or bearers than the grid.
pub(super) fn roles(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let mut found = Vec::new();
    for action in &reading.actions {
        for (role, shown, other) in [
            ("pilotes", &action.pilots, &action.other_pilots),
            ("porteurs", &action.bearers, &action.other_bearers),
        ] {
            if other.is_empty() {
                continue;
            }
            let (here, there) = (names(reading, shown), names(reading, other));
            found.push(Anomaly {
                family: Family::Role,
                severity: Severity::High,
                reason: format!(
                    "Les {role} de l’action {} diffèrent\u{a0}: {here} d’un côté, {there} de l’autre.",
                    action.number.value
                ),
                a: Quote {
                    line: first_line(shown),
                    quote: here,
                },
                b: Some(Quote {
                    line: first_line(other),
                    quote: there,
                }),
                actions: vec![action.number.value.clone()],
            });
        }
    }
    found
}

/// The title says who carries the action, and that is no bearer.
pub(super) fn carriers(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    let carried = |action: &&ActionRead| action.title.value.contains("porté par") || action.title.value.contains("portée par");
    let mut found = Vec::new();
    for action in reading
        .actions
        .iter()
        .filter(carried)
        .filter(|action| !action.bearers.is_empty())
    {
        let in_title = |partner: &&Sourced<Holder>| {
            let same = action.title.lines.meets(&partner.lines);
            same && !action.bearers.iter().any(|bearer| bearer.value == partner.value)
        };
        for partner in action.partners.iter().filter(in_title) {
            let named = names(reading, std::slice::from_ref(partner));
            let bearers = names(reading, &action.bearers);
            found.push(Anomaly {
                family: Family::Role,
                severity: Severity::Medium,
                a: quoted(&action.title),
                reason: format!(
                    "Le titre de l’action {} la dit portée par {named}, qui n’est pas parmi ses porteurs ({bearers}).",
                    action.number.value
                ),
                b: Some(Quote {
                    line: action.bearers.first().and_then(|bearer| bearer.lines.last()).unwrap_or(1),
                    quote: bearers,
                }),
                actions: vec![action.number.value.clone()],
            });
        }
    }
    found
}

/// The grid and the sheet give other years, for the action or for a commune that both name.
pub(super) fn years(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    reading
        .actions
        .iter()
        .filter_map(|action| years_of(reading, action))
        .collect()
}

fn years_of(reading: &Reading, action: &ActionRead) -> Option<Anomaly> {
    let view = |view: View| {
        action
            .tracks
            .iter()
            .filter(move |track| track.view == view)
            .collect::<Vec<_>>()
    };
    let (grid, sheet) = (view(View::Deployment), view(View::Sheet));
    let (first, other) = (grid.first()?, sheet.first()?);
    let who = if all_years(&grid) == all_years(&sheet) {
        let commune = grid
            .iter()
            .flat_map(|track| &track.communes)
            .find(|commune| apart(commune, &grid, &sheet))?;
        format!(" pour {}", reading.shown(commune))
    } else {
        String::new()
    };
    Some(Anomaly {
        family: Family::Year,
        severity: Severity::High,
        a: quoted(&first.mark),
        b: Some(quoted(&other.mark)),
        reason: format!(
            "Les années de l’action {} diffèrent{who}\u{a0}: {} dans la grille, {} sur la fiche.",
            action.number.value,
            listed(all_years(&grid)),
            listed(all_years(&sheet))
        ),
        actions: vec![action.number.value.clone()],
    })
}

/// The grid names nobody in years for which the sheet names communes.
pub(super) fn communes(reading: &Reading, _text: &[String]) -> Vec<Anomaly> {
    reading
        .actions
        .iter()
        .filter_map(|action| communes_of(reading, action))
        .collect()
}

fn communes_of(reading: &Reading, action: &ActionRead) -> Option<Anomaly> {
    let of = |view: View, named: bool| {
        let tracks = action.tracks.iter();
        tracks.filter(move |track| track.view == view && track.communes.is_empty() != named)
    };
    let silent: Vec<&Track> = of(View::Deployment, false).collect();
    let sheet: Vec<&Track> = of(View::Sheet, true).collect();
    let told = all_years(&sheet);
    let years: Vec<i16> = all_years(&silent).into_iter().filter(|year| told.contains(year)).collect();
    let shared = |tracks: &[&Track]| {
        let track = tracks
            .iter()
            .find(|track| track.years.iter().any(|year| years.contains(year)));
        track.map(|track| quoted(&track.mark))
    };
    let mut named: Vec<&Key> = Vec::new();
    for track in sheet
        .iter()
        .filter(|track| track.years.iter().any(|year| years.contains(year)))
    {
        named.extend(track.communes.iter());
    }
    let mut once = BTreeSet::new();
    named.retain(|key| once.insert(*key));
    Some(Anomaly {
        family: Family::Year,
        severity: Severity::Low,
        a: shared(&silent)?,
        b: Some(shared(&sheet)?),
        reason: format!(
            "La grille ne nomme aucune commune {} pour l’action {}\u{a0}; la fiche en nomme {}\u{a0}: {}.",
            spoken(&years),
            action.number.value,
            counted(named.len()),
            listed(named.into_iter().map(|key| reading.shown(key)))
        ),
        actions: vec![action.number.value.clone()],
    })
}

/// "de 2023 à 2026", "en 2023", "en 2023 et 2025".
fn spoken(years: &[i16]) -> String {
    match years {
        [first, .., last] if usize::from(last.abs_diff(*first)) + 1 == years.len() && years.len() > 2 => {
            format!("de {first} à {last}")
        }
        _ => format!("en {}", listed(years)),
    }
}

fn counted(communes: usize) -> String {
    const WORDS: [&str; 6] = ["une", "deux", "trois", "quatre", "cinq", "six"];
    let word = communes.checked_sub(1).and_then(|index| WORDS.get(index));
    word.map_or_else(|| communes.to_string(), |word| (*word).to_owned())
}

fn all_years(tracks: &[&Track]) -> BTreeSet<i16> {
    tracks.iter().flat_map(|track| track.years.iter().copied()).collect()
}

/// A commune is named in a year of the grid that the sheet, which names it too, does not give it.
fn apart(commune: &Key, grid: &[&Track], sheet: &[&Track]) -> bool {
    let of = |tracks: &[&Track]| -> BTreeSet<i16> {
        let named = tracks.iter().filter(|track| track.communes.contains(commune));
        named.flat_map(|track| track.years.iter().copied()).collect()
    };
    let on_sheet = of(sheet);
    !on_sheet.is_empty() && !of(grid).is_subset(&on_sheet)
}
