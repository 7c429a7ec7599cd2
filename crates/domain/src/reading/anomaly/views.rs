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
            let same = action.title.lines.iter().any(|line| partner.lines.holds(line));
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
    })
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
