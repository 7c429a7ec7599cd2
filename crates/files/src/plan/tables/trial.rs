//! A text put before a reader of tables, for the tests of each: what it reads is told row by row.

use std::collections::HashSet;

use super::{Row, Table, Text};
use crate::lines::{Line, normalise};
use crate::passage::Passage;

/// What `reader` makes of a text whose pages end with « Page 3 », its cells parted by `between`; nothing when it reads no table.
pub(super) fn told(text: &str, between: &str, reader: impl Fn(Text<'_>, &[Line]) -> Option<Table>) -> Option<Vec<String>> {
    let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
    let pages = lines.iter().filter(|line| line.text.starts_with("Page "));
    let running: HashSet<u32> = pages.map(|line| line.number).collect();
    let text = Text {
        lines: &lines,
        running: &running,
    };
    let row = |row: &Row| match row {
        Row::Cells(cells) => cells.iter().map(Passage::joined).collect::<Vec<_>>().join(between),
        Row::Section(title) => title.joined(),
    };
    Some(reader(text, &lines)?.rows.iter().map(row).collect())
}
