//! Tables as files that a French spreadsheet opens by itself: UTF-8 with its mark, `;` between cells, CRLF between lines.
//!
//! No cell is ever run as a formula: what begins like one is preceded by an apostrophe.

use crate::answer::Answer;

/// A table being written.
pub struct Table(String);

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl Table {
    /// No line yet.
    #[must_use]
    pub fn new() -> Self {
        Self("\u{feff}".to_owned())
    }

    /// Adds a line.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                self.0.push(';');
            }
            self.cell(cell);
        }
        self.0.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        // Some programs skip spaces before they look for a formula.
        let formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
        let quoted = formula || cell.contains([';', '"', '\r', '\n', ',', '\t']);
        if !quoted {
            self.0.push_str(cell);
            return;
        }
        self.0.push('"');
        self.0.push_str(if formula { "'" } else { "" });
        self.0.push_str(&cell.replace('"', "\"\""));
        self.0.push('"');
    }

    /// The file.
    #[must_use]
    pub fn answer(self) -> Answer {
        Answer::bytes(self.0.into_bytes(), "text/csv; charset=utf-8")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_kept_apart_and_never_run() {
        let mut table = Table::new();
        table.row(["Nom", "A; B", "dit \"Le QG\"", "deux\nlignes"]);
        table.row(["=1+1", "+33 4", "-5", "@SUM(A1)", " =cmd", "\tx", "12-14"]);
        let expected = "\u{feff}Nom;\"A; B\";\"dit \"\"Le QG\"\"\";\"deux\nlignes\"\r\n\
            \"'=1+1\";\"'+33 4\";\"'-5\";\"'@SUM(A1)\";\"' =cmd\";\"'\tx\";12-14\r\n";
        assert_eq!(table.0, expected);
    }
}
