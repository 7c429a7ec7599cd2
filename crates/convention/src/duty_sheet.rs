//! The obligations as a file that a spreadsheet opens: what the page lists under the same filters, in the same order.
//!
//! A time that the text only describes stays in its words; the one day that is computed is that of a delay before the end of the
//! convention.

use files::sheets::{Cell, Sheet};

use crate::article_rows::ParagraphRow;
use crate::duty_list::DutyList;
use crate::parties::Holder;

/// The table.
pub(crate) fn sheet(list: &DutyList) -> Sheet {
    let mut sheet = Sheet::new(
        "Obligations",
        [
            "Article",
            "Nature",
            "Portée",
            "Obligation",
            "Qui doit",
            "À qui",
            "Échéance",
            "Délai",
            "Date",
            "Selon le texte",
            "Adresse",
            "Lignes du texte",
        ],
    );
    for duty in list.duties() {
        sheet.row([
            Cell::from(duty.article.as_deref()),
            Cell::from(duty.kind.french()),
            Cell::from(duty.bearing.french()),
            Cell::from(&duty.text),
            Cell::from(names(&list.debtors(duty))),
            Cell::from(names(&list.creditors(duty))),
            Cell::from(duty.when().french()),
            Cell::from(duty.counted().filter(|_| duty.day.is_none())),
            Cell::from(duty.day),
            Cell::from(duty.due_text.as_deref()),
            Cell::from(addresses(&list.addresses_of(duty))),
            Cell::from(duty.lines.to_string()),
        ]);
    }
    sheet
}

fn addresses(rows: &[&ParagraphRow]) -> String {
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    texts.join(", ")
}

fn names(holders: &[Holder]) -> String {
    let names: Vec<&str> = holders.iter().map(|holder| holder.name.as_str()).collect();
    names.join(", ")
}
