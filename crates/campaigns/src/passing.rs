//! Who passed the question on, and when: whoever follows the plan is told, as the page of the recipient promised.
//!
//! It is read from the journal, where the name of whoever it was is kept apart: once they are erased, the day alone is left.

use web::french;

use crate::recipient_rows::RecipientRow;

/// Who passed it on, as the journal keeps it: the first line.
pub(crate) fn passer(told: &str) -> Option<String> {
    told.lines().next().map(str::to_owned)
}

/// To whom, without the address: the second line.
pub(crate) fn colleague(told: &str) -> Option<String> {
    let named = told.lines().nth(1)?;
    let name = named.rsplit_once(" <").map_or(named, |(name, _)| name);
    (!name.is_empty()).then(|| name.to_owned())
}

impl RecipientRow {
    /// How they came to be asked, when someone else was first.
    pub(crate) fn passed_on(&self) -> Option<String> {
        let (at, told) = self.passed.as_ref()?;
        let day = french::date(at.paris_day());
        Some(match told.as_deref().and_then(passer) {
            Some(by) => format!("transmis par {by} le {day}"),
            None => format!("transmis le {day}"),
        })
    }
}
