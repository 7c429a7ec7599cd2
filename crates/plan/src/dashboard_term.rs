//! The period of a convention, drawn as a line: what is past, what is left, the day it is.
//!
//! Pure.

use domain::convention::Period;
use domain::reading::Lines;
use domain::time::Day;
use web::french;

use crate::rows::PeriodRow;

/// The period, drawn.
pub(crate) struct Term {
    pub(crate) big: String,
    pub(crate) small: &'static str,
    pub(crate) sentence: String,
    pub(crate) label: String,
    /// How much of the line is past, out of 588.
    pub(crate) past: i32,
    pub(crate) years: Vec<(i32, i16)>,
    pub(crate) lines: Lines,
}

const LINE: i32 = 588;

/// The line of a period, on this day; nothing when the text does not give both ends.
pub(crate) fn term(row: PeriodRow, today: Day) -> Option<Term> {
    let period = Period {
        start: row.start?,
        end: row.end?,
    };
    let length = period.start.days_until(period.end).max(1) + 1;
    let passed = period.start.days_until(today).clamp(0, length);
    let left = period.days_left(today);
    let (big, small) = match left {
        0 => ("Dernier jour".to_owned(), "de la convention"),
        1.. => (french::days(left), "avant la fin de la convention"),
        _ => (french::days(-left), "depuis la fin de la convention"),
    };
    let offset = |day: Option<Day>| day.map_or(0, |day| period.start.days_until(day).clamp(0, length) * LINE / length);
    let years = period.years().map(|year| (offset(Day::new(year, 1, 1)), year));
    Some(Term {
        big,
        small,
        sentence: format!("Du {} au {}.", french::date(period.start), french::date(period.end)),
        label: format!(
            "Convention du {} au {}. Aujourd’hui, {} de la durée est écoulée.",
            french::long_date(period.start),
            french::long_date(period.end),
            french::percent(i64::from(passed * 100 / length)),
        ),
        past: passed * LINE / length,
        years: years.collect(),
        lines: row.lines,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn term_on(today: &str) -> Term {
        let row = PeriodRow {
            start: Some(day("2022-01-01")),
            end: Some(day("2026-12-31")),
            lines: Lines::default(),
        };
        term(row, day(today)).expect("a period")
    }

    #[test]
    fn thirty_eight_days_are_left() {
        let term = term_on("2026-11-23");
        assert_eq!(
            (term.big.as_str(), term.small),
            ("38\u{a0}jours", "avant la fin de la convention")
        );
        assert_eq!(term.years.len(), 5);
        assert!(term.past < LINE);
    }

    #[test]
    fn the_last_day_is_still_inside() {
        assert_eq!(term_on("2026-12-31").big, "Dernier jour");
    }

    #[test]
    fn a_convention_that_has_ended_says_so() {
        let term = term_on("2027-01-10");
        assert_eq!(
            (term.big.as_str(), term.small),
            ("10\u{a0}jours", "depuis la fin de la convention")
        );
        assert_eq!(term.past, LINE);
    }
}
