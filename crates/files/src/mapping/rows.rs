//! The rows of a mapped spreadsheet as actions, or as cells to correct. All of it or nothing: one cell to correct holds back the rest.
//!
//! Each value bears the number of its row in its sheet, as its line. What a cell does not say is absent.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::reading::{ActionRead, Detail, Holder, Key, Lines, Reading, Sourced, Track, View};
use domain::search::fold;

use super::cells::{Tab, cell_name};
use super::names::{bare, communes_of, pieces, years_of};
use super::proposal::{Mapping, SheetMap};
use super::words::Field;

/// A cell to correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The tab of its sheet.
    pub sheet: String,
    /// Its name: `C12`.
    pub cell: String,
    /// What is wrong and what to do, in French.
    pub sentence: String,
}

/// An action of a spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// What its row says.
    pub action: ActionRead,
    /// Whether the spreadsheet numbers it.
    pub is_numbered: bool,
    /// The framework above it, from the top, each with its depth.
    pub above: Vec<(u8, String)>,
    /// The names of its themes.
    pub themes: Vec<String>,
    /// The tab of its sheet.
    pub sheet: String,
    /// Its row, from 1.
    pub row: usize,
}

/// What the rows say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Read {
    /// The actions, in order.
    pub actions: Vec<Planned>,
    /// What is to be corrected.
    pub faults: Vec<Fault>,
    /// Rows that are no action, in words: totals, titles of parts.
    pub passed_over: Vec<String>,
}

/// Reads the rows. Names of organisations are looked for among those of `reading`.
#[must_use]
pub fn planned(tabs: &[Tab], mapping: &Mapping, reading: &Reading) -> Read {
    let mut read = Read::default();
    for map in &mapping.sheets {
        let Some(tab) = tabs.get(map.sheet) else { continue };
        let theme = mapping.tabs_are_themes.then(|| map.name.clone());
        let mut sheet = SheetRead {
            tab,
            map,
            reading,
            theme,
            part: None,
            read: &mut read,
        };
        (map.first_row..tab.rows.len()).for_each(|row| sheet.row(row));
    }
    twice(&mut read);
    read
}

/// Two actions under one number: which is which cannot be told.
fn twice(read: &mut Read) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for one in read.actions.iter().filter(|one| one.is_numbered) {
        match first.entry(fold(&one.action.number.value)) {
            Entry::Vacant(free) => drop(free.insert(one.row)),
            Entry::Occupied(before) => read.faults.push(Fault {
                sheet: one.sheet.clone(),
                cell: format!("ligne {}", one.row),
                sentence: format!(
                    "L’action «\u{a0}{}\u{a0}» est déjà à la ligne {}\u{a0}: donnez à chacune son numéro.",
                    one.action.number.value,
                    before.get()
                ),
            }),
        }
    }
}

/// A sheet being read.
struct SheetRead<'r> {
    tab: &'r Tab,
    map: &'r SheetMap,
    reading: &'r Reading,
    /// The theme that the tab is.
    theme: Option<String>,
    /// The part of the table in which the row stands, when a row above named it.
    part: Option<String>,
    read: &'r mut Read,
}

/// The longest mark of a year, in characters.
const LONGEST_MARK: usize = 60;

/// What says that nothing is planned.
const NO_MARK: [&str; 5] = ["non", "-", "–", "0", "/"];

impl SheetRead<'_> {
    fn row(&mut self, row: usize) {
        let told: Vec<&str> = (0..self.tab.width())
            .map(|column| self.tab.words(row, column))
            .filter(|words| !words.is_empty())
            .collect();
        let Some(first) = told.first() else { return };
        if self.is_part(row, &told) {
            let has_levels = self.map.columns.iter().any(|column| matches!(column.field, Field::Level(_)));
            if !has_levels && !fold(first).starts_with("total") {
                self.part = Some((*first).to_owned());
            } else {
                self.pass_over(row, first);
            }
            return;
        }
        let title = self.cell(row, Field::Title);
        if title.is_empty() {
            if fold(first).starts_with("total") {
                return self.pass_over(row, first);
            }
            let column = self.map.column_of(Field::Title).unwrap_or(0);
            return self.fault(
                row,
                column,
                "L’intitulé de l’action manque\u{a0}: écrivez-le, ou videz toute la ligne.",
            );
        }
        let planned = self.action(row, title.to_owned());
        self.read.actions.push(planned);
    }

    /// Whether a row names a part of the table: one cell spread over most columns, or alone on a row.
    fn is_part(&self, row: usize, told: &[&str]) -> bool {
        let same = told.iter().all(|words| *words == told[0]);
        let spread = self.tab.spread.get(&row).is_some_and(|across| *across >= 3);
        same && (spread || (told.len() == 1 && self.cell(row, Field::Title).is_empty()))
    }

    fn pass_over(&mut self, row: usize, words: &str) {
        let short: String = words.chars().take(60).collect();
        let sheet = if self.map.name.is_empty() {
            String::new()
        } else {
            format!("«\u{a0}{}\u{a0}», ", self.map.name)
        };
        self.read.passed_over.push(format!("{sheet}ligne {}\u{a0}: {short}", row + 1));
    }

    fn fault(&mut self, row: usize, column: usize, sentence: impl Into<String>) {
        self.read.faults.push(Fault {
            sheet: self.map.name.clone(),
            cell: cell_name(row, column),
            sentence: sentence.into(),
        });
    }

    /// The words of a field on a row.
    fn cell(&self, row: usize, field: Field) -> &str {
        self.map.column_of(field).map_or("", |column| self.tab.words(row, column))
    }

    fn action(&mut self, row: usize, title: String) -> Planned {
        let at = Lines::one(u32::try_from(row + 1).unwrap_or(u32::MAX));
        let put = |value: String| Sourced::new(value, at.clone());
        let number = self.cell(row, Field::Number).to_owned();
        let is_numbered = !number.is_empty();
        let mut action = ActionRead::named(put(number), put(title));
        let texts = |field: Field| -> Vec<Sourced<String>> {
            self.cell(row, field)
                .lines()
                .map(bare)
                .filter(|line| !line.is_empty())
                .map(|line| put(line.to_owned()))
                .collect()
        };
        let whole = |field: Field| {
            Some(self.cell(row, field))
                .filter(|words| !words.is_empty())
                .map(|words| put(words.to_owned()))
        };
        let holders = |field: Field| -> Vec<Sourced<Holder>> {
            pieces(self.cell(row, field), self.reading)
                .into_iter()
                .map(|holder| Sourced::new(holder, at.clone()))
                .collect()
        };
        action.pilots = holders(Field::Pilots);
        action.bearers = holders(Field::Bearers);
        action.partners = holders(Field::Partners);
        action.public = whole(Field::Public);
        action.calendar = whole(Field::Calendar);
        action.objectives = texts(Field::Objectives);
        action.means = texts(Field::Means);
        action.funding = texts(Field::Funding);
        action.indicators = texts(Field::Indicators);
        action.details = texts(Field::Details)
            .into_iter()
            .map(|text| Detail { text, commune: None })
            .collect();
        let (above, themes) = (self.above(row), self.themes(row));
        action.communes = self.communes(row, &at);
        action.tracks = self.tracks(row, &at);
        Planned {
            action,
            is_numbered,
            above,
            themes,
            sheet: self.map.name.clone(),
            row: row + 1,
        }
    }

    /// The framework above a row. One cell may hold a whole path, a depth a line.
    fn above(&self, row: usize) -> Vec<(u8, String)> {
        let mut above = Vec::new();
        for column in &self.map.columns {
            let Field::Level(level) = column.field else { continue };
            let lines = self
                .tab
                .words(row, column.column)
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty());
            above.extend((level..).zip(lines.map(str::to_owned)));
        }
        if above.is_empty() {
            above.extend(self.part.clone().map(|part| (0, part)));
        }
        above
    }

    fn themes(&self, row: usize) -> Vec<String> {
        let own = self
            .cell(row, Field::Themes)
            .split(['\n', ';'])
            .map(str::trim)
            .filter(|name| !name.is_empty());
        own.map(str::to_owned).chain(self.theme.clone()).collect()
    }

    fn communes(&mut self, row: usize, at: &Lines) -> Vec<Sourced<Key>> {
        let Some(column) = self.map.column_of(Field::Communes) else {
            return Vec::new();
        };
        let words = self.tab.words(row, column).to_owned();
        let (keys, unknown) = communes_of(&words, self.reading);
        for name in unknown {
            self.fault(
                row,
                column,
                format!(
                    "«\u{a0}{name}\u{a0}» n’est pas une commune de cette convention\u{a0}: écrivez son nom comme la convention l’écrit, ou \
                     rangez cette colonne ailleurs."
                ),
            );
        }
        keys.into_iter().map(|key| Sourced::new(key, at.clone())).collect()
    }

    /// The marks of a row: neighbouring years under one mark make one track.
    fn tracks(&mut self, row: usize, at: &Lines) -> Vec<Track> {
        let mut tracks: Vec<Track> = Vec::new();
        for column in self.map.columns.clone() {
            let years = match column.field {
                Field::Year(year) => vec![year],
                Field::Years => self.years(row, column.column),
                _ => continue,
            };
            let Some(mark) = self.mark(row, column.column).filter(|_| !years.is_empty()) else {
                continue;
            };
            let (communes, _) = communes_of(&mark, self.reading);
            let follows = tracks.last_mut().filter(|last| {
                let next = last
                    .years
                    .last()
                    .is_some_and(|year| Some(*year + 1) == years.first().copied());
                next && last.mark.value == mark && matches!(column.field, Field::Year(_))
            });
            match follows {
                Some(last) => last.years.extend(years),
                None => tracks.push(Track {
                    view: View::Deployment,
                    communes,
                    years,
                    half: None,
                    mark: Sourced::new(mark, at.clone()),
                }),
            }
        }
        tracks
    }

    /// The mark of a cell: its words, or its colour where it has none.
    fn mark(&mut self, row: usize, column: usize) -> Option<String> {
        let words = self.tab.words(row, column).to_owned();
        if NO_MARK.contains(&fold(&words).as_str()) {
            return None;
        }
        if words.chars().count() > LONGEST_MARK {
            self.fault(
                row,
                column,
                "Une croix ou quelques mots suffisent sous une année\u{a0}: rangez cette colonne ailleurs, ou raccourcissez.",
            );
            return None;
        }
        if !words.is_empty() {
            return Some(words);
        }
        let colour = self.tab.colours.get(&(row, column))?;
        Some(legend(self.tab, self.map, colour).unwrap_or_else(|| "couleur".to_owned()))
    }

    /// The years of a cell: "2022-2024", "2022, 2024", "de 2022 à 2026".
    fn years(&mut self, row: usize, column: usize) -> Vec<i16> {
        let words = self.tab.words(row, column).to_owned();
        let found = years_of(&words);
        if found.is_empty() && !words.is_empty() {
            self.fault(row, column, "Aucune année n’est reconnue ici\u{a0}: écrivez par exemple «\u{a0}2022-2024\u{a0}» ou «\u{a0}2022, 2024\u{a0}».");
        }
        found
    }
}

/// What the legend says of a colour: the words beside a cell of that colour, outside of the table.
fn legend(tab: &Tab, map: &SheetMap, colour: &str) -> Option<String> {
    let outside = |row: usize| row + 1 < map.first_row || tab.words(row, map.column_of(Field::Title).unwrap_or(0)).is_empty();
    let cell = tab
        .colours
        .iter()
        .find(|((row, _), own)| own.as_str() == colour && outside(*row));
    let words = cell.map(|((row, column), _)| tab.words(*row, column + 1).to_owned());
    words.filter(|words| !words.is_empty() && words.chars().count() <= LONGEST_MARK)
}
