//! A new day that is far from the convention, wherever a report gives one. What is postponed a little after its end is told elsewhere as
//! outside of it, and taken.

use domain::followup::{Content, FarDay};
use domain::ids::ConventionId;
use domain::time::Day;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::rows::{PeriodOf, PeriodRow};

/// What is wrong with the day of a report, if something is; the period is not even read when it gives none.
pub(crate) async fn errors(visit: &mut Visit, convention: ConventionId, content: &Content) -> Result<Errors, Failure> {
    let mut errors = Errors::none();
    if content.day.given().is_some()
        && let Some(period) = visit.first(PeriodOf { convention }).await?
        && let Some((day, far)) = far(&period, content)
    {
        errors.far_day("echeance", day, far);
    }
    Ok(errors)
}

/// The day of a report that is far from this period.
pub(crate) fn far(period: &PeriodRow, content: &Content) -> Option<(Day, FarDay)> {
    let day = content.day.given()?;
    FarDay::of(day, (period.start, period.end)).map(|far| (day, far))
}
