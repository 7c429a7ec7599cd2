//! The filters of a journal, as its address holds them. They are understood here, and looked for elsewhere.

use domain::time::{Day, Instant};
use serde::Deserialize;
use web::form::Errors;
use web::href::{href, with_query};

use crate::journal_book::{Book, Sought};

/// The filters, as the address holds them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub(crate) avant: Option<i64>,
    pub(crate) personne: Option<i64>,
    pub(crate) organisme: Option<i64>,
    pub(crate) fait: String,
    pub(crate) objet: String,
    /// A name looked for: someone who acted.
    pub(crate) qui: String,
    /// And what was changed.
    pub(crate) quoi: String,
    pub(crate) du: String,
    pub(crate) au: String,
    pub(crate) forme: String,
}

impl Asked {
    /// The filters that keep less than everything, as they stand in an address.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let all = [
            ("personne", number(self.personne)),
            ("organisme", number(self.organisme)),
            ("fait", self.fait.clone()),
            ("objet", self.objet.clone()),
            ("du", self.du.clone()),
            ("au", self.au.clone()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The address of the same filters, with one more.
    pub(crate) fn address(&self, book: Book, name: &'static str, value: &str) -> String {
        let mut pairs = self.pairs();
        pairs.retain(|(other, _)| *other != name);
        let mut pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        pairs.push((name, value));
        with_query(href(book.place()), &pairs)
    }

    /// The address of the same entries, without more.
    pub(crate) fn own_address(&self, book: Book) -> String {
        let pairs = self.pairs();
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        with_query(href(book.place()), &pairs)
    }

    /// From when to when, and what to correct. A day holds from its first moment in Paris to its last.
    pub(crate) fn span(&self) -> ((Instant, Instant), Errors) {
        let mut errors = Errors::none();
        let mut day = |field, text: &str| -> Option<Day> {
            let text = text.trim();
            let day = text.parse().ok();
            if day.is_none() && !text.is_empty() {
                errors.add(
                    field,
                    format!(
                        "«\u{a0}{text}\u{a0}» n’est pas une date\u{a0}: ce filtre n’est pas appliqué. Écrivez une date qui existe, par exemple 2026-11-23."
                    ),
                );
            }
            day
        };
        let (first, last) = (day("du", &self.du), day("au", &self.au));
        if first > last && last.is_some() {
            errors.add(
                "au",
                "Le dernier jour vient avant le premier\u{a0}: aucune entrée ne peut être entre les deux. Échangez-les, ou videz l’un d’eux.",
            );
        }
        let from = first.map_or(i64::MIN, |day| begins(day, 0));
        let to = last.map_or(i64::MAX, |day| begins(day, 1));
        ((Instant::from_micros(from), Instant::from_micros(to)), errors)
    }

    /// What they ask of the journal.
    pub(crate) fn sought(&self, (from, to): (Instant, Instant), limit: i64) -> Sought {
        Sought {
            before: self.avant.unwrap_or(i64::MAX),
            limit,
            person: self.personne.unwrap_or(0),
            organisation: self.organisme.unwrap_or(0),
            fact: self.fait.clone(),
            subject: self.objet.clone(),
            from,
            to,
        }
    }
}

/// The first moment, in Paris, of the day that comes `later` days after this one: one or two hours before it begins at Greenwich.
pub(crate) fn begins(day: Day, later: i64) -> i64 {
    const HOUR: i64 = 3_600_000_000;
    let epoch = Instant::from_micros(0).paris_day();
    let greenwich = (i64::from(epoch.days_until(day)) + later) * 24 * HOUR;
    let early = greenwich - 2 * HOUR;
    let is_summer = Instant::from_micros(early).paris_hour_minute() == (0, 0);
    if is_summer { early } else { greenwich - HOUR }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_paris_in_summer_and_in_winter() {
        for text in [
            "2026-01-15",
            "2026-07-15",
            "2026-03-29",
            "2026-03-30",
            "2026-10-25",
            "2026-10-26",
        ] {
            let day: Day = text.parse().expect("a day");
            let first = Instant::from_micros(begins(day, 0));
            assert_eq!((first.paris_day(), first.paris_hour_minute()), (day, (0, 0)), "{text}");
            let last = Instant::from_micros(begins(day, 1) - 1);
            assert_eq!((last.paris_day(), last.paris_hour_minute()), (day, (23, 59)), "{text}");
        }
    }
}
