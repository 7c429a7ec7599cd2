//! ODS, part by part: five small texts in an archive.
//!
//! Written here rather than by a library: those that write the format date the file with the clock and bring a hundred packages
//! for five texts (`docs/adr/0027-tables-as-files.md`).

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Cell, Sheet};

const MANIFEST: &str = include_str!("ods/manifest.xml");
const STYLES: &str = include_str!("ods/styles.xml");
const SETTINGS: &str = include_str!("ods/settings.xml");
const OPENING: &str = include_str!("ods/content_opening.xml");

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// How wide a character is, in hundredths of a millimetre.
const CHARACTER_HUNDREDTHS: usize = 200;

pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, std::io::Error> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Every entry is of the first day of the format, never of today.
    let dated = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let stored = dated.compression_method(CompressionMethod::Stored);
    let packed = dated.compression_method(CompressionMethod::Deflated);
    let tab = escaped(&sheet.tab());
    let parts = [
        // Programs read the type from the first part, at a fixed place: it is not compressed.
        ("mimetype", stored, MIMETYPE.to_owned()),
        ("META-INF/manifest.xml", packed, MANIFEST.to_owned()),
        ("meta.xml", packed, meta(sheet)),
        ("styles.xml", packed, STYLES.to_owned()),
        ("settings.xml", packed, SETTINGS.replace("{tab}", &tab)),
        ("content.xml", packed, content(sheet, &tab)),
    ];
    for (name, options, text) in parts {
        archive.start_file(name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn meta(sheet: &Sheet) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         office:version=\"1.3\"><office:meta><dc:title>{}</dc:title><dc:language>fr-FR</dc:language></office:meta>\
         </office:document-meta>",
        escaped(&sheet.title)
    )
}

fn content(sheet: &Sheet, tab: &str) -> String {
    let widths = sheet.widths();
    let mut text = OPENING.to_owned();
    for (place, width) in widths.iter().enumerate() {
        let hundredths = width * CHARACTER_HUNDREDTHS;
        let _ = write!(
            text,
            "<style:style style:name=\"co{place}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{}.{:02}mm\"/></style:style>",
            hundredths / 100,
            hundredths % 100
        );
    }
    let _ = write!(
        text,
        "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"{tab}\">"
    );
    for place in 0..widths.len() {
        let _ = write!(text, "<table:table-column table:style-name=\"co{place}\"/>");
    }
    text.push_str("<table:table-header-rows><table:table-row>");
    for head in &sheet.heads {
        string(&mut text, head, "head");
    }
    text.push_str("</table:table-row></table:table-header-rows>");
    for row in &sheet.rows {
        text.push_str("<table:table-row>");
        row.iter().for_each(|cell| put(&mut text, cell));
        text.push_str("</table:table-row>");
    }
    let _ = write!(
        text,
        "</table:table><table:database-ranges><table:database-range table:name=\"filtre\" \
         table:target-range-address=\"'{tab}'.A1:'{tab}'.{}{}\" table:display-filter-buttons=\"true\"/></table:database-ranges>\
         </office:spreadsheet></office:body></office:document-content>",
        letters(widths.len()),
        sheet.rows.len() + 1
    );
    text
}

fn put(text: &mut String, cell: &Cell) {
    match cell {
        Cell::Empty => text.push_str("<table:table-cell/>"),
        Cell::Text(words) => string(text, words, "text"),
        Cell::Number(number) => value(text, "float", &number.to_string(), "text"),
        Cell::Hundredths(number) => {
            let sign = if *number < 0 { "-" } else { "" };
            let number = number.unsigned_abs();
            value(
                text,
                "float",
                &format!("{sign}{}.{:02}", number / 100, number % 100),
                "decimal",
            );
        }
        Cell::Share(share) => {
            let share = share.get();
            value(text, "percentage", &format!("{}.{:02}", share / 100, share % 100), "share");
        }
        Cell::Day(day) => {
            let _ = write!(
                text,
                "<table:table-cell table:style-name=\"day\" office:value-type=\"date\" office:date-value=\"{day}\"/>"
            );
        }
    }
}

fn value(text: &mut String, kind: &str, value: &str, style: &str) {
    let _ = write!(
        text,
        "<table:table-cell table:style-name=\"{style}\" office:value-type=\"{kind}\" office:value=\"{value}\"/>"
    );
}

/// A text, a paragraph a line.
fn string(text: &mut String, words: &str, style: &str) {
    let _ = write!(
        text,
        "<table:table-cell table:style-name=\"{style}\" office:value-type=\"string\">"
    );
    for line in words.replace("\r\n", "\n").split('\n') {
        let _ = write!(text, "<text:p>{}</text:p>", spaced(line));
    }
    text.push_str("</table:table-cell>");
}

/// What the format would fold, several spaces or one at an end, is told by elements of its own.
fn spaced(line: &str) -> String {
    let line = escaped(line).replace("  ", " <text:s/>");
    let line = match line.strip_prefix(' ') {
        Some(rest) => format!("<text:s/>{rest}"),
        None => line,
    };
    let line = match line.strip_suffix(' ') {
        Some(rest) => format!("{rest}<text:s/>"),
        None => line,
    };
    line.replace('\t', "<text:tab/>")
}

/// Characters of the markup as words, and without those that the format has no way to write.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' => escaped.push('\t'),
            _ if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The letters of the last of this many columns: `A`, `Z`, `AA`.
fn letters(columns: usize) -> String {
    let mut rest = columns.max(1);
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_lettered() {
        assert_eq!([1, 26, 27, 52, 703].map(letters), ["A", "Z", "AA", "AZ", "AAA"]);
    }

    #[test]
    fn what_the_markup_would_swallow_is_kept() {
        assert_eq!(escaped("a<b & \"c\"\u{0}"), "a&lt;b &amp; &quot;c&quot;");
        assert_eq!(spaced(" a   b "), "<text:s/>a <text:s/> b<text:s/>");
    }
}
