//! What the words of an obligation mean beyond who owes it and when: whether they oblige at all, and the day before the end of the
//! convention that they count.
//!
//! It computes no day from words that do not name the end of the convention.

use domain::reading::{Bearing, Due, Unit};
use domain::time::Day;

use crate::bind::due;
use crate::passage::Passage;
use crate::recognise::duties;

/// Whether a sentence obliges, allows, or only says what follows. What is not recognised obliges: it was listed for that.
#[must_use]
pub fn bearing(text: &str) -> Bearing {
    let tokens = Passage::one(1, text).tokens();
    duties::obliges(&tokens, 0).map_or(Bearing::Owed, |found| duties::bearing(&tokens, found))
}

/// The last day on which something is in time when the words ask for it so long before the end of the convention: "au moins six mois
/// avant le terme de la convention". `None` when they count from anything else.
#[must_use]
pub fn day_before_end(due: &str, end: Day) -> Option<Day> {
    match due::before_end(due)? {
        Due::Within(count, Unit::Day) => Some(end.plus_days(-i64::from(count))),
        Due::Within(count, Unit::Month) => end.months_before(count),
        Due::Within(count, Unit::Year) => end.months_before(count.checked_mul(12)?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_is_not_owed() {
        for (text, expected) in [
            ("La Caf s'engage à conserver ses financements.", Bearing::Owed),
            (
                "La présente convention peut être dénoncée par l'une ou l'autre des parties.",
                Bearing::Allowed,
            ),
            (
                "En cas de non-respect, celle-ci pourra être résiliée de plein droit par l'autre partie.",
                Bearing::Allowed,
            ),
            ("Une commune peut se retirer de la convention.", Bearing::Allowed),
            (
                "La présente convention sera résiliée de plein droit par la Caf en cas de modification sans avenant.",
                Bearing::Rule,
            ),
            (
                "Les infractions entraîneront la résiliation de la convention par la Caf.",
                Bearing::Rule,
            ),
            ("Tout litige est du ressort du tribunal administratif.", Bearing::Rule),
            ("La Caf assure le secrétariat.", Bearing::Owed),
        ] {
            assert_eq!(bearing(text), expected, "{text}");
        }
    }

    #[test]
    fn a_delay_before_the_end_is_a_day() {
        let end = Day::new(2026, 12, 31).expect("a day");
        for (words, expected) in [
            ("au moins six mois avant la fin de la présente convention", Some("2026-06-30")),
            ("trois mois avant le terme de la convention", Some("2026-09-30")),
            ("au plus tard 6 mois avant son échéance", Some("2026-06-30")),
            ("un an avant l'expiration de celle-ci", Some("2025-12-31")),
            ("90 jours avant l'échéance de la convention", Some("2026-10-02")),
            ("moyennant un délai de prévenance de 6 mois", None),
            ("quinze jours avant la réunion du comité", None),
            ("trois mois avant la fin de l'année scolaire", None),
            ("six mois après la fin de la convention", None),
        ] {
            let day = day_before_end(words, end).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{words}");
        }
    }
}
