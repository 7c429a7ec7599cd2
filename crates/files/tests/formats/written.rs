//! The same document written in each format, in the smallest way that its programs accept.

use std::fmt::Write as _;

use crate::model::{Part, Place, Table};
use crate::packed::{open_document, word};

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Each cell of a table that is not covered, row by row, between what opens and closes a row.
fn cells(table: &Table, row: usize) -> impl Iterator<Item = (Place, String)> {
    let places = table.rows[row].iter().enumerate();
    places.map(move |(column, text)| (table.at(row, column), escaped(text)))
}

/// Items inside one another: `open` and `close` a list of this depth, `item` and `end` an item.
fn nested(items: &[(usize, String)], [open, close, item, end]: [&str; 4]) -> String {
    let (mut text, mut depth) = (open.to_owned(), 0);
    for (place, (at, words)) in items.iter().enumerate() {
        if place > 0 && *at <= depth {
            text.push_str(end);
        }
        while depth < *at {
            text.push_str(open);
            depth += 1;
        }
        while depth > *at {
            text.push_str(close);
            text.push_str(end);
            depth -= 1;
        }
        text.push_str(&item.replace("{}", &escaped(words)));
    }
    text.push_str(end);
    for _ in 0..depth {
        text.push_str(close);
        text.push_str(end);
    }
    text.push_str(close);
    text
}

pub(crate) fn html(parts: &[Part]) -> Vec<u8> {
    let mut page = "<!DOCTYPE html><html><head><meta charset=utf-8></head><body>\n".to_owned();
    for part in parts {
        match part {
            Part::Heading(level, text) => write!(page, "<h{level}>{}</h{level}>\n\n", escaped(text)),
            Part::Paragraph(text) => write!(page, "<p>\n  {}\n</p>\n", escaped(text).replace(' ', "\n  ")),
            Part::List(true, items) => write!(page, "{}", nested(items, ["<ol>", "</ol>", "<li>{}", "</li>"])),
            Part::List(false, items) => write!(page, "{}", nested(items, ["<ul>", "</ul>", "<li>{}", "</li>"])),
            Part::Table(table) => {
                page.push_str("<table>");
                for row in 0..table.rows.len() {
                    page.push_str("<tr>");
                    for (place, text) in cells(table, row) {
                        if let Place::Cell { rows, columns } = place {
                            let _ = write!(page, "<td rowspan={rows} colspan={columns}>{text}</td>");
                        }
                    }
                    page.push_str("</tr>");
                }
                write!(page, "</table>")
            }
        }
        .expect("written");
    }
    page.into_bytes()
}

const WORD_STYLES: &str = "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"T1\"><w:name w:val=\"heading 1\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"T2\"><w:basedOn w:val=\"T1\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"T3\"><w:name w:val=\"Heading 3\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"T4\"><w:basedOn w:val=\"T3\"/><w:pPr><w:outlineLvl w:val=\"3\"/></w:pPr></w:style></w:styles>";

pub(crate) fn docx(parts: &[Part]) -> Vec<u8> {
    let (document, numbering) = word_parts(parts);
    word(document.as_bytes(), WORD_STYLES, &numbering)
}

/// The main part and the lists.
pub(crate) fn word_parts(parts: &[Part]) -> (String, String) {
    let mut body = "<w:document><w:body>".to_owned();
    let (mut kinds, mut lists) = (String::new(), String::new());
    let run = |text: &str| {
        format!(
            "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
            text.replace(' ', "</w:t><w:t xml:space=\"preserve\"> ")
        )
    };
    for (place, part) in parts.iter().enumerate() {
        match part {
            Part::Heading(level, text) => {
                let _ = write!(
                    body,
                    "<w:p><w:pPr><w:pStyle w:val=\"T{level}\"/></w:pPr>{}</w:p>",
                    run(&escaped(text))
                );
            }
            Part::Paragraph(text) => {
                let _ = write!(body, "<w:p>{}</w:p>", run(&escaped(text)));
            }
            Part::List(counts, items) => {
                let format = if *counts { "decimal" } else { "bullet" };
                let _ = write!(kinds, "<w:abstractNum w:abstractNumId=\"{place}\">");
                for level in 0..4 {
                    let _ = write!(
                        kinds,
                        "<w:lvl w:ilvl=\"{level}\"><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"%{}.\"/></w:lvl>",
                        level + 1
                    );
                }
                kinds.push_str("</w:abstractNum>");
                let _ = write!(
                    lists,
                    "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{place}\"/></w:num>",
                    place + 1
                );
                for (depth, text) in items {
                    let _ = write!(
                        body,
                        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{}\"/></w:numPr></w:pPr>{}</w:p>",
                        place + 1,
                        run(&escaped(text))
                    );
                }
            }
            Part::Table(table) => word_table(&mut body, table),
        }
    }
    (
        format!("{body}</w:body></w:document>"),
        format!("<w:numbering>{kinds}{lists}</w:numbering>"),
    )
}

fn word_table(body: &mut String, table: &Table) {
    body.push_str("<w:tbl><w:tblPr/><w:tblGrid/>");
    let (_, left, _, wide) = table.merged;
    for row in 0..table.rows.len() {
        body.push_str("<w:tr>");
        for (column, (place, text)) in cells(table, row).enumerate() {
            let (properties, text) = match place {
                Place::Cell { rows, columns } => {
                    let restarts = if rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                    (format!("<w:gridSpan w:val=\"{columns}\"/>{restarts}"), text)
                }
                Place::Above => (format!("<w:gridSpan w:val=\"{wide}\"/><w:vMerge/>"), String::new()),
                Place::Left => continue,
            };
            assert!(place != Place::Above || column == left);
            let _ = write!(
                body,
                "<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            );
        }
        body.push_str("</w:tr>");
    }
    body.push_str("</w:tbl>");
}

pub(crate) fn odt(parts: &[Part]) -> Vec<u8> {
    open_document(open_content(parts).as_bytes())
}

/// The content of the text.
pub(crate) fn open_content(parts: &[Part]) -> String {
    let mut content = "<office:document-content><office:automatic-styles><text:list-style style:name=\"N\">".to_owned();
    for level in 1..5 {
        let _ = write!(
            content,
            "<text:list-level-style-number text:level=\"{level}\" style:num-format=\"1\" style:num-suffix=\".\"/>"
        );
    }
    content.push_str("</text:list-style></office:automatic-styles><office:body><office:text>");
    for part in parts {
        match part {
            Part::Heading(level, text) => {
                let _ = write!(content, "<text:h text:outline-level=\"{level}\">{}</text:h>", escaped(text));
            }
            Part::Paragraph(text) => {
                let _ = write!(
                    content,
                    "<text:p><text:span>{}</text:span></text:p>",
                    escaped(text).replace(' ', "<text:s/>")
                );
            }
            Part::List(counts, items) => {
                let open = if *counts {
                    "<text:list text:style-name=\"N\">"
                } else {
                    "<text:list>"
                };
                let tags = [
                    open,
                    "</text:list>",
                    "<text:list-item><text:p>{}</text:p>",
                    "</text:list-item>",
                ];
                content.push_str(&nested(items, tags));
            }
            Part::Table(table) => open_table(&mut content, table),
        }
    }
    content.push_str("</office:text></office:body></office:document-content>");
    content
}

fn open_table(content: &mut String, table: &Table) {
    content.push_str("<table:table>");
    for row in 0..table.rows.len() {
        content.push_str("<table:table-row>");
        for (place, text) in cells(table, row) {
            let _ = match place {
                Place::Cell { rows, columns } => write!(
                    content,
                    "<table:table-cell table:number-rows-spanned=\"{rows}\" table:number-columns-spanned=\"{columns}\"><text:p>{text}</text:p>\
                     </table:table-cell>"
                ),
                Place::Above | Place::Left => write!(content, "<table:covered-table-cell/>"),
            };
        }
        content.push_str("</table:table-row>");
    }
    content.push_str("</table:table>");
}
