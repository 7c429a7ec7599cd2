//! The canonical text: structure written in lines, so that what is kept of a document can be read again without the document.
//!
//! A heading is `#` by level, a row of a table one line of cells between tabs, an item its indent and its label, a note its call
//! and its line, a page a form feed. Nothing here knows a file format, and nothing reads what the words say.

use std::ops::Range;

use domain::reading::{LineRange, Lines};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// What stands in a place that the cell above spreads over.
pub(crate) const ABOVE: &str = "▴";

/// What stands in a place that the cell to the left spreads over.
pub(crate) const LEFT: &str = "◂";

/// How deep headings go.
const DEEPEST_LEVEL: u8 = 6;

/// How deep items are indented: deeper ones stand there too.
const DEEPEST_ITEM: usize = 8;

/// A piece of a document, in its order. In a text, `\n` is a line that the document breaks by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// A heading and its level, from 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// An item of a list: how many lists hold its own, what is printed before it, its words.
    Item(usize, String, String),
    /// A table: its rows, all as wide.
    Table(Vec<Vec<String>>),
    /// A note, by its number.
    Note(usize, String),
    /// The next block begins a page.
    Break,
}

impl Block {
    /// What a cell or a note keeps of it: its lines.
    pub(super) fn lines(&self) -> Vec<String> {
        let split = |text: &str| text.split('\n').map(str::to_owned).collect::<Vec<_>>();
        match self {
            Self::Heading(_, text) | Self::Paragraph(text) => split(text),
            Self::Item(_, label, text) => split(&labelled(label, text)),
            Self::Table(rows) => {
                let cells = rows.iter().flatten().filter(|cell| *cell != ABOVE && *cell != LEFT);
                cells.flat_map(|cell| cell.split("<br>")).map(str::to_owned).collect()
            }
            Self::Note(..) | Self::Break => Vec::new(),
        }
    }
}

/// The words after their label; a label that is empty leaves no blank.
pub(super) fn labelled(label: &str, text: &str) -> String {
    if label.is_empty() {
        text.to_owned()
    } else {
        format!("{label} {text}")
    }
}

/// The text, line by line.
pub(super) fn print(blocks: &[Block]) -> Vec<String> {
    let mut page = Page::default();
    for block in blocks {
        page.put(block);
    }
    page.lines
}

/// The lines of some of the blocks in the text of all, counted from 1: `parts` are ranges of blocks.
pub(super) fn lines_of(blocks: &[Block], parts: &[Range<usize>]) -> Lines {
    if parts.is_empty() {
        return Lines::default();
    }
    let mut page = Page::default();
    let mut ends = vec![0_usize];
    for block in blocks {
        page.put(block);
        ends.push(page.lines.len());
    }
    let line = |block: usize| ends.get(block).and_then(|lines| u32::try_from(*lines).ok());
    let of = |part: &Range<usize>| LineRange::new(line(part.start)?.checked_add(1)?, line(part.end)?);
    parts.iter().filter_map(of).collect()
}

#[derive(Default)]
struct Page {
    lines: Vec<String>,
    /// The next line begins a page.
    turned: bool,
    /// The last block was an item: another one follows it without a blank line.
    in_list: bool,
}

impl Page {
    fn put(&mut self, block: &Block) {
        let is_item = matches!(block, Block::Item(..));
        match block {
            Block::Break => {
                self.turned = !self.lines.is_empty();
                return;
            }
            Block::Heading(level, text) => {
                self.space();
                let marks = "#".repeat(usize::from((*level).clamp(1, DEEPEST_LEVEL)));
                self.line(format!("{marks} {}", text.replace('\n', " ")));
            }
            Block::Paragraph(text) => {
                self.space();
                text.split('\n').for_each(|line| self.line(line.to_owned()));
            }
            Block::Item(depth, label, text) => {
                if !self.in_list {
                    self.space();
                }
                self.item(*depth, &labelled(label, text));
            }
            Block::Table(rows) => {
                self.space();
                for row in rows {
                    self.line(row.join("\t"));
                }
            }
            Block::Note(number, text) => {
                self.space();
                self.line(format!("[^{number}]: {}", text.replace('\n', " ")));
            }
        }
        self.in_list = is_item;
    }

    /// The lines after the first stand under its words.
    fn item(&mut self, depth: usize, text: &str) {
        let indent = "  ".repeat(depth.min(DEEPEST_ITEM));
        for (place, line) in text.split('\n').enumerate() {
            let under = if place == 0 { "" } else { "  " };
            self.line(format!("{indent}{under}{line}"));
        }
    }

    /// A blank line between two blocks.
    fn space(&mut self) {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    fn line(&mut self, line: String) {
        let line = if std::mem::take(&mut self.turned) {
            format!("\u{c}{line}")
        } else {
            line
        };
        self.lines.push(line);
    }
}

/// How a gap up to a tab stop is kept: blanks that the reader takes for the edge of a column.
const STOP: &str = "   ";

/// The words of a document as they are kept: composed characters, ordinary blanks folded, marks without width gone. `\n` stays, and a
/// tab is a gap.
pub(super) fn tidy(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for line in raw.split('\n') {
        let from = text.len();
        let mut gap = "";
        for letter in line.chars() {
            match letter {
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                '\t' => gap = STOP,
                ' ' => gap = if gap.is_empty() { " " } else { gap },
                _ if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') => {
                    gap = if gap.is_empty() { " " } else { gap };
                }
                _ => {
                    if text.len() == from && from > 0 {
                        text.push('\n');
                    } else if text.len() > from {
                        text.push_str(gap);
                    }
                    gap = "";
                    text.push(letter);
                }
            }
        }
    }
    let text = text.trim();
    if is_nfc(text) { text.to_owned() } else { text.nfc().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_is_written_in_the_lines() {
        let blocks = [
            Block::Heading(2, "Le plan\nd’actions".to_owned()),
            Block::Item(0, "-".to_owned(), "un".to_owned()),
            Block::Item(1, "a)".to_owned(), "deux\nsuite".to_owned()),
            Block::Break,
            Block::Table(vec![
                vec!["A".to_owned(), "B<br>C".to_owned()],
                vec![ABOVE.to_owned(), String::new()],
            ]),
            Block::Paragraph("Fin[^1]\nde page".to_owned()),
            Block::Note(1, "Une note.".to_owned()),
        ];
        assert_eq!(
            print(&blocks),
            [
                "## Le plan d’actions",
                "",
                "- un",
                "  a) deux",
                "    suite",
                "",
                "\u{c}A\tB<br>C",
                "▴\t",
                "",
                "Fin[^1]",
                "de page",
                "",
                "[^1]: Une note."
            ]
        );
    }

    #[test]
    fn words_are_kept_without_marks_that_nobody_sees() {
        assert_eq!(
            tidy("  Co\u{ad}or\u{200b}dination \u{1} de\u{a0}:\u{feff} l’e\u{301}te\u{301} \n \n fin "),
            "Coordination de\u{a0}: l’été\nfin"
        );
        assert_eq!(tidy("\tPilote \t\tCaf\t"), "Pilote   Caf");
    }
}
