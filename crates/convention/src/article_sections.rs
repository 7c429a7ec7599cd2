//! The running text arranged for reading: sections with their anchors, lists nested, notes linked to what calls them, words
//! found marked.
//!
//! It changes no word of the text and drops none.

use domain::reading::{Lines, ParagraphKind};
use domain::search::{Marked, Marker};

use crate::article_rows::{ArticleRow, ParagraphRow, WordingRow};

/// A part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Span {
    Plain(String),
    /// A word found; the first of a section is where its jump link leads.
    Hit {
        text: String,
        first: bool,
    },
    /// The mark that calls a note.
    Call {
        mark: String,
        note: String,
    },
}

/// A paragraph, with where it stands.
pub(crate) struct Passage {
    pub(crate) spans: Vec<Span>,
    pub(crate) lines: Lines,
}

/// An item of a list, with those under it.
pub(crate) struct Entry {
    pub(crate) passage: Passage,
    pub(crate) under: Vec<Passage>,
}

/// A piece of a section.
pub(crate) enum Block {
    Plain(Passage),
    Heading(Passage),
    /// A note, under the name that its call leads to.
    Note {
        passage: Passage,
        name: Option<String>,
    },
    List(Vec<Entry>),
}

/// An article, or what stands around them.
pub(crate) struct Section {
    pub(crate) anchor: String,
    /// "Article 6", for an article.
    pub(crate) label: Option<String>,
    pub(crate) title: Vec<Span>,
    pub(crate) name: String,
    pub(crate) lines: Lines,
    pub(crate) others: Vec<(String, Lines)>,
    pub(crate) blocks: Vec<Block>,
    /// Passages that hold a word found, the title included; 0 when the section does not hold every word.
    pub(crate) hits: usize,
    /// How long it is on a page, about.
    pub(crate) bytes: usize,
}

/// What a passage costs on a page beside its words: tags, and the link to its lines.
const PASSAGE_BYTES: usize = 85;

/// What a section costs beside its passages: its head, its place in the table of contents.
const SECTION_BYTES: usize = 450;

/// Every section, in the order of the text.
pub(crate) fn sections(
    articles: Vec<ArticleRow>,
    paragraphs: &[ParagraphRow],
    wordings: &[WordingRow],
    marker: &mut Marker,
) -> Vec<Section> {
    let mut drafts: Vec<Draft<'_>> = [
        ("expose", "Exposé", ["exposition", ""]),
        ("visas", "Textes visés", ["visa", "enacting"]),
        ("cloture", "Clôture et signature", ["closing", ""]),
    ]
    .into_iter()
    .map(|(anchor, name, parts)| Draft::around(anchor, name, parts, paragraphs))
    .filter(|draft| !draft.paragraphs.is_empty())
    .collect();
    let mut taken: Vec<String> = Vec::new();
    for article in articles {
        let mut anchor = anchor(article.number.as_deref());
        if taken.contains(&anchor) {
            anchor = format!("{anchor}-{}", article.ordinal);
        }
        taken.push(anchor.clone());
        drafts.push(Draft::of(anchor, article, paragraphs, wordings));
    }
    drafts.sort_by_key(|draft| draft.lines.first().unwrap_or(u32::MAX));
    drafts.into_iter().map(|draft| draft.section(marker)).collect()
}

/// `article-6`, `article-2-bis`, `article-preliminaire`.
pub(crate) fn anchor(number: Option<&str>) -> String {
    let Some(number) = number else {
        return "article-preliminaire".to_owned();
    };
    let folded = domain::search::fold(number);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    format!("article-{}", words.join("-"))
}

/// A section before its words are looked at.
struct Draft<'p> {
    anchor: String,
    label: Option<String>,
    name: String,
    lines: Lines,
    others: Vec<(String, Lines)>,
    paragraphs: Vec<&'p ParagraphRow>,
}

impl<'p> Draft<'p> {
    fn around(anchor: &str, name: &str, parts: [&str; 2], paragraphs: &'p [ParagraphRow]) -> Self {
        let mut own: Vec<&ParagraphRow> = paragraphs.iter().filter(|row| parts.contains(&row.part.as_str())).collect();
        own.sort_by_key(|row| row.lines.first());
        Self {
            anchor: anchor.to_owned(),
            label: None,
            name: name.to_owned(),
            lines: span(&own).unwrap_or_default(),
            others: Vec::new(),
            paragraphs: own,
        }
    }

    fn of(anchor: String, article: ArticleRow, paragraphs: &'p [ParagraphRow], wordings: &[WordingRow]) -> Self {
        let own: Vec<&ParagraphRow> = paragraphs
            .iter()
            .filter(|row| row.part == "article" && row.place == article.ordinal)
            .collect();
        let others = wordings
            .iter()
            .filter(|row| row.part == "article" && row.place == article.ordinal);
        Self {
            anchor,
            label: Some(article.label()),
            name: article.title,
            lines: span(&own).unwrap_or(article.lines),
            others: others.map(|row| (row.text.clone(), row.lines.clone())).collect(),
            paragraphs: own,
        }
    }

    fn section(self, marker: &mut Marker) -> Section {
        let texts = || {
            self.paragraphs
                .iter()
                .map(|row| row.text.as_str())
                .chain([self.name.as_str()])
        };
        let bytes = SECTION_BYTES + texts().map(|text| text.len() + PASSAGE_BYTES).sum::<usize>();
        let answers = marker.all_in(texts());
        let gathered = answers && texts().any(|text| marker.all_in([text]));
        let notes = notes(&self.anchor, &self.paragraphs);
        let mut writing = Writing {
            marker: answers.then_some(marker),
            gathered,
            notes,
            hits: 0,
        };
        let title = writing.spans(&self.name);
        let blocks = writing.blocks(&self.paragraphs);
        Section {
            title,
            hits: writing.hits,
            anchor: self.anchor,
            label: self.label,
            name: self.name,
            lines: self.lines,
            others: self.others,
            blocks,
            bytes,
        }
    }
}

/// From the first line of these paragraphs to their last: a table of contents that names them is elsewhere. A note has its own
/// lines: it may be printed at the foot of a page where the next article has begun.
fn span(paragraphs: &[&ParagraphRow]) -> Option<Lines> {
    let body = || paragraphs.iter().filter(|row| row.kind != ParagraphKind::Note);
    let first = body().filter_map(|row| row.lines.first()).min()?;
    let last = body().filter_map(|row| row.lines.last()).max()?;
    let notes = paragraphs.iter().filter(|row| row.kind == ParagraphKind::Note);
    Some(notes.fold(Lines::span(first, last), |lines, note| lines.union(&note.lines)))
}

/// A note, the mark that calls it, and whether its call was met.
struct Note {
    mark: String,
    name: String,
    called: bool,
}

/// The notes of a section that something in it calls.
fn notes(anchor: &str, paragraphs: &[&ParagraphRow]) -> Vec<Note> {
    let marked = paragraphs.iter().filter(|row| row.kind == ParagraphKind::Note);
    let marks: Vec<&str> = marked.filter_map(|row| note_mark(&row.text)).collect();
    let body = || paragraphs.iter().filter(|row| row.kind != ParagraphKind::Note);
    let called = marks.into_iter().filter(|mark| body().any(|row| row.text.contains(mark)));
    let named = called.enumerate().map(|(index, mark)| Note {
        mark: mark.to_owned(),
        name: format!("{anchor}-{}", index + 1),
        called: false,
    });
    named.collect()
}

/// The mark at the head of a note: `¹`, `(1)`, `[1]`, `*`.
fn note_mark(text: &str) -> Option<&str> {
    let raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '*');
    let end = text.find(|c| !raised(c)).unwrap_or(text.len());
    if end > 0 {
        return Some(&text[..end]);
    }
    let (open, close) = [('(', ')'), ('[', ']')]
        .into_iter()
        .find(|(open, _)| text.starts_with(*open))?;
    let inside = text.strip_prefix(open)?.split(close).next()?;
    let number = !inside.is_empty() && inside.len() <= 3 && inside.chars().all(|c| c.is_ascii_digit());
    number.then(|| &text[..inside.len() + 2])
}

/// The writing of one section; without a marker nothing is marked.
struct Writing<'m> {
    marker: Option<&'m mut Marker>,
    /// Whether some passage holds every word that is sought: those that hold a part of them are then not marked.
    gathered: bool,
    notes: Vec<Note>,
    hits: usize,
}

impl Writing<'_> {
    fn blocks(&mut self, paragraphs: &[&ParagraphRow]) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        for row in paragraphs {
            match row.kind {
                ParagraphKind::Item(depth) => self.item(&mut blocks, row, depth),
                ParagraphKind::Plain => blocks.push(Block::Plain(self.passage(row))),
                ParagraphKind::Heading => blocks.push(Block::Heading(self.passage(row))),
                ParagraphKind::Note => blocks.push(self.note(row)),
            }
        }
        blocks
    }

    /// An item goes on with the list before it, under the last of its items when it is deeper.
    fn item(&mut self, blocks: &mut Vec<Block>, row: &ParagraphRow, depth: u8) {
        let passage = self.passage(row);
        let entry = |passage| Entry {
            passage,
            under: Vec::new(),
        };
        match blocks.last_mut() {
            Some(Block::List(entries)) => match entries.last_mut() {
                Some(last) if depth > 1 => last.under.push(passage),
                _ => entries.push(entry(passage)),
            },
            _ => blocks.push(Block::List(vec![entry(passage)])),
        }
    }

    fn note(&mut self, row: &ParagraphRow) -> Block {
        let sought = self.is_sought(&row.text);
        let mark = note_mark(&row.text);
        let name = self
            .notes
            .iter()
            .find(|note| Some(note.mark.as_str()) == mark)
            .map(|note| note.name.clone());
        Block::Note {
            passage: Passage {
                spans: self.marked(&row.text, sought),
                lines: row.lines.clone(),
            },
            name,
        }
    }

    fn passage(&mut self, row: &ParagraphRow) -> Passage {
        Passage {
            spans: self.spans(&row.text),
            lines: row.lines.clone(),
        }
    }

    /// Whether words of this passage are marked.
    fn is_sought(&mut self, text: &str) -> bool {
        let gathered = self.gathered;
        self.marker.as_mut().is_some_and(|marker| !gathered || marker.all_in([text]))
    }

    /// The text, cut where it calls a note for the first time.
    fn spans(&mut self, text: &str) -> Vec<Span> {
        let sought = self.is_sought(text);
        let met = self.notes.iter().position(|note| !note.called && text.contains(&note.mark));
        let Some((index, (before, after))) = met.and_then(|index| Some((index, text.split_once(&self.notes[index].mark)?)))
        else {
            return self.marked(text, sought);
        };
        let note = &mut self.notes[index];
        note.called = true;
        let call = Span::Call {
            mark: note.mark.clone(),
            note: note.name.clone(),
        };
        let mut spans = self.marked(before, sought);
        spans.push(call);
        spans.extend(self.marked(after, sought));
        spans
    }

    fn marked(&mut self, text: &str, sought: bool) -> Vec<Span> {
        let Some(marker) = self.marker.as_mut().filter(|_| sought) else {
            return vec![Span::Plain(text.to_owned())];
        };
        let pieces = marker.pieces(text);
        let first = self.hits == 0;
        self.hits += usize::from(pieces.iter().any(|piece| piece.hit));
        let mut first = first;
        let span = |Marked { text, hit }| {
            if hit {
                Span::Hit {
                    text,
                    first: std::mem::take(&mut first),
                }
            } else {
                Span::Plain(text)
            }
        };
        pieces.into_iter().map(span).collect()
    }
}

#[cfg(test)]
#[path = "article_sections_tests.rs"]
mod tests;
