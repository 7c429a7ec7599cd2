//! Cells that stand beside several rows: which rows each is for.
//!
//! Never gives a row two of them. They stand at the top of their rows, all of them, or in the middle.

use super::{Gap, Shape, Strip};
use crate::passage::Passage;

/// A cell that spans rows: its lines, by their places.
type Span = Vec<usize>;

/// Gives the cells of a column that spans rows to the first row of each.
pub(super) fn give(strips: &[Strip], ranges: &[Vec<usize>], (column, shape): (usize, &Shape<'_>), rows: &mut [Vec<Passage>]) {
    let spans = spans(strips, column, shape);
    if rows.is_empty() || spans.is_empty() {
        return;
    }
    let spans = row_by_row(strips, &spans, ranges, column).unwrap_or(spans);
    let firsts = if stand_at_top(&spans, ranges) {
        spans.iter().map(|span| top_of(span, ranges)).collect()
    } else {
        middles(strips, &spans, ranges)
    };
    for (span, row) in spans.iter().zip(firsts) {
        for at in span {
            rows[row][column].push(strips[*at].number, &strips[*at].cells[column]);
        }
    }
}

/// The cells of a column: a blank parts them, or a code that opens one.
fn spans(strips: &[Strip], column: usize, shape: &Shape<'_>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, strip) in strips.iter().enumerate() {
        let text = &strip.cells[column];
        open &= strip.before != Gap::Blank && !text.is_empty();
        if text.is_empty() {
            continue;
        }
        match spans.last_mut().filter(|_| open && !(shape.coded)(text)) {
            Some(span) => span.push(at),
            None => spans.push(vec![at]),
        }
        open = true;
    }
    spans
}

/// The cells cut where a row begins, when each piece opens a sentence at the top of a row and the one above awaits nothing.
fn row_by_row(strips: &[Strip], spans: &[Span], ranges: &[Vec<usize>], column: usize) -> Option<Vec<Span>> {
    let text = |at: usize| strips[at].cells[column].as_str();
    let top = |at: usize| ranges.iter().any(|range| range[0] == at);
    let opens = |above: usize, at: usize| top(at) && crate::wording::is_capitalised(text(at)) && !super::hangs(text(above));
    let cut: Vec<Span> = spans
        .iter()
        .flat_map(|span| span.chunk_by(|above, at| !opens(*above, *at)).map(<[usize]>::to_vec))
        .collect();
    (cut.len() > spans.len() && cut.iter().all(|span| top(span[0]))).then_some(cut)
}

/// Whether each cell begins on the first line of a row.
fn stand_at_top(spans: &[Span], ranges: &[Vec<usize>]) -> bool {
    let begins = |span: &Span| ranges.iter().any(|range| range[0] == span[0]);
    let first = ranges[0][0] == spans[0][0];
    let with_others = spans.iter().filter(|span| begins(span)).count();
    first && with_others * 4 >= spans.len() * 3
}

/// The row that a cell begins beside: the first that does not end above it.
fn top_of(span: &Span, ranges: &[Vec<usize>]) -> usize {
    let below = ranges
        .iter()
        .position(|range| range.last().is_some_and(|last| *last >= span[0]));
    below.unwrap_or(ranges.len() - 1)
}

/// The first row of each cell, when each stands in the middle of its rows: of all ways to share the rows, the one that leaves the cells
/// nearest to their middles.
fn middles(strips: &[Strip], spans: &[Span], ranges: &[Vec<usize>]) -> Vec<usize> {
    let rows = ranges.len();
    let both = |first: usize, last: usize| strips[first].number + strips[last].number;
    let middle = |span: &Span| both(span[0], span[span.len() - 1]);
    let group = |from: usize, to: usize| both(ranges[from][0], ranges[to - 1].last().copied().unwrap_or_default());
    // The least cost of giving the first rows to the first cells, and where the last cell begins.
    let mut best = vec![vec![None::<(u32, usize)>; rows + 1]; spans.len() + 1];
    best[0][0] = Some((0, 0));
    for (count, span) in spans.iter().enumerate() {
        for to in 1..=rows {
            for from in 0..to {
                let Some((before, _)) = best[count][from] else { continue };
                let cost = before + middle(span).abs_diff(group(from, to));
                if best[count + 1][to].is_none_or(|(least, _)| cost < least) {
                    best[count + 1][to] = Some((cost, from));
                }
            }
        }
    }
    let mut firsts = vec![0; spans.len()];
    let mut to = rows;
    for count in (0..spans.len()).rev() {
        let from = best[count + 1][to].map_or(0, |(_, from)| from);
        firsts[count] = from;
        to = from;
    }
    firsts
}
