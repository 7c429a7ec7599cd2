//! How people search: without accents, case or inflection, and alike on both engines.
//!
//! Words are folded, then lose their inflection, here and nowhere else; tables keep the result and compare bytes. No engine's own
//! full-text search is used (docs/adr/0003-search.md), and words of one family are never taken for one another: a commune is no
//! communication.

mod inflection;
mod marking;

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use inflection::stem;

pub use marking::{Marked, Marker};

/// The most words of a question that are looked at; a longer question keeps its first ones.
pub const MAX_TERMS: usize = 6;

/// A word of at least this many letters, typed without inflection, also finds those it begins: it may be half typed.
const PREFIX_LETTERS: usize = 4;

/// Words that carry no meaning of their own, folded.
const EMPTY_WORDS: [&str; 34] = [
    "a", "au", "aux", "avec", "ce", "ces", "d", "dans", "de", "des", "du", "en", "et", "eux", "il", "l", "la", "le", "les",
    "leur", "lui", "n", "ou", "par", "pas", "pour", "qu", "que", "qui", "s", "sur", "un", "une", "y",
];

/// `text` as two writings of the same words are compared: folded, with one space between words.
#[must_use]
pub fn comparable(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` in lower case, without accents, ligatures undone: also the key by which titles sort.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The words of a text that mean something, folded.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word))
}

fn stems(text: &str) -> Vec<String> {
    words(&fold(text)).map(stem).collect()
}

/// The words under which several texts are found.
#[must_use]
pub fn index_words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    texts.into_iter().flat_map(stems).collect()
}

/// One word of a question, as the range of stored words that answer it: `low <= word < high`, compared as bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The first word that answers.
    pub low: String,
    /// The first word that no longer does.
    pub high: String,
}

impl Term {
    /// What answers a folded word as it was typed. One that bears an inflection is whole: « partie » does not begin « partenaire ».
    fn of(word: &str) -> Self {
        let low = stem(word);
        let is_open = low == word && word.chars().count() >= PREFIX_LETTERS;
        // '~' sorts after every folded letter and digit, '!' before: with '!' the range holds the stem alone.
        let tail = if is_open { '~' } else { '!' };
        let high = format!("{low}{tail}");
        Self { low, high }
    }

    /// A range that holds nothing.
    #[must_use]
    pub fn nothing() -> Self {
        Self {
            low: "~".to_owned(),
            high: "~".to_owned(),
        }
    }

    /// Whether a stored word answers it.
    #[must_use]
    pub fn finds(&self, word: &str) -> bool {
        self.low.as_str() <= word && word < self.high.as_str()
    }
}

/// A question as typed, ready to be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    terms: Vec<Term>,
    cut: bool,
}

impl Question {
    /// Understands what was typed. Empty words and what exceeds [`MAX_TERMS`] are left out.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut terms: Vec<Term> = words(&fold(typed)).map(Term::of).collect();
        let cut = terms.len() > MAX_TERMS;
        terms.truncate(MAX_TERMS);
        Self { terms, cut }
    }

    /// Its words.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Its words as the ranges of a query that always asks for [`MAX_TERMS`] of them: those that are missing hold nothing.
    #[must_use]
    pub fn ranges(&self) -> [Term; MAX_TERMS] {
        std::array::from_fn(|nth| self.terms.get(nth).cloned().unwrap_or_else(Term::nothing))
    }

    /// Which of its words this stored word answers.
    pub fn answered_by(&self, word: &str) -> impl Iterator<Item = usize> {
        let found = self.terms.iter().enumerate().filter(move |(_, term)| term.finds(word));
        found.map(|(nth, _)| nth)
    }

    /// Whether these words of it, by their places, are all of them; never when nothing is asked.
    #[must_use]
    pub fn is_answered(&self, places: &BTreeSet<usize>) -> bool {
        !self.is_empty() && places.len() == self.terms.len()
    }

    /// Whether words were left out, the question being too long.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        self.cut
    }

    /// Whether nothing is asked.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        let words = index_words([text]);
        Question::parse(typed)
            .terms()
            .iter()
            .all(|term| words.iter().any(|word| term.finds(word)))
    }

    #[test]
    fn accents_case_and_inflection_do_not_matter() {
        let title = "Mettre en œuvre des formations auprès des acteurs de la Petite Enfance";
        for typed in [
            "formation",
            "FORMATIONS",
            "acteur",
            "oeuvre formations",
            "œuvre",
            "petites enfances",
        ] {
            assert!(finds(typed, title), "{typed}");
        }
        assert!(!finds("formations handicap", title));
        assert!(finds("renover ecole", "Rénover les écoles"));
        assert!(finds("professionnelles", "un accueil professionnel"));
        assert!(finds("communal", "les services communaux"));
        assert!(finds("l'accès", "Accès aux droits"));
        assert!(finds("acces", "L’accès aux droits"));
    }

    #[test]
    fn words_of_one_family_are_not_one_word() {
        for (typed, text) in [
            ("communication", "les communes"),
            ("partie", "les partenaires participent, en particulier au départ"),
            ("formation", "les formats"),
            ("habitant", "habituels"),
        ] {
            assert!(!finds(typed, text), "{typed}");
        }
        assert!(finds("parties", "Chaque partie s’engage"));
    }

    #[test]
    fn a_long_word_finds_what_it_begins_and_a_short_one_only_itself() {
        assert!(finds("handi", "Inclure les publics en situation de handicap"));
        assert!(!finds("qg", "Qgis et cartes"));
        assert!(finds("QG", "espace de vie sociale (le QG)"));
    }

    #[test]
    fn empty_words_ask_nothing() {
        assert!(Question::parse("de la, les… l’").is_empty());
        assert_eq!(
            Question::parse("un deux trois quatre cinq six sept huit").terms().len(),
            MAX_TERMS
        );
    }
}
