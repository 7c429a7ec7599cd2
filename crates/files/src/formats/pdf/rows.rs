//! Letters become rows: those that stand on one line, cut where a gap is wider than between words.

use super::ink::{Letter, Way};
use crate::formats::canon::tidy;

/// A gap wider than this, in sizes of letters, parts two pieces of a row; justified lines have narrower ones.
const PARTS: f64 = 1.6;

/// A gap wider than this parts two words.
const WORD: f64 = 0.17;

/// How far below the page the rows that climb or go down are told, in points: after all the others.
const BELOW: f64 = 100_000.0;

/// Letters that stand on a row, without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) left: f64,
    pub(super) right: f64,
    /// That of its largest letters.
    pub(super) size: f64,
    pub(super) text: String,
}

impl Piece {
    /// The same, further right.
    pub(super) fn moved(self, across: f64) -> Self {
        Self {
            left: self.left + across,
            right: self.right + across,
            ..self
        }
    }
}

/// What stands on one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) base: f64,
    pub(super) size: f64,
    pub(super) pieces: Vec<Piece>,
}

impl Row {
    pub(super) fn left(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.right)
    }

    pub(super) fn text(&self) -> String {
        let texts: Vec<&str> = self.pieces.iter().map(|piece| piece.text.as_str()).collect();
        texts.join(" ")
    }

    /// The same row with these pieces alone; nothing when there is none.
    pub(super) fn with(&self, keeps: impl Fn(&Piece) -> bool) -> Option<Self> {
        let pieces: Vec<Piece> = self.pieces.iter().filter(|piece| keeps(piece)).cloned().collect();
        // What stands beside, in another column, may be printed larger.
        let size = pieces.iter().map(|piece| piece.size).fold(0.0, f64::max);
        (!pieces.is_empty()).then_some(Self { size, pieces, ..*self })
    }
}

/// Letters of one line.
struct Line {
    base: f64,
    size: f64,
    letters: Vec<Letter>,
}

/// The rows of letters, from the top; those that climb come after the others.
pub(super) fn rows(letters: Vec<Letter>) -> Vec<Row> {
    let (turned, straight): (Vec<_>, Vec<_>) = letters.into_iter().partition(|letter| letter.way != Way::Right);
    let mut rows: Vec<Row> = lines(straight).iter().filter_map(row).collect();
    rows.sort_by(|a, b| a.base.total_cmp(&b.base));
    rows.extend(lines(turned).iter().filter_map(row).map(|row| Row {
        base: row.base + BELOW,
        ..row
    }));
    rows
}

/// Letters by line; small ones that stand a little higher or lower belong to the line beside.
fn lines(mut letters: Vec<Letter>) -> Vec<Line> {
    letters.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<Line> = Vec::new();
    for letter in letters {
        match lines.last_mut() {
            Some(line) if (letter.base - line.base).abs() <= 0.15 * letter.size.max(line.size) => {
                line.size = line.size.max(letter.size);
                line.letters.push(letter);
            }
            _ => lines.push(Line {
                base: letter.base,
                size: letter.size,
                letters: vec![letter],
            }),
        }
    }
    raised(lines)
}

fn raised(lines: Vec<Line>) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::new();
    for line in lines {
        match kept.last_mut() {
            Some(before) if leans(before, &line) => {
                let letters = std::mem::take(&mut before.letters);
                *before = line;
                let raised = called(&before.letters, letters);
                before.letters.extend(raised);
            }
            Some(before) if leans(&line, before) => before.letters.extend(line.letters),
            _ => kept.push(line),
        }
    }
    kept
}

/// How many letters a line may have to be looked at for what stands a little higher.
const LOOKED_AT: usize = 400;

/// Whether a line of small letters stands beside a larger one, just above or below.
fn leans(small: &Line, large: &Line) -> bool {
    let near = (small.base - large.base).abs() < 0.6 * large.size && small.size < 0.85 * large.size;
    if !near || small.letters.len() > LOOKED_AT || large.letters.len() > LOOKED_AT {
        return false;
    }
    let beside = |letter: &Letter| {
        let near = |other: &Letter| (letter.left - other.right).abs().min((other.left - letter.right).abs()) < 1.2 * large.size;
        large.letters.iter().any(near)
    };
    small.letters.iter().filter(|letter| letter.sign != ' ').all(beside)
}

/// Raised figures call a note, unless they raise a unit: they are never the end of a number.
fn called(line: &[Letter], mut raised: Vec<Letter>) -> Vec<Letter> {
    raised.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut signs = Vec::new();
    for run in raised.chunk_by(|a, b| b.left - a.right < 0.5 * a.size) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            continue;
        };
        let before = line.iter().filter(|letter| letter.left < first.left && letter.sign != ' ');
        let before = before.max_by(|a, b| a.left.total_cmp(&b.left));
        let counts = run.iter().all(|letter| letter.sign.is_ascii_digit());
        if !counts || before.is_some_and(|letter| matches!(letter.sign, 'm' | 'M')) {
            signs.extend_from_slice(run);
            continue;
        }
        let mark = |sign, at: f64| Letter {
            sign,
            left: at,
            right: at,
            ..*first
        };
        signs.extend([mark('[', first.left), mark('^', first.left)]);
        signs.extend_from_slice(run);
        signs.push(mark(']', last.right));
    }
    signs
}

/// Whether a mark was put there to call a note: it touches the word.
fn is_call(letter: &Letter) -> bool {
    letter.sign == '[' && letter.right <= letter.left
}

fn row(line: &Line) -> Option<Row> {
    let mut letters = line.letters.clone();
    letters.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut before, mut spaced) = (None::<Letter>, false);
    for letter in letters {
        if letter.sign.is_whitespace() {
            spaced = true;
            continue;
        }
        // Some programs draw a letter twice to make it bold.
        if before.is_some_and(|last| last.sign == letter.sign && (letter.left - last.left).abs() < 0.15 * letter.size) {
            continue;
        }
        let gap = before.map_or(0.0, |last| (letter.left - last.right) / line.size.max(1.0));
        match pieces.last_mut() {
            Some(piece) if gap <= PARTS => {
                if (gap > WORD || spaced) && !is_call(&letter) && !piece.text.ends_with(' ') {
                    piece.text.push(' ');
                }
                piece.text.push(letter.sign);
                piece.right = piece.right.max(letter.right);
                piece.size = piece.size.max(letter.size);
            }
            _ => pieces.push(Piece {
                left: letter.left,
                right: letter.right,
                size: letter.size,
                text: letter.sign.to_string(),
            }),
        }
        (before, spaced) = (Some(letter), false);
    }
    for piece in &mut pieces {
        piece.text = tidy(&piece.text);
    }
    pieces.retain(|piece| !piece.text.is_empty());
    (!pieces.is_empty()).then_some(Row {
        base: line.base,
        size: line.size,
        pieces,
    })
}
