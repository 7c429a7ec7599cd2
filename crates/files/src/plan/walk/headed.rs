//! Actions whose title is a heading without a number, right above the table or the lines of their labels.
//!
//! One heading above labels may be that of anything: two at least of the same depth, each with three labels below it, are sheets.

use std::collections::{BTreeMap, BTreeSet};

use super::super::codes;
use super::super::labels::{Label, label};
use super::super::levels;
use super::super::tables::{Row, Table, Text};
use super::labelled::labelled;
use super::{Region, Shown, Spot, Walker, sheet};
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment;

/// Fewer sheets of one depth are none, and so are fewer labels below a heading.
const FEWEST_SHEETS: usize = 2;
const FEWEST_LABELS: usize = 3;

/// Sentences between a heading and its labels, at most.
const MOST_BETWEEN: usize = 2;

/// The words of a title, at least and at most.
const FEWEST_WORDS: usize = 3;
const MOST_WORDS: usize = 24;

/// The headings that are titles of sheets, and those right above them: each by its place.
#[derive(Debug, Default)]
pub(super) struct Headed {
    titles: BTreeSet<usize>,
    above: BTreeSet<usize>,
}

impl Headed {
    pub(super) fn of(text: Text<'_>, tables: &BTreeMap<usize, Table>) -> Self {
        let candidates: Vec<(usize, u8)> = (0..text.lines.len())
            .filter_map(|at| Some((at, title_level(text, tables, at)?)))
            .collect();
        let many = |level: u8| candidates.iter().filter(|(_, own)| *own == level).count();
        let level = candidates.iter().map(|(_, level)| *level).max_by_key(|level| many(*level));
        let Some(level) = level.filter(|level| many(*level) >= FEWEST_SHEETS) else {
            return Self::default();
        };
        let titles: BTreeSet<usize> = candidates
            .into_iter()
            .filter(|(_, own)| *own == level)
            .map(|(at, _)| at)
            .collect();
        let heading = |at: &usize| text.lines[*at].level.is_some_and(|own| own < level);
        let above = titles.iter().filter_map(|title| (0..*title).rev().find(heading)).collect();
        Self { titles, above }
    }
}

/// The depth of a heading that labels follow.
fn title_level(text: Text<'_>, tables: &BTreeMap<usize, Table>, at: usize) -> Option<u8> {
    let line = &text.lines[at];
    let level = line.level?;
    let passage = Passage::one(line.number, &line.text);
    let other = sheet(&passage).is_some()
        || levels::heading(&passage).is_some()
        || segment::is_article_heading(line)
        || segment::is_annex_heading(line)
        || label(&line.text).is_some();
    let brief = (FEWEST_WORDS..=MOST_WORDS).contains(&line.words.len());
    (brief && !other && labels_below(text, tables, at)).then_some(level)
}

/// Whether the labels of one action stand below a heading, past a sentence or two.
fn labels_below(text: Text<'_>, tables: &BTreeMap<usize, Table>, at: usize) -> bool {
    let (mut between, mut told) = (0, 0);
    for (index, line) in text.lines.iter().enumerate().skip(at + 1) {
        if let Some(table) = tables.get(&index) {
            return told == 0 && table.is_sheet() && !table.rows.iter().any(names_action);
        }
        if line.is_blank() || text.runs(line) {
            continue;
        }
        let field =
            labelled(line.item().unwrap_or(&line.text)).filter(|(label, _, value)| is_field(*label) && !value.is_empty());
        match field {
            Some(_) => told += 1,
            None if told == 0 && line.level.is_none() && between < MOST_BETWEEN => between += 1,
            None => break,
        }
        if told >= FEWEST_LABELS {
            return true;
        }
    }
    false
}

const fn is_field(label: Label) -> bool {
    !matches!(label, Label::Title | Label::Code | Label::Total)
}

/// Whether a row of a sheet gives the title or the number of its action.
fn names_action(row: &Row) -> bool {
    match row {
        Row::Cells(cells) => {
            let name = cells.first().map(Passage::joined).unwrap_or_default();
            matches!(label(&name), Some(Label::Title | Label::Code)) || sheet(&Passage::one(1, &name)).is_some()
        }
        Row::Section(_) => true,
    }
}

impl Walker<'_> {
    /// Opens the action whose title is this heading, or the node above such actions.
    pub(super) fn headed(&mut self, at: usize, line: &Line) -> bool {
        if self.region == Region::Past {
            return false;
        }
        if self.headed.titles.contains(&at) {
            self.region = Region::Plan;
            let spot = match codes::leading(&line.text).filter(|(code, _)| code.text.contains(|c: char| c.is_ascii_digit())) {
                Some((code, title)) if !title.is_empty() => {
                    let spot = Spot::new(Shown::Sheet, Passage::one(line.number, title));
                    spot.coded(code, domain::reading::Lines::one(line.number))
                }
                _ => Spot::new(Shown::Sheet, Passage::one(line.number, &line.text)),
            };
            self.open(spot);
            return true;
        }
        // The level of a heading without a code is told by the heading of the plan, or by nobody.
        let level = self.outline.clone().or_else(|| self.announced.clone());
        let Some(level) = level.filter(|_| self.headed.above.contains(&at)) else {
            return false;
        };
        let part = segment::is_article_heading(line) || segment::is_annex_heading(line) || self.names_plan(line);
        if part || levels::heading(&Passage::one(line.number, &line.text)).is_some() {
            return false;
        }
        self.close();
        self.framework.of_sheet(&level, &Passage::one(line.number, &line.text));
        true
    }
}
