//! CSV that a French spreadsheet opens by itself: UTF-8 with its mark, `;` between cells, CRLF between lines, decimal commas.
//!
//! What begins like a formula is preceded by an apostrophe: the format has no other way to say that it is text.

use super::{Cell, Sheet, decimal};

pub(super) fn write(sheet: &Sheet) -> Vec<u8> {
    let mut text = "\u{feff}".to_owned();
    line(&mut text, sheet.heads.iter().map(|head| guarded(head)));
    for row in &sheet.rows {
        line(&mut text, row.iter().map(words));
    }
    text.into_bytes()
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => number.to_string(),
        Cell::Hundredths(number) => decimal(*number),
        Cell::Share(share) => share.get().to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(';');
        }
        if cell.starts_with('\'') || cell.contains([';', '"', '\r', '\n', ',', '\t']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

/// Some programs skip spaces before they look for a formula.
fn guarded(text: &str) -> String {
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    if formula { format!("'{text}") } else { text.to_owned() }
}
