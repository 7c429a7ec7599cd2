//! The cells of a spreadsheet as a plan reads them: words, merged cells laid out, colours where there is no word.
//!
//! Bounds are those of `sheets::read`; nothing is understood here.

use std::collections::BTreeMap;

use domain::time::Day;

use crate::sheets::read::{Sheet, Span, Unread, sheets};
use crate::sheets::{Cell, decimal};

/// The most cells into which merged ones are laid out, in one sheet.
const MOST_LAID_OUT: usize = 200_000;

/// What merged cells repeat of their words, at most.
const MOST_LAID_OUT_BYTES: usize = 8_000_000;

/// A sheet, as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// What its tab says; nothing for a plain text.
    pub name: String,
    /// Its rows, from the first of the sheet.
    pub rows: Vec<Vec<String>>,
    /// The rows on which one cell is spread over several columns, with how many.
    pub spread: BTreeMap<usize, usize>,
    /// The colours of cells without a word, by row and column, as six hexadecimal digits.
    pub colours: BTreeMap<(usize, usize), String>,
}

impl Tab {
    /// The words of a cell, without what stands around them.
    #[must_use]
    pub fn words(&self, row: usize, column: usize) -> &str {
        self.rows
            .get(row)
            .and_then(|row| row.get(column))
            .map_or("", |words| words.trim())
    }

    /// How many columns it has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }
}

/// The sheets of a file, in their order; those without a cell are left out.
pub fn tabs(bytes: &[u8]) -> Result<Vec<Tab>, Unread> {
    Ok(sheets(bytes)?.into_iter().map(tab).collect())
}

fn tab(sheet: Sheet) -> Tab {
    let mut rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.iter().map(words).collect()).collect();
    as_shares(&sheet, &mut rows);
    let mut spread = BTreeMap::new();
    let (mut left, mut bytes) = (MOST_LAID_OUT, MOST_LAID_OUT_BYTES);
    for span in &sheet.spans {
        let words = rows
            .get(span.top)
            .and_then(|row| row.get(span.left))
            .cloned()
            .unwrap_or_default();
        if words.is_empty() {
            continue;
        }
        if span.right > span.left {
            let across = spread.entry(span.top).or_insert(0);
            *across = (span.right - span.left + 1).max(*across);
        }
        for row in rows.iter_mut().take(span.bottom + 1).skip(span.top) {
            if row.len() <= span.right {
                row.resize(span.right + 1, String::new());
            }
            for cell in &mut row[span.left..=span.right] {
                left = left.saturating_sub(1);
                bytes = bytes.saturating_sub(words.len());
                if left > 0 && bytes > 0 {
                    cell.clone_from(&words);
                }
            }
        }
    }
    Tab {
        name: sheet.name,
        rows,
        spread,
        colours: sheet.colours,
    }
}

/// What is shown as a part of a hundred is said so: "100 %" is kept as one.
fn as_shares(sheet: &Sheet, rows: &mut [Vec<String>]) {
    let columns = |area: &Span, row: usize| (area.left..=area.right).map(move |column| (row, column));
    let areas = sheet.shares.iter();
    let places = areas.flat_map(|area| (area.top..=area.bottom).flat_map(move |row| columns(area, row)));
    for (row, column) in places.take(MOST_LAID_OUT) {
        let share = match sheet.rows.get(row).and_then(|cells| cells.get(column)) {
            Some(Cell::Number(number)) => number.checked_mul(100),
            Some(Cell::Hundredths(hundredths)) => Some(*hundredths),
            _ => None,
        };
        let words = rows.get_mut(row).and_then(|cells| cells.get_mut(column));
        if let (Some(share), Some(words)) = (share, words) {
            *words = format!("{share}\u{a0}%");
        }
    }
}

/// What a cell says.
fn words(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Hundredths(number) => {
            let text = decimal(*number);
            text.trim_end_matches('0').trim_end_matches(',').to_owned()
        }
        Cell::Share(share) => format!("{}\u{a0}%", share.get()),
        Cell::Day(day) => french(*day),
    }
}

fn french(day: Day) -> String {
    format!("{:02}/{:02}/{}", day.day_of_month(), day.month(), day.year())
}

/// The name of a cell as programs write it: `C12`.
#[must_use]
pub fn cell_name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_called_as_programs_call_them() {
        assert_eq!((cell_name(11, 2), cell_name(0, 27)), ("C12".to_owned(), "AB1".to_owned()));
    }
}
