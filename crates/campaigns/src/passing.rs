//! Who passed the question on, and when: whoever follows the plan is told, as the page of the recipient promised.
//!
//! It is read from the journal, where the name of whoever it was is kept apart: once they are erased, the day alone is left.

use web::french;

use crate::rows::RecipientRow;

impl RecipientRow {
    /// How they came to be asked, when someone else was first.
    pub(crate) fn passed_on(&self) -> Option<String> {
        let (at, told) = self.passed.as_ref()?;
        let day = french::date(at.paris_day());
        Some(match told.as_deref().and_then(|told| told.lines().next()) {
            Some(by) => format!("transmis par {by} le {day}"),
            None => format!("transmis le {day}"),
        })
    }
}
