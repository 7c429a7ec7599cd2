//! The text from top to bottom: which heading stands above, which action is spoken of, which field goes on.
//!
//! What is met is kept in the words of the text. Nothing is compared here with what another place says.

mod alineas;
mod apart;
mod below;
mod boxes;
mod budget;
mod halves;
mod headed;
mod inside;
mod labelled;
mod listed;
mod opening;
mod outlined;
mod parts;
mod rows;
mod sections;
mod sentences;
mod sharing;
mod sheets;
mod told;
mod unmarked;

use std::collections::{BTreeMap, BTreeSet, HashSet};

use domain::reading::{Half, Lines, Sourced};

use super::codes;
use super::communes::Communes;
use super::labels::Label;
use super::levels::{self, Framework};
use super::tables::{Table, Text, names_columns};
use super::years::Term;
use crate::lines::Line;
use crate::passage::Passage;
use crate::segment;

pub(super) use inside::inside;
pub(super) use labelled::is_usual;
use parts::{past, without_leader};

pub(super) use opening::{action_ref, is_infinitive, sheet};

/// How a place shows an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shown {
    /// By the word "action" or "fiche", with its fields around.
    Sheet,
    /// As a row of a table.
    Row,
    /// By a number at the start of a line.
    Numbered,
    /// As an item of a list, without a number.
    Item,
    /// By its number alone: a field that another place says.
    Named,
}

/// A field, in the words of the text.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) label: Label,
    /// What the text calls it.
    pub(super) name: String,
    pub(super) value: Passage,
}

/// A mark of a grid. Year 0 where only the commune is told.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) year: i16,
    pub(super) half: Option<Half>,
    pub(super) commune: Option<Passage>,
    pub(super) sign: Sourced<String>,
}

/// An action as one place of the text shows it.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) shown: Shown,
    pub(super) code: Option<Sourced<String>>,
    /// Whether the code was mended of the noise of a scan.
    pub(super) mended: bool,
    pub(super) title: Passage,
    pub(super) node: Option<usize>,
    pub(super) told: Vec<Told>,
    pub(super) marks: Vec<Mark>,
    /// Sums of a table: year, payer, words of the cell.
    pub(super) sums: Vec<(i16, Option<Passage>, Passage)>,
    /// What is said of it in sentences.
    pub(super) prose: Passage,
    /// Whether the sentences that are fields were taken out of them.
    pub(super) parted: bool,
    /// The commune or the year under which it stands.
    pub(super) chapter: Chapter,
    /// The line after the table whose row it is; 0 elsewhere.
    pub(super) table: usize,
}

impl Spot {
    pub(super) fn new(shown: Shown, title: Passage) -> Self {
        Self {
            shown,
            code: None,
            mended: false,
            title,
            node: None,
            told: Vec::new(),
            marks: Vec::new(),
            sums: Vec::new(),
            prose: Passage::default(),
            parted: false,
            chapter: Chapter::default(),
            table: 0,
        }
    }

    pub(super) fn coded(mut self, code: codes::Code, lines: Lines) -> Self {
        self.mended = code.mended;
        self.code = Some(Sourced::new(code.text, lines));
        self
    }
}

/// What part of the text this is, for what has no other sign than its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    Elsewhere,
    Plan,
    /// The actions of a contract before.
    Past,
}

/// What the walk found.
pub(super) struct Walk {
    pub(super) spots: Vec<Spot>,
    pub(super) framework: Framework,
}

struct Walker<'t> {
    text: Text<'t>,
    tables: &'t BTreeMap<usize, Table>,
    /// Lines of the table of contents.
    contents: &'t HashSet<u32>,
    framework: Framework,
    spots: Vec<Spot>,
    current: Option<usize>,
    /// The field that goes on, of the current action or of several.
    field: Option<(Label, String)>,
    region: Region,
    blank: bool,
    /// The number of the article that stands above.
    article: Option<String>,
    term: Option<Term>,
    /// What the paragraph above speaks of, for what follows it action by action.
    topic: Option<Label>,
    communes: &'t Communes,
    /// The level that a sentence names: "par domaine".
    announced: Option<String>,
    /// The level that the heading of the plan names beside its actions: "Nos priorités et nos actions".
    outline: Option<String>,
    /// The levels that a sentence counts, from the top: "trois enjeux et six orientations".
    counted: Vec<String>,
    /// The numbers of actions that a list puts under a node.
    shares: Vec<(String, usize)>,
    /// The commune or the year whose name stands above, alone on its line.
    chapter: Chapter,
    /// The depth of the headings that are communes.
    chapter_level: Option<u8>,
    /// The headings without a number that are titles of actions.
    headed: headed::Headed,
    /// The numbered paragraphs that are actions, where no part of the text is called the plan.
    alineas: BTreeSet<usize>,
    /// The labels of the text that no sign parts from what they tell.
    unmarked: HashSet<String>,
}

/// A year, and half of it where one is told.
type Point = (i16, Option<Half>);

/// What a heading without a code gives to the actions below it.
#[derive(Debug, Clone, Default)]
pub(super) struct Chapter {
    pub(super) commune: Option<Passage>,
    /// The year, its half where one is told, and the words that tell them.
    pub(super) year: Option<(Point, Sourced<String>)>,
    /// The theme that a heading below the commune names.
    pub(super) theme: Option<Passage>,
}

/// Walks through the text.
pub(super) fn walk<'t>(
    text: Text<'t>,
    tables: &'t BTreeMap<usize, Table>,
    contents: &'t HashSet<u32>,
    (term, communes): (Option<Term>, &'t Communes),
) -> Walk {
    let mut walker = Walker {
        text,
        tables,
        contents,
        framework: Framework::default(),
        spots: Vec::new(),
        current: None,
        field: None,
        region: Region::Elsewhere,
        blank: true,
        article: None,
        term,
        topic: None,
        communes,
        announced: None,
        outline: None,
        shares: Vec::new(),
        counted: Vec::new(),
        chapter: Chapter::default(),
        chapter_level: None,
        headed: headed::Headed::of(text, tables),
        alineas: alineas::actions(text),
        unmarked: unmarked::vocabulary(text.lines),
    };
    let mut at = 0;
    while at < text.lines.len() {
        at = walker.step(at);
    }
    walker.share();
    Walk {
        spots: walker.spots,
        framework: walker.framework,
    }
}

impl Walker<'_> {
    /// Reads the line at this place; tells the place of the next.
    fn step(&mut self, at: usize) -> usize {
        let line = &self.text.lines[at];
        if line.cells.len() > 1 && !self.tables.contains_key(&at) {
            // A row of a table of something else.
            self.blank = true;
            return at + 1;
        }
        if let Some(table) = self.tables.get(&at) {
            self.table(at, table);
            self.blank = true;
            return table.end.max(at + 1);
        }
        if self.text.runs(line) || self.contents.contains(&line.number) {
            return at + 1;
        }
        if line.is_blank() {
            self.blank = true;
            return at + 1;
        }
        let next = self.line(at, line);
        self.blank = false;
        next
    }

    /// Asks each reader in turn; the first that knows the line takes it.
    fn line(&mut self, at: usize, line: &Line) -> usize {
        if segment::leader(&line.text).is_some() || names_columns(line) || self.payer_line(at, line) || self.side_field(line) {
            return at + 1;
        }
        if self.headed(at, line) {
            return at + 1;
        }
        let passage = self.wrapped(at, line);
        let taken = self
            .heading(at, &passage)
            .or_else(|| self.division(at, line))
            .or_else(|| self.action(at, line, &passage))
            .or_else(|| self.field_or_item(at, line, &passage));
        taken.unwrap_or_else(|| {
            self.goes_on(line);
            at + 1
        })
    }

    /// A heading of the framework.
    fn heading(&mut self, at: usize, passage: &Passage) -> Option<usize> {
        let bare = without_leader(passage);
        let heading = levels::heading(&bare)
            .or_else(|| self.coded_node(&bare))
            .or_else(|| self.outlined(at, passage))
            .filter(|_| self.region != Region::Past)?;
        if let Some(next) = self.declared(at) {
            return Some(next);
        }
        self.framework.open(&heading);
        self.close();
        self.region = Region::Plan;
        Some(past(passage, at))
    }

    /// Another part of the text, or what stands above actions without being of the framework.
    fn division(&mut self, at: usize, line: &Line) -> Option<usize> {
        self.speaks(line);
        self.under(at);
        let chapter = self.region == Region::Plan && self.blank && self.chapters(line);
        if chapter || self.titled_domain(line) {
            return Some(at + 1);
        }
        if let Some(next) = self
            .shared(at)
            .or_else(|| self.decided(at))
            .or_else(|| self.told_in_sentences(at))
        {
            return Some(next);
        }
        self.is_part(line).then(|| {
            self.part(line);
            at + 1
        })
    }

    /// What opens an action, or says something of one by its number.
    fn action(&mut self, at: usize, line: &Line, passage: &Passage) -> Option<usize> {
        if self.of_several(line) {
            return Some(at + 1);
        }
        if let Some(spot) = self.headed_by_code(line) {
            self.open(spot);
            return Some(at + 1);
        }
        let spot = sheet(passage).filter(|_| self.region != Region::Past);
        if let Some(spot) = spot.map(listed::told_after) {
            match self.said_of_known(&spot) {
                Some(said) => self.spots.push(said),
                None => self.open(spot),
            }
            return Some(past(passage, at));
        }
        self.title_below(passage).then(|| past(passage, at))
    }

    /// A field of the current action, or an action that only its place announces.
    fn field_or_item(&mut self, at: usize, line: &Line, passage: &Passage) -> Option<usize> {
        if self.unmarked_field(line) || self.fields(line) || self.said_by_title(passage) {
            return Some(at + 1);
        }
        if let Some(next) = self.alinea(at, line, passage) {
            return Some(next);
        }
        if self.region == Region::Plan
            && let Some(next) = self.numbered(at, passage)
        {
            return Some(next);
        }
        self.item(at, line).or_else(|| self.subject(at, line).then(|| at + 1))
    }

    /// The line with those that go on it: a heading that its page has broken.
    fn wrapped(&self, at: usize, line: &Line) -> Passage {
        let mut passage = Passage::one(line.number, &line.text);
        let mut before = line;
        for next in self.text.lines[at + 1..].iter().take(6) {
            // A page may end inside a heading.
            if self.text.runs(next) {
                continue;
            }
            let lower = next
                .text
                .starts_with(|c: char| c.is_lowercase() || c == '«' || c.is_ascii_digit() && before.text.ends_with(['-', '–']));
            let broken = before.text.chars().count() > 40 || before.text.ends_with('-');
            let plain = next.item().is_none() && next.cells.is_empty() && next.level.is_none() && !self.text.runs(next);
            let boxed =
                boxes::ends_with_boxes(&next.text) && !boxes::ends_with_boxes(&before.text) && next.indent > line.indent;
            let deeper = next.indent > line.indent + 2 && before.text.chars().count() > 60 && sheet(&passage).is_some();
            let deeper = deeper && next.pieces.is_empty() && next.words.len() < 8;
            if next.is_blank() || !plain || !(lower && broken || boxed || deeper) || labelled::labelled(&next.text).is_some() {
                break;
            }
            passage.push(next.number, &next.text);
            before = next;
        }
        passage
    }

    fn open(&mut self, mut spot: Spot) {
        spot.node = self.framework.here();
        spot.chapter = self.chapter.clone();
        boxes::boxes(&mut spot, self.term);
        self.field = None;
        self.current = Some(self.spots.len());
        self.spots.push(spot);
    }

    fn close(&mut self) {
        self.current = None;
        self.field = None;
    }
}
