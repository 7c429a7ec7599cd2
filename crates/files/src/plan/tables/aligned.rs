//! Tables drawn with blanks: each column begins, ends or is centred under its name.

use super::super::codes;
use super::super::labels::Label;
use super::super::levels;
use super::super::walk::action_ref;
use super::heads::{Head, head};
use super::{Row, Table, Text};
use crate::lines::{Line, Piece};
use crate::passage::Passage;

/// A table whose first row comes later than this is none.
const MOST_BEFORE_ROWS: usize = 60;

/// A column: where its name stands, and what it holds.
struct Column {
    start: usize,
    end: usize,
    head: Head,
    name: Passage,
}

/// The table that begins on this line, when its names are those of a table of actions.
pub(super) fn aligned(text: Text<'_>, at: usize) -> Option<Table> {
    let line = &text.lines[at];
    let mut columns = columns(line)?;
    let above = years_above(text, at, &mut columns);
    let mut rows: Vec<Row> = Vec::new();
    let mut end = at + 1;
    let mut row_found = false;
    // A blank line ends a row, but for the one that a page ends.
    let (mut blank, mut turned) = (false, false);
    for (index, next) in text.lines.iter().enumerate().skip(at + 1) {
        if !row_found && index - at > MOST_BEFORE_ROWS {
            break;
        }
        turned |= text.runs(next);
        if text.runs(next) || next.words == line.words || above.as_ref().is_some_and(|above| next.words == *above) {
            continue;
        }
        if next.is_blank() {
            blank = true;
            continue;
        }
        if levels::heading(&Passage::one(next.number, &next.text)).is_some() {
            rows.push(Row::Section(Passage::one(next.number, &next.text)));
        } else {
            let cells = placed(next, &columns)?;
            let coded_rows = matches!(rows.first(), Some(Row::Cells(first)) if is_coded(&first[0].joined()));
            match fit(&columns, &cells, (blank && !turned, coded_rows)) {
                Fit::Opens => {
                    row_found = true;
                    rows.push(Row::Cells(cells));
                }
                Fit::GoesOn => go_on(&mut rows, cells),
                Fit::Foreign => break,
            }
        }
        (blank, turned) = (false, false);
        end = index + 1;
    }
    // A heading after the last row belongs to what follows.
    while matches!(rows.last(), Some(Row::Section(_))) {
        rows.pop();
    }
    row_found.then(|| Table {
        heads: columns.iter().map(|column| column.head).collect(),
        names: columns.into_iter().map(|column| column.name).collect(),
        rows,
        end,
    })
}

/// The columns that a line names; absent when it names no action.
fn columns(line: &Line) -> Option<Vec<Column>> {
    if line.pieces.len() < 2 {
        return None;
    }
    let columns: Vec<Column> = line.pieces.iter().flat_map(|piece| split(line, piece)).collect();
    let known = columns.iter().filter(|column| column.head != Head::Other).count();
    let actions = |column: &Column| matches!(column.head, Head::Field(Label::Title | Label::Code));
    let labelled = line.pieces.iter().all(|piece| !piece.text.contains(" : "));
    let numbered = columns.first().is_some_and(|column| column.head == Head::Field(Label::Code)) && columns.len() > 2;
    let enough = known >= 2 && columns.len() > 2 || numbered;
    (enough && columns.iter().any(actions) && labelled).then_some(columns)
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

/// The pieces of a line, each in the column under whose name it stands.
fn placed(line: &Line, columns: &[Column]) -> Option<Vec<Passage>> {
    let mut cells = vec![Passage::default(); columns.len()];
    let whole = [Piece {
        start: line.indent,
        end: line.indent + line.text.chars().count(),
        text: line.text.clone(),
    }];
    let pieces = if line.pieces.is_empty() {
        &whole[..]
    } else {
        &line.pieces[..]
    };
    for piece in pieces {
        let nearest = columns
            .iter()
            .enumerate()
            .min_by_key(|(_, column)| distance(piece, column))?
            .0;
        cells[nearest].push(line.number, &piece.text);
    }
    Some(cells)
}

fn distance(piece: &Piece, column: &Column) -> usize {
    let starts = piece.start.abs_diff(column.start);
    if matches!(column.head, Head::Field(_)) {
        return starts;
    }
    let ends = piece.end.abs_diff(column.end);
    let centres = (piece.start + piece.end).abs_diff(column.start + column.end) / 2;
    starts.min(ends).min(centres)
}

/// What a line is to the table.
enum Fit {
    Opens,
    GoesOn,
    Foreign,
}

/// Without a column of numbers, the title opens the row: a number or the word "action" where the rows before have one.
fn fit_by_title(cells: &[Passage], filled: usize, blank: bool, coded_rows: bool) -> Fit {
    let first = cells[0].joined();
    let titled = !first.is_empty() && filled > 1 && !coded_rows;
    if is_coded(&first) || titled {
        Fit::Opens
    } else if blank {
        Fit::Foreign
    } else {
        Fit::GoesOn
    }
}

fn is_coded(text: &str) -> bool {
    codes::whole(text).is_some_and(|code| code.text.contains(|c: char| c.is_ascii_digit())) || action_ref(text).is_some()
}

fn fit(columns: &[Column], cells: &[Passage], (blank, coded_rows): (bool, bool)) -> Fit {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let coded = columns.iter().position(|column| column.head == Head::Field(Label::Code));
    match coded {
        Some(column) if cells[column].is_empty() => {
            if blank && filled > 1 {
                Fit::Foreign
            } else {
                Fit::GoesOn
            }
        }
        Some(column) => match codes::whole(&cells[column].joined()) {
            Some(_) if filled > 1 => Fit::Opens,
            _ => Fit::Foreign,
        },
        None => fit_by_title(cells, filled, blank, coded_rows),
    }
}

fn go_on(rows: &mut [Row], cells: Vec<Passage>) {
    let row = rows.iter_mut().rev().find_map(|row| match row {
        Row::Cells(cells) => Some(cells),
        Row::Section(_) => None,
    });
    let Some(row) = row else { return };
    for (cell, more) in row.iter_mut().zip(cells) {
        cell.append(more);
    }
}
