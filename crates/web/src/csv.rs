//! Tables as files that a French spreadsheet opens by itself: UTF-8 with its mark, `;` between cells, CRLF between lines.
//!
//! No cell is ever run as a formula: what begins like one is preceded by an apostrophe.

use crate::answer::Answer;
use crate::example;

/// The type of the file.
pub(crate) const CONTENT_TYPE: &str = "text/csv; charset=utf-8";

/// A table being written, line by line.
pub struct Table(Vec<String>);

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

impl Table {
    /// No line yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a line.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) {
        let mut line = String::new();
        for (i, cell) in cells.into_iter().enumerate() {
            if i > 0 {
                line.push(';');
            }
            write(cell, &mut line);
        }
        self.0.push(line);
    }

    /// Says on every line that it comes from an example.
    pub(crate) fn mark(&mut self) {
        let (head, said) = example::COLUMN;
        for (i, line) in self.0.iter_mut().enumerate() {
            line.push(';');
            write(if i == 0 { head } else { said }, line);
        }
    }

    /// The file.
    #[must_use]
    pub fn answer(self) -> Answer {
        Answer::table(self)
    }

    pub(crate) fn text(&self) -> String {
        let mut text = "\u{feff}".to_owned();
        for line in &self.0 {
            text.push_str(line);
            text.push_str("\r\n");
        }
        text
    }
}

fn write(cell: &str, line: &mut String) {
    // Some programs skip spaces before they look for a formula.
    let formula = cell.trim_start().starts_with(['=', '+', '-', '@']) || cell.starts_with(['\t', '\r', '\n']);
    let quoted = formula || cell.contains([';', '"', '\r', '\n', ',', '\t']);
    if !quoted {
        line.push_str(cell);
        return;
    }
    line.push('"');
    line.push_str(if formula { "'" } else { "" });
    line.push_str(&cell.replace('"', "\"\""));
    line.push('"');
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
        assert_eq!(table.text(), expected);
    }

    #[test]
    fn a_table_of_an_example_says_so_on_every_line() {
        let mut table = Table::new();
        table.row(["N°", "Action"]);
        table.row(["1", "Ouvrir, puis tenir"]);
        table.mark();
        assert_eq!(
            table.text(),
            "\u{feff}N°;Action;Exemple\r\n1;\"Ouvrir, puis tenir\";suivi inventé\r\n"
        );
    }
}
