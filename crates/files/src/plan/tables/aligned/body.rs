//! The lines below the names of a table drawn with blanks, up to what is no row of it.
//!
//! Never reads a cell: a line is of the table by where its texts stand and by what opens it.

use super::super::super::codes;
use super::super::super::labels::{Label, label};
use super::super::super::levels;
use super::super::super::walk::action_ref;
use super::super::heads::Head;
use super::super::{Row, Text};
use super::Column;
use crate::layout::{self, Gap, Place, Shape, Strip};
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment;

/// A table whose first row comes later than this is none.
const MOST_BEFORE_ROWS: usize = 60;

/// The name of a column has no more words than this.
const MOST_WORDS: usize = 3;

/// The lines of a table, its headings over the whole width apart.
pub(super) struct Body<'t> {
    parts: Vec<Part<'t>>,
    /// Where the names of the columns stand, page by page: a converter that prints them again may move them.
    pages: Vec<Vec<Place>>,
    /// The place of the first line after it.
    pub(super) end: usize,
}

enum Part<'t> {
    /// A line, what stands above it, and the rank of the names above it.
    Line(&'t Line, Gap, usize),
    Section(Passage),
}

/// The table so far.
struct Seen<'s> {
    columns: &'s [Column],
    places: Vec<Place>,
    /// Whether a row has its code in its title.
    coded: bool,
}

/// The lines of the table whose names end before this place; absent when it has no row.
pub(super) fn body<'t>(text: Text<'t>, from: usize, columns: &[Column], repeated: &[Vec<String>]) -> Option<Body<'t>> {
    let mut seen = Seen {
        columns,
        places: columns.iter().map(Column::place).collect(),
        coded: false,
    };
    let mut parts: Vec<Part<'t>> = Vec::new();
    let mut pages = vec![seen.places.clone()];
    let (mut end, mut gap, mut found) = (from, Gap::Nothing, false);
    for (index, line) in text.lines.iter().enumerate().skip(from) {
        if !found && index - from > MOST_BEFORE_ROWS {
            break;
        }
        let again = repeated.contains(&line.words);
        if line.turns || text.runs(line) || again {
            gap = Gap::Page;
        }
        if line.is_blank() && gap == Gap::Nothing {
            gap = Gap::Blank;
        }
        if line.is_blank() || text.runs(line) || again {
            pages.extend(seen.moved(line).filter(|_| again));
            continue;
        }
        if let Some(section) = seen.section(text.lines, index) {
            parts.push(Part::Section(section));
            gap = Gap::Nothing;
            continue;
        }
        if seen.ends(text, index, gap) {
            break;
        }
        seen.coded |= seen.is_coded(line);
        found = true;
        parts.push(Part::Line(line, gap, pages.len() - 1));
        gap = Gap::Nothing;
        end = index + 1;
    }
    // A heading after the last row belongs to what follows.
    while matches!(parts.last(), Some(Part::Section(_))) {
        parts.pop();
    }
    found.then_some(Body { parts, pages, end })
}

impl Body<'_> {
    /// The rows, each under the heading that stands above it.
    pub(super) fn rows(&self, columns: &[Column]) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut strips = self.strips().into_iter();
        for chunk in self.parts.chunk_by(|one, next| one.is_line() && next.is_line()) {
            if let Part::Section(passage) = &chunk[0] {
                rows.push(Row::Section(passage.clone()));
                continue;
            }
            let strips: Vec<Strip> = strips.by_ref().take(chunk.len()).collect();
            rows.extend(layout::rows(&strips, &shape(columns)).into_iter().map(Row::Cells));
        }
        rows
    }

    /// Every line in its columns, page by page.
    fn strips(&self) -> Vec<Strip> {
        let mut strips = Vec::new();
        for (page, names) in self.pages.iter().enumerate() {
            let lines: Vec<(&Line, Gap)> = self.parts.iter().filter_map(|part| part.of_page(page)).collect();
            let written: Vec<&Line> = lines.iter().map(|(line, _)| *line).collect();
            let settled = layout::settled(&written, names);
            let places = layout::columns(names, &settled.iter().collect::<Vec<_>>());
            let strip = |(line, (_, gap)): (&Line, &(&Line, Gap))| layout::strip(line, names, &places, *gap);
            strips.extend(settled.iter().zip(&lines).map(strip));
        }
        strips
    }
}

impl<'t> Part<'t> {
    const fn is_line(&self) -> bool {
        matches!(self, Self::Line(..))
    }

    /// A line below the names of this rank.
    fn of_page(&self, page: usize) -> Option<(&'t Line, Gap)> {
        match self {
            Self::Line(line, gap, own) if *own == page => Some((line, *gap)),
            Self::Line(..) | Self::Section(_) => None,
        }
    }
}

/// Which columns span rows, and where the code of a row stands.
fn shape(columns: &[Column]) -> Shape<'static> {
    let field = |label: Label| columns.iter().position(|column| column.head == Head::Field(label));
    let code = field(Label::Code).or_else(|| field(Label::Title));
    Shape {
        spans: columns.iter().map(spans).collect(),
        codes: code.into_iter().collect(),
        coded: &|text| is_code(text),
    }
}

/// A column that bears the name of a level.
fn spans(column: &Column) -> bool {
    let name = column.name.joined();
    levels::level_word(&name).is_some_and(|(_, rest)| rest.trim().is_empty())
}

/// "1.2", "A1", "Action 3 : Ouvrir", "1.2.3 Ouvrir".
fn is_code(text: &str) -> bool {
    let figures = |code: &codes::Code| code.text.contains(|c: char| c.is_ascii_digit());
    let titled = |title: &str| title.is_empty() || crate::wording::is_capitalised(title);
    let leading = codes::leading(text).is_some_and(|(code, title)| figures(&code) && titled(title));
    leading || action_ref(text).is_some() || codes::whole(text).is_some()
}

impl Seen<'_> {
    /// The places of the names that a page prints again, where it prints as many.
    fn moved(&mut self, line: &Line) -> Option<Vec<Place>> {
        let again = super::columns(line, &[])?;
        let same = again
            .iter()
            .map(|column| column.head)
            .eq(self.columns.iter().map(|column| column.head));
        self.places = again.iter().filter(|_| same).map(Column::place).collect();
        if !same {
            self.places = self.columns.iter().map(Column::place).collect();
        }
        same.then(|| self.places.clone())
    }

    fn cells(&self, line: &Line) -> Vec<String> {
        layout::strip(line, &self.places, &self.places, Gap::Nothing).cells
    }

    /// Whether a line bears the code of a row.
    fn is_coded(&self, line: &Line) -> bool {
        let cells = self.cells(line);
        shape(self.columns).codes.iter().any(|column| is_code(&cells[*column]))
    }

    /// A heading over the whole width: the text of a column that spans rows is none.
    fn section(&self, lines: &[Line], at: usize) -> Option<Passage> {
        let line = &lines[at];
        let passage = Passage::one(line.number, &line.text);
        let heading = levels::heading(&passage).filter(|_| line.pieces.is_empty() && line.cells.is_empty())?;
        let cells = self.cells(line);
        let own = |(column, cell): (&Column, &String)| !cell.is_empty() && spans(column) && is_of(&column.name, &heading.level);
        let inside = layout::pieces(line)
            .iter()
            .all(|piece| layout::under(piece, &self.places) < 2);
        let cell = inside && self.columns.iter().zip(&cells).any(own);
        (!cell).then_some(passage)
    }

    /// Whether a line is no longer of the table.
    fn ends(&self, text: Text<'_>, at: usize, gap: Gap) -> bool {
        let line = &text.lines[at];
        if !line.cells.is_empty() || segment::is_annex_heading(line) || segment::is_article_heading(line) {
            return true;
        }
        if self.unlike_codes(line) || names_columns(line) {
            return true;
        }
        let crosses = layout::pieces(line)
            .iter()
            .any(|piece| layout::under(piece, &self.places) > 1);
        gap != Gap::Nothing && (crosses && line.pieces.is_empty() || gap == Gap::Blank && self.is_foreign(text, at))
    }

    /// A word in the column of codes that is no code: "Total".
    fn unlike_codes(&self, line: &Line) -> bool {
        let code = self.columns.iter().position(|column| column.head == Head::Field(Label::Code));
        let cells = self.cells(line);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        code.is_some_and(|code| !cells[code].is_empty() && (codes::whole(&cells[code]).is_none() || filled < 2))
    }

    /// Whether the lines up to the next blank hold no row: they have no code where the others have one, or fill one column only.
    fn is_foreign(&self, text: Text<'_>, at: usize) -> bool {
        let lines = text.lines[at..].iter();
        let block: Vec<&Line> = lines.take_while(|line| !line.is_blank() && !text.runs(line)).collect();
        let coded = block.iter().any(|line| self.is_coded(line));
        let mut filled = vec![false; self.columns.len()];
        for line in &block {
            for (filled, cell) in filled.iter_mut().zip(self.cells(line)) {
                *filled |= !cell.is_empty();
            }
        }
        let spanning = filled
            .iter()
            .zip(self.columns)
            .all(|(filled, column)| !filled || spans(column));
        let several = filled.iter().filter(|filled| **filled).count() > 1;
        !spanning && (!several || self.coded && !coded)
    }
}

/// Whether a column is called as the level of a heading: "Objectifs stratégiques", "Objectif stratégique".
fn is_of(name: &Passage, level: &str) -> bool {
    let words = |text: &str| {
        let words = crate::wording::words(text);
        words
            .iter()
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect::<Vec<_>>()
    };
    words(&name.joined()).starts_with(&words(level))
}

/// Whether a line names the columns of a table, of whatever it is: several names, and nothing else.
pub(in crate::plan) fn names_columns(line: &Line) -> bool {
    let level = |text: &str| levels::level_word(text).is_some_and(|(_, rest)| rest.trim().is_empty());
    // "Pilote : Caf" and "Lieu Val" tell a value.
    let bare = |text: &str| !text.contains(':') && text.split_whitespace().count() <= MOST_WORDS;
    let named = |text: &str| bare(text) && (label(text).is_some() || level(text));
    line.pieces.len() > 1 && line.pieces.iter().all(|piece| named(&piece.text))
}
