//! Days, moments and durations.

use domain::time::{Day, Instant};

use super::numbers::number;
use super::words::count;
use crate::given::Given;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SHORT_MONTHS: [&str; 12] = [
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
];
const WEEKDAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// `23 nov. 2026`, `1er janv. 2027`.
#[must_use]
pub fn date(day: impl Given<Day>) -> String {
    let day = day.given();
    format!("{}\u{a0}{}", day_and_month(day), day.year())
}

/// `30 nov.`: only in a list of the current year.
#[must_use]
pub fn day_and_month(day: impl Given<Day>) -> String {
    let day = day.given();
    format!("{}\u{a0}{}", day_of_month(day), month(day, &SHORT_MONTHS))
}

/// `1er janvier 2022`, for a sentence of the contract.
#[must_use]
pub fn long_date(day: impl Given<Day>) -> String {
    let day = day.given();
    format!("{}\u{a0}{}\u{a0}{}", day_of_month(day), month(day, &MONTHS), day.year())
}

/// `depuis le 1er janv. 2022`, `à partir du 1er janv. 2027` when it has not begun, `du … au …` when its end is known.
#[must_use]
pub fn period(since: Day, until: Option<Day>, today: Day) -> String {
    match until {
        Some(until) => format!("du {} au {}", date(since), date(until)),
        None if since > today => format!("à partir du {}", date(since)),
        None => format!("depuis le {}", date(since)),
    }
}

/// `lundi 23 nov. 2026`.
#[must_use]
pub fn weekday_and_date(day: impl Given<Day>) -> String {
    let day = day.given();
    format!("{} {}", pick(&WEEKDAYS, day.weekday()), date(day))
}

/// `décembre 2022`.
#[must_use]
pub fn month_and_year(day: impl Given<Day>) -> String {
    let day = day.given();
    format!("{}\u{a0}{}", month(day, &MONTHS), day.year())
}

/// The months, from January: `janvier`.
#[must_use]
pub const fn months() -> [&'static str; 12] {
    MONTHS
}

/// `20 nov. 2026, 16 h 05`, in Paris.
#[must_use]
pub fn moment(instant: impl Given<Instant>) -> String {
    let instant = instant.given();
    let (hour, minute) = instant.paris_hour_minute();
    let day = date(instant.paris_day());
    if minute == 0 {
        format!("{day}, {hour}\u{a0}h")
    } else {
        format!("{day}, {hour}\u{a0}h\u{a0}{minute:02}")
    }
}

/// `38 jours`, `1 jour`.
#[must_use]
pub fn days(number_of_days: impl Given<i64>) -> String {
    count(number_of_days, "jour", "jours")
}

/// Where `day` stands seen from `today`: `dans 17 j`, `demain`, `aujourd’hui`, `hier`, `il y a 3 j`.
#[must_use]
pub fn from_today(today: impl Given<Day>, day: impl Given<Day>) -> String {
    match today.given().days_until(day.given()) {
        0 => "aujourd’hui".to_owned(),
        1 => "demain".to_owned(),
        -1 => "hier".to_owned(),
        n if n > 0 => format!("dans {}\u{a0}j", number(n)),
        n => format!("il y a {}\u{a0}j", number(-n)),
    }
}

fn day_of_month(day: Day) -> String {
    match day.day_of_month() {
        1 => "1er".to_owned(),
        n => n.to_string(),
    }
}

fn month(day: Day, names: &'static [&'static str]) -> &'static str {
    pick(names, day.month())
}

/// The `n`-th name, from 1.
fn pick(names: &'static [&'static str], n: i8) -> &'static str {
    usize::try_from(n - 1).ok().and_then(|i| names.get(i)).copied().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(iso: &str) -> Day {
        iso.parse().expect("a day")
    }

    #[test]
    fn a_period_says_whether_it_began_and_when_it_ends() {
        let (since, today) = (day("2026-11-23"), day("2026-11-24"));
        assert_eq!(period(since, None, today), "depuis le 23\u{a0}nov.\u{a0}2026");
        assert_eq!(period(today, None, since), "à partir du 24\u{a0}nov.\u{a0}2026");
        assert_eq!(
            period(since, Some(today), today),
            "du 23\u{a0}nov.\u{a0}2026 au 24\u{a0}nov.\u{a0}2026"
        );
    }

    #[test]
    fn days_are_written_with_their_abbreviation() {
        assert_eq!(date(day("2026-11-23")), "23\u{a0}nov.\u{a0}2026");
        assert_eq!(date(day("2027-01-01")), "1er\u{a0}janv.\u{a0}2027");
        assert_eq!(date(day("2026-05-31")), "31\u{a0}mai\u{a0}2026");
        assert_eq!(day_and_month(day("2026-02-08")), "8\u{a0}févr.");
        assert_eq!(long_date(day("2022-01-01")), "1er\u{a0}janvier\u{a0}2022");
        assert_eq!(month_and_year(day("2022-12-14")), "décembre\u{a0}2022");
        assert_eq!(weekday_and_date(day("2026-11-23")), "lundi 23\u{a0}nov.\u{a0}2026");
        assert_eq!(weekday_and_date(day("2026-11-29")), "dimanche 29\u{a0}nov.\u{a0}2026");
    }

    #[test]
    fn moments_are_those_of_paris() {
        // 2026-11-20T15:05Z is five past four in Paris.
        assert_eq!(
            moment(Instant::from_micros(1_795_187_100_000_000)),
            "20\u{a0}nov.\u{a0}2026, 16\u{a0}h\u{a0}05"
        );
        assert_eq!(
            moment(Instant::from_micros(1_795_186_800_000_000)),
            "20\u{a0}nov.\u{a0}2026, 16\u{a0}h"
        );
    }

    #[test]
    fn durations_agree_with_their_number() {
        assert_eq!(days(38), "38\u{a0}jours");
        assert_eq!(days(1), "1\u{a0}jour");
        assert_eq!(days(0), "0\u{a0}jour");
    }

    #[test]
    fn a_day_is_placed_from_today() {
        let today = day("2026-11-23");
        assert_eq!(from_today(today, day("2026-12-10")), "dans 17\u{a0}j");
        assert_eq!(from_today(today, today), "aujourd’hui");
        assert_eq!(from_today(today, day("2026-11-24")), "demain");
        assert_eq!(from_today(today, day("2026-11-22")), "hier");
        assert_eq!(from_today(today, day("2026-11-20")), "il y a 3\u{a0}j");
        assert_eq!(from_today(today, day("1998-12-28")), "il y a 10\u{a0}192\u{a0}j");
    }
}
