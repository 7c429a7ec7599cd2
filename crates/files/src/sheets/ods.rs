//! ODS, part by part: five small texts in an archive.
//!
//! Written here rather than by a library: those that write the format date the file with the clock and bring a hundred packages
//! for five texts (`docs/adr/0027-tables-as-files.md`).

use super::{Cell, Sheet};
use crate::packing::{escaped, pack};
use std::fmt::Write as _;

const MANIFEST: &str = include_str!("ods/manifest.xml");
const STYLES: &str = include_str!("ods/styles.xml");
const SETTINGS: &str = include_str!("ods/settings.xml");
const FROZEN: &str = include_str!("ods/frozen.xml");
const OPENING: &str = include_str!("ods/content_opening.xml");

const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

/// How wide a character is, in hundredths of a millimetre.
const CHARACTER_HUNDREDTHS: usize = 200;

pub(super) fn write(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, std::io::Error> {
    let tabs: Vec<String> = sheets.iter().map(|sheet| escaped(&sheet.tab())).collect();
    let parts = [
        ("META-INF/manifest.xml", MANIFEST.to_owned()),
        ("meta.xml", meta(title)),
        ("styles.xml", STYLES.to_owned()),
        ("settings.xml", settings(&tabs)),
        ("content.xml", content(sheets, &tabs)),
    ];
    pack(Some(MIMETYPE), &parts)
}

/// The heads stay in sight on every tab.
fn settings(tabs: &[String]) -> String {
    let frozen: String = tabs.iter().map(|tab| FROZEN.replace("{tab}", tab)).collect();
    SETTINGS.replace("{tabs}", &frozen)
}

fn meta(title: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta \
         xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         office:version=\"1.3\"><office:meta><dc:title>{}</dc:title><dc:language>fr-FR</dc:language></office:meta>\
         </office:document-meta>",
        escaped(title)
    )
}

fn content(sheets: &[Sheet], tabs: &[String]) -> String {
    let mut text = OPENING.to_owned();
    for (number, sheet) in sheets.iter().enumerate() {
        columns(&mut text, number, sheet);
    }
    text.push_str("</office:automatic-styles><office:body><office:spreadsheet>");
    for (number, (sheet, tab)) in sheets.iter().zip(tabs).enumerate() {
        table(&mut text, number, sheet, tab);
    }
    text.push_str("<table:database-ranges>");
    for (number, (sheet, tab)) in sheets.iter().zip(tabs).enumerate() {
        let _ = write!(
            text,
            "<table:database-range table:name=\"filtre{number}\" \
             table:target-range-address=\"'{tab}'.A1:'{tab}'.{}{}\" table:display-filter-buttons=\"true\"/>",
            letters(sheet.heads.len()),
            sheet.rows.len() + 1
        );
    }
    text.push_str("</table:database-ranges></office:spreadsheet></office:body></office:document-content>");
    text
}

/// The styles of the columns of one table.
fn columns(text: &mut String, number: usize, sheet: &Sheet) {
    for (place, width) in sheet.widths().into_iter().enumerate() {
        let hundredths = width * CHARACTER_HUNDREDTHS;
        let _ = write!(
            text,
            "<style:style style:name=\"co{number}.{place}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{}.{:02}mm\"/></style:style>",
            hundredths / 100,
            hundredths % 100
        );
    }
}

fn table(text: &mut String, number: usize, sheet: &Sheet, tab: &str) {
    let _ = write!(text, "<table:table table:name=\"{tab}\">");
    for place in 0..sheet.heads.len() {
        let _ = write!(text, "<table:table-column table:style-name=\"co{number}.{place}\"/>");
    }
    text.push_str("<table:table-header-rows><table:table-row>");
    for head in &sheet.heads {
        string(text, head, "head");
    }
    text.push_str("</table:table-row></table:table-header-rows>");
    for row in &sheet.rows {
        text.push_str("<table:table-row>");
        for cell in row {
            put(text, cell);
        }
        text.push_str("</table:table-row>");
    }
    text.push_str("</table:table>");
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
        assert_eq!(spaced(" a   b "), "<text:s/>a <text:s/> b<text:s/>");
    }
}
