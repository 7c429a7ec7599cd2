//! Who passed the question on, and when: whoever follows the plan is told, as the page of the recipient promised.
//!
//! It is read from the journal, where the name of whoever it was is kept apart: once they are erased, the day alone is left.

use domain::ids::ConventionId;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::french;

/// One time that it was passed on.
#[derive(Debug, Clone)]
pub(crate) struct PassingRow {
    pub(crate) recipient: i64,
    by: Option<String>,
    at: Instant,
}

query! {
    /// All of those of a campaign, the last first.
    pub(crate) Passings(convention: ConventionId, campaign: i64) -> PassingRow
    reading ["campaign_passing"]
    "SELECT recipient, told, instant FROM campaign_passing WHERE convention = $4 AND campaign = $5 ORDER BY seq DESC"
}

impl FromRow for PassingRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let told = c.opt_text(1)?;
        Ok(Self {
            recipient: c.int(0)?,
            by: told.and_then(|told| told.lines().next().map(str::to_owned)),
            at: c.instant(2)?,
        })
    }
}

/// How a recipient came to be asked, when someone else was first.
pub(crate) fn passed_on(passings: &[PassingRow], recipient: i64) -> Option<String> {
    let last = passings.iter().find(|one| one.recipient == recipient)?;
    let day = french::date(last.at.paris_day());
    Some(match &last.by {
        Some(by) => format!("transmis par {by} le {day}"),
        None => format!("transmis le {day}"),
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Passings>()]
}
