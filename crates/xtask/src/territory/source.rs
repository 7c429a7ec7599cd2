//! The published files: rows of a table, compressed or not.
//!
//! It never guesses a column: one that is missing stops everything.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};

/// A table as published: its columns, and its rows.
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads `folder/name.csv`, or the same compressed.
    pub(crate) fn read(folder: &Path, name: &str) -> Result<Self> {
        let bytes = bytes(folder, &format!("{name}.csv"))?;
        let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
        Self::parse(&text).with_context(|| format!("in {name}"))
    }

    fn parse(text: &str) -> Result<Self> {
        let mut lines = text.trim_start_matches('\u{feff}').lines().map(|line| cells(line.trim_end()));
        let columns = lines.next().ok_or_else(|| anyhow!("no header"))?;
        let rows: Vec<Vec<String>> = lines.collect();
        if let Some(at) = rows.iter().position(|row| row.len() != columns.len()) {
            bail!("row {} has {} cells, the header {}", at + 2, rows[at].len(), columns.len());
        }
        Ok(Self { columns, rows })
    }

    /// The rows, reduced to these columns, in this order.
    pub(crate) fn columns(&self, names: &[&str]) -> Result<Vec<Vec<&str>>> {
        let place = |name: &&str| {
            let found = self.columns.iter().position(|column| column == name);
            found.ok_or_else(|| anyhow!("no column {name}"))
        };
        let places: Vec<usize> = names.iter().map(place).collect::<Result<_>>()?;
        Ok(self
            .rows
            .iter()
            .map(|row| places.iter().map(|place| row[*place].as_str()).collect())
            .collect())
    }
}

/// The bytes of a file, or of the same compressed.
pub(crate) fn bytes(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let plain = folder.join(name);
    if plain.exists() {
        return std::fs::read(&plain).with_context(|| format!("reading {}", plain.display()));
    }
    let packed = folder.join(format!("{name}.zst"));
    let bytes = std::fs::read(&packed).with_context(|| format!("reading {}", packed.display()))?;
    zstd::decode_all(bytes.as_slice()).with_context(|| format!("opening {}", packed.display()))
}

/// The cells of a line; a cell in quotes holds what it likes, its own quotes doubled.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut cell) = (Vec::new(), String::new());
    let mut quoted = false;
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ';' if !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_hold_what_separates() {
        assert_eq!(cells(r#"1;"CA ""A; b""";;x"#), ["1", r#"CA "A; b""#, "", "x"]);
    }

    #[test]
    fn a_missing_column_or_a_short_row_stops_everything() {
        let table = Table::parse("code;nom\n01;Ain\n").expect("a table");
        assert_eq!(table.columns(&["nom", "code"]).expect("columns"), [["Ain", "01"]]);
        assert!(table.columns(&["siren"]).is_err());
        assert!(Table::parse("code;nom\n01\n").is_err());
    }
}
