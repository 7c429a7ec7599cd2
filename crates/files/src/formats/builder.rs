//! From what a format says in its order (a paragraph opens, a cell closes) to blocks of the canonical text.
//!
//! It forgives what writers forget to close, and stops counting on what swells: nothing here calls itself, however deep a document
//! goes.

#[cfg(test)]
mod tests;

use super::canon::{Block, labelled, tidy};
pub(super) use super::spreading::Span;
use super::spreading::{Placed, WIDEST, is_layout, spread_row};

/// The most cells of a document, once spread: a large convention has a few thousand.
const MOST_CELLS: usize = 200_000;

/// The most bytes of words: those of the largest text, and their structure.
const MOST_BYTES: usize = 8_000_000;

/// How deep tables stand in one another before the deeper ones are read as paragraphs.
const DEEPEST_TABLE: usize = 12;

/// What a paragraph is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// An ordinary one.
    Plain,
    /// A heading of this level, from 1, with its printed number, or nothing.
    Heading(u8, String),
    /// An item of a list: depth from 0, label.
    Item(usize, String),
}

/// The document has more words or cells than a convention can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Swollen;

/// Where paragraphs go: the page, a cell, a note or a box.
#[derive(Debug, Default)]
struct Flow {
    blocks: Vec<Block>,
    open: Option<(Shape, String)>,
    /// What waits for the end of the open paragraph: boxes anchored in it.
    beside: Vec<Block>,
    /// Notes called here, to stand below.
    notes: Vec<Block>,
}

#[derive(Debug, Default)]
struct OpenTable {
    rows: Vec<Vec<Placed>>,
    in_row: bool,
    in_cell: bool,
}

/// Blocks being made.
#[derive(Debug)]
pub(super) struct Builder {
    flows: Vec<Flow>,
    tables: Vec<OpenTable>,
    /// Tables too deep to be told.
    ignored: usize,
    note_count: usize,
    bytes: usize,
    cells: usize,
}

impl Builder {
    pub(super) fn new() -> Self {
        Self {
            flows: vec![Flow::default()],
            tables: Vec::new(),
            ignored: 0,
            note_count: 0,
            bytes: 0,
            cells: 0,
        }
    }

    /// Whether reading on is of no use.
    pub(super) fn is_swollen(&self) -> bool {
        self.bytes > MOST_BYTES || self.cells > MOST_CELLS
    }

    /// The blocks, once everything is closed.
    pub(super) fn finish(mut self) -> Result<Vec<Block>, Swollen> {
        while !self.tables.is_empty() {
            self.ignored = 0;
            self.close_table();
        }
        while self.flows.len() > 1 {
            self.close_aside();
        }
        self.end();
        if self.is_swollen() {
            return Err(Swollen);
        }
        Ok(self.flows.pop().map(|flow| flow.blocks).unwrap_or_default())
    }

    fn flow(&mut self) -> &mut Flow {
        if self.flows.is_empty() {
            self.flows.push(Flow::default());
        }
        let last = self.flows.len() - 1;
        &mut self.flows[last]
    }

    /// Opens a paragraph; the one before ends.
    pub(super) fn begin(&mut self, shape: Shape) {
        self.end();
        self.flow().open = Some((shape, String::new()));
    }

    /// Whether a paragraph is open that holds nothing yet.
    pub(super) fn is_bare(&mut self) -> bool {
        matches!(&self.flow().open, Some((_, text)) if text.trim().is_empty())
    }

    /// Words of the open paragraph; those that no paragraph holds open one.
    pub(super) fn text(&mut self, words: &str) {
        if self.is_swollen() || (self.flow().open.is_none() && words.trim().is_empty()) {
            return;
        }
        self.bytes += words.len();
        let (_, text) = self.flow().open.get_or_insert((Shape::Plain, String::new()));
        text.extend(words.chars().map(|c| if c.is_control() { ' ' } else { c }));
    }

    /// A new line of the same paragraph.
    pub(super) fn line_break(&mut self) {
        if let Some((_, text)) = &mut self.flow().open {
            text.push('\n');
        }
    }

    /// A gap up to the next stop: what follows stands in a column of its own.
    pub(super) fn tab(&mut self) {
        if let Some((_, text)) = &mut self.flow().open {
            text.push('\t');
        }
    }

    /// A note called here: its number in the text, its words below.
    pub(super) fn note(&mut self, words: &str) {
        self.note_count += 1;
        let number = self.note_count;
        self.text(&format!("[^{number}]"));
        self.bytes += words.len();
        let block = Block::Note(number, tidy(words));
        self.flow().notes.push(block);
    }

    /// Blocks that are whole already: in a cell, a heading is a paragraph.
    pub(super) fn put(&mut self, blocks: Vec<Block>) {
        self.end();
        let plain = blocks.into_iter().map(|block| match block {
            Block::Heading(_, text) => Block::Paragraph(text),
            other => other,
        });
        self.flow().blocks.extend(plain);
    }

    /// Ends the open paragraph.
    pub(super) fn end(&mut self) {
        let is_page = self.tables.is_empty();
        let flow = self.flow();
        if let Some((shape, text)) = flow.open.take() {
            flow.blocks.extend(block(shape, &tidy(&text)));
        }
        let beside = std::mem::take(&mut flow.beside);
        flow.blocks.extend(beside);
        if is_page {
            let notes = std::mem::take(&mut flow.notes);
            flow.blocks.extend(notes);
        }
    }

    /// What follows stands on the next page.
    pub(super) fn page_break(&mut self) {
        self.end();
        if self.tables.is_empty() {
            self.flow().blocks.push(Block::Break);
        }
    }

    /// A box of text, or the words of a note: they leave the paragraph that holds them.
    pub(super) fn open_aside(&mut self) {
        self.flows.push(Flow::default());
    }

    /// The box ends: it stands after the paragraph where it is anchored.
    pub(super) fn close_aside(&mut self) {
        let (blocks, notes) = self.leave();
        let flow = self.flow();
        flow.beside.extend(blocks);
        flow.notes.extend(notes);
        if flow.open.is_none() {
            self.end();
        }
    }

    /// The words of a note end here: they are handed back.
    pub(super) fn close_note(&mut self) -> String {
        let (blocks, _) = self.leave();
        blocks.iter().flat_map(Block::lines).collect::<Vec<_>>().join(" ")
    }

    fn leave(&mut self) -> (Vec<Block>, Vec<Block>) {
        self.end();
        if self.flows.len() < 2 {
            return (Vec::new(), Vec::new());
        }
        let flow = self.flows.pop().unwrap_or_default();
        (flow.blocks, flow.notes)
    }

    pub(super) fn open_table(&mut self) {
        self.end();
        if self.tables.len() >= DEEPEST_TABLE {
            self.ignored += 1;
        } else {
            self.tables.push(OpenTable::default());
        }
    }

    pub(super) fn is_in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    pub(super) fn is_in_cell(&self) -> bool {
        self.tables.last().is_some_and(|table| table.in_cell)
    }

    pub(super) fn open_row(&mut self) {
        self.close_row();
        if self.ignored == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.rows.push(Vec::new());
            table.in_row = true;
        }
    }

    pub(super) fn close_row(&mut self) {
        self.close_cell();
        if self.ignored == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.in_row = false;
        }
    }

    /// Takes the open row back: it was struck out.
    pub(super) fn drop_row(&mut self) {
        self.close_row();
        if self.ignored == 0
            && let Some(table) = self.tables.last_mut()
        {
            table.rows.pop();
        }
    }

    pub(super) fn open_cell(&mut self, span: Span) {
        self.close_cell();
        if self.ignored > 0 || self.tables.is_empty() {
            return;
        }
        if self.tables.last().is_some_and(|table| !table.in_row) {
            self.open_row();
        }
        if let Some(table) = self.tables.last_mut() {
            table.in_cell = true;
            let span = Span {
                columns: span.columns.clamp(1, WIDEST),
                rows: span.rows.max(1),
                ..span
            };
            if let Some(row) = table.rows.last_mut() {
                let blocks = Vec::new();
                row.push(Placed { blocks, span });
            }
        }
        self.flows.push(Flow::default());
    }

    /// What Word says of a cell after it was opened.
    pub(super) fn spread(&mut self, span: Span) {
        let last = self
            .tables
            .last_mut()
            .and_then(|table| table.rows.last_mut())
            .and_then(|row| row.last_mut());
        if let Some(placed) = last {
            placed.span = Span {
                columns: span.columns.clamp(1, WIDEST),
                ..span
            };
        }
    }

    pub(super) fn close_cell(&mut self) {
        self.end();
        if self.ignored > 0 || !self.is_in_cell() {
            return;
        }
        let (blocks, notes) = self.leave();
        self.flow().notes.extend(notes);
        if let Some(table) = self.tables.last_mut() {
            table.in_cell = false;
            if let Some(placed) = table.rows.last_mut().and_then(|row| row.last_mut()) {
                placed.blocks = blocks;
            }
        }
    }

    pub(super) fn close_table(&mut self) {
        self.end();
        if self.ignored > 0 {
            self.ignored -= 1;
            return;
        }
        self.close_row();
        let Some(table) = self.tables.pop() else { return };
        let blocks = if is_layout(&table.rows) {
            table.rows.into_iter().flatten().flat_map(|placed| placed.blocks).collect()
        } else {
            self.grid(table.rows)
        };
        self.flow().blocks.extend(blocks);
        self.end();
    }

    /// The rows, each place told.
    fn grid(&mut self, rows: Vec<Vec<Placed>>) -> Vec<Block> {
        let mut grid: Vec<Vec<String>> = Vec::with_capacity(rows.len());
        // For each column, how many rows the cell above still spreads over, and what its place holds.
        let mut above: Vec<(usize, &str)> = Vec::new();
        for row in rows {
            let row = spread_row(row, &mut above);
            self.cells += row.len();
            if self.is_swollen() {
                return Vec::new();
            }
            if row.iter().any(|cell| !cell.is_empty()) {
                grid.push(row);
            }
        }
        let width = grid.iter().map(Vec::len).max().unwrap_or(0);
        self.cells += width * grid.len();
        if self.is_swollen() {
            return Vec::new();
        }
        for row in &mut grid {
            row.resize(width, String::new());
        }
        if grid.is_empty() {
            Vec::new()
        } else {
            vec![Block::Table(grid)]
        }
    }
}

fn block(shape: Shape, text: &str) -> Option<Block> {
    match shape {
        _ if text.is_empty() => None,
        Shape::Plain => Some(Block::Paragraph(text.to_owned())),
        Shape::Heading(level, label) => Some(Block::Heading(level, labelled(&label, text))),
        Shape::Item(depth, label) => Some(Block::Item(depth, label, text.to_owned())),
    }
}
