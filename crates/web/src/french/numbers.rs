//! Numbers, percentages and amounts.

use crate::given::Given;

/// `1 234`, thousands apart by a no-break space.
#[must_use]
pub fn number(n: impl Given<i64>) -> String {
    let n = n.given();
    let digits = n.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    if n < 0 {
        // The minus sign of typography, as wide as a digit.
        out.push('\u{2212}');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// `2,5` from 25 tenths: `decimal(25, 1)`. Trailing zeros are not written.
#[must_use]
pub fn decimal(scaled: impl Given<i64>, places: u32) -> String {
    let scaled = scaled.given();
    let Some(unit) = 10_u64.checked_pow(places) else {
        return number(scaled);
    };
    let (whole, rest) = (scaled.unsigned_abs() / unit, scaled.unsigned_abs() % unit);
    let sign = if scaled < 0 { "\u{2212}" } else { "" };
    let whole = number(i64::try_from(whole).unwrap_or(i64::MAX));
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let rest = format!("{rest:0width$}", width = places as usize);
    format!("{sign}{whole},{}", rest.trim_end_matches('0'))
}

/// `74 %`.
#[must_use]
pub fn percent(n: impl Given<i64>) -> String {
    format!("{}\u{a0}%", number(n))
}

/// `8 500,00 €`, from cents: the form of a budget.
#[must_use]
pub fn amount(amount_cents: impl Given<i64>) -> String {
    let amount_cents = amount_cents.given();
    let sign = if amount_cents < 0 { "\u{2212}" } else { "" };
    let (euros, cents) = (amount_cents.unsigned_abs() / 100, amount_cents.unsigned_abs() % 100);
    let euros = number(i64::try_from(euros).unwrap_or(i64::MAX));
    format!("{sign}{euros},{cents:02}\u{a0}€")
}

/// `8 500 €`, to the nearest euro: the form of an estimate.
#[must_use]
pub fn rounded_amount(amount_cents: impl Given<i64>) -> String {
    let amount_cents = amount_cents.given();
    let half = if amount_cents < 0 { -50 } else { 50 };
    format!("{}\u{a0}€", number(amount_cents.saturating_add(half) / 100))
}

/// `n° 15`, `n° 2 bis`.
#[must_use]
pub fn number_mark(printed: &str) -> String {
    format!("n°\u{a0}{printed}")
}

/// The size of a file, as people say it: `812 ko`, `2,4 Mo`.
#[must_use]
pub fn size(bytes: i64) -> String {
    if bytes < 1_000_000 {
        return format!("{}\u{a0}ko", number((bytes + 999) / 1000));
    }
    format!("{}\u{a0}Mo", decimal(bytes / 100_000, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_apart() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234), "1\u{a0}234");
        assert_eq!(number(-1_234_567), "\u{2212}1\u{a0}234\u{a0}567");
    }

    #[test]
    fn decimals_take_a_comma() {
        assert_eq!(decimal(25, 1), "2,5");
        assert_eq!(decimal(12_345, 1), "1\u{a0}234,5");
        assert_eq!(decimal(200, 2), "2");
        assert_eq!(decimal(-5, 2), "\u{2212}0,05");
    }

    #[test]
    fn amounts_keep_their_cents_in_a_budget_and_lose_them_in_an_estimate() {
        assert_eq!(amount(850_000), "8\u{a0}500,00\u{a0}€");
        assert_eq!(amount(-105), "\u{2212}1,05\u{a0}€");
        assert_eq!(rounded_amount(850_050), "8\u{a0}501\u{a0}€");
        assert_eq!(rounded_amount(-149), "\u{2212}1\u{a0}€");
        assert_eq!(percent(74), "74\u{a0}%");
        assert_eq!(number_mark("2 bis"), "n°\u{a0}2 bis");
    }

    #[test]
    fn a_size_is_said_in_the_unit_that_suits_it() {
        assert_eq!(size(1), "1\u{a0}ko");
        assert_eq!(size(812_400), "813\u{a0}ko");
        assert_eq!(size(2_460_000), "2,4\u{a0}Mo");
        assert_eq!(size(20_000_000), "20\u{a0}Mo");
    }
}
