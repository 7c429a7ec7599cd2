//! Which cells of a spreadsheet hold a formula: what is read of them is the value that the program kept last, and whoever gives the file
//! is told so.
//!
//! No formula is run, and none is understood.

use std::io::Cursor;

use calamine::{Ods, Reader as _, Xlsx};

use super::parted;
use super::read::{MOST_ROWS, Unread, is_open_document, too_large_once_laid_out};
use crate::decode;

/// How many are named; the others are counted.
const NAMED: usize = 8;

/// The formulas of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Formulas {
    /// How many cells hold one.
    pub count: usize,
    /// The first of them, as a program calls them: `D5`, or `Suivi!D5` where there are several sheets.
    pub first: Vec<String>,
}

impl Formulas {
    fn add(&mut self, tab: Option<&str>, line: usize, column: usize) {
        self.count += 1;
        if self.first.len() < NAMED {
            let cell = format!("{}{}", letters(column), line + 1);
            self.first
                .push(tab.map_or_else(|| cell.clone(), |tab| format!("{tab}!{cell}")));
        }
    }
}

/// The cells of a file that hold a formula. In a plain text, those that a program would take for one.
pub fn formulas(bytes: &[u8]) -> Result<Formulas, Unread> {
    let mut found = Formulas::default();
    if !bytes.starts_with(b"PK") {
        let text = decode::text(bytes);
        for (line, row) in parted::rows(&text, MOST_ROWS).into_iter().enumerate() {
            for (column, words) in row.iter().enumerate() {
                if words.starts_with('=') {
                    found.add(None, line, column);
                }
            }
        }
        return Ok(found);
    }
    if is_open_document(bytes)? {
        of_open_document(bytes, &mut found)?;
    } else {
        of_excel(bytes, &mut found)?;
    }
    Ok(found)
}

fn of_open_document(bytes: &[u8], found: &mut Formulas) -> Result<(), Unread> {
    if too_large_once_laid_out(bytes)? {
        return Err(Unread::TooLarge);
    }
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let tabs = book.sheet_names();
    for tab in &tabs {
        let range = book.worksheet_formula(tab).map_err(|_| Unread::Damaged)?;
        let (first, left) = range.start().unwrap_or((0, 0));
        for (line, column, formula) in range.used_cells() {
            if !formula.is_empty() {
                let named = (tabs.len() > 1).then_some(tab.as_str());
                found.add(named, first as usize + line, left as usize + column);
            }
        }
    }
    Ok(())
}

/// Cell by cell: a sheet with one formula at its far corner must not be laid out whole.
fn of_excel(bytes: &[u8], found: &mut Formulas) -> Result<(), Unread> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unread::Damaged)?;
    let tabs = book.sheet_names();
    for tab in &tabs {
        let Ok(mut cells) = book.worksheet_cells_reader(tab) else {
            // A chart has a tab and no cell.
            continue;
        };
        while let Some(cell) = cells.next_formula().map_err(|_| Unread::Damaged)? {
            if !cell.get_value().is_empty() {
                let (line, column) = cell.get_position();
                let named = (tabs.len() > 1).then_some(tab.as_str());
                found.add(named, line as usize, column as usize);
            }
        }
    }
    Ok(())
}

/// The letters of a column: `A`, `Z`, `AA`.
fn letters(column: usize) -> String {
    let (mut left, mut letters) = (column + 1, Vec::new());
    while left > 0 {
        let letter = u8::try_from((left - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_programs_call_them() {
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_formula_of_a_plain_text_is_found_and_what_we_guarded_is_not() {
        let found = formulas("N°;Avancement\n3;=1+2\n5;'=1+2\n".as_bytes()).expect("read");
        assert_eq!((found.count, found.first), (1, vec!["B2".to_owned()]));
    }

    #[test]
    fn a_formula_of_a_book_is_found_where_it_is_however_far() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let plan = book.add_worksheet();
        plan.set_name("Plan").expect("a name");
        plan.write_string(0, 0, "=1+1").expect("a text");
        plan.write_formula(4, 3, "=SUM(A1:A3)").expect("a formula");
        plan.write_formula(1_000_000, 16_000, "=A1").expect("far");
        book.add_worksheet().set_name("Aide").expect("a name");
        let bytes = book.save_to_buffer().expect("written");
        let found = formulas(&bytes).expect("read");
        assert_eq!(found.count, 2, "a text that looks like one is none: {found:?}");
        assert_eq!(found.first[0], "Plan!D5");
    }

    #[test]
    fn a_formula_of_an_open_document_is_found_too() {
        use crate::sheets::{Format, Sheet};
        let mut sheet = Sheet::new("Plan", ["A"]);
        sheet.row(["=1+1".into()]);
        let ours = sheet.bytes(Format::Ods).expect("written");
        assert_eq!(formulas(&ours), Ok(Formulas::default()), "ours hold none");
    }
}
