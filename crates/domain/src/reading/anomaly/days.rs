//! Days as texts write them: "1er janvier 2027", "31/12/2022".

use super::ground::words;
use crate::reading::coverage::{month_name, plain};
use crate::time::Day;

/// The days of a plain text, in its order.
pub(super) fn days(told: &str) -> Vec<Day> {
    let words = words(told);
    let figure = |word: &str| word.trim_end_matches("er").parse::<i8>().ok();
    let found = words.windows(3).filter_map(|window| {
        let month = (1_i8..=12).find(|month| plain(month_name(*month)) == window[1]);
        let month = month.or_else(|| figure(window[1]).filter(|_| window[0].len() == 2 && window[1].len() == 2))?;
        let year = window[2].parse::<i16>().ok().filter(|_| window[2].len() == 4)?;
        Day::new(year, month, figure(window[0])?)
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_words_and_in_figures() {
        let told = days("du 1er janvier 2023 au 31/12/2027, vote 12 du 3 fevrier");
        assert_eq!(told, [Day::new(2023, 1, 1).unwrap(), Day::new(2027, 12, 31).unwrap()]);
    }
}
