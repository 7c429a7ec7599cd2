//! Several tables in one file, a tab each.
//!
//! What each table says is the matter of whoever makes it; nothing is told twice here.

use super::{Format, Sheet, Unwritten, written};

/// Tables that leave together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    title: String,
    sheets: Vec<Sheet>,
}

impl Book {
    /// A book of this title, which opens on this table.
    #[must_use]
    pub fn new(title: impl Into<String>, first: Sheet) -> Self {
        Self {
            title: title.into(),
            sheets: vec![first],
        }
    }

    /// Adds a table after the others.
    pub fn add(&mut self, sheet: Sheet) {
        self.sheets.push(sheet);
    }

    /// The tables, in order.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Adds a last column to every table, which says the same on every row.
    pub fn mark(&mut self, head: &'static str, said: &str) {
        self.sheets.iter_mut().for_each(|sheet| sheet.mark(head, said));
    }

    /// The file; as CSV, that of the first table, for a file of that format holds one.
    pub fn bytes(&self, format: Format) -> Result<Vec<u8>, Unwritten> {
        written(&self.title, &self.sheets, format)
    }
}
