//! XLSX: the head stays in sight, columns filter and sort, a page prints on its width.
//!
//! Texts are written as strings, never as formulas nor as links.

use std::io::{Cursor, Read as _, Write as _};

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipArchive, ZipWriter};

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

/// What keeps a book from being written.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unwritten {
    #[error(transparent)]
    Book(#[from] XlsxError),
    #[error(transparent)]
    Archive(#[from] ZipError),
    #[error(transparent)]
    Bytes(#[from] std::io::Error),
}

pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, Unwritten> {
    let mut book = Workbook::new();
    // Without a day of its own, a file would hold the moment at which it was written.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_title(&sheet.title).set_creation_datetime(&day));
    let page = book.add_worksheet();
    page.set_name(sheet.tab())?;
    fill(page, sheet)?;
    in_french(&book.save_to_buffer()?)
}

/// The part in which a book says its title and its language.
const PROPERTIES: &str = "docProps/core.xml";

/// The same book, which says that it is in French: programs read it aloud and check it in that language. The library says none.
fn in_french(book: &[u8]) -> Result<Vec<u8>, Unwritten> {
    let mut read = ZipArchive::new(Cursor::new(book))?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(book.len())));
    for place in 0..read.len() {
        let mut part = read.by_index(place)?;
        if part.name()? != PROPERTIES {
            drop(part);
            archive.raw_copy_file(read.by_index_raw(place)?)?;
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text)?;
        let told = text.replace("</cp:coreProperties>", "<dc:language>fr-FR</dc:language></cp:coreProperties>");
        let dated = SimpleFileOptions::default().last_modified_time(DateTime::default());
        archive.start_file(PROPERTIES, dated)?;
        archive.write_all(told.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let drawn = Drawn::new();
    for (column, (head, width)) in (0_u16..).zip(sheet.heads.iter().zip(sheet.widths())) {
        page.set_column_width(column, f64::from(u32::try_from(width).unwrap_or(u32::MAX)))?;
        page.write_string_with_format(0, column, *head, &drawn.head)?;
    }
    let mut last = 0;
    for (line, row) in (1_u32..).zip(&sheet.rows) {
        last = line;
        for (column, cell) in (0_u16..).zip(row) {
            put(page, (line, column), cell, &drawn)?;
        }
    }
    let columns = u16::try_from(sheet.heads.len().saturating_sub(1)).unwrap_or(u16::MAX);
    page.autofilter(0, 0, last, columns)?;
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
    Ok(())
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
