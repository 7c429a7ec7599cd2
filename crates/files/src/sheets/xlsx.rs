//! XLSX: the head stays in sight, columns filter and sort, a page prints on its width.
//!
//! Texts are written as strings, never as formulas nor as links.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use zip::write::SimpleFileOptions;

use super::{Cell, Sheet};

/// The longest text of a cell, in characters; the format allows no more.
const LONGEST_TEXT: usize = 32_767;

/// How each kind of cell is drawn. The notation is that of the format: programs show it the French way.
struct Drawn {
    head: Format,
    text: Format,
    hundredths: Format,
    share: Format,
    day: Format,
}

impl Drawn {
    fn new() -> Self {
        let plain = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(Color::RGB(0x00E8_EDF3))
                .set_border_bottom(FormatBorder::Thin),
            text: plain().set_text_wrap(),
            hundredths: plain().set_num_format("#,##0.00"),
            share: plain().set_num_format("0%"),
            day: plain().set_num_format("dd/mm/yyyy"),
        }
    }
}

pub(super) fn write(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a day of its own, a file would hold the moment at which it was written.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&day));
    let drawn = Drawn::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.tab())?;
        fill(page, sheet, &drawn)?;
    }
    in_french(book.save_to_buffer()?)
}

/// Where the properties of a file are, and before which one its language stands.
const CORE: &str = "docProps/core.xml";
const AFTER_LANGUAGE: &str = "<dcterms:created";

/// The same file, which says its language: programs choose by it how they correct what is typed. The library has no word for it.
fn in_french(bytes: Vec<u8>) -> Result<Vec<u8>, XlsxError> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).map_err(std::io::Error::other)?;
    let mut into = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..from.len() {
        let part = from.by_index_raw(place).map_err(std::io::Error::other)?;
        if part.name().is_ok_and(|name| name == CORE) {
            continue;
        }
        into.raw_copy_file(part).map_err(std::io::Error::other)?;
    }
    let mut core = String::new();
    let mut part = from.by_name(CORE).map_err(std::io::Error::other)?;
    part.read_to_string(&mut core)?;
    let said = core.replacen(
        AFTER_LANGUAGE,
        &format!("<dc:language>fr-FR</dc:language>{AFTER_LANGUAGE}"),
        1,
    );
    let dated = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    into.start_file(CORE, dated).map_err(std::io::Error::other)?;
    into.write_all(said.as_bytes())?;
    Ok(into.finish().map_err(std::io::Error::other)?.into_inner())
}

fn fill(page: &mut Worksheet, sheet: &Sheet, drawn: &Drawn) -> Result<(), XlsxError> {
    for (column, (head, width)) in (0_u16..).zip(sheet.heads.iter().zip(sheet.widths())) {
        page.set_column_width(column, f64::from(u32::try_from(width).unwrap_or(u32::MAX)))?;
        page.write_string_with_format(0, column, head.as_ref(), &drawn.head)?;
    }
    let (widths, mut last) = (sheet.widths(), 0);
    for (line, row) in (1_u32..).zip(&sheet.rows) {
        last = line;
        page.set_row_height(line, height_points(row, &widths))?;
        for (column, cell) in (0_u16..).zip(row) {
            put(page, (line, column), cell, drawn)?;
        }
    }
    let columns = u16::try_from(sheet.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.autofilter(0, 0, last, columns)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
}

/// The height of a line of text, and the highest that a row may be in the format, in points.
const LINE_POINTS: f64 = 15.0;
const HIGHEST_POINTS: f64 = 409.0;

/// How high a row is, so that its folded texts are seen whole: some programs leave a row without a height as high as one line.
fn height_points(row: &[Cell], widths: &[usize]) -> f64 {
    let lines = row.iter().zip(widths).map(|(cell, width)| cell.lines(*width));
    let lines = u32::try_from(lines.max().unwrap_or(1).max(1)).unwrap_or(u32::MAX);
    (f64::from(lines) * LINE_POINTS).min(HIGHEST_POINTS)
}

/// The number of this size of paper in the format.
const A4: u8 = 9;

fn put(page: &mut Worksheet, (line, column): (u32, u16), cell: &Cell, drawn: &Drawn) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        Cell::Text(text) => {
            let within: String = text.chars().take(LONGEST_TEXT).collect();
            page.write_string_with_format(line, column, within, &drawn.text)?
        }
        Cell::Number(number) => page.write_number_with_format(line, column, float(*number), &drawn.text)?,
        Cell::Hundredths(number) => page.write_number_with_format(line, column, float(*number) / 100.0, &drawn.hundredths)?,
        Cell::Share(share) => page.write_number_with_format(line, column, f64::from(share.get()) / 100.0, &drawn.share)?,
        Cell::Day(day) => {
            let parts = (
                u16::try_from(day.year()),
                u8::try_from(day.month()),
                u8::try_from(day.day_of_month()),
            );
            match parts {
                (Ok(year), Ok(month), Ok(of_month)) if year >= 1900 => {
                    let date = ExcelDateTime::from_ymd(year, month, of_month)?;
                    page.write_datetime_with_format(line, column, &date, &drawn.day)?
                }
                // The calendar of the format begins in 1900.
                _ => page.write_string_with_format(line, column, day.to_string(), &drawn.text)?,
            }
        }
    };
    Ok(())
}

/// Every number of the format is one of these.
#[expect(clippy::cast_precision_loss, reason = "counts and surfaces stay far below 2^53")]
const fn float(number: i64) -> f64 {
    number as f64
}
