//! What is typed in one field of a form, read as a value; or a sentence about it.

use domain::campaigns::LONGEST_TEXT;
use domain::followup::Percent;
use domain::time::Day;
use web::form::Errors;

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
