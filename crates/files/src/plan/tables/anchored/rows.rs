//! The rows of a torn table: each action with its cells, under the nodes whose codes begin its own.
//!
//! Never keeps a cell where a calendar should stand and does not: the row keeps its title then.

use std::collections::HashMap;

use super::pages;
use super::{Block, Header, Kind};
use crate::calendar;
use crate::passage::Passage;
use crate::plan::labels::is_nothing;
use crate::wording::{self, is_capitalised};

/// An action that is being put together.
pub(super) struct Open {
    pub(super) code: String,
    pub(super) title: Passage,
    pub(super) cells: Vec<Passage>,
    pub(super) page: usize,
}

/// A cell that no code above announces.
pub(super) struct Orphan {
    pub(super) passage: Passage,
    pub(super) page: usize,
    /// Whether an action is told above it on its page.
    pub(super) late: bool,
}

/// The rows, in the order of their codes.
pub(super) fn rows(blocks: Vec<Block>, header: &Header) -> Vec<Vec<Passage>> {
    let depth = blocks.iter().filter_map(depth).max().unwrap_or_default();
    let (mut found, mut orphans, mut nodes) = (Vec::<Open>::new(), Vec::new(), HashMap::new());
    let mut current: Option<usize> = None;
    for block in blocks {
        current = current.filter(|at| found[*at].page == block.page);
        match &block.kind {
            Kind::Coded(code) if code.split('.').count() == depth => {
                current = Some(found.len());
                found.push(Open {
                    code: code.clone(),
                    title: block.passage,
                    cells: Vec::new(),
                    page: block.page,
                });
            }
            Kind::Coded(code) | Kind::Level(code) => {
                nodes.entry(code.clone()).or_insert(block.passage);
                current = None;
            }
            Kind::Plain => match current.filter(|at| found[*at].cells.len() < header.cells()) {
                Some(at) => found[at].cells.push(block.passage),
                None => orphans.push(Orphan {
                    late: found.last().is_some_and(|last| last.page == block.page),
                    passage: block.passage,
                    page: block.page,
                }),
            },
        }
    }
    pages::mend(&mut found, orphans, header);
    found.sort_by_key(|row| order(&row.code));
    placed(found, &nodes, header)
}

fn depth(block: &Block) -> Option<usize> {
    match &block.kind {
        Kind::Coded(code) => Some(code.split('.').count()),
        Kind::Level(_) | Kind::Plain => None,
    }
}

fn order(code: &str) -> Vec<u32> {
    code.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect()
}

/// Each row under its nodes: a node is told where the row above stood under another.
fn placed(found: Vec<Open>, nodes: &HashMap<String, Passage>, header: &Header) -> Vec<Vec<Passage>> {
    let mut above: Vec<String> = Vec::new();
    let mut rows = Vec::with_capacity(found.len());
    for open in found {
        let steps: Vec<&str> = open.code.split('.').collect();
        let codes: Vec<String> = (1..steps.len()).map(|count| steps[..count].join(".")).collect();
        // The last level is right above the action, whatever the number of columns.
        let first = codes.len().saturating_sub(header.levels);
        let mut row: Vec<Passage> = vec![Passage::default(); header.levels];
        for (rank, code) in codes[first..].iter().enumerate() {
            let told = nodes.get(code).filter(|_| !above.contains(code));
            row[rank] = told.cloned().unwrap_or_default();
        }
        above = codes;
        row.push(open.title);
        row.extend(fitting(open.cells, header).unwrap_or_else(|| vec![Passage::default(); header.cells()]));
        rows.push(row);
    }
    rows
}

/// The cells, one a column; absent when they do not fit.
fn fitting(cells: Vec<Passage>, header: &Header) -> Option<Vec<Passage>> {
    let calendar = header.calendar();
    let cells = match calendar {
        Some(at) if cells.len() + 1 == header.cells() => beside(cells, at)?,
        _ => cells,
    };
    let fits = cells.len() == header.cells() && calendar.is_none_or(|at| tells_when(&cells[at]));
    fits.then_some(cells)
}

/// "Toute la durée de Nombre de familles / la Ctg / reçues": a calendar and the next cell, line against line.
fn beside(mut cells: Vec<Passage>, at: usize) -> Option<Vec<Passage>> {
    let [(line, first), rest @ ..] = cells.get(at)?.parts() else {
        return None;
    };
    let words: Vec<&str> = first.split(' ').collect();
    let opens = |at: &usize| is_capitalised(words[*at]) && words[*at].chars().count() > 1;
    let cut = (1..words.len()).find(opens)?;
    let mut left = Passage::one(*line, &words[..cut].join(" "));
    let mut right = Passage::one(*line, &words[cut..].join(" "));
    match rest {
        [] => {}
        [(line, one), (below, other)] => {
            left.push(*line, one);
            right.push(*below, other);
        }
        _ => return None,
    }
    let told = tells_when(&left);
    cells.splice(at..=at, [left, right]);
    told.then_some(cells)
}

/// Whether a cell says when: a year, or words of time, and little else.
pub(super) fn tells_when(cell: &Passage) -> bool {
    const TIMES: [&str; 16] = [
        "duree",
        "semestre",
        "trimestre",
        "annee",
        "annees",
        "an",
        "ans",
        "terme",
        "chaque",
        "continu",
        "permanent",
        "annuel",
        "annuelle",
        "mensuel",
        "rentree",
        "mois",
    ];
    let words = wording::words(&cell.joined());
    let timed = words
        .iter()
        .any(|word| calendar::year(word).is_some() || TIMES.contains(&word.as_str()));
    words.len() <= 10 && (timed || is_nothing(&cell.joined()))
}
