//! The deployment of an action: a lane a commune that the text names, one more for the years where it names none.
//!
//! Pure. A plain mark is never shared out between communes: what the text does not say stays on its own lane.

use std::collections::{BTreeMap, BTreeSet};

use domain::reading::View;

use crate::orgs::Orgs;
use crate::rows::{MarkRow, marks_of};

/// One year of one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing planned.
    Off,
    /// Planned; whether the bar starts or ends here.
    Planned {
        /// The first year of the bar.
        starts: bool,
        /// The last year of the bar.
        ends: bool,
    },
}

/// The years of one commune in one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lane {
    /// The commune; `None` for the years where the text names nobody.
    pub(crate) party: Option<i64>,
    /// One cell a year of the period.
    pub(crate) cells: Vec<Cell>,
}

/// The lanes of one action over `years`: the communes named, in the order of `communes`, then the nameless lane.
///
/// The grid tells whether a year is planned; where it names nobody and the sheet of the action does, the sheet's
/// communes are used.
pub(crate) fn lanes(marks: &[MarkRow], communes: &[i64], years: &[i64]) -> Vec<Lane> {
    let mut named: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let mut nameless: Vec<i64> = Vec::new();
    for mark in marks {
        match mark.party {
            Some(party) => named.entry(party).or_default().push(mark.year),
            None if mark.view == View::Deployment => nameless.push(mark.year),
            None => {}
        }
    }
    nameless.retain(|year| !named.values().any(|years| years.contains(year)));
    let others = named.keys().filter(|party| !communes.contains(party)).copied();
    let order: Vec<i64> = communes
        .iter()
        .copied()
        .filter(|party| named.contains_key(party))
        .chain(others)
        .collect();
    let mut lanes: Vec<Lane> = order
        .into_iter()
        .map(|party| Lane {
            party: Some(party),
            cells: cells(&named[&party], years),
        })
        .collect();
    if !nameless.is_empty() {
        lanes.push(Lane {
            party: None,
            cells: cells(&nameless, years),
        });
    }
    lanes
}

fn cells(planned: &[i64], years: &[i64]) -> Vec<Cell> {
    let on = |year: i64| planned.contains(&year);
    years
        .iter()
        .map(|year| match on(*year) {
            false => Cell::Off,
            true => Cell::Planned {
                starts: !on(year - 1),
                ends: !on(year + 1),
            },
        })
        .collect()
}

/// The years of one action in words, a commune a line: "LP 2022-2024", then "2025-2026" for the nameless ones.
pub(crate) fn year_spans(marks: &[MarkRow], action: i64, orgs: &Orgs) -> Vec<String> {
    let own = marks_of(marks, action);
    let years: Vec<i64> = own
        .iter()
        .map(|mark| mark.year)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let communes: Vec<i64> = orgs.communes().map(|badge| badge.ordinal).collect();
    lanes(own, &communes, &years)
        .iter()
        .map(|lane| {
            let planned = years
                .iter()
                .zip(&lane.cells)
                .filter(|(_, cell)| **cell != Cell::Off)
                .map(|(year, _)| *year);
            let who = lane
                .party
                .and_then(|party| orgs.badge(&party))
                .map(|badge| format!("{}\u{a0}", badge.letters()));
            format!("{}{}", who.unwrap_or_default(), spans(planned))
        })
        .collect()
}

/// "2022-2024, 2026": runs of years.
fn spans(years: impl Iterator<Item = i64>) -> String {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for year in years {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == year => *last = year,
            _ => runs.push((year, year)),
        }
    }
    let words = runs.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Whether an action is planned in a year, by any mark.
pub(crate) fn planned(marks: &[MarkRow], year: i64) -> bool {
    marks.iter().any(|mark| mark.year == year)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YEARS: [i64; 5] = [2022, 2023, 2024, 2025, 2026];

    fn mark(view: View, party: Option<i64>, years: std::ops::RangeInclusive<i64>) -> Vec<MarkRow> {
        years
            .map(|year| MarkRow {
                action: 1,
                view,
                year,
                party,
            })
            .collect()
    }

    fn drawn(lanes: &[Lane]) -> Vec<(Option<i64>, String)> {
        let cell = |cell: &Cell| match cell {
            Cell::Off => '.',
            Cell::Planned { starts: true, .. } => '[',
            Cell::Planned { ends: true, .. } => ']',
            Cell::Planned { .. } => '=',
        };
        lanes
            .iter()
            .map(|lane| (lane.party, lane.cells.iter().map(cell).collect()))
            .collect()
    }

    #[test]
    fn a_plain_mark_names_no_commune() {
        let marks = mark(View::Deployment, None, 2023..=2026);
        assert_eq!(drawn(&lanes(&marks, &[2, 3], &YEARS)), [(None, ".[==]".to_owned())]);
    }

    #[test]
    fn years_are_told_in_runs() {
        assert_eq!(spans([2022, 2023, 2024, 2026].into_iter()), "2022-2024, 2026");
    }

    #[test]
    fn a_mark_between_brackets_names_one_commune_and_two_marks_name_nobody() {
        let mut marks = mark(View::Deployment, Some(2), 2022..=2024);
        marks.extend(mark(View::Deployment, None, 2025..=2026));
        let expected = [(Some(2), "[=]..".to_owned()), (None, "...[]".to_owned())];
        assert_eq!(drawn(&lanes(&marks, &[2, 3], &YEARS)), expected);
    }

    #[test]
    fn the_sheet_names_what_the_grid_leaves_nameless() {
        let mut marks = mark(View::Deployment, Some(2), 2022..=2022);
        marks.extend(mark(View::Deployment, None, 2023..=2026));
        marks.extend(mark(View::Sheet, Some(2), 2022..=2026));
        marks.extend(mark(View::Sheet, Some(3), 2023..=2026));
        let expected = [(Some(2), "[===]".to_owned()), (Some(3), ".[==]".to_owned())];
        assert_eq!(drawn(&lanes(&marks, &[2, 3], &YEARS)), expected);
    }
}
