//! What a spreadsheet of any shape says of how actions stand: a state, a share, what was done, row by row.
//!
//! It reads no term of the plan, and decides nothing: a row whose action is not found is told, and whether what is said is taken
//! in is for a person to say.

mod words;

use std::collections::{BTreeMap, BTreeSet};

use domain::followup::Status;
use domain::search::fold;

use crate::comparison::paired;
use crate::mapping::{Chosen, Field, SheetMap, Tab, plain_number, propose, tabs};
use crate::sheets::read::Unread;
use words::{is_share, recognised, share};

pub use words::status_of;

/// What a column says of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Its state.
    Status,
    /// How it goes, in one word.
    Weather,
    /// How far it is.
    Progress,
    /// A new day.
    Day,
    /// What was done.
    Done,
    /// What stands in the way.
    Difficulty,
    /// What comes next.
    Next,
    /// Why it stopped or moved.
    Reason,
    /// The body that decided it.
    Body,
}

/// An action of the plan, as rows are tied to it.
#[derive(Debug, Clone, Copy)]
pub struct KnownAction<'k> {
    /// Its printed number.
    pub number: &'k str,
    /// Its title.
    pub title: &'k str,
}

/// What one row says of one action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The tab of its sheet; nothing for a plain text.
    pub sheet: String,
    /// Its row, from 1.
    pub row: usize,
    /// The rank of its action among those given.
    pub action: usize,
    /// The communes that it names, in the words of the cell.
    pub communes: Vec<String>,
    /// What it says, each once: a share is a share in whatever column it was written.
    pub said: BTreeMap<Part, String>,
}

/// What a spreadsheet says of how actions stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Following {
    /// The columns that were read, by their heads, each once.
    pub columns: Vec<(String, Part)>,
    /// The heads of the columns that hold something and were not read, each once.
    pub left: Vec<String>,
    /// The rows, in order.
    pub rows: Vec<Followed>,
    /// The rows that say something of an action that is not found: the tab, the row, what it is called there.
    pub lost: Vec<(String, usize, String)>,
}

/// Reads what is said of these actions. Nothing when no column says how an action stands.
///
/// # Errors
///
/// When it is no spreadsheet that is read.
pub fn following(bytes: &[u8], remembered: &Chosen, actions: &[KnownAction<'_>]) -> Result<Option<Following>, Unread> {
    let tabs = tabs(bytes)?;
    let mapping = propose(&tabs, remembered);
    let mut told = Told::default();
    // A sheet of follow-up repeats the numbers of the plan, and may have no title: it is read here all the same.
    let sheets = mapping.sheets.iter().chain(&mapping.left_out).chain(&mapping.others);
    let mut sheets: Vec<&SheetMap> = sheets.collect();
    sheets.sort_by_key(|sheet| sheet.sheet);
    for map in sheets {
        if let Some(tab) = tabs.get(map.sheet) {
            told.sheet(tab, map);
        }
    }
    Ok((!told.columns.is_empty()).then(|| told.tied(actions)))
}

/// A row that says something, before its action is looked for.
struct Row {
    sheet: String,
    line: usize,
    number: String,
    title: String,
    communes: Vec<String>,
    said: BTreeMap<Part, String>,
}

/// What the sheets say.
#[derive(Default)]
struct Told {
    columns: Vec<(String, Part)>,
    left: Vec<String>,
    rows: Vec<Row>,
}

impl Told {
    fn sheet(&mut self, tab: &Tab, map: &SheetMap) {
        let columns = columns(tab, map);
        let is_tied = [Field::Number, Field::Title]
            .iter()
            .any(|field| map.column_of(*field).is_some());
        if columns.is_empty() || !is_tied {
            return;
        }
        for (label, _, part) in &columns {
            if !self.columns.iter().any(|(known, _)| known == label) {
                self.columns.push((label.clone(), *part));
            }
        }
        let is_read = |column: usize| columns.iter().any(|(_, known, _)| *known == column);
        let unread = map.columns.iter().filter(|column| column.field == Field::Skip);
        let unread = unread.filter(|column| !is_read(column.column) && words_of(tab, map, column.column).next().is_some());
        for label in unread.map(|column| column.label.trim()).filter(|label| !label.is_empty()) {
            if !self.left.iter().any(|known| known == label) {
                self.left.push(label.to_owned());
            }
        }
        for row in map.first_row..tab.rows.len() {
            self.rows.extend(read(tab, map, &columns, row));
        }
    }

    /// Each row with its action. Rows of one number and title are of one action: a plan may have one a commune. A row that has only
    /// one of both is of the action that another row calls so.
    fn tied(self, actions: &[KnownAction<'_>]) -> Following {
        let here: Vec<(&str, &str)> = actions.iter().map(|action| (action.number, action.title)).collect();
        let mut known = BTreeSet::new();
        let called = self.rows.iter().map(|row| (row.number.as_str(), row.title.as_str()));
        let called: Vec<(&str, &str)> = called.filter(|own| known.insert(*own)).collect();
        let mut pairs = paired(&here, &called);
        named_elsewhere(&called, &mut pairs);
        let owned = called
            .iter()
            .map(|(number, title)| ((*number).to_owned(), (*title).to_owned()));
        let ranks: BTreeMap<(String, String), Option<usize>> = owned.zip(pairs).collect();
        let mut following = Following {
            columns: self.columns,
            left: self.left,
            ..Following::default()
        };
        for row in self.rows {
            let key = (row.number, row.title);
            match ranks.get(&key).copied().flatten() {
                Some(action) => following.rows.push(Followed {
                    sheet: row.sheet,
                    row: row.line,
                    action,
                    communes: row.communes,
                    said: row.said,
                }),
                None => following.lost.push((row.sheet, row.line, called_so(&key.0, &key.1))),
            }
        }
        following
    }
}

/// What is called by a number or a title alone, and found nowhere, is what the others that bear it are, when they are one.
fn named_elsewhere(called: &[(&str, &str)], pairs: &mut [Option<usize>]) {
    let told = called.iter().map(|(number, title)| (plain_number(number), fold(title)));
    let told: Vec<(String, String)> = told.collect();
    for rank in 0..told.len() {
        let (number, title) = &told[rank];
        if pairs[rank].is_some() || !number.is_empty() && !title.is_empty() {
            continue;
        }
        let same = |(other, entitled): &(String, String)| {
            !number.is_empty() && other == number || !title.is_empty() && entitled == title
        };
        let found = told.iter().zip(pairs.iter()).filter(|(other, _)| same(other));
        let found: BTreeSet<usize> = found.filter_map(|(_, pair)| *pair).collect();
        pairs[rank] = found.first().copied().filter(|_| found.len() == 1);
    }
}

/// "12. Ouvrir une ludothèque".
fn called_so(number: &str, title: &str) -> String {
    [number, title]
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>()
        .join(". ")
}

/// The columns that say how an action stands, by their heads: what a person took for a part of the plan is none. When no head says
/// the state, a column of which every cell is one says it.
fn columns(tab: &Tab, map: &SheetMap) -> Vec<(String, usize, Part)> {
    let told = map.columns.iter().filter_map(|column| {
        let part = recognised(&column.label, column.field)?;
        Some((column.label.clone(), column.column, part))
    });
    let mut told: Vec<(String, usize, Part)> = told.collect();
    if told.iter().all(|(_, _, part)| *part != Part::Status) {
        let is_free = |column: usize| told.iter().all(|(_, known, _)| *known != column);
        let mut free = map
            .columns
            .iter()
            .filter(|column| column.field == Field::Skip && is_free(column.column));
        let found = free.find(|column| holds_states(tab, map, column.column));
        told.extend(found.map(|column| (column.label.clone(), column.column, Part::Status)));
    }
    told
}

/// Whether every cell of a column is a state, and one at least is.
fn holds_states(tab: &Tab, map: &SheetMap, column: usize) -> bool {
    let mut cells = words_of(tab, map, column).peekable();
    cells.peek().is_some() && cells.all(|words| status_of(words).is_some())
}

/// What the cells of a column hold.
fn words_of<'t>(tab: &'t Tab, map: &SheetMap, column: usize) -> impl Iterator<Item = &'t str> {
    let cells = (map.first_row..tab.rows.len()).map(move |row| tab.words(row, column));
    cells.filter(|words| !words.is_empty())
}

fn read(tab: &Tab, map: &SheetMap, columns: &[(String, usize, Part)], row: usize) -> Option<Row> {
    let cell = |field: Field| map.column_of(field).map_or("", |column| tab.words(row, column));
    let (number, title) = (cell(Field::Number), cell(Field::Title));
    if number.is_empty() && title.is_empty() {
        return None;
    }
    let mut said: BTreeMap<Part, String> = BTreeMap::new();
    for (_, column, part) in columns {
        let words = tab.words(row, *column);
        if !words.is_empty() {
            take(&mut said, *part, words);
        }
    }
    (!said.is_empty()).then(|| Row {
        sheet: map.name.clone(),
        line: row + 1,
        number: number.to_owned(),
        title: title.to_owned(),
        communes: communes(cell(Field::Communes)),
        said,
    })
}

/// A cell says what it holds, whatever its head: a share under « État », a state under « Avancement ». Of two that say the same
/// thing, texts are put one after the other and the first of the others stands.
fn take(said: &mut BTreeMap<Part, String>, part: Part, words: &str) {
    let (part, words) = match part {
        Part::Status if is_share(words) => (Part::Progress, share(words)),
        Part::Progress if status_of(words).is_some() => (Part::Status, words.to_owned()),
        Part::Progress => (part, share(words)),
        _ => (part, words.to_owned()),
    };
    let is_text = matches!(part, Part::Done | Part::Difficulty | Part::Next | Part::Reason);
    match said.get_mut(&part) {
        Some(known) if is_text => {
            known.push('\n');
            known.push_str(&words);
        }
        Some(_) => {}
        None => drop(said.insert(part, words)),
    }
}

/// The names of a cell.
fn communes(words: &str) -> Vec<String> {
    let names = words.split(['\n', ',', ';', '/']).flat_map(|part| part.split(" et "));
    names
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Followed {
    /// The state that it says, when its words are those of the trade.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.said.get(&Part::Status).and_then(|words| status_of(words))
    }
}

#[cfg(test)]
mod tests;
