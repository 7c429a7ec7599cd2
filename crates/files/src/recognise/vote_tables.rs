//! Votes told by tables: a row a council, its day, its number, its counts.
//!
//! A row without a day is no vote.

use domain::reading::{Lines, Sourced, Votes};

use super::rows::{Grid, Row};
use super::votes::{Vote, any};
use super::{period, rows, tally};
use crate::lines::Line;
use crate::passage::Passage;
use crate::prose::Prose;

/// The tables whose rows are votes.
pub(super) fn in_tables(lines: &[Line]) -> Vec<Vote> {
    let first = [
        "assemblee",
        "conseil",
        "instance",
        "collectivite",
        "organe",
        "partie",
        "signataire",
    ];
    let is_header = |header: &[Vec<String>]| {
        let named = header.first().is_some_and(|words| any(words, &first));
        let rest = header.get(1..).unwrap_or_default();
        let figures = header
            .iter()
            .flatten()
            .any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
        named
            && !figures
            && rest.iter().any(|words| any(words, &["deliberation", "pour", "vote", "voix"]))
            && rest.iter().any(|words| any(words, &["date", "seance"]))
    };
    rows::grids(lines, is_header).iter().flat_map(in_grid).collect()
}

fn in_grid(grid: &Grid) -> Vec<Vote> {
    let date = grid.column(&["date", "seance"]);
    let number = grid.column_but(date, &["deliberation", "numero", "n"]);
    let counts = ["pour", "contre", "abst"].map(|start| grid.column(&[start]));
    let read = |row: &Row| {
        let one = |column: Option<usize>| Prose::of(&Passage::one(row.line, row.cell(column).unwrap_or_default()));
        let cell = one(date);
        let found = cell.dates().into_iter().next()?;
        let [favour, against, abstain] = counts.map(|column| tally::cell(row, column));
        Some(Vote {
            lines: Lines::one(row.line),
            assembly: Passage::one(row.line, row.cell(Some(0))?),
            day: Some(period::sourced(&cell, &found)),
            number: row
                .cell(number)
                .map(|text| text.trim_start_matches("n°").trim())
                .filter(|text| text.contains(|c: char| c.is_ascii_digit()))
                .map(|text| Sourced::new(text.to_owned(), Lines::one(row.line))),
            counts: Votes {
                favour,
                against,
                abstain,
                ..Votes::default()
            },
        })
    };
    grid.rows.iter().filter_map(read).collect()
}
