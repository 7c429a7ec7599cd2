//! Tables as files: one value, three formats that a spreadsheet opens by itself (CSV, XLSX, ODS).
//!
//! What a cell holds is typed: a day is a day, a share a number. No cell is ever run as a formula, whatever its text begins
//! with. The same table always gives the same bytes: nothing here reads a clock.

mod book;
mod csv;
pub mod formulas;
mod ods;
mod parted;
pub mod read;
mod spans;
mod swelling;
mod xlsx;

use std::borrow::Cow;

use domain::documents::MediaType;
use domain::followup::Percent;
use domain::time::Day;

pub use book::Book;

/// The formats in which a table is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text, for every program.
    Csv,
    /// For Excel.
    Xlsx,
    /// For the free office suites, the format of administrations.
    Ods,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Ods];

    /// The word in an address, which is also how the name of the file ends.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.media().ending()
    }

    /// The format of a word of an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The type of such a file.
    #[must_use]
    pub const fn media(self) -> MediaType {
        match self {
            Self::Csv => MediaType::Csv,
            Self::Xlsx => MediaType::ExcelSheet,
            Self::Ods => MediaType::OpenDocumentSheet,
        }
    }

    /// The type as an answer tells it, with its encoding where the file does not say it.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx | Self::Ods => self.media().code(),
        }
    }
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cell {
    /// Nothing: what is unknown is never a zero.
    #[default]
    Empty,
    /// Words, kept as they are.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number told in hundredths of its unit.
    Hundredths(i64),
    /// A share of the work.
    Share(Percent),
    /// A day.
    Day(Day),
}

/// A number told in hundredths, as French writes it: "-0,50".
pub(crate) fn decimal(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    format!("{sign}{whole},{part:02}")
}

impl Cell {
    /// How wide it is on paper, in characters.
    fn width(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
            Self::Number(_) | Self::Hundredths(_) => 8,
            Self::Share(_) => 6,
            Self::Day(_) => 10,
        }
    }
}

impl Cell {
    /// How many lines it takes in a column of this width, in characters.
    fn lines(&self, width: usize) -> usize {
        match self {
            Self::Text(text) => text
                .lines()
                .map(|line| line.chars().count().div_ceil(width.max(1)).max(1))
                .sum(),
            _ => 1,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Self {
        Self::from(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Percent> for Cell {
    fn from(share: Percent) -> Self {
        Self::Share(share)
    }
}

impl From<Day> for Cell {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(held: Option<T>) -> Self {
        held.map_or(Self::Empty, Into::into)
    }
}

/// A table being written: a title, the heads of its columns, its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    title: String,
    heads: Vec<Cow<'static, str>>,
    rows: Vec<Vec<Cell>>,
}

/// A table that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the table « {title} » could not be written as {format:?}: {why}")]
pub struct Unwritten {
    title: String,
    format: Format,
    why: String,
}

/// The widths between which a column stays, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 8..=60;

impl Sheet {
    /// A table of this title, without a row yet.
    #[must_use]
    pub fn new<Head: Into<Cow<'static, str>>>(title: impl Into<String>, heads: impl IntoIterator<Item = Head>) -> Self {
        Self {
            title: title.into(),
            heads: heads.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row: a cell a column.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(cells.into_iter().collect());
    }

    /// Adds a last column, which says the same on every row.
    pub fn mark(&mut self, head: &'static str, said: &str) {
        self.heads.push(Cow::Borrowed(head));
        self.rows.iter_mut().for_each(|row| row.push(Cell::from(said)));
    }

    /// What it is called.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The file.
    pub fn bytes(&self, format: Format) -> Result<Vec<u8>, Unwritten> {
        written(&self.title, std::slice::from_ref(self), format)
    }

    /// What programs show on the tab: a few words, without what they refuse there.
    fn tab(&self) -> String {
        let kept = self
            .title
            .chars()
            .filter(|letter| !"[]:*?/\\'".contains(*letter) && !letter.is_control());
        let short: String = kept.take(31).collect();
        if short.trim().is_empty() {
            "Feuille".to_owned()
        } else {
            short.trim().to_owned()
        }
    }

    /// How wide each column should be, in characters: its longest line, within reason.
    fn widths(&self) -> Vec<usize> {
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column)).map(Cell::width);
            // The head needs room for the arrow of its filter.
            let head = self.heads[column].chars().count().min(24) + 3;
            cells.chain([head]).max().unwrap_or(0)
        };
        (0..self.heads.len())
            .map(|column| (widest(column) + 1).clamp(*WIDTHS.start(), *WIDTHS.end()))
            .collect()
    }
}

/// One file for these tables, of which there is one at least. CSV holds one table: the first.
fn written(title: &str, sheets: &[Sheet], format: Format) -> Result<Vec<u8>, Unwritten> {
    let unwritten = |why: String| Unwritten {
        title: title.to_owned(),
        format,
        why,
    };
    match format {
        Format::Csv => Ok(sheets.first().map(csv::write).unwrap_or_default()),
        Format::Xlsx => xlsx::write(title, sheets).map_err(|error| unwritten(error.to_string())),
        Format::Ods => ods::write(title, sheets).map_err(|error| unwritten(error.to_string())),
    }
}

#[cfg(test)]
mod tests;
