//! Terms whose years a legend tells: "CT (court terme) : 2023-2024 ; MT : 2025-2026 ; long terme = 2027".
//!
//! Only a text that gives years, and nothing else, to at least two terms makes a legend of them: a lone "MT : 2025" is a date.

use crate::calendar;
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::{self, is_capitals};

/// A legend goes on over no more lines.
const MOST_LINES: usize = 6;

/// A term in letters has no more of them.
const MOST_LETTERS: usize = 4;

/// Each term, with the years that the legend gives it.
#[derive(Debug, Default)]
pub(super) struct Terms {
    entries: Vec<(Term, Passage)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// "CT", as printed.
    Letters(String),
    /// "court terme", folded.
    Words(Vec<String>),
}

impl Terms {
    /// The terms of every legend of a text.
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut terms = Self::default();
        for (at, line) in lines.iter().enumerate() {
            // Every legend opens on a term and its years.
            let opens = is_told(line) && pieces(&line.text).next().is_some_and(|piece| entry(piece).is_some());
            if opens {
                let found = legend(&lines[at..]);
                if found.len() > 1 {
                    for (names, years) in found {
                        terms.add(names, &years);
                    }
                }
            }
        }
        terms
    }

    fn add(&mut self, names: Vec<Term>, years: &Passage) {
        for name in names {
            if !self.entries.iter().any(|(known, _)| *known == name) {
                self.entries.push((name, years.clone()));
            }
        }
    }

    /// The years of each term that a calendar names.
    pub(super) fn named_in(&self, calendar: &Passage) -> Vec<&Passage> {
        if self.entries.is_empty() {
            return Vec::new();
        }
        let tokens = calendar.tokens();
        let named = |term: &Term| match term {
            Term::Letters(letters) => tokens.iter().any(|token| token.word == *letters),
            Term::Words(words) => tokens
                .windows(words.len())
                .any(|window| window.iter().zip(words).all(|(token, word)| token.fold == *word)),
        };
        let found = self.entries.iter().filter(|(term, _)| named(term));
        found.map(|(_, years)| years).collect()
    }
}

fn is_told(line: &Line) -> bool {
    !line.is_blank() && line.cells.is_empty()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split([';', ',', '.', '·', '•', '|']).map(str::trim);
    parts.filter(|piece| !piece.is_empty())
}

/// The terms with which a paragraph opens, each with its years: the first piece that is none ends them.
fn legend(lines: &[Line]) -> Vec<(Vec<Term>, Passage)> {
    let mut found: Vec<(Vec<Term>, Passage)> = Vec::new();
    // What a line cuts.
    let mut cut = String::new();
    for line in lines.iter().take(MOST_LINES).take_while(|line| is_told(line)) {
        for piece in pieces(&line.text) {
            let piece = format!("{cut} {piece}");
            cut.clear();
            match (entry(piece.trim()), found.last_mut()) {
                (Some((names, years)), _) => found.push((names, Passage::one(line.number, &years))),
                // "MT : 2025, 2026": another year of the same term.
                (None, Some((_, years))) if is_years(&piece) => years.push(line.number, piece.trim()),
                _ => piece.trim().clone_into(&mut cut),
            }
            // Only the last piece of a line goes on below it.
            if !cut.is_empty() && !line.text.ends_with(&cut) {
                return found;
            }
        }
    }
    found
}

/// "Échéances : CT (court terme) = 2022-2023": the names of the term, and its years.
fn entry(piece: &str) -> Option<(Vec<Term>, String)> {
    let at = piece.rfind([':', '='])?;
    let (name, years) = (piece[..at].trim(), piece[at + 1..].trim());
    // What announces the legend stands before another colon.
    let name = name.rsplit([':', '=']).next()?.trim();
    let (name, full) = match name.split_once('(') {
        Some((name, full)) => (name.trim(), full.trim_end_matches([')', ' '])),
        None => (name, ""),
    };
    let names: Vec<Term> = [name, full].into_iter().filter_map(term).collect();
    (is_years(years) && !names.is_empty()).then(|| (names, years.to_owned()))
}

fn term(name: &str) -> Option<Term> {
    let words = wording::words(name);
    let letters = name.chars().all(char::is_alphabetic) && is_capitals(name) && name.chars().count() <= MOST_LETTERS;
    match words.as_slice() {
        [_] if letters => Some(Term::Letters(name.to_owned())),
        [.., length, term] if term == "terme" && matches!(length.as_str(), "court" | "moyen" | "long") => {
            Some(Term::Words(vec![length.clone(), term.clone()]))
        }
        _ => None,
    }
}

/// "2023-2024", "2025 et 2026", "de 2027 à 2028": years, and links between them.
fn is_years(text: &str) -> bool {
    let words = wording::words(text);
    let year = |word: &String| calendar::year(word).is_some();
    words.iter().any(year)
        && words
            .iter()
            .all(|word| year(word) || matches!(word.as_str(), "a" | "au" | "de" | "et" | "puis"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str, calendar: &str) -> Vec<String> {
        let terms = Terms::of(&normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>()));
        let found = terms.named_in(&Passage::one(1, calendar));
        found.into_iter().map(Passage::joined).collect()
    }

    #[test]
    fn a_legend_gives_years_to_terms() {
        let text = "Échéances : CT (court terme) = 2022-2023 ; MT (moyen terme) = 2024-2025\n; LT (long terme) = 2026.";
        assert_eq!(read(text, "CT : étude ; MT : agrément"), ["2022-2023", "2024-2025"]);
        assert_eq!(read(text, "Moyen terme"), ["2024-2025"]);
        assert_eq!(read(text, "LT"), ["2026"]);
        assert_eq!(
            read("Court terme : 2024, 2025. Long terme : 2026 à 2028.", "court terme"),
            ["2024 2025"]
        );
        assert_eq!(
            read("CT : 2024 ; MT (moyen\nterme) : 2025\nAction   Pilote   Quand", "moyen terme"),
            ["2025"]
        );
    }

    #[test]
    fn what_no_legend_tells_has_no_years() {
        let text = "Échéances : CT = 2022-2023 ; MT = 2024-2025";
        assert_eq!(read(text, "LT, ct, Toute la durée"), [""; 0]);
        assert_eq!(read("MT : 2025", "MT"), [""; 0], "one term is no legend");
        assert_eq!(read("CT : le comité technique ; MT : 2025", "MT"), [""; 0]);
    }
}
