//! Spreadsheets read back: XLSX, ODS and CSV become tables of typed cells, whatever program wrote them.
//!
//! Formulas are not run: their last value is taken. What swells when it is opened, or has no end, is refused before it is read.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read as _};

use calamine::{Data, DataRef, Ods, Reader, Xlsx};
use zip::ZipArchive;

use super::Cell;
use super::parted;
pub use super::spans::{Sheet, Span};
use super::spans::{spans, within};
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

fn open_document(bytes: &[u8]) -> Result<Vec<Sheet>, Unread> {
    let content = content(bytes)?;
    let laid_out = laid_out(&content);
    if laid_out.cells > MOST_CELLS || laid_out.bytes > OPENED_BYTES {
        return Err(Unread::TooLarge);
    }
    let mut spans = spans(&content);
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
        tables.push(Sheet {
            spans: within(spans.remove(&tab).unwrap_or_default(), table.rows.len()),
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
        tables.push(Sheet {
            spans: within(merged(&mut book, &tab), table.rows.len()),
            colours: colours(&mut book, &tab, &table.rows),
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

/// The colours of the cells that hold nothing, but white: a plan is often marked so.
fn colours(book: &mut Book<'_>, tab: &str, rows: &Rows) -> BTreeMap<(usize, usize), String> {
    let mut colours = BTreeMap::new();
    let Ok(styles) = book.worksheet_style(tab) else {
        return colours;
    };
    for (line, row) in (0_u32..).zip(rows) {
        for column in 0..u32::try_from(MOST_COLUMNS).unwrap_or(0) {
            let held = row.get(column as usize).is_some_and(|cell| *cell != Cell::Empty);
            let fill = styles.get((line, column)).and_then(|style| style.fill.as_ref());
            let Some(colour) = fill.and_then(calamine::Fill::get_color).filter(|_| !held) else {
                continue;
            };
            let told = format!("{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
            if told != "ffffff" {
                colours.insert((line as usize, column as usize), told);
            }
        }
    }
    colours
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{Format, Sheet};
    use domain::followup::Percent;

    fn sample() -> Sheet {
        let mut sheet = Sheet::new("Exemple", ["A", "B", "C", "D", "E"]);
        let day: domain::time::Day = "2026-11-29".parse().expect("a day");
        sheet.row([
            "=1+1; \"dit\"\nà la ligne".into(),
            42_i64.into(),
            Percent::new(45).into(),
            day.into(),
            "fin".into(),
        ]);
        sheet.row([Cell::Empty, Cell::Empty, Percent::new(100).into(), Cell::Empty, "-5".into()]);
        sheet
    }

    #[test]
    fn what_was_written_is_read_again() {
        let day: domain::time::Day = "2026-11-29".parse().expect("a day");
        for format in [Format::Xlsx, Format::Ods] {
            let tables = read(&sample().bytes(format).expect("written")).expect("read");
            let rows = &tables[0];
            let first: Vec<Cell> = vec![
                "=1+1; \"dit\"\nà la ligne".into(),
                Cell::Number(42),
                Cell::Hundredths(45),
                Cell::Day(day),
                "fin".into(),
            ];
            assert_eq!(rows[1], first, "{format:?}");
            assert_eq!(rows[2][2], Cell::Number(1), "{format:?}: a whole share is one");
            assert_eq!(rows[2][4], Cell::from("-5"), "{format:?}");
        }
        let rows = &read(&sample().bytes(Format::Csv).expect("written")).expect("read")[0];
        assert_eq!(rows[1][0], Cell::from("=1+1; \"dit\"\nà la ligne"));
        assert_eq!((&rows[1][2], &rows[2][4]), (&Cell::from("45"), &Cell::from("-5")));
    }

    #[test]
    fn what_other_programs_write_is_read_too() {
        let rows = &read(b"A,B\n\"x, y\",1\n").expect("read")[0];
        assert_eq!(rows[1], [Cell::from("x, y"), Cell::from("1")]);
        let rows = &read(b"N\xb0;\xc9tat\r\n1;R\xe9alis\xe9e\r\n").expect("read")[0];
        assert_eq!(rows[0], [Cell::from("N°"), Cell::from("État")]);
        assert_eq!(rows[1][1], Cell::from("Réalisée"));
    }

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        use std::io::Write as _;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive
                .start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("a part");
            archive.write_all(text.as_bytes()).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    #[test]
    fn a_few_bytes_that_repeat_a_cell_without_end_are_refused_before_they_are_laid_out() {
        let rows = "<table:table-row table:number-rows-repeated=\"6000\"><table:table-cell table:number-columns-repeated=\"16384\">\
                    <text:p>a</text:p></table:table-cell></table:table-row>";
        let bomb = archive(&[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", rows),
        ]);
        assert_eq!(read(&bomb), Err(Unread::TooLarge));
    }

    #[test]
    fn a_text_that_no_cell_holds_is_refused() {
        let mut sheet = Sheet::new("Exemple", ["A"]);
        sheet.row([Cell::from("a".repeat(30_000))]);
        assert!(read(&sheet.bytes(Format::Xlsx).expect("written")).is_ok());
        let mut table = Table::default();
        assert_eq!(table.weigh(LONGEST_CELL_BYTES + 1), Err(Unread::TooLarge));
    }

    #[test]
    fn what_is_no_spreadsheet_is_told() {
        assert_eq!(read(b""), Err(Unread::Empty));
        assert_eq!(read(b"%PDF-1.7"), Err(Unread::OtherKind));
        assert_eq!(read(b"PK\x03\x04 cut"), Err(Unread::Damaged));
        assert_eq!(read(&vec![b'a'; LIMIT_BYTES + 1]), Err(Unread::TooLarge));
        let long = "a;b\n".repeat(MOST_ROWS + 1);
        assert_eq!(read(long.as_bytes()), Err(Unread::TooLong));
    }

    #[test]
    fn a_file_cut_anywhere_is_refused_and_never_panics() {
        for format in [Format::Xlsx, Format::Ods] {
            let whole = sample().bytes(format).expect("written");
            for cut in (4..whole.len()).step_by(97) {
                assert!(read(&whole[..cut]).is_err(), "{format:?} cut at {cut}");
            }
        }
    }

    /// An open document whose first sheet begins with these declarations, and shows this entity in a cell.
    fn with_entity(declared: &str) -> Vec<u8> {
        let whole = sample().bytes(Format::Ods).expect("written");
        let mut parts = zip::ZipArchive::new(Cursor::new(whole)).expect("an archive");
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..parts.len() {
            let mut part = parts.by_index(index).expect("a part");
            let name = part.name().expect("a name").into_owned();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut part, &mut bytes).expect("read");
            if name == "content.xml" {
                let text = String::from_utf8(bytes).expect("a text");
                let start = text.find("<office:document-content").expect("a root");
                let (head, rest) = text.split_at(start);
                bytes = format!("{head}<!DOCTYPE x [{declared}]>{}", rest.replace("fin", "&e;")).into_bytes();
            }
            archive
                .start_file(name, zip::write::SimpleFileOptions::default())
                .expect("a part");
            std::io::Write::write_all(&mut archive, &bytes).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    #[test]
    fn an_entity_is_neither_fetched_nor_laid_out() {
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml");
        let elsewhere = format!("<!ENTITY e SYSTEM \"file://{own}\">");
        for declared in [elsewhere.as_str(), "<!ENTITY e \"trouve-trouve-trouve\">"] {
            let bytes = with_entity(declared);
            let shown = format!("{:?}", read(&bytes));
            for found in ["[package]", "trouve"] {
                assert!(!shown.contains(found), "{declared}: {shown}");
            }
        }
    }

    #[test]
    fn what_swells_is_refused() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let packed = zip::write::SimpleFileOptions::default();
        archive.start_file("content.xml", packed).expect("a part");
        let zeros = vec![0_u8; 1_000_000];
        for _ in 0..61 {
            std::io::Write::write_all(&mut archive, &zeros).expect("written");
        }
        let bytes = archive.finish().expect("an archive").into_inner();
        assert_eq!(read(&bytes), Err(Unread::TooLarge));
    }
}
