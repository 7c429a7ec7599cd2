//! A text as a value: a title page, then headings, paragraphs, items and tables, in order.
//!
//! It knows no format: each writer says it in its own.

/// A text that leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is called.
    pub title: String,
    /// What stands under the title: the territory, the years, what the file is.
    pub under: Vec<String>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading, of level 1 to 4.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list, of depth 1 to 3.
    Item(u8, String),
    /// A table: its heads, then its rows, a text a cell.
    Table(Vec<String>, Vec<Vec<String>>),
}

impl Paper {
    /// Adds a heading.
    pub(super) fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.blocks.push(Block::Heading(level, text.into()));
    }

    /// Adds a paragraph.
    pub(super) fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    /// Adds an item.
    pub(super) fn item(&mut self, depth: u8, text: impl Into<String>) {
        self.blocks.push(Block::Item(depth.clamp(1, 3), text.into()));
    }

    /// Adds a table, unless it has no row. A column where no row says anything is left out.
    pub(super) fn table(&mut self, heads: &[&str], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        let said = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
        let kept: Vec<usize> = (0..heads.len()).filter(said).collect();
        let heads = kept.iter().map(|column| heads[*column].to_owned()).collect();
        let cells = |row: Vec<String>| {
            kept.iter()
                .map(|column| row.get(*column).cloned().unwrap_or_default())
                .collect()
        };
        let rows = rows.into_iter().map(cells).collect();
        self.blocks.push(Block::Table(heads, rows));
    }
}

/// How many characters stand side by side on a page, in the letters of a table.
const PAGE_CHARACTERS: usize = 100;

/// How a width is shared between the columns of a table: each has the room of its head, and of the rest what it has to say.
pub(super) fn shares(heads: &[String], rows: &[Vec<String>], whole: usize) -> Vec<usize> {
    let said = |column: usize| -> usize {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells
            .map(|cell| cell.lines().map(|line| line.chars().count()).sum::<usize>())
            .sum()
    };
    let head = |column: usize| heads[column].chars().count() + 4;
    let said: Vec<usize> = (0..heads.len()).map(|column| said(column).isqrt() + 1).collect();
    let least: Vec<usize> = (0..heads.len()).map(head).collect();
    let all = said.iter().sum::<usize>().max(1);
    let taken: usize = least.iter().sum();
    let left = PAGE_CHARACTERS.saturating_sub(taken);
    let characters = said.iter().zip(&least).map(|(said, least)| least * all + left * said);
    let total = (taken + left).max(1) * all;
    characters.map(|characters| whole * characters / total).collect()
}
