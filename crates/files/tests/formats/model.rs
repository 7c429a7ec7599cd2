//! A document as a person sees it, and the canonical text that it should give.

use proptest::prelude::*;

/// A piece of the document.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Heading(usize, String),
    Paragraph(String),
    /// Whether it counts, and its items with their depth.
    List(bool, Vec<(usize, String)>),
    Table(Table),
}

/// A table of equal rows, and one cell that may spread over others.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Vec<String>>,
    /// Its row, its column, how many rows and columns.
    pub(crate) merged: (usize, usize, usize, usize),
}

/// What stands at a place of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Cell { rows: usize, columns: usize },
    Above,
    Left,
}

impl Table {
    pub(crate) fn at(&self, row: usize, column: usize) -> Place {
        let (top, left, rows, columns) = self.merged;
        let inside = (top..top + rows).contains(&row) && (left..left + columns).contains(&column);
        match (inside, row == top, column == left) {
            (true, true, true) => Place::Cell { rows, columns },
            (true, _, false) => Place::Left,
            (true, false, true) => Place::Above,
            (false, ..) => Place::Cell { rows: 1, columns: 1 },
        }
    }
}

/// The lines that the parts should give.
pub(crate) fn expected(parts: &[Part]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut in_list = false;
    for part in parts {
        let is_item = matches!(part, Part::List(..));
        if !lines.is_empty() && (!is_item || !in_list) {
            lines.push(String::new());
        }
        in_list = is_item;
        match part {
            Part::Heading(level, text) => lines.push(format!("{} {text}", "#".repeat(*level))),
            Part::Paragraph(text) => lines.push(text.clone()),
            Part::List(counts, items) => lines.extend(numbered(*counts, items)),
            Part::Table(table) => lines.extend(table.rows.iter().enumerate().map(|(row, cells)| {
                let shown = cells.iter().enumerate().map(|(column, text)| match table.at(row, column) {
                    Place::Cell { .. } => text.as_str(),
                    Place::Above => "▴",
                    Place::Left => "◂",
                });
                shown.collect::<Vec<_>>().join("\t")
            })),
        }
    }
    lines
}

fn numbered(counts: bool, items: &[(usize, String)]) -> Vec<String> {
    let mut counted = [0; 4];
    let line = |(depth, text): &(usize, String)| {
        counted[*depth] += 1;
        counted[depth + 1..].fill(0);
        let label = if counts {
            format!("{}.", counted[*depth])
        } else {
            "-".to_owned()
        };
        format!("{}{label} {text}", "  ".repeat(*depth))
    };
    items.iter().map(line).collect()
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec("[a-zA-Zéàœ’&<>\"'0-9:;«»]{1,8}", 1..6).prop_map(|words| words.join(" "))
}

fn list() -> impl Strategy<Value = Part> {
    let items = prop::collection::vec((0_usize..3, words()), 1..6);
    (any::<bool>(), items).prop_map(|(counts, mut items)| {
        let mut deepest = 0;
        for (depth, _) in &mut items {
            *depth = (*depth).min(deepest);
            deepest = *depth + 1;
        }
        Part::List(counts, items)
    })
}

fn table() -> impl Strategy<Value = Part> {
    let size = (1_usize..5, 2_usize..5);
    size.prop_flat_map(|(rows, columns)| {
        let cells = prop::collection::vec(prop::collection::vec(words(), columns), rows);
        (cells, 0..rows, 0..columns, 1..=rows, 1..columns)
    })
    .prop_map(|(rows, top, left, high, wide)| {
        let merged = (top, left, high.min(rows.len() - top), wide.min(rows[0].len() - left));
        Part::Table(Table { rows, merged })
    })
}

/// Any document of a few parts.
pub(crate) fn document() -> impl Strategy<Value = Vec<Part>> {
    let part = prop_oneof![
        (1_usize..5, words()).prop_map(|(level, text)| Part::Heading(level, text)),
        words().prop_map(Part::Paragraph),
        list(),
        table(),
    ];
    prop::collection::vec(part, 1..8)
}
