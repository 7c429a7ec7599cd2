//! ODT, part by part: headings that a program lists, tables whose heads come back on every page, page numbers, a title page.
//!
//! Written here rather than by a library, for the reasons of `docs/adr/0034-texts-for-offices.md`. It knows nothing of conventions.

use std::fmt::Write as _;

use super::paper::{Block, Paper, shares};
use crate::packing::{escaped, pack};

const MIMETYPE: &str = "application/vnd.oasis.opendocument.text";
const MANIFEST: &str = include_str!("odt/manifest.xml");
const META: &str = include_str!("odt/meta.xml");
const STYLES: &str = include_str!("odt/styles.xml");
const OPENING: &str = include_str!("odt/content_opening.xml");

/// How wide the text is on its page, in hundredths of a millimetre.
const TEXT_HUNDREDTHS: usize = 17_000;

pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, std::io::Error> {
    let title = escaped(&paper.title);
    let parts = [
        ("META-INF/manifest.xml", MANIFEST.to_owned()),
        ("meta.xml", META.replace("{title}", &title)),
        ("styles.xml", STYLES.replace("{title}", &title)),
        ("content.xml", content(paper)),
    ];
    pack(Some(MIMETYPE), &parts)
}

fn content(paper: &Paper) -> String {
    let mut text = OPENING.to_owned();
    for (number, block) in paper.blocks.iter().enumerate() {
        if let Block::Table(heads, rows) = block {
            columns(&mut text, number, heads, rows);
        }
    }
    text.push_str("</office:automatic-styles><office:body><office:text>");
    paragraph(&mut text, "Title", &paper.title);
    for line in &paper.under {
        paragraph(&mut text, "Subtitle", line);
    }
    paragraph(&mut text, "Break", "");
    for (number, block) in paper.blocks.iter().enumerate() {
        put(&mut text, number, block);
    }
    text.push_str("</office:text></office:body></office:document-content>");
    text
}

/// The styles of the columns of one table.
fn columns(text: &mut String, number: usize, heads: &[String], rows: &[Vec<String>]) {
    for (place, width) in shares(heads, rows, TEXT_HUNDREDTHS).into_iter().enumerate() {
        let _ = write!(
            text,
            "<style:style style:name=\"co{number}.{place}\" style:family=\"table-column\"><style:table-column-properties \
             style:column-width=\"{}.{:02}mm\"/></style:style>",
            width / 100,
            width % 100
        );
    }
}

fn put(text: &mut String, number: usize, block: &Block) {
    match block {
        Block::Heading(level, words) => {
            let _ = write!(
                text,
                "<text:h text:style-name=\"Heading_20_{level}\" text:outline-level=\"{level}\">{}</text:h>",
                folded(words)
            );
        }
        Block::Paragraph(words) => paragraph(text, "Standard", words),
        Block::Item(depth, words) => item(text, *depth, words),
        Block::Table(heads, rows) => table(text, number, heads, rows),
    }
}

/// An item under as many lists as it is deep.
fn item(text: &mut String, depth: u8, words: &str) {
    text.push_str("<text:list text:style-name=\"Items\"><text:list-item>");
    for _ in 1..depth {
        text.push_str("<text:list><text:list-item>");
    }
    paragraph(text, "Item", words);
    for _ in 1..depth {
        text.push_str("</text:list-item></text:list>");
    }
    text.push_str("</text:list-item></text:list>");
}

fn table(text: &mut String, number: usize, heads: &[String], rows: &[Vec<String>]) {
    let _ = write!(
        text,
        "<table:table table:name=\"Tableau {number}\" table:style-name=\"Tableau\">"
    );
    for place in 0..heads.len() {
        let _ = write!(text, "<table:table-column table:style-name=\"co{number}.{place}\"/>");
    }
    // The head comes back on every page that the table reaches.
    text.push_str("<table:table-header-rows>");
    row(text, heads, "HeadCell", "Table_20_Heading");
    text.push_str("</table:table-header-rows>");
    for cells in rows {
        row(text, cells, "Cell", "Table_20_Contents");
    }
    text.push_str("</table:table>");
}

fn row(text: &mut String, cells: &[String], cell_style: &str, style: &str) {
    text.push_str("<table:table-row>");
    for cell in cells {
        let _ = write!(
            text,
            "<table:table-cell table:style-name=\"{cell_style}\" office:value-type=\"string\">"
        );
        if cell.is_empty() {
            paragraph(text, style, "");
        }
        for line in cell.lines() {
            paragraph(text, style, line);
        }
        text.push_str("</table:table-cell>");
    }
    text.push_str("</table:table-row>");
}

fn paragraph(text: &mut String, style: &str, words: &str) {
    let _ = write!(text, "<text:p text:style-name=\"{style}\">{}</text:p>", folded(words));
}

/// Words, with their ends of line.
fn folded(words: &str) -> String {
    let lines: Vec<String> = words.lines().map(escaped).collect();
    lines.join("<text:line-break/>")
}
