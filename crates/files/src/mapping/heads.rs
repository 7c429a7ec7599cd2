//! Where the heads of a table stand, on one row or on two, and what each column is called.
//!
//! Titles and legends above are passed over; a table without a head that is recognised has none.

use super::cells::Tab;
use super::words::{Field, recognised};

/// How far heads are looked for, in rows.
pub(super) const LOOKED_AT: usize = 40;

/// The rows of the heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heads {
    /// The first.
    pub(super) first: usize,
    /// The last, which may be the first.
    pub(super) last: usize,
}

/// Where the heads stand: on the row that says most of what an action holds, its title among it.
pub(super) fn heads(tab: &Tab) -> Option<Heads> {
    let told = |row: usize| told_by(tab, row).len();
    let rows = tab.rows.len().min(LOOKED_AT);
    let best = (0..rows).rev().max_by_key(|row| told(*row)).filter(|row| told(*row) >= 2)?;
    let below = best + 1;
    if below < rows && adds(tab, best, below) {
        return Some(Heads {
            first: best,
            last: below,
        });
    }
    let above = best.checked_sub(1).filter(|above| adds(tab, best, *above));
    Some(Heads {
        first: above.unwrap_or(best),
        last: best,
    })
}

/// The columns whose head is recognised on a row, each field once.
fn told_by(tab: &Tab, row: usize) -> Vec<Field> {
    let mut told = Vec::new();
    for column in 0..tab.width() {
        if let Some((field, _)) = recognised(short(tab.words(row, column)))
            && !told.contains(&field)
        {
            told.push(field);
        }
    }
    told
}

/// A head is a few words: a sentence that holds one of them is none.
fn short(words: &str) -> &str {
    if words.chars().count() <= 60 { words } else { "" }
}

/// Whether a row beside the heads is one too: it tells columns that they do not, or says nothing but what they say.
fn adds(tab: &Tab, heads: usize, beside: usize) -> bool {
    let (mut told, mut other) = (0, 0);
    for column in 0..tab.width() {
        let (own, words) = (tab.words(heads, column), short(tab.words(beside, column)));
        if words.is_empty() || words == own {
            continue;
        }
        match recognised(words) {
            Some((field, _)) if recognised(own).is_none_or(|(known, _)| known != field) => told += 1,
            _ => other += 1,
        }
    }
    told > other
}

/// What a column is called: the words of its heads, from the top.
pub(super) fn label(tab: &Tab, heads: Heads, column: usize) -> String {
    let (top, bottom) = (tab.words(heads.first, column), tab.words(heads.last, column));
    match (top, bottom) {
        ("", _) => bottom.to_owned(),
        (_, "") => top.to_owned(),
        _ if top == bottom => top.to_owned(),
        _ => format!("{top} · {bottom}"),
    }
}
