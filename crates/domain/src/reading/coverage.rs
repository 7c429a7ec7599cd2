//! How much of a text is held by values.
//!
//! A line counts as placed only if the values that cite it hold its words between them; a container (an action, a party)
//! does not count for the lines it spans, and an écart never places the lines that it quotes.

mod held;
mod held_rest;

use std::collections::HashSet;

use self::held::Held;
use super::{Lines, Reading, Unplaced};

/// Words of the grammar of such texts and the small words of French: no value has to hold them.
const LABELS: [&str; 41] = [
    "a",
    "abstention",
    "action",
    "annexe",
    "apres",
    "approuve",
    "article",
    "au",
    "autorise",
    "aux",
    "ci",
    "contre",
    "d",
    "de",
    "denomme",
    "denommee",
    "des",
    "du",
    "en",
    "entre",
    "est",
    "et",
    "fait",
    "l",
    "la",
    "le",
    "les",
    "madame",
    "monsieur",
    "n",
    "ou",
    "par",
    "pour",
    "preliminaire",
    "represente",
    "representee",
    "sa",
    "son",
    "sur",
    "un",
    "une",
];

/// The share of a text that is placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Lines that are not blank.
    pub written: u32,
    /// Lines whose words a value holds.
    pub placed: Lines,
}

impl Coverage {
    /// How many lines are placed.
    #[must_use]
    pub fn placed_count(&self) -> usize {
        self.placed.iter().count()
    }
}

/// The words of a text for comparison: letters and digits, in lower case, accents kept.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Measures `reading` against the lines of its text.
#[must_use]
pub fn coverage(reading: &Reading, text: &[String]) -> Coverage {
    let held = Held::of(reading);
    let mut written = 0;
    let mut placed = Vec::new();
    for (number, line) in (1_u32..).zip(text) {
        if line.trim().is_empty() {
            continue;
        }
        written += 1;
        if held.holds(number, line) {
            placed.push(number);
        }
    }
    Coverage {
        written,
        placed: placed.into_iter().collect(),
    }
}

/// The lines that are not placed, in blocks of neighbours, as they stand.
#[must_use]
pub fn unplaced(coverage: &Coverage, text: &[String]) -> Vec<Unplaced> {
    let placed: HashSet<u32> = coverage.placed.iter().collect();
    let left: Lines = (1_u32..)
        .zip(text)
        .filter(|(number, line)| !line.trim().is_empty() && !placed.contains(number))
        .map(|(number, _)| number)
        .collect();
    let words = |first: u32, last: u32| {
        let block = (first..=last).filter_map(|line| text.get(usize::try_from(line - 1).ok()?));
        block.map(String::as_str).collect::<Vec<_>>().join("\n")
    };
    let block = |range: &super::LineRange| Unplaced {
        lines: Lines::span(range.first(), range.last()),
        text: words(range.first(), range.last()),
    };
    left.ranges().iter().map(block).collect()
}

/// The words of a text, each without case nor accents.
pub(super) fn plain_words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(plain)
}

/// A word without case nor accents, so that a capital without its accent is the same letter.
pub(super) fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'â' | 'ä' | 'á' => out.push('a'),
            'ç' => out.push('c'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ô' | 'ö' | 'ó' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            other => out.push(other),
        }
    }
    out
}

/// Whether a word, without case nor accents, is one that no value has to hold.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.contains(&word)
}

/// The words of a line of text that some value must hold: markup and the page number after leaders are no words.
fn words_to_hold(line: &str) -> Vec<String> {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        bare.push_str(&rest[..open]);
        let tag = &rest[open..];
        match tag.find('>') {
            Some(close) if close <= 8 => {
                bare.push(' ');
                rest = &tag[close + 1..];
            }
            _ => {
                bare.push('<');
                rest = &tag[1..];
            }
        }
    }
    bare.push_str(rest);
    let bare = bare.replace("^{", "").replace("**", " ");
    let end = bare.trim_end().trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let kept = if end.ends_with("...") { end } else { &bare };
    plain_words(kept).filter(|word| !is_label(word)).collect()
}

/// The month in French, as texts write it.
pub(super) const fn month_name(month: i8) -> &'static str {
    match month {
        1 => "janvier",
        2 => "février",
        3 => "mars",
        4 => "avril",
        5 => "mai",
        6 => "juin",
        7 => "juillet",
        8 => "août",
        9 => "septembre",
        10 => "octobre",
        11 => "novembre",
        12 => "décembre",
        _ => "",
    }
}
