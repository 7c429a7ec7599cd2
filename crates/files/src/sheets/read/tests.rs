//! Spreadsheets as they come: kinds, sizes, dates, numbers, damage.

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
fn a_share_is_told_by_its_format() {
    for format in [Format::Xlsx, Format::Ods] {
        let read = sheets(&sample().bytes(format).expect("written")).expect("read");
        let at: Vec<(usize, usize)> = read[0].shares.iter().map(|area| (area.top, area.left)).collect();
        assert_eq!(at, [(1, 2), (2, 2)], "{format:?}");
    }
    assert!(shows_share("0%") && shows_share("\"x\"0.0\\ %"));
    assert!(!shows_share("0\"%\"") && !shows_share("0\\%") && !shows_share("General"));
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
