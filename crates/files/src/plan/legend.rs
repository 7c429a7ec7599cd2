//! Legends: what the letters and the signs of a table stand for, where the text says it.
//!
//! A sign that a legend leaves out is no mark, once there is a legend.

mod spoken;
mod terms;

use domain::reading::Half;

use super::labels::Label;
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::{self, is_capitals};

pub(super) use spoken::is_hatch;

/// A legend explains fewer signs than this, in fewer quotes a line.
const MOST_SIGNS: usize = 1_000;
const MOST_QUOTES: usize = 100;

/// What the text says of its signs and of its short names.
#[derive(Debug, Default)]
pub(super) struct Legend {
    entries: Vec<(String, Passage)>,
    after_titles: Option<Label>,
    begins: bool,
    terms: terms::Terms,
}

/// What a sign of a grid means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// The year is marked.
    Yes,
    /// Nothing is.
    No,
    /// The text does not say.
    Unknown,
}

impl Legend {
    /// Reads every legend of a text.
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut legend = Self {
            terms: terms::Terms::of(lines),
            ..Self::default()
        };
        legend.add(spoken::abbreviated(lines));
        let is_told = |line: &Line| entry(&line.text).is_some() || !paired(line).is_empty();
        let told: Vec<bool> = lines.iter().map(is_told).collect();
        for (at, line) in lines.iter().enumerate() {
            if line.is_blank() || !line.cells.is_empty() {
                continue;
            }
            legend.spoken(&lines[at..(at + 4).min(lines.len())]);
            legend.add(spoken::on_one_line(line));
            legend.announced(line);
            legend.add(spoken::drawn(line));
            legend.add(spoken::bracketed(line));
            legend.add(spoken::listed_in_brackets(line));
            legend.begins |= spoken::begins(&lines[at..(at + 3).min(lines.len())]);
            legend.chained(&lines[at..(at + 4).min(lines.len())]);
            legend.quoted(&lines[at..(at + 3).min(lines.len())]);
            legend.designated(&lines[at..(at + 3).min(lines.len())]);
            legend.parallel(&lines[at..(at + 3).min(lines.len())]);
            let mut around = told[at.saturating_sub(6)..at].iter().chain(told[at + 1..].iter().take(3));
            if told[at] && around.any(|told| *told) {
                let one = entry(&line.text).map(|(sign, text)| (sign.to_owned(), Passage::one(line.number, text)));
                legend.add(one.into_iter().chain(paired(line)));
            }
        }
        legend
    }

    /// What a short name stands for.
    pub(super) fn name(&self, short: &str) -> Option<&Passage> {
        let bare = short
            .trim()
            .trim_start_matches(['(', '«', ' '])
            .trim_end_matches([')', '»', ' ']);
        let lettered = bare.chars().any(char::is_alphabetic);
        let same = |sign: &String| sign.trim_matches(['(', ')']) == bare;
        let found = self.entries.iter().find(|(sign, _)| same(sign)).filter(|_| lettered);
        found.map(|(_, name)| name)
    }

    /// What is told of a sign, as it stands.
    pub(super) fn told(&self, sign: &str) -> Option<&Passage> {
        let found = self.entries.iter().find(|(own, _)| own == sign);
        found.map(|(_, told)| told)
    }

    /// The half of a year that a sign marks, where what is told of it names one.
    pub(super) fn half(&self, sign: &str) -> Option<Half> {
        self.told(sign).and_then(spoken::half)
    }

    /// When the terms that a calendar names begin and end: "CT et MT", where a legend says the years of both.
    pub(super) fn years_of_terms(&self, calendar: &Passage) -> Vec<&Passage> {
        self.terms.named_in(calendar)
    }

    /// The field that letters after a title tell, where a legend says so.
    pub(super) const fn after_titles(&self) -> Option<Label> {
        self.after_titles
    }

    /// Whether a year in a cell is the one in which something begins, and then goes on.
    pub(super) const fn begins(&self) -> bool {
        self.begins
    }

    /// The short names, with what they stand for.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &Passage)> {
        self.entries.iter().map(|(sign, name)| (sign.as_str(), name))
    }

    /// What a sign means in a grid.
    pub(super) fn sign(&self, sign: &str) -> Sign {
        const USUAL: [&str; 12] = ["x", "xx", "✓", "✔", "●", "■", "oui", "☒", "☑", "✗", "•", "►"];
        const NOTHING: [&str; 9] = ["-", "–", "—", ".", "0", "non", "□", "☐", "▢"];
        let same = |own: &String| own == sign || own.to_lowercase() == sign.to_lowercase();
        if let Some((_, text)) = self.entries.iter().find(|(own, _)| same(own)) {
            return if denies(&text.joined()) { Sign::No } else { Sign::Yes };
        }
        if NOTHING.contains(&sign.to_lowercase().as_str()) {
            return Sign::No;
        }
        let usual = USUAL.contains(&sign.to_lowercase().as_str());
        if usual && !self.explains_signs() {
            Sign::Yes
        } else {
            Sign::Unknown
        }
    }

    /// Whether some sign that is no word is explained.
    fn explains_signs(&self) -> bool {
        self.entries
            .iter()
            .any(|(sign, text)| (is_mark(sign) || sign.eq_ignore_ascii_case("x")) && !denies(&text.joined()))
    }

    fn add(&mut self, entries: impl IntoIterator<Item = (String, Passage)>) {
        for (sign, text) in entries {
            let room = self.entries.len() < MOST_SIGNS;
            if room && !text.is_empty() && !self.entries.iter().any(|(known, _)| *known == sign) {
                self.entries.push((sign, text));
            }
        }
    }

    /// "Légende : ✓ = menée ; – = non concernée", on one line.
    fn announced(&mut self, line: &Line) {
        let said = line.words.iter().take(3).any(|word| word == "legende" || word == "lecture");
        let told = line
            .text
            .split_once(':')
            .filter(|_| said)
            .map_or(line.text.as_str(), |(_, told)| told);
        let parts = told
            .split([';', '.'])
            .flat_map(|part| if said { part.split(',').collect() } else { vec![part] });
        let each: Vec<_> = parts
            .filter_map(entry)
            .map(|(sign, text)| (sign.to_owned(), Passage::one(line.number, without_place(text))))
            .collect();
        if said || each.len() > 1 {
            self.add(each);
        }
    }

    /// "LPA : Lorgues Agglomération – VL : Ville de Lorgues – PO : commune de Pontavesne", over a few lines.
    fn chained(&mut self, lines: &[Line]) {
        let Some(first) = lines.first().filter(|line| entry(&line.text).is_some()) else {
            return;
        };
        let together = lines.iter().take_while(|line| !line.is_blank() && line.cells.is_empty());
        let text = joined(&together.cloned().collect::<Vec<Line>>());
        let mut heads: Vec<(usize, usize, &str)> = Vec::new();
        for (colon, _) in text.match_indices(':') {
            let before = text[..colon].trim_end();
            let start = before.rfind(' ').map_or(0, |at| at + 1);
            let sign = &before[start..];
            let parted = text[..start].trim_end().ends_with(['–', '—', ',', ';', '.']) || start == 0;
            if parted && is_sign(sign) && sign.chars().any(char::is_alphabetic) {
                heads.push((start, colon + 1, sign));
            }
        }
        if heads.len() < 2 {
            return;
        }
        let ends: Vec<usize> = heads.iter().skip(1).map(|head| head.0).chain([text.len()]).collect();
        let told: Vec<(String, Passage)> = heads
            .iter()
            .zip(ends)
            .map(|((_, from, sign), to)| {
                let name = text[*from..to].trim().trim_end_matches(['–', '—', ',', ';', '.', ' ']);
                (
                    (*sign).to_owned(),
                    Passage::one(first.number, without_article(without_place(name))),
                )
            })
            .collect();
        // A chain is told before the whole line is taken for the first of its names.
        self.entries.retain(|(sign, _)| !told.iter().any(|(own, _)| own == sign));
        self.add(told);
    }

    /// What sentences say of signs and of letters in brackets.
    fn spoken(&mut self, lines: &[Line]) {
        let written = lines.iter().take_while(|line| !line.is_blank() && line.cells.is_empty());
        let passage = Passage::new(written.map(|line| (line.number, line.text.clone())).collect());
        self.add(spoken::signs(&passage));
        let (letters, label) = spoken::letters(&passage);
        self.add(letters);
        self.after_titles = self.after_titles.or(label);
    }

    /// "« CC » désigne la Communauté de communes et « RPE » le relais petite enfance".
    fn quoted(&mut self, lines: &[Line]) {
        let Some(first) = lines
            .first()
            .filter(|line| line.text.contains("« ") || line.text.contains('«'))
        else {
            return;
        };
        let text = joined(lines);
        if !text.contains("désigne") {
            return;
        }
        let shorts: Vec<(usize, usize, &str)> = quotes(&text).into_iter().filter(|(_, _, quote)| is_short(quote)).collect();
        for (index, (_, end, short)) in shorts.iter().enumerate() {
            let to = shorts.get(index + 1).map_or(text.len(), |next| next.0);
            let told = text[*end..to].split(['.', ';']).next().unwrap_or_default();
            let named = told.trim().trim_start_matches(',').trim();
            let named = named
                .strip_prefix("désignent")
                .or_else(|| named.strip_prefix("désigne"))
                .unwrap_or(named);
            let named = without_article(named.trim().trim_end_matches(" et").trim_end_matches(','));
            if !named.is_empty() && first.text.contains(short) {
                self.add([((*short).to_owned(), Passage::one(first.number, named))]);
            }
        }
    }

    /// "P désigne les pilotes et R les organismes qui réalisent".
    fn designated(&mut self, lines: &[Line]) {
        let Some(first) = lines.first().filter(|line| line.words.iter().any(|word| word == "designe")) else {
            return;
        };
        let passage = Passage::one(first.number, &joined(lines));
        for sentence in passage.sentences() {
            let tokens = sentence.tokens();
            let fold = |at: usize| tokens.get(at).map_or("", |token| token.fold.as_str());
            let short = |at: &usize| {
                let told = tokens[*at].word.chars().count() <= 4 && is_capitals(&tokens[*at].word);
                let linked = *at > 0 && fold(at - 1) == "et" && matches!(fold(at + 1), "le" | "la" | "les" | "l");
                told && (fold(at + 1) == "designe" || linked)
            };
            let shorts: Vec<usize> = (0..tokens.len()).filter(short).collect();
            for (index, at) in shorts.iter().enumerate() {
                let end = shorts.get(index + 1).map_or(tokens.len(), |next| next - 1);
                let from = (at + 1..end).find(|at| !matches!(fold(*at), "designe" | "le" | "la" | "les" | "l" | "ou"));
                if let Some(from) = from {
                    let name = sentence.between(&tokens[from], &tokens[end - 1]);
                    self.add([(tokens[*at].word.clone(), name)]);
                }
            }
        }
    }

    /// "(C), (P) et (M) désignent la Caf, la Communauté de communes et la MSA".
    fn parallel(&mut self, lines: &[Line]) {
        let Some(first) = lines.first() else { return };
        let Some((before, _)) = first.text.split_once("désignent") else {
            return;
        };
        let shorts: Vec<&str> = before
            .split('(')
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
            .filter(|short| is_short(short))
            .collect();
        let text = joined(lines);
        let after = text.split_once("désignent").map_or("", |(_, after)| after);
        let after = after.split('.').next().unwrap_or_default();
        let names: Vec<String> = after.split(',').flat_map(|part| part.split(" et ")).map(bare).collect();
        if shorts.len() > 1 && shorts.len() == names.len() {
            let pairs = shorts.iter().zip(&names);
            self.add(pairs.map(|(short, name)| ((*short).to_owned(), Passage::one(first.number, without_article(name)))));
        }
    }
}

/// "à Malaissaye" is Malaissaye.
pub(super) fn without_place(text: &str) -> &str {
    ["à ", "au ", "aux ", "À ", "Au ", "Aux "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(text)
}

/// A name without what stands in brackets.
fn bare(text: &str) -> String {
    let end = text.find('(').unwrap_or(text.len());
    text[..end].trim().to_owned()
}

fn joined(lines: &[Line]) -> String {
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    texts.join(" ")
}

/// What stands between quotes: each ends before the next opens.
fn quotes(text: &str) -> Vec<(usize, usize, &str)> {
    let opened: Vec<usize> = text.match_indices('«').map(|(at, _)| at).take(MOST_QUOTES).collect();
    let ends = opened.iter().skip(1).copied().chain([text.len()]);
    let quote = |(at, next): (&usize, usize)| {
        let from = at + '«'.len_utf8();
        let end = from + text[from..next].find('»')?;
        Some((*at, end + '»'.len_utf8(), text[from..end].trim()))
    };
    opened.iter().zip(ends).filter_map(quote).collect()
}

fn is_short(text: &str) -> bool {
    let count = text.chars().count();
    (1..=6).contains(&count) && is_capitals(text) && !text.contains(' ')
}

fn is_mark(sign: &str) -> bool {
    !sign.is_empty() && sign.chars().count() <= 3 && !sign.chars().any(char::is_alphanumeric)
}

/// "X : année retenue", "PE = Petite enfance": a sign and what it stands for.
fn entry(text: &str) -> Option<(&str, &str)> {
    let text = text.trim();
    let at = text.find([':', '='])?;
    let sign = text[..at].trim();
    let told = text[at + 1..].trim();
    is_sign(sign)
        .then_some((sign, told))
        .filter(|(_, told)| !told.is_empty() && !told.starts_with("//"))
}

fn is_sign(sign: &str) -> bool {
    let count = sign.chars().count();
    let short = (1..=4).contains(&count) && !sign.contains(' ');
    let letters = sign.chars().all(char::is_uppercase) || sign.eq_ignore_ascii_case("x");
    let bracketed = sign.starts_with('(') && sign.ends_with(')') && count <= 5;
    short && (letters || is_mark(sign)) || bracketed
}

/// "PE   Petite enfance    PAR   Parentalité": pairs with blanks between.
fn paired(line: &Line) -> Vec<(String, Passage)> {
    let pieces = &line.pieces;
    let paired = pieces.len() >= 2 && pieces.len().is_multiple_of(2);
    let signs = pieces.iter().step_by(2).all(|piece| is_sign(&piece.text));
    let told = pieces
        .iter()
        .skip(1)
        .step_by(2)
        .all(|piece| piece.text.chars().filter(|c| c.is_alphabetic()).count() > 3);
    if !(paired && signs && told) {
        return Vec::new();
    }
    let pairs = pieces.chunks(2);
    pairs
        .map(|pair| (pair[0].text.clone(), Passage::one(line.number, &pair[1].text)))
        .collect()
}

/// Whether an explanation says that nothing is marked.
fn denies(text: &str) -> bool {
    let words = wording::words(text);
    words.iter().any(|word| {
        matches!(
            word.as_str(),
            "rien" | "aucun" | "aucune" | "sans" | "vide" | "pas" | "neant" | "non"
        )
    })
}

/// A name without the article before it.
pub(super) fn without_article(text: &str) -> &str {
    const ARTICLES: [&str; 9] = ["le ", "la ", "les ", "l'", "l’", "Le ", "La ", "L'", "L’"];
    let text = text.trim();
    ARTICLES
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text)
        .trim()
}

#[cfg(test)]
mod tests;
