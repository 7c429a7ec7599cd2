//! The cells of an OpenDocument sheet that are spread over others, and those that are shown as shares: the library that reads the
//! values does not tell them.
//!
//! It reads no value, and what it finds is bounded by whoever asks.

use std::collections::BTreeMap;

use super::read::{MOST_COLUMNS, Rows};
use super::swelling::{is, repeats};

/// A sheet of a file, with what a table does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What its tab says; nothing for a plain text.
    pub name: String,
    /// Its rows.
    pub rows: Rows,
    /// Cells that are spread over others, as far as its last row and the columns that are looked at.
    pub spans: Vec<Span>,
    /// Cells that are shown as parts of a hundred, and kept as parts of one.
    pub shares: Vec<Span>,
    /// The colours of cells that hold nothing, by row and column, where the format tells them.
    pub colours: BTreeMap<(usize, usize), String>,
}

/// Cells side by side: rows and columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first row.
    pub top: usize,
    /// Its last row.
    pub bottom: usize,
    /// Its first column.
    pub left: usize,
    /// Its last column.
    pub right: usize,
}

/// Spans as far as the table goes.
pub(super) fn within(spans: Vec<Span>, rows: usize) -> Vec<Span> {
    let cut = |span: Span| Span {
        bottom: span.bottom.min(rows.saturating_sub(1)),
        right: span.right.min(MOST_COLUMNS - 1),
        ..span
    };
    let kept = spans.into_iter().filter(|span| span.top < rows && span.left < MOST_COLUMNS);
    kept.map(cut)
        .filter(|span| span.top <= span.bottom && span.left <= span.right)
        .collect()
}

/// The most spans of one file.
const MOST: usize = 20_000;

/// What an OpenDocument sheet tells of its cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) spans: Vec<Span>,
    pub(super) shares: Vec<Span>,
}

/// What each sheet of `content.xml` tells, by the words of its tab.
pub(super) fn told(xml: &str) -> BTreeMap<String, Told> {
    let mut all: BTreeMap<String, Told> = BTreeMap::new();
    let (mut tab, mut row, mut column, mut rows, mut found) = (String::new(), 0_usize, 0_usize, 0_usize, 0_usize);
    for piece in xml.split('<').skip(1) {
        if is(piece, "table:table") {
            tab = named(piece).unwrap_or_default();
            (row, rows) = (0, 0);
        } else if is(piece, "table:table-row") {
            row = row.saturating_add(rows);
            rows = usize::try_from(repeats(piece, "number-rows-repeated=")).unwrap_or(usize::MAX);
            column = 0;
        } else if is(piece, "table:table-cell") || is(piece, "table:covered-table-cell") {
            let down = usize::try_from(repeats(piece, "number-rows-spanned=")).unwrap_or(1).max(1);
            let across = usize::try_from(repeats(piece, "number-columns-spanned=")).unwrap_or(1).max(1);
            let times = usize::try_from(repeats(piece, "number-columns-repeated=")).unwrap_or(usize::MAX);
            let area = |down: usize, across: usize| Span {
                top: row,
                bottom: row.saturating_add(down.saturating_sub(1)),
                left: column,
                right: column.saturating_add(across.saturating_sub(1)),
            };
            if (down > 1 || across > 1) && found < MOST {
                found += 1;
                all.entry(tab.clone()).or_default().spans.push(area(down, across));
            }
            if is_share(piece) && found < MOST {
                found += 1;
                all.entry(tab.clone()).or_default().shares.push(area(rows, times));
            }
            column = column.saturating_add(times);
        }
    }
    all
}

fn is_share(piece: &str) -> bool {
    let tag = piece.split('>').next().unwrap_or_default();
    tag.contains("office:value-type=\"percentage\"")
}

/// The words of a tab.
fn named(piece: &str) -> Option<String> {
    let words = piece.split_once("table:name=\"")?.1.split('"').next()?;
    Some(
        words
            .replace("&apos;", "'")
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_is_spread_is_found_at_its_place() {
        let xml = "<table:table table:name=\"Axe 1\"><table:table-row><table:table-cell/></table:table-row>\
                   <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"3\"/></table:table-row>\
                   <table:table-row><table:table-cell/><table:table-cell table:number-columns-spanned=\"4\" \
                   table:number-rows-spanned=\"2\"><text:p>x</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>";
        let expected = Span {
            top: 3,
            bottom: 4,
            left: 1,
            right: 4,
        };
        assert_eq!(told(xml).remove("Axe 1").map(|told| told.spans), Some(vec![expected]));
    }
}
