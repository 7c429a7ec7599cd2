//! The tables of a convention in one file, and a last one that explains every column of the others.
//!
//! What each table holds is told in `sheets_of`; here they are put together and explained.

use domain::example::Nature;
use domain::reading::Reading;

use super::sheets_of::{self, Tab};
use crate::sheets::{Book, Cell, Sheet};

/// What the tables of an example say on every line, and under which head.
const EXAMPLE: (&str, &str) = ("Exemple", "suivi inventé");

/// The tables of a reading, the actions first; those without a row are left out, but for the actions.
pub(super) fn book(reading: &Reading, nature: Nature) -> Book {
    let tabs = sheets_of::all(reading);
    let mut book = Book::new(title(reading), sheet(&tabs[0]));
    let rest = tabs.iter().skip(1).filter(|tab| !tab.rows.is_empty());
    rest.clone().for_each(|tab| book.add(sheet(tab)));
    let mut columns = Sheet::new("Colonnes", ["Feuille", "Colonne", "Ce qu’elle contient"]);
    for tab in tabs.iter().take(1).chain(rest) {
        explain(&mut columns, tab);
    }
    book.add(columns);
    if nature.is_example() {
        book.mark(EXAMPLE.0, EXAMPLE.1);
    }
    book
}

fn title(reading: &Reading) -> String {
    let title = reading.agreement.title.as_ref();
    title.map_or_else(|| "Convention".to_owned(), |title| title.value.clone())
}

fn sheet(tab: &Tab) -> Sheet {
    let heads = tab.columns.iter().map(|column| column.head.clone());
    let mut sheet = Sheet::new(tab.name, heads);
    tab.rows.iter().cloned().for_each(|row| sheet.row(row));
    sheet
}

fn explain(columns: &mut Sheet, tab: &Tab) {
    for column in &tab.columns {
        columns.row([tab.name, &column.head, column.meaning].map(Cell::from));
    }
}
