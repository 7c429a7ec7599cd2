//! A new day that is far from the convention, wherever a report or a milestone gives one. What is postponed a little after its end is
//! told elsewhere as outside of it, and taken.

use domain::followup::{Content, FarDay, MilestoneContent};
use domain::ids::ConventionId;
use domain::time::Day;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::rows::{PeriodOf, PeriodRow};

/// What a report says, and the day that stood before it.
pub(crate) type Told<'r> = (&'r Content, Option<Day>);

/// What is wrong with the day of reports, if something is; the period is not even read when it gives none.
pub(crate) async fn errors(visit: &mut Visit, convention: ConventionId, reports: &[Told<'_>]) -> Result<Errors, Failure> {
    let mut errors = Errors::none();
    if reports.iter().any(|told| new_day(*told).is_some())
        && let Some(period) = visit.first(PeriodOf { convention }).await?
        && let Some((day, far)) = reports.iter().find_map(|told| far(&period, *told))
    {
        errors.far_day("echeance", day, far);
    }
    Ok(errors)
}

/// A milestone whose day is not far from this period, or was so already.
pub(crate) fn near(
    period: Option<&PeriodRow>,
    content: MilestoneContent,
    stood: Option<Day>,
) -> Result<MilestoneContent, Errors> {
    let new = content.due.filter(|day| stood != Some(*day)).zip(period);
    let far = new.and_then(|(day, period)| FarDay::of(day, (period.start, period.end)).map(|far| (day, far)));
    match far {
        Some((day, far)) => {
            let mut errors = Errors::none();
            errors.far_day("echeance", day, far);
            Err(errors)
        }
        None => Ok(content),
    }
}

/// The day that a report gives, unless it stood before: forms show the one that is known.
fn new_day((content, stood): Told<'_>) -> Option<Day> {
    content.day.given().filter(|day| stood != Some(*day))
}

/// The day of a report that is far from this period.
pub(crate) fn far(period: &PeriodRow, told: Told<'_>) -> Option<(Day, FarDay)> {
    let day = new_day(told)?;
    FarDay::of(day, (period.start, period.end)).map(|far| (day, far))
}
