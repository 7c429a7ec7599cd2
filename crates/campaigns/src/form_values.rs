//! What is typed in one field of a form, read as a value; or a sentence about it.

use domain::campaigns::LONGEST_TEXT;
use domain::followup::Percent;
use domain::time::Day;
use web::form::Errors;
use web::french;

use crate::asked_rows::PeriodRow;

pub(crate) fn check_length(field: &str, text: &str, errors: &mut Errors) {
    let letters = text.chars().count();
    if letters > LONGEST_TEXT {
        let sentence = format!("Ce texte compte {letters}\u{a0}caractères. Gardez-en {LONGEST_TEXT} au plus.");
        errors.add(field.to_owned(), sentence);
    }
}

pub(crate) fn progress(field: &str, text: &str, errors: &mut Errors) -> Option<Percent> {
    let text = text.trim().trim_end_matches('%').trim();
    if text.is_empty() {
        return None;
    }
    let read = text.parse().ok().and_then(Percent::new);
    if read.is_none() {
        let sentence = format!("Indiquez un nombre entier de 0 à 100. Vous avez écrit «\u{a0}{text}\u{a0}».");
        errors.add(field.to_owned(), sentence);
    }
    read
}

/// A day, as browsers send it or as people write it in French.
pub(crate) fn day_of(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Ok(day) = text.parse() {
        return Some(day);
    }
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    let [day, month, year] = parts.as_slice() else { return None };
    Day::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

pub(crate) fn day(field: &str, text: &str, errors: &mut Errors) -> Option<Day> {
    if text.trim().is_empty() {
        return None;
    }
    let read = day_of(text).filter(|day| (2000..2100).contains(&day.year()));
    if read.is_none() {
        let sentence = format!("Indiquez une date, par exemple 15/01/2027. Vous avez écrit «\u{a0}{text}\u{a0}».");
        errors.add(field.to_owned(), sentence);
    }
    read
}

/// How long after a convention an action of it may still be told to end.
const YEARS_AFTER: i16 = 5;

/// A day before the convention, or long after it, is a slip of the year.
pub(crate) fn check_period(field: &str, day: Day, period: PeriodRow, errors: &mut Errors) {
    let early = period.start.is_some_and(|start| day < start);
    let late = period.end.is_some_and(|end| {
        (day.year() - YEARS_AFTER, day.month(), day.day_of_month()) > (end.year(), end.month(), end.day_of_month())
    });
    if !early && !late {
        return;
    }
    let words = match (period.start, period.end) {
        (Some(start), Some(end)) => format!(" (du {} au {})", french::date(start), french::date(end)),
        (Some(start), None) => format!(" (à partir du {})", french::date(start)),
        (None, Some(end)) => format!(" (jusqu’au {})", french::date(end)),
        (None, None) => String::new(),
    };
    let sentence = format!("Cette date est hors de la période de la convention{words}\u{a0}: vérifiez l’année.");
    errors.add(field.to_owned(), sentence);
}
