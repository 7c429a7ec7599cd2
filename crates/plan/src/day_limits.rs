//! A new day that is far from the convention: a year typed wrong. What is postponed a little after its end is told elsewhere as
//! outside of it, and taken.

use domain::followup::Content;
use domain::ids::ConventionId;
use web::failure::Failure;
use web::form::Errors;
use web::french;
use web::visit::Visit;

use crate::rows::{PeriodOf, PeriodRow};

/// How long after its end something that a convention began may still be expected: the five years of the next one.
const DAYS_AFTER: i64 = 5 * 365 + 2;

/// What is wrong with the day of a report, if something is; nothing is read when it gives none.
pub(crate) async fn far(visit: &mut Visit, convention: ConventionId, content: &Content) -> Result<Errors, Failure> {
    let mut errors = Errors::none();
    if content.day.given().is_some()
        && let Some(period) = visit.first(PeriodOf { convention }).await?
        && let Some(sentence) = sentence(&period, content)
    {
        errors.add("echeance", sentence);
    }
    Ok(errors)
}

/// The same, of a period that is known.
pub(crate) fn sentence(period: &PeriodRow, content: &Content) -> Option<String> {
    let day = content.day.given()?;
    let early = period.start.filter(|start| day < *start);
    let late = period.end.filter(|end| day > end.plus_days(DAYS_AFTER));
    let bound = match (early, late) {
        (Some(start), _) => format!("commence le {}", french::date(start)),
        (None, Some(end)) => format!("finit le {}", french::date(end)),
        (None, None) => return None,
    };
    Some(format!(
        "Vérifiez l’année\u{a0}: la convention {bound}, et vous avez écrit le {}.",
        french::date(day)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::followup::Update;
    use domain::reading::Lines;

    #[track_caller]
    fn check(day: &str, expected: Option<&str>) {
        let period = PeriodRow {
            start: "2022-01-01".parse().ok(),
            end: "2026-12-31".parse().ok(),
            lines: Lines::default(),
        };
        let content = Content {
            day: Update::Set(day.parse().expect("a day")),
            ..Content::default()
        };
        let told = sentence(&period, &content);
        assert_eq!(told.is_some(), expected.is_some(), "{day}");
        if let (Some(told), Some(words)) = (told, expected) {
            assert!(told.contains(words), "{told}");
        }
    }

    #[test]
    fn a_year_typed_wrong_is_told_and_a_postponement_to_the_next_convention_is_not() {
        check("2019-01-01", Some("commence le"));
        check("9999-12-31", Some("finit le"));
        check("2026-06-30", None);
        check("2031-05-05", None);
    }
}
