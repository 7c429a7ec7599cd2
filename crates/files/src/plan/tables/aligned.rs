//! Tables of actions drawn with blanks: which lines name columns, and what each holds.
//!
//! Never puts a row together: the lines below the names are [`body`]'s, and the rows are [`crate::layout`]'s.

mod body;
mod crossed;

pub(in crate::plan) use body::names_columns;

use super::super::labels::Label;
use super::super::walk::action_ref;
use super::heads::{Head, head};
use super::{Table, Text};
use crate::layout::{self, Gap, Place};
use crate::lines::{Line, Piece};
use crate::passage::Passage;

/// Names of columns go on over no more lines than this.
const MOST_NAMES: usize = 2;

/// Actions open no farther below their name.
const MOST_BEFORE_ACTIONS: usize = 40;

/// A column: where its name stands, and what it holds.
struct Column {
    start: usize,
    end: usize,
    head: Head,
    name: Passage,
}

impl Column {
    /// Where it stands; sums and marks may be centred under a name or on its right.
    const fn place(&self) -> Place {
        Place {
            start: self.start,
            end: self.end,
            loose: !matches!(self.head, Head::Field(_)),
        }
    }
}

/// The table that begins on this line, when its names are those of a table of actions.
pub(super) fn aligned(text: Text<'_>, at: usize) -> Option<Table> {
    if let Some(table) = crossed::crossed(text, at) {
        return Some(table);
    }
    let mut columns = columns(&text.lines[at], &text.lines[at + 1..])?;
    let above = years_above(text, at, &mut columns);
    let below = names_below(text, at, &mut columns);
    let body = body::body(text, at + 1 + below, &columns, &repeated(text, at, below, above))?;
    Some(Table {
        rows: body.rows(&columns),
        end: body.end,
        heads: columns.iter().map(|column| column.head).collect(),
        names: columns.into_iter().map(|column| column.name).collect(),
    })
}

/// The lines that a page prints again above the rest of the table, by their words.
fn repeated(text: Text<'_>, at: usize, below: usize, above: Option<Vec<String>>) -> Vec<Vec<String>> {
    let names = text.lines[at..=at + below].iter().map(|line| line.words.clone());
    names.chain(above).collect()
}

/// Names go on below the line that begins them: "Calendrier", "prévisionnel". Tells how many lines.
fn names_below(text: Text<'_>, at: usize, columns: &mut [Column]) -> usize {
    let places: Vec<Place> = columns.iter().map(Column::place).collect();
    let lines = text.lines[at + 1..].iter().take(MOST_NAMES);
    let ends = |line: &&Line| !line.is_blank();
    let below: Vec<&Line> = lines.take_while(ends).collect();
    let small = |line: &Line| {
        layout::pieces(line)
            .iter()
            .all(|piece| piece.text.starts_with(|c: char| c.is_lowercase() || c == '('))
    };
    let closed = text.lines.get(at + 1 + below.len()).is_some_and(Line::is_blank);
    if below.is_empty() || !closed || !below.iter().all(|line| small(line) && line.cells.is_empty()) {
        return 0;
    }
    for line in &below {
        for (column, cell) in columns
            .iter_mut()
            .zip(layout::strip(line, &places, &places, Gap::Nothing).cells)
        {
            column.name.push(line.number, &cell);
        }
    }
    for column in columns.iter_mut().filter(|column| column.head == Head::Other) {
        column.head = head(&column.name);
    }
    below.len()
}

/// The columns that a line names; absent when it names no action.
fn columns(line: &Line, below: &[Line]) -> Option<Vec<Column>> {
    if line.pieces.len() < 2 {
        return None;
    }
    let mut columns: Vec<Column> = line.pieces.iter().flat_map(|piece| split(line, piece)).collect();
    let known = columns.iter().filter(|column| column.head != Head::Other).count();
    let actions = |column: &Column| matches!(column.head, Head::Field(Label::Title | Label::Code));
    let labelled = line.pieces.iter().all(|piece| !piece.text.contains(" : "));
    let numbered = columns.first().is_some_and(|column| column.head == Head::Field(Label::Code)) && columns.len() > 2;
    let enough = known >= 2 && columns.len() > 2 || numbered;
    if enough && !columns.iter().any(actions) {
        unnamed_actions(&mut columns, below);
    }
    (enough && columns.iter().any(actions) && labelled).then_some(columns)
}

/// Where no column is called that of the actions, the one below which actions open is: "Action n° 3 : Ouvrir", twice at least.
fn unnamed_actions(columns: &mut [Column], below: &[Line]) {
    let near = || below.iter().take(MOST_BEFORE_ACTIONS);
    let opens = |column: &Column| {
        let stands = |piece: &Piece| piece.start.abs_diff(column.start) < 2;
        let action = |piece: &Piece| action_ref(&piece.text).is_some_and(|(_, title)| !title.is_empty());
        near()
            .flat_map(|line| &line.pieces)
            .filter(|piece| stands(piece) && action(piece))
            .count()
            > 1
    };
    if let Some(column) = columns.iter_mut().find(|column| opens(column)) {
        column.head = Head::Field(Label::Title);
    }
}

/// Halves take their years from the line above, which names nothing else.
fn years_above(text: Text<'_>, at: usize, columns: &mut [Column]) -> Option<Vec<String>> {
    let halves = columns
        .iter()
        .filter(|column| matches!(column.head, Head::Year(0, Some(_))))
        .count();
    let above = text.lines[..at].iter().rev().find(|line| !line.is_blank())?;
    let years: Vec<Column> = above.pieces.iter().flat_map(|piece| split(above, piece)).collect();
    let all = !years.is_empty()
        && years
            .iter()
            .all(|year| matches!(year.head, Head::Year(year, None) if year > 0));
    if !all || halves == 0 || !halves.is_multiple_of(years.len()) {
        return None;
    }
    let each = halves / years.len();
    let halves = columns
        .iter_mut()
        .filter(|column| matches!(column.head, Head::Year(0, Some(_))));
    for (index, column) in halves.enumerate() {
        if let (Head::Year(_, half), Head::Year(year, _)) = (column.head, years[index / each].head) {
            column.head = Head::Year(year, half);
        }
    }
    Some(above.words.clone())
}

/// Two years with one blank between them are two columns.
fn split(line: &Line, piece: &Piece) -> Vec<Column> {
    let column = |start: usize, text: &str| {
        let name = Passage::one(line.number, text);
        Column {
            start,
            end: start + text.chars().count(),
            head: head(&name),
            name,
        }
    };
    if let Some((name, year)) = piece.text.rsplit_once(' ')
        && matches!(head(&Passage::one(1, year)), Head::Year(..))
        && head(&Passage::one(1, name)) != Head::Other
        && !matches!(head(&Passage::one(1, name)), Head::Year(..))
    {
        return vec![
            column(piece.start, name),
            column(piece.start + name.chars().count() + 1, year),
        ];
    }
    let words: Vec<&str> = piece.text.split(' ').collect();
    let years = words
        .iter()
        .all(|word| matches!(head(&Passage::one(1, word)), Head::Year(..)));
    if words.len() < 2 || !years {
        return vec![column(piece.start, &piece.text)];
    }
    let mut start = piece.start;
    let each = words.into_iter().map(|word| {
        let column = column(start, word);
        start = column.end + 1;
        column
    });
    each.collect()
}
