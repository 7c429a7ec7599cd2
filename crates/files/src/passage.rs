//! A piece of text that may run over several lines or cells, and remembers which word stands on which line.

use domain::reading::{Lines, Sourced};

use crate::wording;

/// Some lines, or some paragraphs of a cell, read as one text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Passage {
    parts: Vec<(u32, String)>,
}

/// A word of a passage.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// As printed.
    pub(crate) word: String,
    /// For comparison.
    pub(crate) fold: String,
    part: usize,
    start: usize,
    end: usize,
}

impl Passage {
    pub(crate) fn new(parts: Vec<(u32, String)>) -> Self {
        let parts = parts.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        Self { parts }
    }

    pub(crate) fn one(line: u32, text: &str) -> Self {
        Self::new(vec![(line, text.to_owned())])
    }

    pub(crate) fn parts(&self) -> &[(u32, String)] {
        &self.parts
    }

    pub(crate) fn last_part_mut(&mut self) -> Option<&mut (u32, String)> {
        self.parts.last_mut()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(crate) fn push(&mut self, line: u32, text: &str) {
        if !text.is_empty() {
            self.parts.push((line, text.to_owned()));
        }
    }

    pub(crate) fn append(&mut self, other: Self) {
        self.parts.extend(other.parts);
    }

    pub(crate) fn lines(&self) -> Lines {
        self.parts.iter().map(|(line, _)| *line).collect()
    }

    /// One text, the broken lines joined.
    pub(crate) fn joined(&self) -> String {
        let mut text = String::new();
        for (_, part) in &self.parts {
            join(&mut text, part);
        }
        text
    }

    pub(crate) fn sourced(&self) -> Sourced<String> {
        Sourced::new(self.joined(), self.lines())
    }

    pub(crate) fn words(&self) -> Vec<String> {
        self.parts.iter().flat_map(|(_, part)| wording::words(part)).collect()
    }

    /// The words, each with its place.
    pub(crate) fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        for (part, (_, text)) in self.parts.iter().enumerate() {
            let mut start = None;
            let ends = text.char_indices().chain([(text.len(), ' ')]);
            for (at, letter) in ends {
                match (wording::is_of_word(letter), start) {
                    (true, None) => start = Some(at),
                    (false, Some(from)) => {
                        let word = text[from..at].to_owned();
                        let fold = wording::fold(&word);
                        tokens.push(Token {
                            word,
                            fold,
                            part,
                            start: from,
                            end: at,
                        });
                        start = None;
                    }
                    _ => {}
                }
            }
        }
        tokens
    }

    /// The passage from the start of one word to the end of another, signs between them included.
    pub(crate) fn between(&self, first: &Token, last: &Token) -> Self {
        let cut = |part: usize, (line, text): &(u32, String)| {
            let from = if part == first.part { first.start } else { 0 };
            let to = if part == last.part { last.end } else { text.len() };
            (*line, text.get(from..to).unwrap_or_default().trim().to_owned())
        };
        let parts = self
            .parts
            .iter()
            .enumerate()
            .skip(first.part)
            .take(last.part + 1 - first.part);
        Self::new(parts.map(|(part, text)| cut(part, text)).collect())
    }

    /// From a word to the end: the signs that open it and those that close the passage are kept.
    pub(crate) fn from(&self, first: &Token) -> Self {
        let parts = self.parts.iter().enumerate().skip(first.part);
        let cut = |(part, (line, text)): (usize, &(u32, String))| {
            let words = text.get(..first.start).unwrap_or_default();
            let opened = words.trim_end_matches(['«', '"', '(', ' ', '\u{a0}', '\u{202f}']).len();
            let signs = words.get(opened..).unwrap_or_default().trim_start();
            let from = if part == first.part { first.start - signs.len() } else { 0 };
            (*line, text.get(from..).unwrap_or_default().trim().to_owned())
        };
        Self::new(parts.map(cut).collect())
    }

    /// What follows a word to the end, leading signs removed.
    pub(crate) fn after(&self, last: &Token) -> Self {
        let rest = self.parts.iter().enumerate().skip(last.part).map(|(part, (line, text))| {
            let from = if part == last.part { last.end } else { 0 };
            (*line, text.get(from..).unwrap_or_default().trim().to_owned())
        });
        let mut parts: Vec<(u32, String)> = rest.collect();
        if let Some((_, text)) = parts.first_mut() {
            *text = text.trim_start_matches([':', ' ', '-', '–', '.', ',', ')']).to_owned();
        }
        Self::new(parts)
    }

    /// The same words without the number of their clause: "3.1 – Le comité se réunit", "7) Le comité se réunit".
    pub(crate) fn without_clause(mut self) -> Self {
        let Some((_, text)) = self.parts.first_mut() else {
            return self;
        };
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let number = text[..text.len() - rest.len()].trim_end_matches('.');
        let parts = number.split('.').filter(|part| !part.is_empty()).count();
        let bare = rest.trim_start_matches([' ', '\u{a0}', '-', '–', '—', ')']);
        let parted = bare.len() < rest.len() && bare.starts_with(char::is_uppercase);
        // "7) Le comité" is numbered too; "7 Le comité" is not.
        let signed = parts == 1 && rest.starts_with(')') && number.len() < 4;
        if (parts > 1 || signed) && number.len() < 8 && parted {
            *text = bare.to_owned();
        }
        self
    }

    /// The sentences, each with its own lines. A point inside brackets or after an abbreviation ends none.
    pub(crate) fn sentences(&self) -> Vec<Self> {
        let mut found = vec![Self::default()];
        let mut depth = 0_usize;
        for (line, text) in &self.parts {
            let mut start = 0;
            for (at, sign) in text.char_indices() {
                match sign {
                    '(' => depth += 1,
                    ')' => depth = depth.saturating_sub(1),
                    '.' | '!' | '?' if depth == 0 && ends_sentence(text, at) => {
                        let end = at + sign.len_utf8();
                        if let Some(open) = found.last_mut() {
                            open.push(*line, text[start..end].trim());
                        }
                        found.push(Self::default());
                        start = end;
                    }
                    _ => {}
                }
            }
            if let Some(open) = found.last_mut() {
                open.push(*line, text[start..].trim());
            }
        }
        found.retain(|sentence| !sentence.is_empty());
        found
    }

    /// The signs that stand between two neighbouring words, without blanks.
    pub(crate) fn signs_after(&self, token: &Token) -> String {
        let Some((_, text)) = self.parts.get(token.part) else {
            return String::new();
        };
        let rest = text.get(token.end..).unwrap_or_default();
        rest.chars()
            .take_while(|c| !c.is_alphanumeric())
            .filter(|c| !c.is_whitespace())
            .collect()
    }
}

impl Token {
    /// Whether the word opens its line or paragraph.
    pub(crate) fn opens_part(&self) -> bool {
        self.start == 0
    }

    /// Where the word begins in its line or paragraph.
    pub(crate) const fn start(&self) -> usize {
        self.start
    }

    /// Whether both words stand in the same line or paragraph.
    pub(crate) fn same_part(&self, other: &Self) -> bool {
        self.part == other.part
    }
}

/// Signs after a point among which another sentence opens.
const FURTHEST: usize = 40;

/// Whether the point at this place is followed by the opening of another sentence.
fn ends_sentence(text: &str, at: usize) -> bool {
    let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let fold = wording::fold(word);
    let initial = fold.chars().count() == 1 && !fold.starts_with(|c: char| c.is_ascii_digit());
    let abbreviated = initial || matches!(fold.as_str(), "cf" | "art" | "mme" | "st" | "ste" | "no");
    let mut rest = text[at..].chars().skip(1).peekable();
    let blank = rest.peek().is_some_and(|c| c.is_whitespace());
    let opens = rest
        .by_ref()
        .take(FURTHEST)
        .find(|c| !c.is_whitespace() && *c != '«')
        .is_none_or(|c| c.is_uppercase() || c.is_ascii_digit());
    // A scan prints "ll" for "Il".
    let opens = opens || text[at..].trim_start_matches(['.', '!', '?', ' ']).starts_with("ll ");
    (blank || text[at..].chars().nth(1).is_none()) && opens && !abbreviated
}

/// Adds a line to a text: a word cut at a slash or a hyphen goes on without a blank, and without the hyphen that cut it.
fn join(text: &mut String, part: &str) {
    let hyphen = text.ends_with('-') && !text.ends_with(" -");
    let cut = text.ends_with('/') || hyphen;
    if hyphen && !is_compound(text, part) {
        text.pop();
    }
    if !text.is_empty() && !cut {
        text.push(' ');
    }
    text.push_str(part);
}

/// First parts of compound words: their hyphen stays at the end of a line.
const COMPOUNDS: [&str; 37] = [
    "micro",
    "mini",
    "multi",
    "inter",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "quatre",
    "dix",
    "demi",
    "semi",
    "mi",
    "sous",
    "apres",
    "avant",
    "rendez",
    "peut",
    "porte",
    "co",
    "auto",
    "pre",
    "ex",
    "non",
    "socio",
    "medico",
    "grand",
    "grands",
    "petit",
    "elles",
    "eux",
    "lui",
    "elle",
    "bien",
    "au",
    "celui",
];

/// Whether the hyphen that ends a line belongs to the word: a proper name, or a compound.
fn is_compound(text: &str, part: &str) -> bool {
    let head = text.trim_end_matches('-');
    let word = head
        .rsplit(|c: char| !c.is_alphanumeric() && c != '\u{2019}')
        .next()
        .unwrap_or_default();
    let lower = part.starts_with(char::is_lowercase) && word.ends_with(char::is_lowercase);
    // Letters on both sides of another hyphen: "enfants-pa-" goes on a compound that is cut again.
    !lower || wording::is_capitalised(word) || COMPOUNDS.contains(&wording::fold(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(parts: &[(u32, &str)]) -> Passage {
        Passage::new(parts.iter().map(|(line, text)| (*line, (*text).to_owned())).collect())
    }

    #[test]
    fn broken_lines_join() {
        let text = passage(&[(4, "le lien"), (5, "parents/Enfants/"), (6, "école")]);
        assert_eq!(text.joined(), "le lien parents/Enfants/école");
        assert_eq!(text.lines(), Lines::span(4, 6));
    }

    #[test]
    fn the_hyphen_that_cuts_a_word_goes() {
        let joined = |first: &str, second: &str| passage(&[(1, first), (2, second)]).joined();
        assert_eq!(joined("la forma-", "tion des équipes"), "la formation des équipes");
        assert_eq!(joined("une micro-", "crèche"), "une micro-crèche");
        assert_eq!(joined("Val-", "mont"), "Val-mont");
        assert_eq!(joined("Saint-", "Orlan"), "Saint-Orlan");
    }

    #[test]
    fn sentences_keep_their_lines() {
        let text = passage(&[
            (4, "Vu l'art. 5 (Cf. Annexe 2). Elle tient. Elle est"),
            (5, "longue, etc. pour tous."),
        ]);
        let read: Vec<(String, String)> = text
            .sentences()
            .iter()
            .map(|sentence| (sentence.joined(), sentence.lines().to_string()))
            .collect();
        assert_eq!(
            read,
            [
                ("Vu l'art. 5 (Cf. Annexe 2).".to_owned(), "4".to_owned()),
                ("Elle tient.".to_owned(), "4".to_owned()),
                ("Elle est longue, etc. pour tous.".to_owned(), "4-5".to_owned()),
            ]
        );
    }

    #[test]
    fn a_word_knows_its_line_and_its_neighbours() {
        let text = passage(&[(4, "Val-"), (5, "mont: deux lits")]);
        let tokens = text.tokens();
        let folded: Vec<_> = tokens.iter().map(|token| token.fold.as_str()).collect();
        assert_eq!(folded, ["val", "mont", "deux", "lits"]);
        assert_eq!(text.between(&tokens[0], &tokens[1]).joined(), "Val-mont");
        assert_eq!(text.after(&tokens[1]).joined(), "deux lits");
        assert_eq!(text.after(&tokens[1]).lines(), Lines::one(5));
        assert_eq!(text.signs_after(&tokens[1]), ":");
    }
}
