//! Spreadsheets read back: XLSX, ODS and CSV become tables of typed cells, whatever program wrote them.
//!
//! Formulas are not run: their last value is taken. What swells when it is opened, or has no end, is refused before it is read.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read as _};

use calamine::{Data, DataRef, Ods, Reader, Xlsx};
use zip::ZipArchive;

use super::Cell;
use super::parted;
pub use super::spans::{Sheet, Span};
use super::spans::{told, within};
use super::swelling::laid_out;
use crate::decode;

/// The largest spreadsheet taken, in bytes.
pub const LIMIT_BYTES: usize = 4_000_000;

/// The most rows of a table, its heads included.
pub const MOST_ROWS: usize = 5_000;

/// The most columns that are looked at.
pub(super) const MOST_COLUMNS: usize = 200;

/// How large the parts of a file may be once opened, all together; and what they hold once it is laid out.
const OPENED_BYTES: u64 = 60_000_000;

/// The most cells of a file, once they are laid out.
const MOST_CELLS: u64 = 1_000_000;

/// The longest text of a cell, in bytes: spreadsheet programs stop there.
const LONGEST_CELL_BYTES: usize = 4 * 32_767;

/// The bytes of all the texts of a table.
const MOST_TEXT_BYTES: usize = 20_000_000;

/// A table: its rows from the first of the sheet, so that a row is called as the program calls it.
pub type Rows = Vec<Vec<Cell>>;

/// Why a file is not read as a spreadsheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// Nothing in it.
    Empty,
    /// Larger than [`LIMIT_BYTES`], or than what is reasonable once opened.
    TooLarge,
    /// More rows than [`MOST_ROWS`].
    TooLong,
    /// A file of another kind.
    OtherKind,
    /// A file of the right kind, cut or damaged.
    Damaged,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Ce fichier est vide. Choisissez celui que vous avez exporté puis modifié.",
            Self::TooLarge => {
                "Ce fichier est trop lourd\u{a0}: la limite est de 4\u{a0}Mo. Gardez la feuille exportée seule, sans images."
            }
            Self::TooLong => {
                "Cette feuille est trop longue\u{a0}: la limite est de 5\u{202f}000\u{a0}lignes. Filtrez le plan avant de l’exporter."
            }
            Self::OtherKind => {
                "Ce fichier n’est pas un tableur que Pacte sait lire. Enregistrez-le en XLSX, en ODS ou en CSV, puis déposez-le."
            }
            Self::Damaged => {
                "Ce tableur est abîmé\u{a0}: il ne s’ouvre pas jusqu’au bout. Ouvrez-le, enregistrez-le à nouveau, puis déposez-le."
            }
        })
    }
}

/// The tables of a file, in their order; those without a cell are left out.
pub fn read(bytes: &[u8]) -> Result<Vec<Rows>, Unread> {
    Ok(sheets(bytes)?.into_iter().map(|sheet| sheet.rows).collect())
}

/// The sheets of a file, in their order; those without a cell are left out.
pub fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, Unread> {
    if bytes.is_empty() {
        return Err(Unread::Empty);
    }
    if bytes.len() > LIMIT_BYTES {
        return Err(Unread::TooLarge);
    }
    let sheets = if bytes.starts_with(b"PK") {
        workbook(bytes)?
    } else {
        vec![Sheet {
            rows: plain(bytes)?,
            ..Sheet::default()
        }]
    };
    let held: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    if held.is_empty() { Err(Unread::Empty) } else { Ok(held) }
}

fn workbook(bytes: &[u8]) -> Result<Vec<Sheet>, Unread> {
    match kind(bytes)? {
        Kind::Ods => open_document(bytes),
        Kind::Xlsx => excel(bytes),
    }
}

enum Kind {
    Ods,
    Xlsx,
}

/// What the parts of the archive say, once it is sure that they do not swell.
fn kind(bytes: &[u8]) -> Result<Kind, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let mut left = OPENED_BYTES;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| Unread::Damaged)?;
        let opened = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).map_err(|_| Unread::Damaged)?;
        left = left.checked_sub(opened).ok_or(Unread::TooLarge)?;
    }
    let has = |name: &str| archive.index_for_name(name).is_some();
    match (has("content.xml"), has("xl/workbook.xml")) {
        (true, _) => Ok(Kind::Ods),
        (_, true) => Ok(Kind::Xlsx),
        _ => Err(Unread::OtherKind),
    }
}

/// Whether a book is an OpenDocument one; it is sure then that its parts do not swell.
pub(super) fn is_open_document(bytes: &[u8]) -> Result<bool, Unread> {
    Ok(matches!(kind(bytes)?, Kind::Ods))
}

/// Whether an OpenDocument file holds more than is reasonable once it is laid out.
pub(super) fn too_large_once_laid_out(bytes: &[u8]) -> Result<bool, Unread> {
    let laid_out = laid_out(&content(bytes)?);
    Ok(laid_out.cells > MOST_CELLS || laid_out.bytes > OPENED_BYTES)
}

fn open_document(bytes: &[u8]) -> Result<Vec<Sheet>, Unread> {
    let content = content(bytes)?;
    let laid_out = laid_out(&content);
    if laid_out.cells > MOST_CELLS || laid_out.bytes > OPENED_BYTES {
        return Err(Unread::TooLarge);
    }
    let mut told = told(&content);
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let mut tables = Vec::new();
    for tab in book.sheet_names() {
        let range = book.worksheet_range(&tab).map_err(|_| Unread::Damaged)?;
        let (first, left) = range.start().unwrap_or((0, 0));
        let mut table = Table::default();
        for (line, row) in range.rows().enumerate() {
            for (column, data) in row.iter().enumerate() {
                table.put(first as usize + line, left as usize + column, cell(data))?;
            }
        }
        let told = told.remove(&tab).unwrap_or_default();
        tables.push(Sheet {
            spans: within(told.spans, table.rows.len()),
            shares: within(told.shares, table.rows.len()),
            name: tab,
            rows: table.rows,
            colours: BTreeMap::new(),
        });
    }
    Ok(tables)
}

/// The part of an OpenDocument file that holds its sheets.
fn content(bytes: &[u8]) -> Result<String, Unread> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let part = archive.by_name("content.xml").map_err(|_| Unread::Damaged)?;
    let mut content = Vec::new();
    part.take(OPENED_BYTES)
        .read_to_end(&mut content)
        .map_err(|_| Unread::Damaged)?;
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// Cell by cell: a sheet with one cell at its far corner must not be laid out whole.
fn excel(bytes: &[u8]) -> Result<Vec<Sheet>, Unread> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let mut tables = Vec::new();
    // All tabs together: one text may be shared by those of them all.
    let mut weighed = 0;
    for tab in book.sheet_names() {
        let mut table = Table {
            words: weighed,
            ..Table::default()
        };
        let Ok(mut cells) = book.worksheet_cells_reader(&tab) else {
            // A chart has a tab and no cell.
            continue;
        };
        while let Some(found) = cells.next_cell().map_err(|_| Unread::Damaged)? {
            let (line, column) = found.get_position();
            // One text may be shared by thousands of cells: it is weighed before it is copied.
            let words = match found.get_value() {
                DataRef::String(words) => words.len(),
                DataRef::SharedString(words) => words.len(),
                _ => 0,
            };
            table.weigh(words)?;
            table.put(line as usize, column as usize, cell(&Data::from(found.get_value().clone())))?;
        }
        drop(cells);
        weighed = table.words;
        let (colours, shares) = drawn(&mut book, &tab, &table.rows);
        tables.push(Sheet {
            spans: within(merged(&mut book, &tab), table.rows.len()),
            shares,
            colours,
            name: tab,
            rows: table.rows,
        });
    }
    Ok(tables)
}

type Book<'b> = Xlsx<Cursor<&'b [u8]>>;

/// The cells that are spread over others.
fn merged(book: &mut Book<'_>, tab: &str) -> Vec<Span> {
    let merged = book.merge_cells_by_sheet_name(tab).unwrap_or_default();
    let span = |area: calamine::Dimensions| Span {
        top: area.start.0 as usize,
        bottom: area.end.0 as usize,
        left: area.start.1 as usize,
        right: area.end.1 as usize,
    };
    merged.into_iter().map(span).collect()
}

/// The colours of the cells that hold nothing, but white: a plan is often marked so. And the cells that are shown as shares.
fn drawn(book: &mut Book<'_>, tab: &str, rows: &Rows) -> (BTreeMap<(usize, usize), String>, Vec<Span>) {
    let (mut colours, mut shares) = (BTreeMap::new(), Vec::new());
    let Ok(styles) = book.worksheet_style(tab) else {
        return (colours, shares);
    };
    for (line, row) in (0_u32..).zip(rows) {
        for column in 0..u32::try_from(MOST_COLUMNS).unwrap_or(0) {
            let held = row.get(column as usize).is_some_and(|cell| *cell != Cell::Empty);
            let Some(style) = styles.get((line, column)) else { continue };
            let (line, column) = (line as usize, column as usize);
            if held {
                let number = style.number_format.as_ref();
                shares.extend(number.filter(|number| shows_share(&number.format_code)).map(|_| Span {
                    top: line,
                    bottom: line,
                    left: column,
                    right: column,
                }));
                continue;
            }
            let Some(colour) = style.fill.as_ref().and_then(calamine::Fill::get_color) else {
                continue;
            };
            let told = format!("{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
            if told != "ffffff" {
                colours.insert((line, column), told);
            }
        }
    }
    (colours, shares)
}

/// Whether a format of numbers shows parts of a hundred: "0%", and not « 0" %" », whose sign is only printed.
fn shows_share(code: &str) -> bool {
    let (mut quoted, mut escaped) = (false, false);
    code.chars().any(|sign| {
        let printed = quoted || escaped;
        quoted ^= sign == '"' && !escaped;
        escaped = sign == '\\' && !escaped;
        sign == '%' && !printed
    })
}

/// A table being filled: as long as its last cell that holds something.
#[derive(Default)]
struct Table {
    rows: Rows,
    /// The bytes of its texts so far.
    words: usize,
}

impl Table {
    /// One more text of so many bytes.
    fn weigh(&mut self, words: usize) -> Result<(), Unread> {
        self.words += words;
        let fits = words <= LONGEST_CELL_BYTES && self.words <= MOST_TEXT_BYTES;
        if fits { Ok(()) } else { Err(Unread::TooLarge) }
    }

    fn put(&mut self, line: usize, column: usize, cell: Cell) -> Result<(), Unread> {
        if cell == Cell::Empty || column >= MOST_COLUMNS {
            return Ok(());
        }
        if line >= MOST_ROWS {
            return Err(Unread::TooLong);
        }
        if self.rows.len() <= line {
            self.rows.resize(line + 1, Vec::new());
        }
        let row = &mut self.rows[line];
        if row.len() <= column {
            row.resize(column + 1, Cell::Empty);
        }
        row[column] = cell;
        Ok(())
    }
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number),
        Data::Float(number) => number_cell(*number),
        Data::String(text) | Data::DurationIso(text) => Cell::from(text.as_str()),
        Data::Bool(true) => Cell::from("oui"),
        Data::Bool(false) => Cell::from("non"),
        Data::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            day_cell(&format!("{year:04}-{month:02}-{day:02}"))
        }
        Data::DateTimeIso(text) => day_cell(text),
        Data::Error(error) => Cell::from(error.to_string()),
    }
}

fn day_cell(text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| Cell::from(text), Cell::Day)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "within the whole numbers that a float holds exactly"
)]
fn number_cell(number: f64) -> Cell {
    const EXACT: f64 = 9.0e13;
    if !number.is_finite() || number.abs() > EXACT {
        return Cell::Text(number.to_string());
    }
    let hundredths = (number * 100.0).round() as i64;
    if hundredths % 100 == 0 && (number - number.round()).abs() < 1e-9 {
        Cell::Number(hundredths / 100)
    } else {
        Cell::Hundredths(hundredths)
    }
}

fn plain(bytes: &[u8]) -> Result<Rows, Unread> {
    // What begins another kind of file: PDF, an old Excel, a picture.
    let other: [&[u8]; 4] = [b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff"];
    let text = decode::text(bytes);
    let binary = text.chars().any(|letter| letter == '\0');
    if binary || other.iter().any(|start| bytes.starts_with(start)) {
        return Err(Unread::OtherKind);
    }
    let mut table = Table::default();
    for (line, row) in parted::rows(&text, MOST_ROWS).into_iter().enumerate() {
        for (column, words) in row.into_iter().enumerate() {
            table.put(line, column, Cell::from(parted::unguarded(&words)))?;
        }
    }
    Ok(table.rows)
}
