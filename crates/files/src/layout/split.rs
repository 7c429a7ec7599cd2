//! Which lines of a table make one row.
//!
//! Never reads a cell but for how it opens and ends. Blank lines part rows where a table has some; elsewhere a code or a full line opens
//! one, at its top or in its middle, whichever leaves the cells of each row best placed.

use super::{Gap, Shape, Strip, goes_on, hangs};

/// A row has no more lines than this.
const MOST_LINES: usize = 24;

/// What a cell cut in two costs a split, in half lines.
const CUT: usize = 8;

/// The lines of each row, by their places, in order.
pub(super) fn rows(strips: &[Strip], shape: &Shape<'_>) -> Vec<Vec<usize>> {
    let blocks = blocks(strips, shape);
    let coded = strips.iter().any(|strip| shape.anchors(strip));
    let parted = parted_by_blanks(strips, &blocks, shape);
    let mut rows: Vec<Vec<usize>> = Vec::new();
    let top = opens_at_top(strips, &blocks, shape);
    for (turned, block) in blocks {
        let mut found = match (coded, parted) {
            (true, _) => by_codes(strips, &block, shape, top),
            (false, true) => vec![block],
            (false, false) => by_full_lines(strips, &block, shape),
        };
        let first = &found[0];
        if turned && let Some(above) = rows.last_mut().filter(|above| is_rest(strips, above, first, shape)) {
            above.extend(found.remove(0));
        }
        rows.extend(found);
    }
    rows
}

/// Runs of lines that no blank parts, what spans rows apart; and whether a page ended before each.
fn blocks(strips: &[Strip], shape: &Shape<'_>) -> Vec<(bool, Vec<usize>)> {
    let mut blocks: Vec<(bool, Vec<usize>)> = Vec::new();
    let (mut open, mut turned) = (false, false);
    for (at, strip) in strips.iter().enumerate() {
        turned |= strip.before == Gap::Page;
        open &= strip.before == Gap::Nothing;
        let own = shape.own(strip.cells.len());
        if own.iter().all(|column| strip.cells[*column].is_empty()) {
            open = false;
            continue;
        }
        match blocks.last_mut().filter(|_| open) {
            Some((_, block)) => block.push(at),
            // Above the first line there is nothing that a page could cut.
            None => blocks.push((turned && !blocks.is_empty(), vec![at])),
        }
        (open, turned) = (true, false);
    }
    blocks
}

/// Whether blank lines part the rows: hardly any block has a second line that could open one.
fn parted_by_blanks(strips: &[Strip], blocks: &[(bool, Vec<usize>)], shape: &Shape<'_>) -> bool {
    let parted = blocks.iter().skip(1).filter(|(turned, _)| !turned).count();
    let opens = |block: &Vec<usize>| {
        let keyed = block
            .iter()
            .position(|at| is_keyed(&strips[*at], shape))
            .unwrap_or(block.len());
        (keyed + 1..block.len())
            .filter(|at| opens_row(strips, block[*at - 1], block[*at], shape))
            .count()
    };
    let inside: usize = blocks.iter().map(|(_, block)| opens(block)).sum();
    parted > 0 && inside * 3 <= parted
}

/// Whether the first column that is of one row each holds something.
fn is_keyed(strip: &Strip, shape: &Shape<'_>) -> bool {
    let own = shape.own(strip.cells.len());
    own.first().is_some_and(|key| !strip.cells[*key].is_empty())
}

/// A full line that goes on nothing: it opens a row where nothing else tells.
fn opens_row(strips: &[Strip], above: usize, at: usize, shape: &Shape<'_>) -> bool {
    let cells = &strips[at].cells;
    let own = shape.own(cells.len());
    let Some(key) = own.first() else { return false };
    let filled = own.iter().filter(|column| !cells[**column].is_empty()).count();
    filled > 1 && !cells[*key].is_empty() && !goes_on(&cells[*key]) && !hangs(&strips[above].cells[*key])
}

fn by_full_lines(strips: &[Strip], block: &[usize], shape: &Shape<'_>) -> Vec<Vec<usize>> {
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in block {
        let above = rows.last_mut().and_then(|row| row.last().copied());
        match (rows.last_mut(), above) {
            (Some(row), Some(above)) if !opens_row(strips, above, *at, shape) => row.push(*at),
            _ => rows.push(vec![*at]),
        }
    }
    rows
}

/// Whether each block begins with a code: codes stand at the top of their rows.
fn opens_at_top(strips: &[Strip], blocks: &[(bool, Vec<usize>)], shape: &Shape<'_>) -> bool {
    let whole = blocks.iter().filter(|(turned, _)| !turned);
    whole.map(|(_, block)| block).all(|block| shape.anchors(&strips[block[0]]))
}

/// The rows of a block, each with one code.
fn by_codes(strips: &[Strip], block: &[usize], shape: &Shape<'_>, top: bool) -> Vec<Vec<usize>> {
    let anchors: Vec<usize> = (0..block.len()).filter(|at| shape.anchors(&strips[block[*at]])).collect();
    let Some(first) = anchors.first() else {
        return vec![block.to_vec()];
    };
    // What a page cut stands above the first code.
    let rest = if top { *first } else { 0 };
    let lines: Vec<&Strip> = block[rest..].iter().map(|at| &strips[*at]).collect();
    let ranges = if anchors.len() == 1 {
        vec![(0, lines.len())]
    } else {
        best(&lines, shape, top)
    };
    let row = |(from, to): (usize, usize)| block[rest + from..rest + to].to_vec();
    let above = (rest > 0).then(|| block[..rest].to_vec());
    above.into_iter().chain(ranges.into_iter().map(row)).collect()
}

/// The split that leaves cells best placed: each at the top of its row, or each in its middle.
fn best(lines: &[&Strip], shape: &Shape<'_>, top: bool) -> Vec<(usize, usize)> {
    let middle = cheapest(lines, shape, false);
    let top = top.then(|| cheapest(lines, shape, true)).flatten();
    let chosen = match (top, middle) {
        (Some(top), Some(middle)) => Some(if top.0 <= middle.0 { top } else { middle }),
        (top, middle) => top.or(middle),
    };
    chosen.map_or_else(|| vec![(0, lines.len())], |(_, ranges)| ranges)
}

type Ranges = (usize, Vec<(usize, usize)>);

fn cheapest(lines: &[&Strip], shape: &Shape<'_>, top: bool) -> Option<Ranges> {
    let mut known: Vec<Option<Ranges>> = vec![None; lines.len() + 1];
    known[0] = Some((0, Vec::new()));
    for to in 1..=lines.len() {
        for from in to.saturating_sub(MOST_LINES)..to {
            let Some((before, ranges)) = known[from].clone() else {
                continue;
            };
            let Some(cost) = cost(&lines[from..to], shape, top) else {
                continue;
            };
            if known[to].as_ref().is_none_or(|(least, _)| before + cost < *least) {
                let ranges = ranges.into_iter().chain([(from, to)]).collect();
                known[to] = Some((before + cost, ranges));
            }
        }
    }
    known.pop().flatten()
}

/// How far the cells of a row stand from where they should; absent when it has no code, or two.
fn cost(row: &[&Strip], shape: &Shape<'_>, top: bool) -> Option<usize> {
    let anchors: Vec<usize> = (0..row.len()).filter(|at| shape.anchors(row[*at])).collect();
    let [anchor] = anchors.as_slice() else { return None };
    if top && *anchor > 0 {
        return None;
    }
    let own = shape.own(row[0].cells.len());
    Some(own.into_iter().map(|column| misplaced(row, column, top)).sum())
}

fn misplaced(row: &[&Strip], column: usize, top: bool) -> usize {
    let filled: Vec<usize> = (0..row.len()).filter(|at| !row[*at].cells[column].is_empty()).collect();
    let (Some(first), Some(last)) = (filled.first(), filled.last()) else {
        return 0;
    };
    let away = if top {
        first * 2
    } else {
        (first + last).abs_diff(row.len() - 1)
    };
    let holes = (last + 1 - first - filled.len()) * CUT;
    let cut = usize::from(goes_on(&row[*first].cells[column])) + usize::from(hangs(&row[*last].cells[column]));
    away + holes + cut * CUT
}

/// Whether the first lines of a page are the rest of the row above: they lack the code that rows have, or what every row says, or open in
/// the middle of a sentence.
fn is_rest(strips: &[Strip], above: &[usize], rest: &[usize], shape: &Shape<'_>) -> bool {
    let coded = |row: &[usize]| row.iter().any(|at| shape.anchors(&strips[*at]));
    if coded(above) != coded(rest) {
        return !coded(rest);
    }
    if coded(rest) {
        return false;
    }
    let own = shape.own(strips[rest[0]].cells.len());
    let filled = |row: &[usize], column: usize| row.iter().any(|at| !strips[*at].cells[column].is_empty());
    let opens = |column: &usize| {
        rest.iter()
            .map(|at| &strips[*at].cells[*column])
            .find(|cell| !cell.is_empty())
    };
    let key = own.first().and_then(opens).is_some_and(|cell| goes_on(cell));
    key || own.iter().any(|column| filled(above, *column) && !filled(rest, *column))
}
