//! Tables that a converter has torn a cell a line, whose first columns are levels that stand beside several actions.
//!
//! Codes anchor the rows: what follows the code of an action is its cells, in the order of the header; what stands beside several rows is
//! printed anywhere and is told by its own code. A cell is never given to a row that its kind does not fit: it is left out.

mod blocks;
mod pages;
mod rows;

use super::super::labels::Label;
use super::super::levels;
use super::heads::{Head, head};
use super::torn::run;
use super::{Row, Table, Text};
use crate::passage::Passage;
use crate::segment;
use blocks::{Block, Kind, Titles};

/// Fewer names than this, one below the other, are no header.
const FEWEST_NAMES: usize = 4;

/// More names, or more blocks, are of something else.
const MOST_NAMES: usize = 14;
const MOST_BLOCKS: usize = 2_000;

/// The names of the columns: levels first, then what is of one action each.
struct Header {
    names: Vec<Passage>,
    heads: Vec<Head>,
    /// How many levels there are.
    levels: usize,
    /// The place after it.
    end: usize,
}

impl Header {
    /// How many cells follow the title of an action.
    const fn cells(&self) -> usize {
        self.names.len() - self.levels - 1
    }

    /// The rank of the calendar among them.
    fn calendar(&self) -> Option<usize> {
        let own = &self.heads[self.levels + 1..];
        own.iter().position(|head| *head == Head::Field(Label::Calendar))
    }
}

/// The table whose header begins on this line.
pub(super) fn anchored(text: Text<'_>, at: usize) -> Option<Table> {
    let line = &text.lines[at];
    if line.is_blank() || text.runs(line) || !line.cells.is_empty() || !is_level(&line.text) {
        return None;
    }
    let header = header(text, at)?;
    let (blocks, end) = body(text, &header);
    let rows = rows::rows(blocks, &header);
    (rows.len() > 1).then(|| Table {
        heads: header.heads.clone(),
        rows: rows.into_iter().map(Row::Cells).collect(),
        names: header.names,
        end,
    })
}

/// "Axe", "Objectif opérationnel": the word of a level, and nothing else.
fn is_level(text: &str) -> bool {
    levels::level_word(text).is_some_and(|(_, rest)| rest.trim().is_empty())
}

/// The header: levels, the action, then columns that are all known.
fn header(text: Text<'_>, at: usize) -> Option<Header> {
    let (mut names, mut heads, mut end) = (Vec::new(), Vec::new(), at);
    let mut titled = None;
    while let Some(next) = run(text, end).filter(|_| names.len() < MOST_NAMES) {
        let name = next.passage;
        let found = head(&name);
        match titled {
            None if is_level(&name.joined()) => {}
            None if found == Head::Field(Label::Title) => titled = Some(names.len()),
            Some(_) if matches!(found, Head::Field(_)) && levels::heading(&name).is_none() => {}
            _ => break,
        }
        names.push(name);
        heads.push(found);
        end = next.end;
    }
    let levels = titled.filter(|levels| *levels > 0 && names.len() >= FEWEST_NAMES && names.len() - levels > 2)?;
    Some(Header {
        names,
        heads,
        levels,
        end,
    })
}

/// The blocks below the header, page by page, and the place after the last.
fn body(text: Text<'_>, header: &Header) -> (Vec<Block>, usize) {
    let titles = Titles::of(text.lines);
    let (mut found, mut end, mut page) = (Vec::new(), header.end, 0);
    while let Some(next) = run(text, end).filter(|_| found.len() < MOST_BLOCKS) {
        let start = next.end - next.passage.parts().len().min(next.end);
        let again = header_again(text, start, header);
        if next.turned || again.is_some() {
            page += 1;
        }
        if let Some(after) = again {
            end = after;
            continue;
        }
        let line = &text.lines[start];
        if segment::is_annex_heading(line) || segment::is_article_heading(line) {
            break;
        }
        found.extend(blocks::blocks(&next.passage, page, &titles));
        end = next.end;
    }
    (found, end)
}

/// The place after the header, where a page prints it again here.
fn header_again(text: Text<'_>, at: usize, known: &Header) -> Option<usize> {
    let words = |names: &[Passage]| names.iter().map(Passage::words).collect::<Vec<_>>();
    let first = Passage::one(1, &text.lines[at].text);
    if first.words() != known.names[0].words() {
        return None;
    }
    header(text, at)
        .filter(|again| words(&again.names) == words(&known.names))
        .map(|again| again.end)
}

#[cfg(test)]
mod tests;
