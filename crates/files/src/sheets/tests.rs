//! What is written is read back by another hand: typed cells, and not one formula.

use std::io::Cursor;

use calamine::{Data, DataType as _, Ods, Reader, Xlsx};

use super::*;

fn sample() -> Sheet {
    let day: Day = "2026-11-29".parse().expect("a day");
    let mut sheet = Sheet::new(
        "Plan d’actions : exemple [1]",
        ["Nom", "Nombre", "Surface", "Avancement", "Jour", "Vide"],
    );
    sheet.row([
        "Crèche « Les Petits » & <amis>\nsecond étage".into(),
        42_i64.into(),
        Cell::Hundredths(3_366),
        Percent::new(45).into(),
        day.into(),
        Cell::Empty,
    ]);
    for formula in [
        "=1+1",
        "+33 4",
        "-5",
        "@SUM(A1)",
        " =cmd",
        "\tx",
        "=HYPERLINK(\"http://x\")",
        "https://exemple.fr",
    ] {
        sheet.row([formula.into()]);
    }
    sheet
}

/// The cells of a file, and whether it holds a formula.
fn read(format: Format) -> (Vec<Vec<Data>>, bool) {
    let bytes = Cursor::new(sample().bytes(format).expect("written"));
    let cells = |range: calamine::Range<Data>| range.rows().map(<[Data]>::to_vec).collect();
    match format {
        Format::Xlsx => {
            let mut book: Xlsx<_> = Xlsx::new(bytes).expect("a book");
            let tab = book.sheet_names()[0].clone();
            let formulas = book.worksheet_formula(&tab).expect("formulas");
            (
                cells(book.worksheet_range(&tab).expect("a sheet")),
                formulas.used_cells().next().is_some(),
            )
        }
        Format::Ods | Format::Csv => {
            let mut book: Ods<_> = Ods::new(bytes).expect("a book");
            let tab = book.sheet_names()[0].clone();
            let formulas = book.worksheet_formula(&tab).expect("formulas");
            let held = formulas.used_cells().any(|(_, _, formula)| !formula.is_empty());
            (cells(book.worksheet_range(&tab).expect("a sheet")), held)
        }
    }
}

#[test]
fn workbooks_keep_the_types_of_their_cells() {
    for format in [Format::Xlsx, Format::Ods] {
        let (rows, formulas) = read(format);
        assert!(!formulas, "{format:?}: a formula");
        assert_eq!(rows[0][3], Data::String("Avancement".to_owned()), "{format:?}");
        let row = &rows[1];
        assert_eq!(
            row[0].as_string().as_deref(),
            Some("Crèche « Les Petits » & <amis>\nsecond étage"),
            "{format:?}"
        );
        assert_eq!(row[1].as_i64(), Some(42), "{format:?}");
        assert_eq!(row[2].as_f64(), Some(33.66), "{format:?}");
        assert_eq!(row[3].as_f64(), Some(0.45), "{format:?}");
        assert!(row[4].is_datetime() || row[4].is_datetime_iso(), "{format:?}: {:?}", row[4]);
        assert!(row[5].is_empty(), "{format:?}");
        let texts: Vec<_> = rows[2..].iter().filter_map(|row| row[0].get_string()).collect();
        assert_eq!(
            texts,
            [
                "=1+1",
                "+33 4",
                "-5",
                "@SUM(A1)",
                " =cmd",
                "\tx",
                "=HYPERLINK(\"http://x\")",
                "https://exemple.fr"
            ],
            "{format:?}"
        );
    }
}

#[test]
fn cells_of_plain_text_are_kept_apart_and_never_run() {
    let text = String::from_utf8(sample().bytes(Format::Csv).expect("written")).expect("a text");
    let expected = "\u{feff}Nom;Nombre;Surface;Avancement;Jour;Vide\r\n\
        \"Crèche « Les Petits » & <amis>\nsecond étage\";42;\"33,66\";45;2026-11-29;\r\n\
        \"'=1+1\"\r\n\"'+33 4\"\r\n\"'-5\"\r\n\"'@SUM(A1)\"\r\n\"' =cmd\"\r\n\"'\tx\"\r\n\
        \"'=HYPERLINK(\"\"http://x\"\")\"\r\nhttps://exemple.fr\r\n";
    assert_eq!(text, expected);
}

#[test]
fn books_say_that_they_are_in_french() {
    for (format, part) in [(Format::Xlsx, "docProps/core.xml"), (Format::Ods, "meta.xml")] {
        let bytes = sample().bytes(format).expect("written");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
        let mut text = String::new();
        let mut part = archive.by_name(part).expect("its properties");
        std::io::Read::read_to_string(&mut part, &mut text).expect("a text");
        assert!(text.contains("<dc:language>fr-FR</dc:language>"), "{format:?}: {text}");
    }
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    for format in Format::ALL {
        assert!(
            sample().bytes(format).expect("written") == sample().bytes(format).expect("written"),
            "{format:?}"
        );
    }
    for format in [Format::Xlsx, Format::Ods] {
        let bytes = sample().bytes(format).expect("written");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for place in 0..archive.len() {
            let entry = archive.by_index(place).expect("an entry");
            assert_eq!(
                entry.last_modified(),
                Some(zip::DateTime::default()),
                "{format:?}: {:?}",
                entry.name()
            );
        }
    }
    let bytes = sample().bytes(Format::Xlsx).expect("written");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut core = String::new();
    let mut part = archive.by_name("docProps/core.xml").expect("its properties");
    std::io::Read::read_to_string(&mut part, &mut core).expect("a text");
    assert!(
        core.contains("<dc:title>Plan d’actions") && core.matches("2000-01-01T00:00:00Z").count() == 2,
        "{core}"
    );
}

#[test]
fn a_table_without_a_row_is_still_a_table() {
    for format in Format::ALL {
        let bytes = Sheet::new("", ["Seule colonne"]).bytes(format).expect("written");
        assert!(!bytes.is_empty(), "{format:?}");
    }
}

#[test]
fn an_open_document_says_first_what_it_is() {
    let bytes = sample().bytes(Format::Ods).expect("written");
    assert_eq!(&bytes[30..38], b"mimetype");
    assert_eq!(&bytes[38..38 + 46], b"application/vnd.oasis.opendocument.spreadsheet");
}

#[test]
fn formats_are_read_back_from_an_address() {
    for format in Format::ALL {
        assert_eq!(Format::from_code(format.code()), Some(format));
    }
    assert_eq!(Format::from_code("jsonl"), None);
}
