//! Rows become paragraphs, items and headings: a line that ends before the next word would have fitted was broken on purpose.

use std::collections::{BTreeMap, BTreeSet};

use super::Page;
use super::rows::{Piece, Row};
use crate::formats::canon::Block;
use crate::lines::bullet;

/// How much larger than the body a heading is.
const LARGER: f64 = 1.12;

/// The longest heading, in characters.
const LONGEST_HEADING: usize = 200;

/// How many sizes of headings are told apart.
const LEVELS: usize = 4;

/// How far apart two lines of one paragraph stand, in lines.
const APART: f64 = 1.35;

/// How far apart the lines of the loosest text stand, in sizes of letters.
const LOOSEST: f64 = 1.8;

/// What the document is written with.
pub(super) struct Hand {
    /// The size of most letters.
    body: f64,
    /// The sizes of headings, the largest first.
    headings: Vec<f64>,
    /// The words that stand whole on a line.
    words: BTreeSet<String>,
}

/// How a row follows the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follows {
    /// In the same sentence.
    Line,
    /// On a line of its own.
    Break,
    /// Apart.
    Block,
}

/// A block being written.
struct Open<'r> {
    text: String,
    last: &'r Row,
    item: Option<usize>,
}

impl Hand {
    pub(super) fn of(pages: &[Page]) -> Self {
        let (mut sizes, mut words) = (BTreeMap::<u32, usize>::new(), BTreeSet::new());
        for row in pages.iter().flat_map(all_rows) {
            for piece in &row.pieces {
                *sizes.entry(halves(row.size)).or_default() += piece.text.chars().count();
                // The first and the last of a line may be cut.
                let inner: Vec<&str> = piece.text.split_whitespace().collect();
                let inner = inner.get(1..inner.len().saturating_sub(1)).unwrap_or_default();
                words.extend(inner.iter().map(|word| bare(word)).filter(|word| !word.is_empty()));
            }
        }
        let body = sizes.iter().max_by_key(|(_, count)| **count).map_or(0, |(size, _)| *size);
        let mut headings: Vec<f64> = sizes.keys().map(|size| f64::from(*size) / 2.0).collect();
        let body = f64::from(body) / 2.0;
        headings.retain(|size| *size >= LARGER * body);
        headings.reverse();
        Self { body, headings, words }
    }

    /// Writes rows that follow one another. `edge` is where their lines may end, when something draws it.
    pub(super) fn write(&self, rows: &[Row], edge: Option<f64>, blocks: &mut Vec<Block>) {
        let right = rows.iter().map(Row::right).fold(0.0, f64::max);
        let left = rows.iter().map(Row::left).fold(f64::INFINITY, f64::min);
        let (edge, leading) = (edge.unwrap_or(right).max(right), leading(rows));
        let rows: Vec<Row> = rows.iter().map(|row| justified(row, left, right)).collect();
        let mut open: Option<Open<'_>> = None;
        let mut bullets: Vec<f64> = Vec::new();
        for row in &rows {
            let text = laid_out(row, left);
            let item = bullet(&text).map(str::to_owned);
            let follows = open
                .as_ref()
                .map_or(Follows::Block, |open| self.follows(open, row, edge, leading));
            match (&mut open, item, follows) {
                (Some(open), None, Follows::Line) => {
                    self.join(&mut open.text, &text);
                    open.last = row;
                }
                (Some(open), None, Follows::Break) => {
                    open.text.push('\n');
                    open.text.push_str(&text);
                    open.last = row;
                }
                (_, item, _) => {
                    self.close(open.take(), blocks);
                    let depth = item.as_ref().map(|_| depth(&mut bullets, row.left()));
                    if depth.is_none() && follows == Follows::Block {
                        bullets.clear();
                    }
                    open = Some(Open {
                        text: item.unwrap_or(text),
                        last: row,
                        item: depth,
                    });
                }
            }
        }
        self.close(open, blocks);
    }

    fn close(&self, open: Option<Open<'_>>, blocks: &mut Vec<Block>) {
        let Some(open) = open else { return };
        let level = self
            .level(open.last.size)
            .filter(|_| open.text.chars().count() < LONGEST_HEADING);
        let named = open.text.chars().any(char::is_alphabetic);
        blocks.push(match (open.item, level) {
            (Some(depth), _) => Block::Item(depth, "-".to_owned(), open.text),
            (None, Some(level)) if named => Block::Heading(level, open.text),
            (None, _) => Block::Paragraph(open.text),
        });
    }

    /// The level of a heading of this size.
    fn level(&self, size: f64) -> Option<u8> {
        let size = f64::from(halves(size)) / 2.0;
        if self.body <= 0.0 || size < LARGER * self.body {
            return None;
        }
        let place = self.headings.iter().position(|heading| *heading <= size)?;
        u8::try_from(place.min(LEVELS - 1) + 1).ok()
    }

    fn follows(&self, open: &Open<'_>, row: &Row, edge: f64, leading: f64) -> Follows {
        let before = open.last;
        let gap = row.base - before.base;
        let other_size = (row.size - before.size).abs() > 0.1 * before.size;
        if gap <= 0.0 || gap > APART * leading.clamp(before.size, LOOSEST * before.size) || other_size {
            return Follows::Block;
        }
        let text = row.text();
        if row.pieces.len() > 1 || before.pieces.len() > 1 || is_numbered(&text, &before.text()) {
            return Follows::Break;
        }
        if self.level(row.size).is_some() {
            return Follows::Line;
        }
        // A word that is cut goes on, however short its line.
        if is_cut(&before.text(), &text) {
            return Follows::Line;
        }
        let indented = row.left() > before.left() + 1.5 * row.size && open.item.is_none();
        let word = text.split_whitespace().next().unwrap_or_default().chars().count();
        let (word, all) = (count(word + 1), count(text.chars().count().max(1)));
        let needs = (row.right() - row.left()) * word / all;
        if before.right() + needs < edge - 0.5 * row.size || indented {
            Follows::Break
        } else {
            Follows::Line
        }
    }

    /// Adds a line to a sentence. A word cut at the end of the line is joined when the document has it whole, and has it no other
    /// way; else its hyphen stays, since compound words are cut there too.
    fn join(&self, text: &mut String, next: &str) {
        if !is_cut(text, next) {
            text.push(' ');
        } else if text.ends_with('-') && next.starts_with(char::is_lowercase) {
            let left = text
                .trim_end_matches('-')
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default();
            let right: String = next.chars().take_while(|c| c.is_alphanumeric()).collect();
            let has = |word: &str| self.words.contains(&word.to_lowercase());
            if has(&format!("{left}{right}")) && !has(&format!("{left}-{right}")) {
                text.pop();
            }
        }
        text.push_str(next);
    }
}

/// Whether a line ends on a hyphen or a bar that a word goes on from.
fn is_cut(text: &str, next: &str) -> bool {
    let before = text.strip_suffix(['-', '/']).and_then(|rest| rest.chars().next_back());
    before.is_some_and(char::is_alphanumeric) && next.starts_with(char::is_alphanumeric)
}

fn all_rows(page: &Page) -> impl Iterator<Item = &Row> {
    let cells = page.tables.iter().flat_map(|table| table.rows.iter().flatten());
    page.rows.iter().chain(cells.flat_map(|cell| &cell.rows))
}

/// A line whose words were pushed apart until it was full, as one piece.
fn justified(row: &Row, left: f64, right: f64) -> Row {
    let full = row.left() - left < 2.0 * row.size && right - row.right() < 0.5 * row.size;
    let gaps = || row.pieces.windows(2).map(|pair| pair[1].left - pair[0].right);
    let even = gaps().fold(0.0, f64::max) < 1.4 * gaps().fold(f64::INFINITY, f64::min);
    let last = row.pieces.len().saturating_sub(1);
    let words = row.pieces.iter().take(last).all(|piece| !piece.text.contains(' '));
    if row.pieces.len() < 3 || !full || !even || !words {
        return row.clone();
    }
    Row {
        pieces: vec![Piece {
            left: row.left(),
            right: row.right(),
            size: row.size,
            text: row.text(),
        }],
        ..*row
    }
}

/// A word without the signs around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the size of a letter that is drawn is between one and a few hundred points"
)]
fn halves(size: f64) -> u32 {
    (size.clamp(0.0, 2000.0) * 2.0).round() as u32
}

fn count(letters: usize) -> f64 {
    f64::from(u32::try_from(letters).unwrap_or(u32::MAX))
}

/// How far apart lines usually stand.
fn leading(rows: &[Row]) -> f64 {
    let mut gaps: Vec<f64> = rows
        .windows(2)
        .map(|pair| pair[1].base - pair[0].base)
        .filter(|gap| *gap > 1.0)
        .collect();
    gaps.sort_by(f64::total_cmp);
    // Lines of one paragraph are the closest ones.
    let usual = gaps.get(gaps.len() / 3).copied().unwrap_or(0.0);
    closest(rows, &gaps)
        .filter(|closest| *closest * SPREAD < usual)
        .unwrap_or(usual)
}

/// How much further apart than its lines the paragraphs of a list stand.
const SPREAD: f64 = 1.25;

/// How far apart the lines of the few paragraphs that have several stand, where most have one.
fn closest(rows: &[Row], gaps: &[f64]) -> Option<f64> {
    let size = rows.iter().map(|row| row.size).fold(f64::INFINITY, f64::min);
    let least = gaps.iter().copied().find(|gap| *gap >= size)?;
    let near = gaps.iter().filter(|gap| (least..=least * 1.06).contains(*gap)).count();
    (near > 2).then_some(least)
}

/// How deep an item stands, from where its bullet does.
fn depth(bullets: &mut Vec<f64>, left: f64) -> usize {
    const NEAR: f64 = 4.0;
    while bullets.last().is_some_and(|last| *last > left + NEAR) {
        bullets.pop();
    }
    if bullets.last().is_none_or(|last| *last < left - NEAR) {
        bullets.push(left);
    }
    bullets.len() - 1
}

/// Whether a line begins with a number of its own: "2)", "b.", "3.1", after a line that ends.
fn is_numbered(text: &str, before: &str) -> bool {
    let Some((first, _)) = text.split_once(' ') else {
        return false;
    };
    let label = first.trim_end_matches(['.', ')', '°']);
    let counted = label.len() <= 5
        && label
            .split('.')
            .all(|part| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let lettered = label.chars().count() == 1 && label.chars().all(char::is_alphabetic);
    let marked = first.len() > label.len() || label.contains('.');
    marked && (counted || lettered) && before.ends_with(['.', ';', ':', ',', '?', '!'])
}

/// The words of a row; pieces apart stand where they do on the page.
fn laid_out(row: &Row, left: f64) -> String {
    let [only] = row.pieces.as_slice() else {
        let mut text = String::new();
        for piece in &row.pieces {
            let column = halves((piece.left - left) / row.size.max(1.0));
            let column = usize::try_from(column).unwrap_or(0);
            let gap = if text.is_empty() { 0 } else { 3 };
            let written = text.chars().count();
            let blanks = if text.is_empty() {
                0
            } else {
                column.saturating_sub(written).max(gap)
            };
            text.push_str(&" ".repeat(blanks));
            text.push_str(&piece.text);
        }
        return text;
    };
    only.text.clone()
}
