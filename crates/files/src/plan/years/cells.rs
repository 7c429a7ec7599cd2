//! The years that a cell of a grid names in short: "25-26", "26 →", "26, 28", "dès 2027".
//!
//! A cell that holds anything else names no year: a figure among words counts something.

use super::Term;
use crate::calendar;
use crate::wording::fold;

/// A piece of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Year(i16),
    /// What joins a year to a later one, or to the end.
    To,
    /// What opens a period: "dès".
    From,
    /// What parts two periods.
    And,
}

/// The years that a cell names, when it names nothing else.
pub(in crate::plan) fn of_cell(text: &str, term: Term) -> Option<Vec<i16>> {
    let words = words(text);
    let pieces: Vec<Piece> = words.iter().map(|word| piece(word, term)).collect::<Option<_>>()?;
    let mut found: Vec<i16> = Vec::new();
    for period in pieces.split(|piece| *piece == Piece::And) {
        let (first, last) = match period {
            [Piece::Year(year)] => (*year, *year),
            [Piece::Year(first), Piece::To, Piece::Year(last)] => (*first, *last),
            [Piece::Year(first), Piece::To]
            | [Piece::From, Piece::Year(first)]
            | [Piece::From, Piece::Year(first), Piece::To] => (*first, term.last),
            [Piece::To, Piece::Year(last)] => (term.first, *last),
            _ => return None,
        };
        found.extend(first..=last);
    }
    let held = !found.is_empty() && found.iter().all(|year| term.holds(*year));
    found.sort_unstable();
    found.dedup();
    held.then_some(found)
}

/// "26" alone: it counts something as often as it names a year.
pub(in crate::plan) fn is_lone(text: &str) -> bool {
    matches!(words(text).as_slice(), [word] if is_short(word))
}

/// Whether a cell names years in short and cannot count anything: "25-26", "26 →".
pub(in crate::plan) fn is_in_short(text: &str, term: Term) -> bool {
    !is_lone(text) && words(text).iter().any(|word| is_short(word)) && of_cell(text, term).is_some()
}

fn is_short(word: &str) -> bool {
    word.len() == 2 && word.contains(|c: char| c.is_ascii_digit())
}

/// The words of a cell, its arrows and dashes apart.
fn words(text: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(text.len() * 2);
    for sign in text.replace("->", "→").chars() {
        if matches!(sign, '-' | '–' | '—' | '→' | '>' | ',' | ';' | '/' | '+' | '…') {
            spaced.extend([' ', sign, ' ']);
        } else {
            spaced.push(sign);
        }
    }
    spaced.split_whitespace().map(fold).collect()
}

fn piece(word: &str, term: Term) -> Option<Piece> {
    let mended = || word.replace('o', "0").replace('l', "1");
    let short = |word: &str| {
        let figures = word.trim_start_matches(['\'', '’']);
        let year = figures.parse::<i16>().ok().filter(|_| figures.len() == 2)?;
        Some(2000 + year).filter(|year| term.holds(*year))
    };
    match word {
        "-" | "–" | "—" | "→" | ">" | "…" | "+" | "a" | "au" => Some(Piece::To),
        "des" | "depuis" => Some(Piece::From),
        "," | ";" | "/" | "et" | "puis" => Some(Piece::And),
        _ => calendar::year(word)
            .or_else(|| short(word))
            .or_else(|| calendar::year(&mended()).or_else(|| short(&mended())))
            .map(Piece::Year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_name_years_in_short() {
        let term = Term {
            first: 2025,
            last: 2028,
            n: None,
        };
        let read = |text: &str| of_cell(text, term).unwrap_or_default();
        assert_eq!(read("25-26"), [2025, 2026]);
        assert_eq!(read("26 →"), [2026, 2027, 2028]);
        assert_eq!(read("→ 26"), [2025, 2026]);
        assert_eq!(read("26, 28"), [2026, 2028]);
        assert_eq!(read("dès 2027"), [2027, 2028]);
        assert_eq!(read("2O25 et 27"), [2025, 2027]);
        assert_eq!(read("25 puis 27-28"), [2025, 2027, 2028]);
        assert_eq!((read("'26"), is_lone("'26"), is_lone("26")), (vec![2026], false, true));
        assert!(is_in_short("25-26", term) && is_in_short("26 →", term));
        assert!(
            ["26", "2026", "26 places", "2025-2026", "→"]
                .iter()
                .all(|text| !is_in_short(text, term))
        );
        for nothing in ["", "X", "2b", "26 places", "12", "31", "2025 : 3", "-"] {
            assert_eq!(read(nothing), [0; 0], "{nothing}");
        }
    }
}
