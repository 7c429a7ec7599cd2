//! Tables that a converter has torn apart: one cell a line, a blank line between two cells.
//!
//! A row is known by its number; what stands between two numbers is its cells, in the order of the header.

use super::super::codes;
use super::super::labels::Label;
use super::super::levels;
use super::super::walk::action_ref;
use super::heads::{Head, head};
use super::{Row, Table, Text};
use crate::passage::Passage;

/// Fewer names than this, one below the other, are no header.
const FEWEST_NAMES: usize = 4;

/// More names than this are a list of something else.
const MOST_NAMES: usize = 30;

/// Headings in a row, or headers printed again, before the first row of a table: what follows is no table.
const MOST_BEFORE_ROWS: usize = 40;

/// A run of written lines, and where it ends.
pub(super) struct Run {
    pub(super) passage: Passage,
    pub(super) end: usize,
    /// Whether a page ended before it.
    pub(super) turned: bool,
}

/// The run of written lines that begins at or after this place; the lines of the pages are passed over.
pub(super) fn run(text: Text<'_>, from: usize) -> Option<Run> {
    run_within(text, from, usize::MAX)
}

/// The same, and one line more than `most` at most.
fn run_within(text: Text<'_>, from: usize, most: usize) -> Option<Run> {
    let written = |at: &usize| !text.lines[*at].is_blank() && !text.runs(&text.lines[*at]);
    let start = (from..text.lines.len()).find(written)?;
    let mut passage = Passage::default();
    let mut end = start;
    while end < text.lines.len() && end - start <= most && written(&end) && text.lines[end].cells.is_empty() {
        passage.push(text.lines[end].number, &text.lines[end].text);
        end += 1;
    }
    let turned = text.lines[from..start].iter().any(|line| text.runs(line));
    (end > start).then_some(Run { passage, end, turned })
}

/// The table whose header begins on this line.
pub(super) fn torn(text: Text<'_>, at: usize) -> Option<Table> {
    let line = &text.lines[at];
    let first = head(&Passage::one(1, &line.text));
    let opens = matches!(first, Head::Field(Label::Code | Label::Title));
    if line.is_blank() || text.runs(line) || !line.cells.is_empty() || !opens {
        return None;
    }
    let (names, end) = names(text, at)?;
    let heads: Vec<Head> = names.iter().map(head).collect();
    let title = heads.iter().position(|head| *head == Head::Field(Label::Title))?;
    let mut sewing = Sewing {
        names,
        title,
        rows: Vec::new(),
        open: None,
        end,
    };
    let mut taken = 0;
    while let Some(next) = run(text, sewing.end) {
        taken += 1;
        let endless = taken > MOST_BEFORE_ROWS && !sewing.has_rows();
        if endless || !sewing.take(text, next) {
            break;
        }
    }
    sewing.close();
    let Sewing {
        names, mut rows, end, ..
    } = sewing;
    while matches!(rows.last(), Some(Row::Section(_))) {
        rows.pop();
    }
    (!rows.is_empty()).then_some(Table { heads, names, rows, end })
}

/// A table that is being put together.
struct Sewing {
    names: Vec<Passage>,
    /// The column of the titles.
    title: usize,
    rows: Vec<Row>,
    open: Option<Open>,
    end: usize,
}

/// A row that is being put together.
struct Open {
    cells: Vec<Passage>,
    /// How many cells it had where a page ended, each time one did.
    broken: Vec<usize>,
}

impl Sewing {
    /// Takes what comes next; tells whether it belongs to the table.
    fn take(&mut self, text: Text<'_>, next: Run) -> bool {
        let Run { passage, end, turned } = next;
        if let Some(after) = self.header_again(text, &passage) {
            self.turn();
            self.end = after;
            return true;
        }
        if turned {
            self.turn();
        }
        let width = self.names.len();
        let full = self.open.as_ref().is_none_or(|open| open.cells.len() >= width);
        let section = levels::heading(&passage).is_some() || is_letter_heading(&passage);
        if full && section {
            self.close();
            self.rows.push(Row::Section(passage));
        } else if full && self.opens(&passage) {
            self.close();
            self.open = Some(Open {
                cells: vec![passage],
                broken: Vec::new(),
            });
        } else if full && self.ends_title(&passage) {
            let title = self.title;
            if let Some(cell) = self.open.as_mut().and_then(|open| open.cells.get_mut(title)) {
                cell.append(passage);
            }
        } else if let Some(open) = self.open.as_mut().filter(|open| open.cells.len() < width + open.broken.len()) {
            open.cells.push(passage);
        } else {
            return false;
        }
        self.end = end;
        true
    }

    fn has_rows(&self) -> bool {
        self.open.is_some() || self.rows.iter().any(|row| matches!(row, Row::Cells(_)))
    }

    /// A page ended inside the row.
    fn turn(&mut self) {
        if let Some(open) = &mut self.open {
            open.broken.push(open.cells.len());
        }
    }

    /// The place after the header, where it is printed again.
    fn header_again(&self, text: Text<'_>, passage: &Passage) -> Option<usize> {
        let number = passage.parts().first().map_or(0, |(line, _)| *line);
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let (again, after) = names(text, at)?;
        again
            .iter()
            .map(Passage::words)
            .eq(self.names.iter().map(Passage::words))
            .then_some(after)
    }

    fn opens(&self, passage: &Passage) -> bool {
        if self.title == 0 {
            let first = passage.parts().first().map(|(_, text)| text.as_str()).unwrap_or_default();
            return action_ref(first).is_some();
        }
        codes::whole(&passage.joined()).is_some_and(|code| code.text.contains(|c: char| c.is_ascii_digit()))
    }

    /// The end of a title whose page ended in the middle, printed after the rest of its row.
    fn ends_title(&self, passage: &Passage) -> bool {
        let turned = |open: &Open| open.cells.len() == self.names.len() && open.broken.last() == Some(&open.cells.len());
        self.open.as_ref().is_some_and(turned) && passage.joined().starts_with(char::is_lowercase)
    }

    /// A whole row is kept. A cell too many, where a page ended, is the rest of the cell before it.
    fn close(&mut self) {
        let Some(Open { mut cells, broken }) = self.open.take() else {
            return;
        };
        for at in broken.into_iter().rev() {
            if cells.len() > self.names.len() && (1..cells.len()).contains(&at) {
                let rest = cells.remove(at);
                cells[at - 1].append(rest);
            }
        }
        if cells.len() == self.names.len() {
            self.rows.push(Row::Cells(cells));
        }
    }
}

/// "1b) Structurer les temps": a heading that its code alone announces.
fn is_letter_heading(passage: &Passage) -> bool {
    let text = passage.joined();
    let code = codes::leading(&text).filter(|(_, title)| !title.is_empty());
    code.is_some_and(|(code, _)| {
        let mixed =
            code.text.starts_with(|c: char| c.is_ascii_digit()) && code.text.ends_with(|c: char| c.is_ascii_lowercase());
        let after = text.split_once(&code.text).map(|(_, after)| after);
        mixed && after.is_some_and(|after| after.starts_with([')', '.', ' ']))
    })
}

/// The names of a header, one below the other, and the place after them.
fn names(text: Text<'_>, at: usize) -> Option<(Vec<Passage>, usize)> {
    let mut names = Vec::new();
    let mut end = at;
    while let Some(next) = run_within(text, end, MOST_NAMES) {
        if next.passage.parts().len() > MOST_NAMES {
            break;
        }
        let each: Vec<Passage> = next
            .passage
            .parts()
            .iter()
            .map(|(line, text)| Passage::one(*line, text))
            .collect();
        if each.iter().any(|name| head(name) == Head::Other) || !names.is_empty() && each.len() > 1 {
            break;
        }
        names.extend(each);
        if names.len() > MOST_NAMES {
            return None;
        }
        end = next.end;
        if names.len() > 1 && next.passage.parts().len() > 1 {
            break;
        }
    }
    (names.len() >= FEWEST_NAMES).then_some((names, end))
}
