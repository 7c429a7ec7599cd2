//! Tables drawn with blanks, as a converter of PDF prints them: strips of text in columns, put together into rows.
//!
//! Never knows what a column is about: whoever reads the table says which columns span rows and what a code looks like. A row may be
//! wrapped over several lines, its cells at the top or in the middle; blank lines part rows, or codes do; a page may cut one.

mod columns;
mod groups;
mod settled;
mod split;

use crate::passage::Passage;

pub(crate) use columns::{Place, columns, names, pieces, strip, under};
pub(crate) use settled::settled;

/// One printed line of a table: what stands in each column.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strip {
    pub(crate) number: u32,
    pub(crate) cells: Vec<String>,
    pub(crate) before: Gap,
}

/// What stands between a strip and the one above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Gap {
    #[default]
    Nothing,
    Blank,
    Page,
}

/// What the reader of a table knows of its columns.
pub(crate) struct Shape<'s> {
    /// The columns whose cells stand beside several rows.
    pub(crate) spans: Vec<bool>,
    /// The columns that may hold the code of a row.
    pub(crate) codes: Vec<usize>,
    /// Whether a text opens with a code.
    pub(crate) coded: &'s dyn Fn(&str) -> bool,
}

impl Shape<'_> {
    fn owns(&self, column: usize) -> bool {
        !self.spans.get(column).copied().unwrap_or_default()
    }

    /// The columns that are of one row each.
    fn own(&self, width: usize) -> Vec<usize> {
        (0..width).filter(|column| self.owns(*column)).collect()
    }

    /// Whether a strip bears the code of a row.
    fn anchors(&self, strip: &Strip) -> bool {
        let coded = |column: &usize| strip.cells.get(*column).is_some_and(|cell| (self.coded)(cell));
        self.codes.iter().any(coded)
    }
}

/// The rows of a table, in order. A cell that spans rows is told in the first of them.
pub(crate) fn rows(strips: &[Strip], shape: &Shape<'_>) -> Vec<Vec<Passage>> {
    let ranges = split::rows(strips, shape);
    let mut rows: Vec<Vec<Passage>> = ranges.iter().map(|range| cells(strips, range, shape)).collect();
    for column in 0..strips.first().map_or(0, |strip| strip.cells.len()) {
        if !shape.owns(column) {
            groups::give(strips, &ranges, (column, shape), &mut rows);
        }
    }
    rows
}

fn cells(strips: &[Strip], range: &[usize], shape: &Shape<'_>) -> Vec<Passage> {
    let width = strips.first().map_or(0, |strip| strip.cells.len());
    let cell = |column: usize| {
        let parts = range.iter().map(|at| (strips[*at].number, strips[*at].cells[column].clone()));
        Passage::new(parts.collect())
    };
    let own = |column: usize| {
        if shape.owns(column) {
            cell(column)
        } else {
            Passage::default()
        }
    };
    (0..width).map(own).collect()
}

/// Whether a text goes on one that a line cut: it begins with a small letter or a sign that closes.
pub(crate) fn goes_on(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase() || matches!(c, ')' | ',' | ';' | '»'))
}

/// Whether a text awaits its end on the next line: it ends with a sign or a word that links.
pub(crate) fn hangs(text: &str) -> bool {
    let last = text.rsplit([' ', '’', '\'']).next().unwrap_or_default();
    text.ends_with([',', '/', '-', '(', '’', '\'']) || crate::wording::is_link(&crate::wording::fold(last))
}

#[cfg(test)]
mod tests;
