//! The dates of a convention as a file that a spreadsheet opens: a line each, as the calendar shows them.
//!
//! The same dates for another calendar are in `calendar_file`.

use domain::time::Day;
use files::sheets::{Cell, Sheet};

use crate::calendar_dates::Dated;

/// The dates, in their order.
pub(crate) fn sheet<'a>(dates: impl Iterator<Item = &'a Dated>, today: Day) -> Sheet {
    let mut sheet = Sheet::new("Calendrier", ["Jour", "Nature", "Intitulé", "Fait", "En retard"]);
    for dated in dates {
        sheet.row([
            Cell::from(Some(dated.day)),
            Cell::from(dated.nature.french()),
            Cell::from(dated.what.as_str()),
            Cell::from(dated.done.then_some("oui")),
            Cell::from(dated.is_late(today).then_some("oui")),
        ]);
    }
    sheet
}
