//! The register as a file that a spreadsheet opens: what the page lists under the same filters, in the same order.

use files::sheets::{Cell, Sheet};

use crate::anomaly_list::AnomalyList;

/// The table.
pub(crate) fn sheet(page: &AnomalyList) -> Sheet {
    let mut sheet = Sheet::new(
        "Écarts",
        [
            "Famille",
            "Gravité",
            "Écart",
            "Premier passage",
            "Ligne",
            "Second passage",
            "Ligne du second",
            "Endroit du texte",
            "Actions",
            "État",
            "Ce qui est dit",
            "Instance",
            "Jour de la décision",
            "Confié à",
            "Pour le",
            "Par",
        ],
    );
    for entry in page.kept() {
        let last = entry.last();
        let said = last.map(|row| &row.settlement);
        let numbers: Vec<&str> = entry.actions.iter().map(|action| action.number.as_str()).collect();
        sheet.row([
            Cell::from(entry.found.family.french()),
            Cell::from(entry.found.severity.french()),
            Cell::from(&entry.found.sentence),
            Cell::from(&entry.found.a.words),
            Cell::from(i64::from(entry.found.a.line)),
            Cell::from(entry.found.b.as_ref().map(|b| b.words.as_str())),
            Cell::from(entry.found.b.as_ref().map(|b| i64::from(b.line))),
            Cell::from(page.sections().of(entry.found.a.line).1),
            Cell::from(numbers.join(", ")),
            Cell::from(entry.state().french()),
            Cell::from(said.map(|said| said.words.as_str()).filter(|words| !words.is_empty())),
            Cell::from(said.and_then(|said| said.body.as_deref())),
            Cell::from(said.and_then(|said| said.day)),
            Cell::from(said.and_then(|said| said.owner.as_deref())),
            Cell::from(said.and_then(|said| said.due)),
            Cell::from(last.and_then(|row| row.person.as_deref())),
        ]);
    }
    sheet
}
