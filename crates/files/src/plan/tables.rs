//! Tables, however they are drawn: cells between bars or tabs, columns kept by blanks, one cell a line.
//!
//! A table is read before it is understood: which column holds what is told by its header alone.

mod aligned;
mod anchored;
mod beside;
mod framed;
mod heads;
mod pages;
mod pasted;
mod stacked;
mod torn;
#[cfg(test)]
mod trial;
mod within;

use std::collections::{BTreeMap, HashSet};

use super::codes;
use super::labels::{Label, label};
use super::levels;
use super::walk::action_ref;
use crate::formats::{ABOVE, LEFT};
use crate::lines::Line;
use crate::passage::Passage;

pub(super) use aligned::names_columns;
pub(super) use heads::{Head, PATH, year_of};

/// A table: its header and its rows, each with as many cells as the header.
#[derive(Debug)]
pub(super) struct Table {
    /// What each column holds. None where the first cell of each row names what the others hold, as in a sheet.
    pub(super) heads: Vec<Head>,
    /// What each column is called.
    pub(super) names: Vec<Passage>,
    /// The rows, in order.
    pub(super) rows: Vec<Row>,
    /// The place of the first line after it.
    pub(super) end: usize,
}

/// A row of a table.
#[derive(Debug, Clone)]
pub(super) enum Row {
    /// Its cells, each a list of paragraphs.
    Cells(Vec<Passage>),
    /// A heading over the whole width.
    Section(Passage),
}

impl Table {
    /// Whether it is the sheet of one action: a label, and what it holds.
    pub(super) const fn is_sheet(&self) -> bool {
        self.heads.is_empty()
    }

    /// The column of this field.
    pub(super) fn column(&self, label: Label) -> Option<usize> {
        self.heads.iter().position(|head| *head == Head::Field(label))
    }
}

/// What the readers of tables need: the lines, and those that belong to the pages.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) lines: &'t [Line],
    pub(super) running: &'t HashSet<u32>,
}

impl Text<'_> {
    /// Whether this line belongs to the pages.
    pub(super) fn runs(&self, line: &Line) -> bool {
        self.running.contains(&line.number)
    }
}

/// The tables of a text, each at the place of its first line.
pub(super) fn tables(text: Text<'_>) -> BTreeMap<usize, Table> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    while at < text.lines.len() {
        let table = framed::framed(text, at)
            .or_else(|| ruled(text, at))
            .or_else(|| aligned::aligned(text, at))
            .or_else(|| beside::beside(text, at))
            .or_else(|| anchored::anchored(text, at))
            .or_else(|| torn::torn(text, at))
            .or_else(|| stacked::stacked(text, at));
        match table {
            Some(table) => {
                let end = table.end.max(at + 1);
                found.insert(at, table);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

/// A table whose rows are lines with cells.
fn ruled(text: Text<'_>, at: usize) -> Option<Table> {
    let lines = text.lines;
    // A row that goes on a table that nobody could understand opens none.
    let goes_on = at > 0 && !lines[at - 1].cells.is_empty();
    if lines[at].cells.len() < 2 || goes_on {
        return None;
    }
    let mut end = at;
    let mut rows: Vec<Vec<Passage>> = Vec::new();
    while end < lines.len() {
        let line = &lines[end];
        if let Some((row, after)) = rows.first().and_then(|header| pasted::row(text, end, header)) {
            rows.push(row);
            end = after;
            continue;
        }
        if !line.cells.is_empty() {
            rows.push(cells(line));
        } else if !text.runs(line) && (!line.is_blank() || gap_ends(lines, end, rows.first())) {
            break;
        }
        end += 1;
    }
    let mut rows = pages::whole(rows);
    uncover(&mut rows);
    let rows = within::parted(rows);
    if let Some(turned) = transposed(&rows) {
        return build(turned, end);
    }
    sheet(&rows, end).or_else(|| build(rows, end))
}

/// Whether a blank line ends the table: what follows is no row of as many cells.
fn gap_ends(lines: &[Line], at: usize, first: Option<&Vec<Passage>>) -> bool {
    let next = lines[at..].iter().find(|line| !line.is_blank());
    next.is_none_or(|next| first.is_none_or(|first| next.cells.len() != first.len()))
}

fn cells(line: &Line) -> Vec<Passage> {
    let cell = |paragraphs: &Vec<String>| Passage::new(paragraphs.iter().map(|text| (line.number, text.clone())).collect());
    line.cells.iter().map(cell).collect()
}

/// Gives a covered cell what the cell that covers it holds.
fn uncover(rows: &mut [Vec<Passage>]) {
    for row in 0..rows.len() {
        for column in 0..rows[row].len() {
            let sign = rows[row][column].joined();
            let cover = match sign.trim_end_matches('.') {
                ABOVE | "idem" | "Idem" | "id" | "Id" | "″" | "〃" | "//" => {
                    row.checked_sub(1).and_then(|above| rows[above].get(column))
                }
                LEFT => column.checked_sub(1).and_then(|left| rows[row].get(left)),
                _ => continue,
            };
            rows[row][column] = cover.cloned().unwrap_or_default();
        }
    }
}

/// A table whose columns are the actions and whose rows are the fields, turned so that each action is a row.
fn transposed(rows: &[Vec<Passage>]) -> Option<Vec<Vec<Passage>>> {
    let (first, rest) = rows.split_first()?;
    let coded = |cell: &Passage| codes::whole(&cell.joined()).is_some() || action_ref(&cell.joined()).is_some();
    // Of two columns, it is a sheet.
    let actions = first.len() > 2 && !coded(&first[0]) && first[1..].iter().all(coded);
    let labels = rest
        .iter()
        .filter(|row| row.first().is_some_and(|cell| label(&cell.joined()).is_some()))
        .count();
    let wide = rest.iter().all(|row| row.len() == first.len());
    if !actions || !wide || labels < 3 || labels * 5 < rest.len() * 3 {
        return None;
    }
    let code = Passage::one(first[1].parts()[0].0, "N°");
    let header = std::iter::once(code).chain(rest.iter().map(|row| row[0].clone())).collect();
    let action = |column: usize| rows.iter().map(|row| row[column].clone()).collect();
    Some(std::iter::once(header).chain((1..first.len()).map(action)).collect())
}

/// The sheet of one action: labels in the first column, and sometimes in the third. What stands over the whole width above the
/// first of them is its number and its title; the row of a level places it.
fn sheet(rows: &[Vec<Passage>], end: usize) -> Option<Table> {
    let known = |cell: &Passage| label(&cell.joined()).is_some();
    let over = |row: &Vec<Passage>| !known(&row[0]) && row.iter().all(|cell| *cell == row[0]);
    let titles = rows.iter().take_while(|row| over(row)).count();
    let below = &rows[titles..];
    let fields = || below.iter().filter(|row| !places(row));
    let labelled = fields().filter(|row| known(&row[0]) || row[0].is_empty()).count();
    let told = below.iter().filter(|row| known(&row[0])).count();
    let fits = rows.iter().all(|row| matches!(row.len(), 2..=5));
    let years = rows[0].iter().any(|cell| year_of(&cell.joined()).is_some());
    (fits && !years && told >= 3 && labelled * 5 >= fields().count() * 3).then(|| Table {
        heads: Vec::new(),
        names: Vec::new(),
        rows: rows.iter().flat_map(|row| pairs(row)).map(Row::Cells).collect(),
        end,
    })
}

/// "Enjeu | Enjeu 1 : Grandir": a row that places the sheet under a node.
fn places(row: &[Passage]) -> bool {
    let level = |cell: &Passage| levels::level_word(&cell.joined()).map(|(level, _)| level);
    let heading = row.get(1).and_then(levels::heading);
    heading.is_some_and(|heading| level(&row[0]).is_some_and(|level| level == heading.level))
}

/// The labels of a row with what each holds; a row of sums, of years and of payers stays whole.
fn pairs(row: &[Passage]) -> Vec<Vec<Passage>> {
    let known = |cell: &Passage| label(&cell.joined()).is_some();
    if row.len() == 4 && known(&row[2]) && row[2] != row[1] && !known(&row[1]) {
        return vec![row[..2].to_vec(), row[2..].to_vec()];
    }
    let same = row[1..].iter().all(|cell| *cell == row[1]);
    if same { vec![row[..2].to_vec()] } else { vec![row.to_vec()] }
}

/// Tells the header from the rows.
fn build(rows: Vec<Vec<Passage>>, end: usize) -> Option<Table> {
    let mut header = heads::heads_of(&rows)?;
    let width = header.heads.len();
    let mut body: Vec<Vec<Passage>> = rows.into_iter().skip(header.rows).collect();
    heads::unnamed_codes(&mut header, &body);
    heads::unnamed_actions(&mut header, &body);
    below_their_keys(&mut body, &header.heads);
    Some(Table {
        rows: body
            .into_iter()
            .filter_map(|row| body_row(row, &header.names, width))
            .collect(),
        heads: header.heads,
        names: header.names,
        end,
    })
}

/// Where rows tell a commune and its years, one without its action is of the action above.
fn below_their_keys(rows: &mut [Vec<Passage>], heads: &[Head]) {
    let at = |label: Label| heads.iter().position(|head| *head == Head::Field(label));
    let years = heads.iter().any(|head| matches!(head, Head::Year(..)));
    let (Some(key), Some(place)) = (at(Label::Code).or_else(|| at(Label::Title)), at(Label::Places)) else {
        return;
    };
    for row in 1..rows.len() {
        let named = |column: usize| rows[row].get(column).is_some_and(|cell| !cell.is_empty());
        if years && key < place && named(place) && !rows[row][..place].iter().any(|cell| !cell.is_empty()) {
            let above: Vec<Passage> = rows[row - 1].iter().take(place).cloned().collect();
            for (cell, above) in rows[row].iter_mut().zip(above) {
                *cell = above;
            }
        }
    }
}

/// A row of the body; the header printed again is none.
fn body_row(mut row: Vec<Passage>, names: &[Passage], width: usize) -> Option<Row> {
    let again = row.len() == names.len() && row.iter().zip(names).all(|(cell, name)| cell.words() == name.words());
    let first = row.iter().find(|cell| !cell.is_empty())?.clone();
    if again {
        return None;
    }
    let alone = row.iter().all(|cell| cell.is_empty() || cell.joined() == first.joined());
    // What is written over the whole width is of no column.
    let titled = || codes::leading(&first.joined()).is_some_and(|(_, title)| !title.is_empty());
    let long = first.words().len() > 2 || width > 3 && titled();
    let over = alone && row.len() == width && row.iter().all(|cell| !cell.is_empty()) && long;
    if alone && width > 2 && (over || levels::heading(&first).is_some()) {
        return Some(Row::Section(first));
    }
    row.resize(width, Passage::default());
    Some(Row::Cells(row))
}
