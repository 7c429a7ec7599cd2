//! The grid as it stands in the lines of the text: tabbed rows under a header that names an action and years.
//!
//! It tells what stands in a cell; whether that is a mark was decided when the text was read.

use std::collections::HashMap;

use crate::reading::{Reading, words_of};

/// A cell of the grid that is not blank.
pub(super) struct Cell<'t> {
    pub(super) line: u32,
    pub(super) action: &'t str,
    pub(super) year: i16,
    pub(super) text: String,
}

/// Every cell that is not blank, by line.
pub(super) fn cells<'t>(reading: &'t Reading, text: &[String]) -> Vec<Cell<'t>> {
    let rows = rows(reading);
    let (mut found, mut years) = (Vec::new(), Vec::new());
    for (line, raw) in (1_u32..).zip(text) {
        if !raw.contains('\t') {
            continue;
        }
        if let Some(columns) = header(raw) {
            years = columns;
            continue;
        }
        let Some(action) = rows.get(&line) else { continue };
        let cells: Vec<&str> = raw.split('\t').collect();
        for (at, year) in &years {
            let written = cells.get(*at).map(|cell| bare(cell)).unwrap_or_default();
            if !written.is_empty() {
                found.push(Cell {
                    line,
                    action,
                    year: *year,
                    text: written,
                });
            }
        }
    }
    found
}

/// The lines that open an action, with its printed number.
pub(super) fn rows(reading: &Reading) -> HashMap<u32, &str> {
    let numbers = reading.actions.iter().map(|action| &action.number);
    numbers
        .flat_map(|number| number.lines.iter().map(|line| (line, number.value.as_str())))
        .collect()
}

/// The columns that are years, when a line is the header of a table of actions; none for a table of another kind.
pub(super) fn header(raw: &str) -> Option<Vec<(usize, i16)>> {
    let cells: Vec<&str> = raw.split('\t').collect();
    let first = words_of(&bare(cells.first()?));
    let actions = first.len() <= 4 && first.iter().any(|word| word == "action" || word == "actions");
    let year = |cell: &str| bare(cell).parse::<i16>().ok().filter(|year| (1990..=2100).contains(year));
    let columns = cells.iter().enumerate().filter_map(|(at, cell)| Some((at, year(cell)?)));
    let columns: Vec<(usize, i16)> = columns.collect();
    let role = |cell: &&str| {
        let words = words_of(cell);
        words
            .iter()
            .any(|word| word.starts_with("pilote") || word.starts_with("porteur"))
    };
    let named = columns.len() > 1 || cells.iter().any(role);
    (actions && cells.len() > 2 && named).then_some(columns)
}

/// A cell without its markup.
fn bare(cell: &str) -> String {
    let tags = ["<p>", "</p>", "<br>", "<br/>", "<u>", "</u>", "**"];
    let bare = tags.iter().fold(cell.to_owned(), |cell, tag| cell.replace(tag, " "));
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}
