//! DOCX, part by part: headings that a program lists, tables whose heads come back on every page, page numbers, a title page.
//!
//! Written here rather than by a library, for the reasons of `docs/adr/0034-texts-for-offices.md`. It knows nothing of conventions.

use std::fmt::Write as _;

use super::paper::{Block, Paper, shares};
use crate::packing::{escaped, pack};

const TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/relations.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document_relations.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const NUMBERING: &str = include_str!("docx/numbering.xml");
const FOOTER: &str = include_str!("docx/footer.xml");
const CORE: &str = include_str!("docx/core.xml");
const OPENING: &str = include_str!("docx/document_opening.xml");
const CLOSING: &str = include_str!("docx/document_closing.xml");

/// How wide the text is on its page, in twentieths of a point.
const TEXT_TWENTIETHS: usize = 9638;

pub(super) fn write(paper: &Paper) -> Result<Vec<u8>, std::io::Error> {
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", CORE.replace("{title}", &escaped(&paper.title))),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/numbering.xml", NUMBERING.to_owned()),
        ("word/footer1.xml", FOOTER.replace("{title}", &escaped(&paper.title))),
        ("word/document.xml", document(paper)),
    ];
    pack(None, &parts)
}

fn document(paper: &Paper) -> String {
    let mut text = OPENING.to_owned();
    paragraph(&mut text, "Title", &paper.title);
    for line in &paper.under {
        paragraph(&mut text, "Subtitle", line);
    }
    text.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    for block in &paper.blocks {
        put(&mut text, block);
    }
    text.push_str(CLOSING);
    text
}

fn put(text: &mut String, block: &Block) {
    match block {
        Block::Heading(level, words) => paragraph(text, &format!("Heading{level}"), words),
        Block::Paragraph(words) => paragraph(text, "Normal", words),
        Block::Item(depth, words) => paragraph(text, &format!("ListBullet{depth}"), words),
        Block::Table(heads, rows) => table(text, heads, rows),
    }
}

fn paragraph(text: &mut String, style: &str, words: &str) {
    let _ = write!(text, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r>");
    for (place, line) in words.lines().enumerate() {
        if place > 0 {
            text.push_str("<w:br/>");
        }
        let _ = write!(text, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(line));
    }
    text.push_str("</w:r></w:p>");
}

fn table(text: &mut String, heads: &[String], rows: &[Vec<String>]) {
    let widths = shares(heads, rows, TEXT_TWENTIETHS);
    text.push_str(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Tableau\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:noVBand=\"1\" w:noHBand=\"1\"/></w:tblPr><w:tblGrid>",
    );
    for width in &widths {
        let _ = write!(text, "<w:gridCol w:w=\"{width}\"/>");
    }
    text.push_str("</w:tblGrid>");
    row(text, heads, &widths, "TableHead");
    for cells in rows {
        row(text, cells, &widths, "TableText");
    }
    // Two tables that touch would be one.
    text.push_str("</w:tbl><w:p><w:pPr><w:pStyle w:val=\"TableText\"/></w:pPr></w:p>");
}

fn row(text: &mut String, cells: &[String], widths: &[usize], style: &str) {
    text.push_str("<w:tr>");
    if style == "TableHead" {
        // The head comes back on every page that the table reaches.
        text.push_str("<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    }
    for (cell, width) in cells.iter().zip(widths) {
        let _ = write!(text, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
        if cell.is_empty() {
            paragraph(text, style, "");
        }
        for line in cell.lines() {
            paragraph(text, style, line);
        }
        text.push_str("</w:tc>");
    }
    text.push_str("</w:tr>");
}
