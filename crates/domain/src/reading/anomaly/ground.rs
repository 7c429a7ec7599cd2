//! What every rule looks at: the reading, and the text cut into passages without markup, case or accents.
//!
//! Made once for all rules, in one pass over the lines. It understands nothing: a passage is a sentence, an item of a list or a cell.

use super::Quote;
use crate::reading::coverage::plain;
use crate::reading::{ArticleRead, Reading};

/// What a passage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A sentence of a paragraph, broken lines joined.
    Sentence,
    /// An item of a list, or a sentence of it.
    Item,
    /// A cell of a table.
    Cell,
}

/// A piece of the text that says one thing.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) kind: Kind,
    /// Its words as they stand, without markup.
    pub(super) text: String,
    /// The same without case nor accents.
    pub(super) plain: String,
    /// Where each of its lines begins in `plain`.
    starts: Vec<(usize, u32)>,
    /// Whether it opens its paragraph, its item or its cell.
    pub(super) opens: bool,
    /// Whether nothing of its paragraph, item or cell follows it.
    pub(super) closes: bool,
    /// Whether it stands in the extract of a vote.
    voted: bool,
}

impl Passage {
    /// Its first line.
    pub(super) fn line(&self) -> u32 {
        self.starts.first().map_or(1, |(_, line)| *line)
    }

    /// Its last line.
    pub(super) fn last_line(&self) -> u32 {
        self.starts.last().map_or(1, |(_, line)| *line)
    }

    /// The line of a byte of `plain`.
    pub(super) fn line_at(&self, at: usize) -> u32 {
        let line = self.starts.iter().rev().find(|(start, _)| *start <= at);
        line.map_or(1, |(_, line)| *line)
    }

    /// All of it, as a quotation.
    pub(super) fn quote(&self) -> Quote {
        Quote {
            line: self.line(),
            quote: self.text.clone(),
        }
    }

    /// All of it, told at the line of a byte of `plain`.
    pub(super) fn quote_at(&self, at: usize) -> Quote {
        Quote {
            line: self.line_at(at),
            quote: self.text.clone(),
        }
    }

    /// Its words, without case nor accents.
    pub(super) fn words(&self) -> Vec<&str> {
        words(&self.plain)
    }

    /// Whether one of these stands in it.
    pub(super) fn says(&self, any: &[&str]) -> bool {
        any.iter().any(|words| self.plain.contains(words))
    }
}

/// The words of a plain text.
pub(super) fn words(plain: &str) -> Vec<&str> {
    plain
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect()
}

/// The reading and its text, ready for the rules.
pub(super) struct Ground<'r> {
    pub(super) reading: &'r Reading,
    pub(super) text: &'r [String],
    /// The lines without markup.
    pub(super) bare: Vec<String>,
    /// The lines without markup, case nor accents.
    pub(super) plain: Vec<String>,
    pub(super) passages: Vec<Passage>,
}

impl<'r> Ground<'r> {
    pub(super) fn of(reading: &'r Reading, text: &'r [String]) -> Self {
        let bare: Vec<String> = text.iter().map(|line| bare(line)).collect();
        let folded: Vec<String> = bare.iter().map(|line| plain(line)).collect();
        let mut passages = Cutter::default().cut(text, &bare);
        for passage in &mut passages {
            passage.voted = in_vote(reading, passage.line());
        }
        Self {
            reading,
            text,
            bare,
            plain: folded,
            passages,
        }
    }

    /// A line as it stands, markup aside.
    pub(super) fn line(&self, line: u32) -> &str {
        at(&self.bare, line)
    }

    /// A line without case nor accents.
    pub(super) fn plain_line(&self, line: u32) -> &str {
        at(&self.plain, line)
    }

    /// A line as a quotation.
    pub(super) fn quote(&self, line: u32) -> Quote {
        Quote {
            line,
            quote: self.line(line).to_owned(),
        }
    }

    /// The article in which a line stands.
    pub(super) fn article_at(&self, line: u32) -> Option<&'r ArticleRead> {
        self.reading.articles.iter().find(|article| article.lines.holds(line))
    }

    /// Whether a line stands in the extract of a vote, which speaks in the name of one council.
    pub(super) fn in_vote(&self, line: u32) -> bool {
        in_vote(self.reading, line)
    }

    /// The passages that are in the extract of no vote.
    pub(super) fn agreed(&self) -> impl Iterator<Item = &Passage> {
        self.passages.iter().filter(|passage| !passage.voted)
    }
}

fn in_vote(reading: &Reading, line: u32) -> bool {
    reading.deliberations.iter().any(|vote| vote.lines.holds(line))
}

fn at(lines: &[String], line: u32) -> &str {
    let at = usize::try_from(line).unwrap_or(usize::MAX).wrapping_sub(1);
    lines.get(at).map(String::as_str).unwrap_or_default()
}

/// A line without its markup.
fn bare(line: &str) -> String {
    let trimmed = line.trim();
    if !trimmed.contains(['<', '*', '^', '#', '\u{a0}', '’']) {
        return trimmed.to_owned();
    }
    let mut out = String::with_capacity(trimmed.len());
    let mut rest = trimmed;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open..];
        match tag.find('>') {
            Some(close) if close <= 8 => {
                out.push(' ');
                rest = &tag[close + 1..];
            }
            _ => {
                out.push('<');
                rest = &tag[1..];
            }
        }
    }
    out.push_str(rest);
    let out = out
        .replace("^{", "")
        .replace("er}", "er")
        .replace("**", "")
        .replace('\u{a0}', " ");
    out.trim_start_matches('#').trim().replace('’', "'")
}

/// The beginning of an item, with its mark taken off.
pub(super) fn item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['-', '•', '–', '—', '▪', '◦', '*', '➢', '✓', '\u{f0b7}', '·'])?;
    let told = rest.trim_start();
    (!told.is_empty() && !told.starts_with('-') || rest.is_empty()).then_some(told)
}

#[derive(Default)]
struct Cutter {
    passages: Vec<Passage>,
    text: String,
    starts: Vec<(usize, u32)>,
    item: bool,
}

impl Cutter {
    fn cut(mut self, text: &[String], bare: &[String]) -> Vec<Passage> {
        for (number, (raw, line)) in (1_u32..).zip(text.iter().zip(bare)) {
            if raw.contains('\t') {
                self.end();
                self.cells(number, raw);
            } else if line.is_empty() {
                self.end();
            } else if let Some(told) = item(line) {
                self.end();
                self.item = true;
                self.add(number, told);
            } else if heads(line) {
                self.end();
                self.add(number, line);
                self.end();
            } else {
                self.add(number, line);
            }
        }
        self.end();
        self.passages
    }

    fn cells(&mut self, number: u32, raw: &str) {
        for cell in raw.split('\t').flat_map(|cell| cell.split("</p>")) {
            let told = bare(cell);
            if !told.is_empty() {
                let first = self.passages.len();
                self.sentences(&told, &[(0, number)], Kind::Cell);
                self.mark(first);
            }
        }
    }

    fn add(&mut self, number: u32, line: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.starts.push((self.text.len(), number));
        self.text.push_str(line);
    }

    fn end(&mut self) {
        if !self.text.is_empty() {
            let (text, starts) = (std::mem::take(&mut self.text), std::mem::take(&mut self.starts));
            let kind = if self.item { Kind::Item } else { Kind::Sentence };
            let first = self.passages.len();
            self.sentences(&text, &starts, kind);
            self.mark(first);
        }
        self.item = false;
    }

    fn mark(&mut self, first: usize) {
        if let Some(passage) = self.passages.get_mut(first) {
            passage.opens = true;
        }
        if self.passages.len() > first
            && let Some(passage) = self.passages.last_mut()
        {
            passage.closes = true;
        }
    }

    /// Cuts a paragraph into its sentences.
    fn sentences(&mut self, text: &str, starts: &[(usize, u32)], kind: Kind) {
        let mut from = 0;
        for end in ends(text).into_iter().chain([text.len()]) {
            self.passages.extend(sentence(text, (from, end), starts, kind));
            from = end;
        }
    }
}

/// The words from one byte of a paragraph to another, unless they are none.
fn sentence(text: &str, (from, end): (usize, usize), starts: &[(usize, u32)], kind: Kind) -> Option<Passage> {
    let told = text[from..end].trim();
    if !told.chars().any(char::is_alphanumeric) {
        return None;
    }
    let from = from + text[from..end].len() - text[from..end].trim_start().len();
    let own = starts.iter().enumerate().filter(|(at, (start, _))| {
        let next = starts.get(at + 1).map_or(usize::MAX, |(next, _)| *next);
        *start < end && next > from
    });
    // Where a line begins in the plain text: the letters before it may be longer there.
    let own = own.map(|(_, (start, line))| {
        let before = &text[from..(*start).clamp(from, end)];
        (plain(before).len(), *line)
    });
    Some(Passage {
        kind,
        starts: own.collect(),
        text: told.to_owned(),
        plain: plain(told),
        opens: false,
        closes: false,
        voted: false,
    })
}

/// Where sentences end: a full stop before a capital, when the word before it is no abbreviation.
fn ends(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut ends = Vec::new();
    for (at, sign) in text.char_indices().filter(|(_, sign)| matches!(sign, '.' | '!' | '?')) {
        let after = at + sign.len_utf8();
        let rest = text[after..].trim_start();
        let capital = rest.starts_with(|letter: char| letter.is_uppercase() || letter == '«');
        let gap = bytes.get(after).is_some_and(u8::is_ascii_whitespace);
        let start = text[..at]
            .rfind(|letter: char| !letter.is_alphanumeric())
            .map_or(0, |start| start + 1);
        let word = text.get(start..at).unwrap_or_default();
        let short =
            word.chars().count() < 2 || matches!(word.to_lowercase().as_str(), "cf" | "art" | "mme" | "st" | "ste" | "al");
        if capital && gap && !short {
            ends.push(after);
        }
    }
    ends
}

/// Whether a line stands by itself: a heading in capitals, or that of an article, an annex or an action.
fn heads(line: &str) -> bool {
    let letters = line.chars().filter(|letter| letter.is_alphabetic());
    let (mut count, mut small) = (0, false);
    for letter in letters.take(200) {
        count += 1;
        small |= letter.is_lowercase();
    }
    if count > 2 && !small {
        return true;
    }
    let mut words = line
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next().map(plain).unwrap_or_default();
    let numbered = words
        .next()
        .is_some_and(|next| next.starts_with(|letter: char| letter.is_ascii_digit()));
    numbered && line.len() < 200 && matches!(first.as_str(), "article" | "annexe" | "action" | "titre" | "chapitre")
}

#[cfg(test)]
mod tests;
