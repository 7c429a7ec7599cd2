//! Running text: the lines of one paragraph as one text, whose words and parts still know their lines.
//!
//! What pages print around the text is passed over; nothing is corrected, and words are compared folded.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use domain::reading::{Lines, Sourced};

use crate::calendar::{self, Dated};
use crate::lines::Line;
use crate::numbers;
use crate::passage::Passage;
use crate::recognise::furniture;
use crate::segment;
use crate::wording;

/// A running header comes back at least this many times.
const TIMES: usize = 3;

/// A longer line is no running header.
const HEADER_BYTES: usize = 160;

/// A text and where each of its lines begins.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prose {
    text: String,
    starts: Vec<(usize, u32)>,
    words: Vec<String>,
    spans: Vec<(usize, usize)>,
    sentences: OnceCell<Vec<Self>>,
}

impl Prose {
    /// The lines of a passage as one text.
    pub(crate) fn of(passage: &Passage) -> Self {
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (line, part) in passage.parts() {
            // "Les Lutins -" is cut at a dash, "porte-" inside a word.
            if !text.is_empty() && (!text.ends_with(['-', '/']) || text.ends_with(" -")) {
                text.push(' ');
            }
            starts.push((text.len(), *line));
            text.push_str(part);
        }
        let (mut words, mut spans, mut start) = (Vec::new(), Vec::new(), None);
        for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
            match (wording::is_of_word(letter), start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    words.push(wording::fold(&text[from..at]));
                    spans.push((from, at));
                    start = None;
                }
                _ => {}
            }
        }
        Self {
            text,
            starts,
            words,
            spans,
            sentences: OnceCell::new(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The words, folded.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// Where a word begins; the end of the text for the word after the last.
    pub(crate) fn start_of(&self, word: usize) -> usize {
        self.spans.get(word).map_or(self.text.len(), |(from, _)| *from)
    }

    /// Where a word ends.
    pub(crate) fn end_of(&self, word: usize) -> usize {
        self.spans.get(word).map_or(self.text.len(), |(_, to)| *to)
    }

    /// The first word that begins at this place or after it.
    pub(crate) fn word_at(&self, place: usize) -> usize {
        self.spans.partition_point(|(from, _)| *from < place)
    }

    /// Whether a word is the first of its line.
    pub(crate) fn opens_line(&self, word: usize) -> bool {
        let at = self.start_of(word);
        let before = self.starts.partition_point(|(start, _)| *start <= at);
        before
            .checked_sub(1)
            .is_some_and(|line| self.word_at(self.starts[line].0) == word)
    }

    /// The text between two places; empty where there is none.
    pub(crate) fn part(&self, from: usize, to: usize) -> &str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The lines between two places.
    pub(crate) fn lines(&self, from: usize, to: usize) -> Lines {
        let first = self.starts.partition_point(|(start, _)| *start <= from).saturating_sub(1);
        let ends = self.starts.partition_point(|(start, _)| *start < to).max(first + 1);
        let held = self.starts.get(first..ends).unwrap_or_default();
        held.iter().map(|(_, line)| *line).collect()
    }

    /// What stands between two places, with its lines.
    pub(crate) fn passage(&self, from: usize, to: usize) -> Passage {
        let ends = self.starts.iter().skip(1).map(|(start, _)| *start).chain([self.text.len()]);
        let parts = self.starts.iter().zip(ends).map(|((start, line), end)| {
            let text = self.part(from.clamp(*start, end), to.clamp(*start, end));
            (*line, text.trim().to_owned())
        });
        Passage::new(parts.collect())
    }

    /// All its lines.
    pub(crate) fn all_lines(&self) -> Lines {
        self.lines(0, self.text.len())
    }

    /// A part of this text with its lines, blanks around it removed; `part` is a piece of [`Self::text`].
    pub(crate) fn sourced(&self, part: &str) -> Sourced<String> {
        let part = part.trim();
        let from = (part.as_ptr() as usize)
            .saturating_sub(self.text.as_ptr() as usize)
            .min(self.text.len());
        Sourced::new(part.to_owned(), self.lines(from, from + part.len()))
    }

    /// The full dates, by their words.
    pub(crate) fn dates(&self) -> Vec<Dated> {
        calendar::dated(&self.words)
    }

    /// The sentences of this text, each a text of its own.
    pub(crate) fn sentences(&self) -> &[Self] {
        // Several readers ask for them.
        self.sentences.get_or_init(|| {
            let whole = self.passage(0, self.text.len());
            whole.sentences().iter().map(Self::of).collect()
        })
    }
}

/// A paragraph, an item, a heading or a row of a table.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) prose: Prose,
    /// Its first line and the one after its last, by index.
    pub(crate) first: usize,
    pub(crate) end: usize,
    /// Whether it is the row of a table.
    pub(crate) row: bool,
    /// How many cells that row has between bars or tabs.
    pub(crate) cells: usize,
    /// Whether it is a heading, or begins with that of an article.
    pub(crate) heading: bool,
}

/// The blocks of a text, in order. What pages print around it is in none of them.
pub(crate) fn blocks(lines: &[Line]) -> Vec<Block> {
    let around = around(lines);
    let mut found: Vec<(Passage, Block)> = Vec::new();
    let (mut open, mut turned, mut blank) = (false, false, false);
    for (at, line) in lines.iter().enumerate() {
        if around.contains(&line.number) {
            turned = true;
            continue;
        }
        if line.is_blank() {
            blank = true;
            continue;
        }
        let heading = line.level.is_some() || segment::is_article_heading(line) || segment::is_bare_article(lines, at);
        let row = line.cells.len() > 1 || line.pieces.len() > 2;
        // A page that turns inside a sentence does not end it.
        let parted = if turned { wording::is_capitalised(&line.text) } else { blank };
        let goes_on = open && !row && !heading && !parted && line.item().is_none();
        (turned, blank) = (false, false);
        if let Some((passage, block)) = found.last_mut().filter(|_| goes_on) {
            passage.push(line.number, &line.text);
            block.end = at + 1;
        } else {
            let text = line.item().unwrap_or(&line.text);
            let block = Block {
                prose: Prose::default(),
                first: at,
                end: at + 1,
                row,
                cells: line.cells.len(),
                heading,
            };
            found.push((Passage::one(line.number, text), block));
        }
        // The title of an article may be cut by the end of its line; its text begins with a capital.
        open = !row
            && line.level.is_none()
            && !(heading && lines.get(at + 1).is_some_and(|next| wording::is_capitalised(&next.text)));
    }
    let prose = |(passage, block): (Passage, Block)| Block {
        prose: Prose::of(&passage),
        ..block
    };
    found.into_iter().map(prose).collect()
}

/// The numbers of pages, and the headers that pages repeat.
///
/// A line that comes back is a header where it follows the pages, or stands apart like a title: a sentence that three sheets
/// say is said three times.
pub(crate) fn around(lines: &[Line]) -> HashSet<u32> {
    let pages = furniture::page_numbers(lines);
    let pages = pages.iter().flat_map(|page| page.lines().iter().collect::<Vec<_>>());
    let bare = lines.iter().filter(|line| is_bare_number(line)).map(|line| line.number);
    let mut found: HashSet<u32> = pages.chain(bare).collect();
    let mut times: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    let header = |line: &Line| line.cells.is_empty() && line.text.len() < HEADER_BYTES && !line.text.ends_with([';', ':']);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| header(line)) {
        let letters = |word: &&str| word.chars().all(char::is_alphabetic);
        let words: Vec<&str> = line.words.iter().map(String::as_str).filter(letters).collect();
        let said = |word: &&str| matches!(*word, "page" | "convention" | "ctg" | "avenant" | "charte" | "deliberation");
        if words.iter().any(said) {
            times.entry(words).or_default().push(at);
        }
    }
    let repeated = times.into_values().filter(|places| {
        let follows = places.iter().filter(|at| follows_page(lines, **at, &found)).count();
        let apart = places.iter().filter(|at| stands_apart(lines, **at)).count();
        places.len() >= TIMES && follows.max(apart) * 2 > places.len()
    });
    let repeated: Vec<u32> = repeated.flatten().map(|at| lines[at].number).collect();
    found.extend(repeated);
    found
}

/// Whether a line bears the number of its page, or stands beside it.
fn follows_page(lines: &[Line], at: usize, pages: &HashSet<u32>) -> bool {
    let line = &lines[at];
    let numbered = line
        .words
        .last()
        .is_some_and(|word| word.len() < 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let says_page = line.words.iter().any(|word| word == "page");
    let above = lines[..at].iter().rev().find(|line| !line.is_blank());
    let below = lines[at + 1..].iter().find(|line| !line.is_blank());
    numbered || says_page || [above, below].into_iter().flatten().any(|line| pages.contains(&line.number))
}

/// Whether a line stands like a title: no sentence, no item, no field, and nothing goes on it.
fn stands_apart(lines: &[Line], at: usize) -> bool {
    let line = &lines[at];
    let field = line
        .text
        .split_once(" : ")
        .is_some_and(|(name, _)| wording::words(name).len() <= 2);
    let says = line.text.ends_with(['.', '!', '?', ',']) || line.item().is_some() || field;
    let opens = wording::is_capitalised(&line.text);
    let goes_on = lines
        .get(at + 1)
        .is_some_and(|next| next.text.starts_with(char::is_lowercase));
    opens && !says && !goes_on
}

/// "3", "- 3 -", "3/12": the number of a page, by itself.
fn is_bare_number(line: &Line) -> bool {
    let figures = |word: &String| word.len() < 4 && numbers::cleaned(word).is_some();
    (1..=2).contains(&line.words.len()) && line.words.iter().all(figures) && line.cells.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<Block> {
        blocks(&normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>()))
    }

    #[test]
    fn parts_know_their_lines() {
        let blocks = read("la Caisse du Val, représentée\npar Madame Anne Petit, maire\n\nFin");
        let prose = &blocks[0].prose;
        let at = prose.text().find("Petit").expect("a name");
        assert_eq!(
            prose.sourced(&prose.text()[at - 5..at + 5]),
            Sourced::new("Anne Petit".into(), Lines::one(2))
        );
        assert_eq!(prose.all_lines(), Lines::span(1, 2));
        assert_eq!(prose.lines(at, at + 3), Lines::one(2));
        assert_eq!((blocks.len(), blocks[1].first), (2, 3));
    }

    #[test]
    fn what_three_sheets_say_is_said_three_times() {
        let said = |text: &str| {
            read(text)
                .iter()
                .map(|block| block.prose.text().to_owned())
                .collect::<Vec<_>>()
        };
        let sentence = "La Caf remet un bilan de la convention.";
        let text = format!("Fiche 1\n\n{sentence}\n\nFiche 2\n\n{sentence}\n\nFiche 3\n\n{sentence}");
        assert_eq!(said(&text).iter().filter(|said| *said == sentence).count(), 3);
        let field = "Public : familles de la convention";
        let text = format!("Un\n\n{field}\n\nDeux\n\n{field}\n\nTrois\n\n{field}");
        assert_eq!(said(&text).iter().filter(|said| *said == field).count(), 3);
        let cut = "Les parties signent la convention";
        let text = format!("{cut}\nde trois ans.\n\n{cut}\nde quatre ans.\n\n{cut}\nde cinq ans.");
        assert_eq!(said(&text).len(), 3);
        assert!(said(&text)[0].starts_with(cut));
    }

    #[test]
    fn a_page_that_turns_ends_no_sentence() {
        let header = "Convention territoriale globale du Val";
        let text = format!("{header}\n\nun début de\n\n3\n{header}\n\nphrase\n\n4\n{header}\n\nAutre");
        let texts: Vec<String> = read(&text).iter().map(|block| block.prose.text().to_owned()).collect();
        assert_eq!(texts, ["un début de phrase", "Autre"]);
    }
}
