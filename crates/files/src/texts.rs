//! The words of a kept file, whatever its type: for those who look for a document by what it says.
//!
//! It never judges a file, which is kept whether its words are read or not, and understands nothing of them.

use domain::documents::{MediaType, Unread};
use unicode_normalization::UnicodeNormalization as _;

use crate::refusal::Refusal;
use crate::sheets::{Cell, decimal, read};
use crate::{decode, formats};

/// The longest text in plain characters that is looked at, in bytes.
const PLAIN_BYTES: usize = 20_000_000;

/// The lines of a file of this type, in composed characters. A picture has none.
pub fn text_of(media: MediaType, bytes: &[u8]) -> Result<Vec<String>, Unread> {
    match media {
        MediaType::Jpeg | MediaType::Png | MediaType::Webp => Ok(Vec::new()),
        MediaType::PlainText | MediaType::Csv => plain(bytes),
        MediaType::ExcelSheet | MediaType::OpenDocumentSheet => sheets(bytes),
        MediaType::Pdf | MediaType::OpenDocumentText | MediaType::WordText => document(bytes),
    }
}

/// The words of a document of pages, as the reader of conventions sees them.
fn document(bytes: &[u8]) -> Result<Vec<String>, Unread> {
    match formats::text("", bytes) {
        // What marks a heading there is no word of it.
        Ok(decoded) => Ok(decoded
            .lines
            .iter()
            .map(|line| line.trim_start_matches('#').to_owned())
            .collect()),
        // Pages that are pictures hold no word: the file is whole, and there is nothing to read in it. Nobody recognises them here.
        Err(
            Refusal::Empty { .. }
            | Refusal::NoTextLayer { .. }
            | Refusal::Unrecognised { .. }
            | Refusal::TooManyPictures { .. }
            | Refusal::Stopped { .. },
        ) => Ok(Vec::new()),
        Err(Refusal::TooLarge { .. } | Refusal::TooLargeDocument { .. } | Refusal::Swollen { .. }) => Err(Unread::TooLarge),
        Err(Refusal::Locked { .. }) => Err(Unread::Locked),
        Err(Refusal::Document { .. }) => Err(Unread::OtherType),
        Err(Refusal::Binary { .. } | Refusal::Damaged { .. } | Refusal::NoConvention { .. }) => Err(Unread::Damaged),
    }
}

fn plain(bytes: &[u8]) -> Result<Vec<String>, Unread> {
    if bytes.len() > PLAIN_BYTES {
        return Err(Unread::TooLarge);
    }
    Ok(decode::text(bytes).lines().map(|line| line.nfc().collect()).collect())
}

/// A line a row, cell after cell.
fn sheets(bytes: &[u8]) -> Result<Vec<String>, Unread> {
    let tables = match read::read(bytes) {
        Ok(tables) => tables,
        Err(read::Unread::Empty) => return Ok(Vec::new()),
        Err(read::Unread::TooLarge | read::Unread::TooLong) => return Err(Unread::TooLarge),
        Err(read::Unread::OtherKind | read::Unread::Damaged) => return Err(Unread::Damaged),
    };
    let said = |row: &Vec<Cell>| row.iter().filter_map(words).collect::<Vec<_>>().join(" ");
    Ok(tables.iter().flatten().map(said).collect())
}

fn words(cell: &Cell) -> Option<String> {
    Some(match cell {
        Cell::Empty => return None,
        Cell::Text(text) => text.nfc().collect(),
        Cell::Number(number) => number.to_string(),
        Cell::Hundredths(number) => decimal(*number),
        Cell::Share(share) => format!("{}\u{a0}%", share.get()),
        Cell::Day(day) => day.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheets::{Format, Sheet};

    #[test]
    fn the_words_of_a_text_are_read_whatever_its_encoding() {
        assert_eq!(
            text_of(MediaType::PlainText, "Crèche\r\nE\u{301}cole".as_bytes()),
            Ok(vec!["Crèche".into(), "École".into()])
        );
        assert_eq!(text_of(MediaType::Csv, b"Cr\xe8che;12"), Ok(vec!["Crèche;12".into()]));
        assert_eq!(text_of(MediaType::Png, b"\x89PNG"), Ok(Vec::new()));
    }

    #[test]
    fn the_words_of_a_text_processor_are_read_without_what_marks_its_headings() {
        let flat = "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body>\
            <office:text><text:h text:outline-level=\"1\">Compte rendu</text:h><text:p>La crèche ouvre.</text:p></office:text>\
            </office:body></office:document>";
        let lines = text_of(MediaType::OpenDocumentText, flat.as_bytes()).expect("read");
        let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        assert_eq!(words, ["Compte", "rendu", "La", "crèche", "ouvre."]);
    }

    #[test]
    fn a_document_that_is_spoilt_or_of_another_type_says_so() {
        assert_eq!(text_of(MediaType::WordText, b"PK\x03\x04 cut"), Err(Unread::Damaged));
        let closed: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let closed = [b"\xd0\xcf\x11\xe0".as_slice(), &closed].concat();
        assert_eq!(text_of(MediaType::WordText, &closed), Err(Unread::Locked));
    }

    #[test]
    fn the_words_of_a_spreadsheet_are_read_row_by_row() {
        let mut sheet = Sheet::new("Places", ["Commune", "Places"]);
        sheet.row([Cell::from("Valbrune"), Cell::from(40)]);
        for (format, media) in [
            (Format::Xlsx, MediaType::ExcelSheet),
            (Format::Ods, MediaType::OpenDocumentSheet),
        ] {
            let lines = text_of(media, &sheet.bytes(format).expect("written")).expect("read");
            assert_eq!(lines, ["Commune Places", "Valbrune 40"], "{media:?}");
        }
        assert_eq!(text_of(MediaType::ExcelSheet, b"PK\x03\x04 cut"), Err(Unread::Damaged));
    }
}
