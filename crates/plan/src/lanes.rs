//! The deployment of an action: a lane a commune that the text names, one more for the years where it names none.
//!
//! Pure. A plain mark is never shared out between communes: what the text does not say stays on its own lane.

use std::collections::{BTreeMap, BTreeSet};

use domain::reading::{Half, View};
use domain::time::Day;

use crate::orgs::Orgs;
use crate::rows::{MarkRow, marks_of};

/// One year of one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Nothing planned.
    Off,
    /// Planned.
    Planned {
        /// The first year of the bar.
        starts: bool,
        /// The last year of the bar.
        ends: bool,
        /// The view that names the commune: the sheet, where the grid names nobody.
        view: View,
        /// The half of the year, when every mark of it stands for the same one.
        half: Option<Half>,
    },
}

/// What the marks say of one year of a lane.
#[derive(Debug, Clone, Copy)]
struct Planned {
    view: View,
    half: Option<Half>,
}

impl Planned {
    const fn of(mark: &MarkRow) -> Self {
        Self {
            view: mark.view,
            half: mark.half,
        }
    }

    /// One mark more: both halves of a year are a year, and the grid speaks before the sheet.
    fn and(self, mark: &MarkRow) -> Self {
        Self {
            view: mark.view.min(self.view),
            half: self.half.filter(|half| mark.half == Some(*half)),
        }
    }
}

/// The years of one commune in one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Lane {
    /// The commune; `None` for the years where the text names nobody.
    pub(crate) party: Option<i64>,
    /// One cell a year of the period.
    pub(crate) cells: Vec<Cell>,
}

impl Lane {
    /// The classes of the bar of one year. `place` is the rank of the commune's badge.
    pub(crate) fn bar(&self, year: usize, place: Option<usize>) -> String {
        let Some(Cell::Planned {
            starts,
            ends,
            view,
            half,
        }) = self.cells.get(year).copied()
        else {
            return "ln off".to_owned();
        };
        let who = place.map_or("ln-open", |place| web::components::party_class(place));
        let start = if starts { " s" } else { "" };
        let end = if ends { " e" } else { "" };
        let sheet = if view == View::Sheet { " ln-sheet" } else { "" };
        let half = match half {
            Some(Half::First) => " ln-h1",
            Some(Half::Second) => " ln-h2",
            None => "",
        };
        format!("ln {who}{start}{end}{sheet}{half}")
    }

    /// Whether something is planned that year.
    pub(crate) fn planned(&self, year: usize) -> bool {
        self.cells.get(year).is_some_and(|cell| *cell != Cell::Off)
    }

    /// The half of that year in which it is planned, where the text tells one.
    pub(crate) fn half(&self, year: usize) -> Option<Half> {
        match self.cells.get(year) {
            Some(Cell::Planned { half, .. }) => *half,
            _ => None,
        }
    }

    /// Whether only the sheet names the commune that year.
    pub(crate) fn by_sheet(&self, year: usize) -> bool {
        matches!(self.cells.get(year), Some(Cell::Planned { view: View::Sheet, .. }))
    }
}

/// The lanes of one action over `years`: the communes named, in the order of `communes`, then the nameless lane.
///
/// The grid tells whether a year is planned; where it names nobody and the sheet of the action does, the sheet's
/// communes are used, and the cell says so.
pub(crate) fn lanes(marks: &[MarkRow], communes: &[i64], years: &[i64]) -> Vec<Lane> {
    let mut named: BTreeMap<i64, BTreeMap<i64, Planned>> = BTreeMap::new();
    let mut nameless: BTreeMap<i64, Planned> = BTreeMap::new();
    for mark in marks {
        let years = match mark.party {
            Some(party) => named.entry(party).or_default(),
            None if mark.view == View::Deployment => &mut nameless,
            None => continue,
        };
        let planned = years.entry(mark.year).or_insert_with(|| Planned::of(mark));
        *planned = planned.and(mark);
    }
    nameless.retain(|year, _| !named.values().any(|years| years.contains_key(year)));
    let others = named.keys().filter(|party| !communes.contains(party));
    let order = communes.iter().filter(|party| named.contains_key(party)).chain(others);
    let lane = |party: Option<i64>, planned: &BTreeMap<i64, Planned>| Lane {
        party,
        cells: cells(planned, years),
    };
    let mut lanes: Vec<Lane> = order.map(|party| lane(Some(*party), &named[party])).collect();
    if !nameless.is_empty() {
        lanes.push(lane(None, &nameless));
    }
    lanes
}

fn cells(planned: &BTreeMap<i64, Planned>, years: &[i64]) -> Vec<Cell> {
    // A bar goes on from one year into the next unless a half that is not planned lies between.
    let leaves = |year: i64| planned.get(&year).is_some_and(|one| one.half != Some(Half::First));
    let enters = |year: i64| planned.get(&year).is_some_and(|one| one.half != Some(Half::Second));
    let cell = |year: &i64| match planned.get(year) {
        None => Cell::Off,
        Some(one) => Cell::Planned {
            starts: !(leaves(year - 1) && enters(*year)),
            ends: !(leaves(*year) && enters(year + 1)),
            view: one.view,
            half: one.half,
        },
    };
    years.iter().map(cell).collect()
}

/// Every year from the first to the last that the period or a mark names.
pub(crate) fn years(start: Option<Day>, end: Option<Day>, marked: impl Iterator<Item = i64>) -> Vec<i64> {
    let signed = [start, end].into_iter().flatten().map(|day| i64::from(day.year()));
    let all: BTreeSet<i64> = signed.chain(marked).collect();
    match (all.first(), all.last()) {
        (Some(first), Some(last)) => (*first..=*last).collect(),
        _ => Vec::new(),
    }
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
                .enumerate()
                .filter(|(index, _)| lane.planned(*index))
                .map(|(_, year)| *year);
            let who = lane
                .party
                .and_then(|party| orgs.badge(&party))
                .map(|badge| format!("{}\u{a0}", badge.letters));
            format!("{}{}", who.unwrap_or_default(), spans(planned))
        })
        .collect()
}

/// "2022-2024, 2026": runs of years.
pub(crate) fn spans(years: impl Iterator<Item = i64>) -> String {
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
                half: None,
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
    fn halves_of_a_year_are_drawn_and_join_where_they_meet() {
        let half = |year, half| MarkRow {
            action: 1,
            view: View::Deployment,
            year,
            party: Some(2),
            half: Some(half),
        };
        let mut marks = vec![half(2022, Half::Second), half(2023, Half::First), half(2023, Half::Second)];
        marks.push(half(2025, Half::First));
        let lanes = lanes(&marks, &[2], &YEARS);
        assert_eq!(drawn(&lanes), [(Some(2), "[].[.".to_owned())]);
        let halves: Vec<_> = (0..YEARS.len()).map(|year| lanes[0].half(year)).collect();
        assert_eq!(
            halves,
            [Some(Half::Second), None, None, Some(Half::First), None],
            "two halves are a year"
        );
        assert_eq!(lanes[0].bar(0, Some(2)), "ln p2 s ln-h2");
        assert_eq!(lanes[0].bar(3, Some(2)), "ln p2 s e ln-h1");
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
        let lanes = lanes(&marks, &[2, 3], &YEARS);
        assert_eq!(drawn(&lanes), expected);
        assert!(!lanes[0].by_sheet(0) && lanes[0].by_sheet(1) && lanes[1].by_sheet(1));
        assert_eq!(lanes[1].bar(1, Some(2)), "ln p2 s ln-sheet");
    }
}
