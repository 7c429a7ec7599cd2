//! Days, months and years as French texts write them.
//!
//! A year has four digits and belongs to our time: "20424" is no year, and nothing corrects it.

use domain::time::Day;

use crate::numbers;

const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// The month of this folded word.
pub(crate) fn month(word: &str) -> Option<i8> {
    (1_i8..).zip(MONTHS).find(|(_, name)| *name == word).map(|(number, _)| number)
}

/// The year of this word.
pub(crate) fn year(word: &str) -> Option<i16> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        return None;
    }
    word.parse().ok().filter(|year| (1990..=2100).contains(year))
}

/// A full date among words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dated {
    /// The place of its first word, and how many words it takes.
    pub(crate) at: usize,
    pub(crate) length: usize,
    pub(crate) day: Day,
    /// Whether a letter was taken for a figure.
    pub(crate) noisy: bool,
}

/// The full dates of a row of folded words, each with the place of its first word.
pub(crate) fn dates(words: &[String]) -> Vec<(usize, Day)> {
    dated(words).iter().map(|found| (found.at, found.day)).collect()
}

/// The full dates of a row of folded words, in figures or in words, through the noise of a scan.
pub(crate) fn dated(words: &[String]) -> Vec<Dated> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < words.len() {
        match date_at(words, at).or_else(|| minutes_at(words, at)) {
            Some(date) => {
                at += date.length;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

fn date_at(words: &[String], at: usize) -> Option<Dated> {
    let (day, days, noisy_day) = day_of_month(words, at)?;
    let middle = words.get(at + days)?;
    let (month, noisy_month) = match month(middle) {
        Some(month) => (month, false),
        None => numbered_month(middle)?,
    };
    let (year, years, noisy_year) = year_at(words, at + days + 1)?;
    let day = Day::new(year, month, day)?;
    Some(Dated {
        at,
        length: days + 1 + years,
        day,
        noisy: noisy_day || noisy_month || noisy_year,
    })
}

/// "L'an deux mille vingt-quatre, le onze décembre": minutes say the year first.
fn minutes_at(words: &[String], at: usize) -> Option<Dated> {
    if words.get(at)? != "an" {
        return None;
    }
    let (year, years, noisy_year) = year_at(words, at + 1)?;
    let after = at + 1 + years;
    let start = (after..after + 3).find(|at| day_of_month(words, *at).is_some())?;
    let (day, days, noisy_day) = day_of_month(words, start)?;
    let month = month(words.get(start + days)?)?;
    Some(Dated {
        at,
        length: start + days + 1 - at,
        day: Day::new(year, month, day)?,
        noisy: noisy_year || noisy_day,
    })
}

/// A day of the month: "1er", "premier", "12", "onze", "l3".
fn day_of_month(words: &[String], at: usize) -> Option<(i8, usize, bool)> {
    let word = words.get(at)?;
    if word == "premier" {
        return Some((1, 1, false));
    }
    // The first of the month is the only day with an ending: a letter alone can stand there.
    let printed = match word.strip_suffix("er") {
        Some(first) => numbers::cleaned(first).filter(|(figures, _)| figures == "1"),
        None => numbers::figures(word),
    };
    let figures = printed.and_then(|(figures, noisy)| Some((figures.parse().ok()?, 1, noisy)));
    let spelt = || {
        let (value, length) = numbers::spelt(words, at)?;
        Some((i8::try_from(value).ok()?, length, false))
    };
    figures.or_else(spelt).filter(|(day, ..)| (1..=31).contains(day))
}

fn numbered_month(word: &str) -> Option<(i8, bool)> {
    let (figures, noisy) = numbers::figures(word).filter(|(figures, _)| figures.len() == 2)?;
    Some((figures.parse().ok()?, noisy))
}

/// A year in figures or in words, and how many words it takes.
fn year_at(words: &[String], at: usize) -> Option<(i16, usize, bool)> {
    let figures = words.get(at).and_then(|word| numbers::figures(word));
    if let Some((figures, noisy)) = figures {
        return year(&figures).map(|year| (year, 1, noisy));
    }
    let (value, length) = numbers::spelt(words, at)?;
    let year = year(&value.to_string())?;
    Some((year, length, false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::words;

    #[test]
    fn dates_are_read_in_words_and_in_figures() {
        let read = |text: &str| dates(&words(text)).iter().map(|(_, day)| day.to_string()).collect::<Vec<_>>();
        assert_eq!(
            read("du 1er janvier 2022 jusqu'au 31 décembre 2026"),
            ["2022-01-01", "2026-12-31"]
        );
        assert_eq!(read("le 31/12/2021."), ["2021-12-31"]);
        assert_eq!(read("le 31 février 2026, le 3 mai 20424"), [""; 0]);
        assert_eq!(
            read("le premier janvier deux mille vingt-trois, le trente et un décembre deux mille vingt-six"),
            ["2023-01-01", "2026-12-31"]
        );
        assert_eq!(
            read("L'an deux mille vingt-quatre, le onze décembre à dix-neuf heures"),
            ["2024-12-11"]
        );
    }

    #[test]
    fn the_noise_of_a_scan_is_told() {
        let read = |text: &str| {
            let found = dated(&words(text));
            found
                .iter()
                .map(|date| (date.day.to_string(), date.noisy))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("du ler janvier 2O23 au 3l décembre 2026, le 24/O2/2O23"),
            [
                ("2023-01-01".into(), true),
                ("2026-12-31".into(), true),
                ("2023-02-24".into(), true)
            ]
        );
        assert_eq!(read("le l6 fevrier 20424, le 3 mai 2024"), [("2024-05-03".into(), false)]);
    }

    #[test]
    fn a_year_has_four_digits() {
        assert_eq!(year("2024"), Some(2024));
        assert_eq!(
            (year("20424"), year("1789"), year("202"), year("+202")),
            (None, None, None, None)
        );
    }
}
