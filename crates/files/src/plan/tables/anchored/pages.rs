//! Rows of a torn table that a page cuts: the end of each cell, and the cells of rows whose codes come last, stand at the top of the next.
//!
//! Nothing is shared out where the counts leave a choice.

use super::Header;
use super::rows::{Open, Orphan, tells_when};
use crate::layout::{goes_on, hangs};
use crate::passage::Passage;

/// Gives the cells without a code to the rows that lack them.
pub(super) fn mend(rows: &mut [Open], orphans: Vec<Orphan>, header: &Header) {
    let pages: Vec<usize> = rows.iter().map(|row| row.page).collect();
    let last = pages.last().copied().unwrap_or_default();
    let mut orphans = orphans;
    for page in 1..=last {
        let cut = (0..rows.len()).rev().find(|at| rows[*at].page + 1 == page);
        let (of_page, others): (Vec<Orphan>, Vec<Orphan>) = orphans.into_iter().partition(|orphan| orphan.page == page);
        orphans = others;
        let mut cells: Vec<Passage> = Vec::new();
        for orphan in of_page {
            match cut.filter(|_| orphan.late) {
                Some(at) if goes_on(&orphan.passage.joined()) && hangs(&rows[at].title.joined()) => {
                    rows[at].title.append(orphan.passage);
                }
                _ if !orphan.late => cells.push(orphan.passage),
                _ => {}
            }
        }
        share(rows, (page, cut), cells, header);
    }
}

/// The first cells end the row that the page cut; the others are of the rows that have none, in order.
fn share(rows: &mut [Open], (page, cut): (usize, Option<usize>), mut cells: Vec<Passage>, header: &Header) {
    let bare: Vec<usize> = (0..rows.len())
        .filter(|at| rows[*at].page == page && rows[*at].cells.is_empty())
        .collect();
    let Some(rest) = cells.len().checked_sub(bare.len() * header.cells()) else {
        return;
    };
    let whole = cells.split_off(rest);
    if let Some(at) = cut.filter(|_| rest > 0) {
        end(&mut rows[at], cells, header);
    }
    for (at, cells) in bare.into_iter().zip(whole.chunks(header.cells())) {
        rows[at].cells = cells.to_vec();
    }
}

/// The end of each cell that the page cut: the one that says when parts those before it from those after.
fn end(row: &mut Open, rest: Vec<Passage>, header: &Header) {
    if row.cells.len() + rest.len() == header.cells() {
        row.cells.extend(rest);
        return;
    }
    let (Some(calendar), true) = (header.calendar(), row.cells.len() == header.cells()) else {
        return;
    };
    let Some(when) = rest.iter().position(tells_when) else {
        return;
    };
    let open: Vec<usize> = (0..calendar).filter(|at| hangs(&row.cells[*at].joined())).collect();
    let fits = when == open.len() && rest.len() - when <= header.cells() - calendar;
    if fits {
        let columns = open.into_iter().chain(calendar..);
        for (column, passage) in columns.zip(rest) {
            row.cells[column].append(passage);
        }
    }
}
