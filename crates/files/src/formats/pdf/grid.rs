//! Tables that lines draw: the places between the lines are cells, and where a line lacks, a cell spreads.

use std::collections::BTreeMap;

use super::ink::{Ink, Letter, Rule, Way};
use super::rows::{self, Row};
use crate::formats::builder::Span;

/// How far lines may miss one another, and two lines stand that are one, in points.
const NEAR: f64 = 4.0;

/// The most lines of one page that are compared with one another.
const MOST_CROSSINGS: usize = 4_000_000;

/// The widest table, and the most cells of one.
const WIDEST: usize = 100;
const MOST_CELLS: usize = 20_000;

/// How far from the edge of a cell its words may stand, in points.
const MOST_INSET: f64 = 10.0;

/// The letters of each cell, by its first place.
type Held = BTreeMap<(usize, usize), Vec<Letter>>;

/// A cell, and the rows of words in it.
#[derive(Debug)]
pub(super) struct Cell {
    pub(super) span: Span,
    /// Where its lines may end, when they go right.
    pub(super) edge: Option<f64>,
    pub(super) rows: Vec<Row>,
}

/// A table, from the top.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) top: f64,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// The tables of a page: they take their letters with them.
pub(super) fn tables(ink: &mut Ink) -> Vec<Table> {
    let (across, down) = (merged(&ink.across), merged(&ink.down));
    if across.len() * down.len() > MOST_CROSSINGS {
        return Vec::new();
    }
    let mut grids: Vec<Grid> = together(&across, &down)
        .into_iter()
        .filter_map(|(across, down)| Grid::of(&across, &down))
        .collect();
    // What stands in a cell of a larger table belongs to it.
    grids.sort_by(|a, b| b.surface().total_cmp(&a.surface()));
    let mut tables: Vec<Table> = grids.iter().filter_map(|grid| grid.filled(ink)).collect();
    tables.sort_by(|a, b| a.top.total_cmp(&b.top));
    tables
}

/// Lines drawn piece by piece, as one.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut merged: Vec<Rule> = Vec::new();
    for group in rules.chunk_by(|a, b| b.at - a.at < 1.0) {
        let mut group = group.to_vec();
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let from = merged.len();
        for rule in group {
            match merged[from..].last_mut() {
                Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
                _ => merged.push(rule),
            }
        }
    }
    merged
}

/// Lines that cross one another, directly or not.
fn together(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut above: Vec<usize> = (0..across.len() + down.len()).collect();
    for (place, line) in across.iter().enumerate() {
        for (other, column) in down.iter().enumerate() {
            let meets = |a: &Rule, at: f64| a.from - NEAR <= at && at <= a.to + NEAR;
            if meets(line, column.at) && meets(column, line.at) {
                let (a, b) = (root(&mut above, place), root(&mut above, across.len() + other));
                above[a] = b;
            }
        }
    }
    let mut groups = BTreeMap::<usize, (Vec<Rule>, Vec<Rule>)>::new();
    for place in 0..above.len() {
        let (lines, columns) = groups.entry(root(&mut above, place)).or_default();
        match across.get(place) {
            Some(line) => lines.push(*line),
            None => columns.push(down[place - across.len()]),
        }
    }
    groups
        .into_values()
        .filter(|(lines, columns)| lines.len() > 1 && !columns.is_empty())
        .collect()
}

fn root(above: &mut [usize], mut place: usize) -> usize {
    while above[place] != place {
        above[place] = above[above[place]];
        place = above[place];
    }
    place
}

/// The edges of a table, and which of them are drawn between two places.
struct Grid {
    columns: Vec<f64>,
    rows: Vec<f64>,
    /// For each row, whether a line stands on the left of each column.
    left: Vec<Vec<bool>>,
    /// For each row, whether a line stands on the top of each column.
    top: Vec<Vec<bool>>,
}

impl Grid {
    fn of(across: &[Rule], down: &[Rule]) -> Option<Self> {
        let (columns, rows) = (edges(down, across), edges(across, down));
        let (wide, high) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
        if wide < 2 || high < 1 || wide > WIDEST || wide * high > MOST_CELLS {
            return None;
        }
        let (mut left, mut top) = (vec![vec![false; wide]; high], vec![vec![false; wide]; high]);
        drawn(down, &columns, &rows, |column, row| set(&mut left, row, column));
        drawn(across, &rows, &columns, |row, column| set(&mut top, row, column));
        Some(Self {
            columns,
            rows,
            left,
            top,
        })
    }

    fn surface(&self) -> f64 {
        let length = |edges: &[f64]| edges.last().unwrap_or(&0.0) - edges.first().unwrap_or(&0.0);
        length(&self.columns) * length(&self.rows)
    }

    /// The place of a letter.
    fn place(&self, letter: &Letter) -> Option<(usize, usize)> {
        let middle = letter.middle();
        let at = |edges: &[f64], value: f64| {
            edges
                .partition_point(|edge| *edge <= value)
                .checked_sub(1)
                .filter(|at| at + 1 < edges.len())
        };
        Some((at(&self.rows, middle.y)?, at(&self.columns, middle.x)?))
    }

    /// For each place, the one that holds it: itself, or the first of a cell that spreads.
    fn owners(&self) -> Vec<Vec<(usize, usize)>> {
        let (high, wide) = (self.left.len(), self.columns.len() - 1);
        let mut owners = vec![vec![None; wide]; high];
        for row in 0..high {
            for column in 0..wide {
                if owners[row][column].is_some() {
                    continue;
                }
                let free = |at: usize| !self.left[row][at] && owners[row][at].is_none();
                let end = (column + 1..wide).find(|at| !free(*at)).unwrap_or(wide);
                let open = |at: usize| (column..end).all(|place| !self.top[at][place]);
                let bottom = (row + 1..high).find(|at| !open(*at)).unwrap_or(high);
                for held in owners.iter_mut().take(bottom).skip(row) {
                    held[column..end].fill(Some((row, column)));
                }
            }
        }
        let own = |(row, places): (usize, Vec<Option<(usize, usize)>>)| {
            places
                .into_iter()
                .enumerate()
                .map(|(column, owner)| owner.unwrap_or((row, column)))
                .collect()
        };
        owners.into_iter().enumerate().map(own).collect()
    }

    /// The table with the letters that stand in it; nothing when fewer than two cells have some.
    fn filled(&self, ink: &mut Ink) -> Option<Table> {
        let owners = self.owners();
        let mut held = Held::new();
        let mut rest = Vec::new();
        for letter in std::mem::take(&mut ink.letters) {
            match self.place(&letter) {
                Some((row, column)) => held.entry(owners[row][column]).or_default().push(letter),
                None => rest.push(letter),
            }
        }
        let written = held
            .values()
            .filter(|letters| letters.iter().any(|letter| !letter.sign.is_whitespace()));
        if written.count() < 2 {
            rest.extend(held.into_values().flatten());
            ink.letters = rest;
            return None;
        }
        ink.letters = rest;
        let rows = (0..owners.len()).map(|row| self.cells(&owners, row, &mut held)).collect();
        let top = self.rows.first().copied().unwrap_or(0.0);
        Some(Table { top, rows })
    }

    /// The cells that begin on a row.
    fn cells(&self, owners: &[Vec<(usize, usize)>], row: usize, held: &mut Held) -> Vec<Cell> {
        let mut cells = Vec::new();
        for column in 0..owners[row].len() {
            if owners[row][column] != (row, column) {
                continue;
            }
            let columns = owners[row][column..]
                .iter()
                .take_while(|owner| **owner == (row, column))
                .count();
            let rows = owners[row..]
                .iter()
                .take_while(|places| places[column] == (row, column))
                .count();
            let letters = held.remove(&(row, column)).unwrap_or_default();
            let right = letters.iter().all(|letter| letter.way == Way::Right);
            let words = rows::rows(letters);
            // What parts the words from the left of the cell parts them from its right.
            let inset = words
                .iter()
                .map(|row| row.left() - self.columns[column])
                .fold(f64::INFINITY, f64::min);
            let edge = self.columns[column + columns] - inset.clamp(0.0, MOST_INSET);
            cells.push(Cell {
                span: Span {
                    columns,
                    rows,
                    goes_on: false,
                },
                edge: right.then_some(edge),
                rows: words,
            });
        }
        cells
    }
}

/// Where the edges stand: the lines of one way, and the ends of those of the other.
fn edges(rules: &[Rule], others: &[Rule]) -> Vec<f64> {
    let ends = [
        others.iter().map(|rule| rule.from).min_by(f64::total_cmp),
        others.iter().map(|rule| rule.to).max_by(f64::total_cmp),
    ];
    let mut edges: Vec<f64> = rules.iter().map(|rule| rule.at).chain(ends.into_iter().flatten()).collect();
    edges.sort_by(f64::total_cmp);
    let grouped = edges.chunk_by(|a, b| b - a < NEAR);
    grouped.map(|near| near[near.len() / 2]).collect()
}

/// Tells each place whose first edge is drawn.
fn drawn(rules: &[Rule], edges: &[f64], others: &[f64], mut tell: impl FnMut(usize, usize)) {
    for rule in rules {
        let Some(edge) = edges.iter().position(|edge| (edge - rule.at).abs() < NEAR) else {
            continue;
        };
        for (place, pair) in others.windows(2).enumerate() {
            let middle = f64::midpoint(pair[0], pair[1]);
            if rule.from <= middle && middle <= rule.to {
                tell(edge, place);
            }
        }
    }
}

fn set(places: &mut [Vec<bool>], row: usize, column: usize) {
    if let Some(place) = places.get_mut(row).and_then(|row| row.get_mut(column)) {
        *place = true;
    }
}
