//! The order in which a page is read: tables in their places, two columns one after the other, two pages of a spread one after the
//! other.

use super::Page;
use super::grid::Table;
use super::ink::Ink;
use super::rows::{Piece, Row};

/// The fewest rows of a column, on each side.
const FEWEST_ROWS: usize = 5;

/// The narrowest column, in points.
const NARROWEST: f64 = 110.0;

/// How much of the width of a column its rows fill, on average: less is a list or signatures.
const FILLED: f64 = 0.6;

/// The fewest letters of a row of a column, on average.
const FEWEST_LETTERS: usize = 22;

/// How many rows of a page are looked at for columns.
const MOST_ROWS: usize = 600;

/// The fewest letters of each half of a spread.
const HALF_LETTERS: usize = 400;

/// A part of a page, in the order of reading.
pub(super) enum Zone<'p> {
    Table(&'p Table),
    Text(Vec<Row>),
}

/// The two pages that a wide page shows side by side; else itself.
pub(super) fn halves(ink: Ink) -> Vec<Ink> {
    let (middle, gap) = (ink.width / 2.0, ink.width * 0.02);
    let crosses = |from: f64, to: f64| from < middle + gap && to > middle - gap;
    let left = ink.letters.iter().filter(|letter| letter.middle().x < middle).count();
    let apart = ink
        .letters
        .iter()
        .all(|letter| !crosses(letter.middle().x, letter.middle().x))
        && ink.across.iter().all(|rule| !crosses(rule.from, rule.to));
    let enough = left >= HALF_LETTERS && ink.letters.len() - left >= HALF_LETTERS;
    if ink.width < 1.2 * ink.height || !apart || !enough {
        return vec![ink];
    }
    let half = |keeps: &dyn Fn(f64) -> bool| Ink {
        width: middle,
        height: ink.height,
        letters: ink
            .letters
            .iter()
            .filter(|letter| keeps(letter.middle().x))
            .copied()
            .collect(),
        across: ink.across.iter().filter(|rule| keeps(rule.from)).copied().collect(),
        down: ink.down.iter().filter(|rule| keeps(rule.at)).copied().collect(),
        recognised: ink.recognised,
        ..Ink::default()
    };
    vec![half(&|x| x < middle), half(&|x| x >= middle)]
}

/// The parts of a page.
pub(super) fn zones(page: &Page) -> Vec<Zone<'_>> {
    let (mut zones, mut from) = (Vec::new(), 0);
    for table in &page.tables {
        let to = page.rows.partition_point(|row| row.base <= table.top).max(from);
        zones.extend(texts(&page.rows[from..to]).into_iter().map(Zone::Text));
        zones.push(Zone::Table(table));
        from = to;
    }
    zones.extend(texts(&page.rows[from..]).into_iter().map(Zone::Text));
    zones
}

/// Rows, with those of two columns one side after the other.
fn texts(rows: &[Row]) -> Vec<Vec<Row>> {
    if rows.len() > MOST_ROWS {
        return vec![rows.to_vec()];
    }
    let (mut texts, mut plain, mut at) = (Vec::new(), Vec::new(), 0);
    while at < rows.len() {
        if let Some((end, gutter)) = columns(rows, at) {
            texts.push(std::mem::take(&mut plain));
            let side = |keeps: &dyn Fn(&Piece) -> bool| rows[at..end].iter().filter_map(|row| row.with(keeps)).collect();
            texts.push(one_column(
                side(&|piece| piece.left < gutter),
                side(&|piece| piece.left >= gutter),
            ));
            at = end;
        } else {
            plain.push(rows[at].clone());
            at += 1;
        }
    }
    texts.push(plain);
    texts.retain(|rows: &Vec<Row>| !rows.is_empty());
    texts
}

/// The right column below the left one, so that a sentence goes on from one to the other.
fn one_column(left: Vec<Row>, right: Vec<Row>) -> Vec<Row> {
    let edge = |rows: &[Row]| rows.iter().map(Row::left).fold(f64::INFINITY, f64::min);
    let (across, below) = match (left.last(), right.first()) {
        (Some(last), Some(first)) => (
            edge(&left) - edge(&right),
            last.base + 1.2 * last.size.max(first.size) - first.base,
        ),
        _ => (0.0, 0.0),
    };
    let moved = right.into_iter().map(|row| Row {
        base: row.base + below,
        pieces: row.pieces.into_iter().map(|piece| piece.moved(across)).collect(),
        ..row
    });
    left.into_iter().chain(moved).collect()
}

/// Where two columns that begin on this row end, and what parts them.
fn columns(rows: &[Row], at: usize) -> Option<(usize, f64)> {
    // A row that goes on the one above belongs to it.
    if let Some(before) = at.checked_sub(1).and_then(|place| rows.get(place))
        && rows[at].base - before.base < 1.6 * before.size
        && (rows[at].size - before.size).abs() < 0.1 * before.size
    {
        return None;
    }
    let mut gutters: Vec<i64> = rows[at..]
        .iter()
        .flat_map(|row| &row.pieces)
        .map(|piece| rounded(piece.left) - 1)
        .collect();
    gutters.sort_unstable();
    gutters.dedup();
    let found = gutters.into_iter().filter_map(|gutter| {
        // Four points a step.
        let gutter = f64::from(i32::try_from(gutter).ok()?) * 4.0;
        let crosses = |row: &&Row| {
            row.pieces
                .iter()
                .any(|piece| piece.left < gutter - 1.0 && piece.right > gutter - 3.0)
        };
        let reach = rows[at..].iter().take_while(|row| !crosses(row)).count();
        let run = &rows[at..at + reach];
        let last = run.iter().rposition(|row| row.right() > gutter)?;
        let end = at + tail(run, last) + 1;
        let run = &rows[at..end];
        let prose = is_prose(run, &|piece| piece.left < gutter) && is_prose(run, &|piece| piece.left >= gutter);
        (prose || are_twins(run, gutter)).then_some((end, gutter))
    });
    found.max_by_key(|(end, _)| *end)
}

/// The last row of the left column: it may go on below the right one, as long as its lines follow one another.
fn tail(run: &[Row], last: usize) -> usize {
    let mut end = last;
    while let (Some(row), Some(next)) = (run.get(end), run.get(end + 1)) {
        if next.base - row.base > 1.6 * row.size || (next.size - row.size).abs() > 0.1 * row.size {
            break;
        }
        end += 1;
    }
    end
}

#[expect(clippy::cast_possible_truncation, reason = "a place on a page has few digits")]
fn rounded(points: f64) -> i64 {
    (points / 4.0).floor() as i64
}

/// The fewest rows of two columns of one width, and of those the fewest that fill it.
const FEWEST_OF_TWINS: usize = 12;
const FEWEST_FULL: usize = 4;

/// How much of its width a full row fills, and how alike two widths are.
const FULL: f64 = 0.9;

/// Whether both sides are columns of one width in which lines are wrapped, however short the others are: a list of labels and values
/// that the width of a column breaks is no table.
fn are_twins(rows: &[Row], gutter: f64) -> bool {
    let side = |keeps: &dyn Fn(&Piece) -> bool| rows.iter().filter_map(|row| row.with(keeps)).collect::<Vec<Row>>();
    let (left, right) = (side(&|piece| piece.left < gutter), side(&|piece| piece.left >= gutter));
    let width = |rows: &[Row]| {
        let from = rows.iter().map(Row::left).fold(f64::INFINITY, f64::min);
        let to = rows.iter().map(Row::right).fold(0.0, f64::max);
        (from, to - from)
    };
    let ((first, one), (second, other)) = (width(&left), width(&right));
    let wraps = |rows: &[Row], from: f64, width: f64| {
        let full = rows.iter().filter(|row| row.right() - row.left() >= FULL * width).count();
        let edge = rows.iter().filter(|row| row.left() - from < 3.0 * row.size).count();
        let single = rows.iter().filter(|row| row.pieces.len() == 1).count();
        rows.len() >= FEWEST_OF_TWINS && full >= FEWEST_FULL && edge * 5 >= rows.len() * 4 && single * 5 >= rows.len() * 4
    };
    let alike = one.min(other) >= FULL * one.max(other) && one.min(other) >= NARROWEST;
    alike && wraps(&left, first, one) && wraps(&right, second, other)
}

/// Whether the pieces of one side are lines of a text.
fn is_prose(rows: &[Row], keeps: &dyn Fn(&Piece) -> bool) -> bool {
    let kept: Vec<Row> = rows.iter().filter_map(|row| row.with(keeps)).collect();
    let single = kept.iter().filter(|row| row.pieces.len() == 1).count();
    if kept.len() < FEWEST_ROWS || single * 5 < kept.len() * 4 {
        return false;
    }
    let left = kept.iter().map(Row::left).fold(f64::INFINITY, f64::min);
    let right = kept.iter().map(Row::right).fold(0.0, f64::max);
    let count = f64::from(u32::try_from(kept.len()).unwrap_or(u32::MAX));
    let filled = kept.iter().map(|row| row.right() - row.left()).sum::<f64>() / count;
    let letters: usize = kept.iter().map(|row| row.text().chars().count()).sum();
    right - left >= NARROWEST && filled >= FILLED * (right - left) && letters >= FEWEST_LETTERS * kept.len()
}
