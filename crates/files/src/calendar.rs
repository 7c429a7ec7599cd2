//! Days, months and years as French texts write them.
//!
//! A year has four digits and belongs to our time: "20424" is no year, and nothing corrects it.

use domain::time::Day;

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

/// The full dates of a row of folded words, each with the place of its first word.
pub(crate) fn dates(words: &[String]) -> Vec<(usize, Day)> {
    (0..words.len()).filter_map(|at| Some((at, date_at(words, at)?))).collect()
}

fn date_at(words: &[String], at: usize) -> Option<Day> {
    let [day, middle, last] = words.get(at..at + 3)? else {
        return None;
    };
    let day: i8 = day.trim_end_matches("er").parse().ok()?;
    let month = month(middle).or_else(|| if middle.len() == 2 { middle.parse().ok() } else { None })?;
    Day::new(year(last)?, month, day)
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
