//! The mapping that is proposed for a spreadsheet, with the reason of each choice.
//!
//! What a person chose before for a head of the same words wins over what the words tell.

use std::collections::BTreeMap;

use domain::search::fold;

use super::cells::Tab;
use super::heads::{Heads, LOOKED_AT, heads, label};
use super::words::{Field, recognised};

/// A column, and what it is taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    /// Its rank from 0.
    pub column: usize,
    /// What it is called.
    pub label: String,
    /// What it holds.
    pub field: Field,
    /// Why, in one French sentence.
    pub reason: String,
}

/// A sheet, and how its rows are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetMap {
    /// Its rank among those of the file, from 0.
    pub sheet: usize,
    /// What its tab says.
    pub name: String,
    /// The first row below its heads, from 0.
    pub first_row: usize,
    /// Its columns.
    pub columns: Vec<ColumnMap>,
}

impl SheetMap {
    /// The column of a field.
    #[must_use]
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns
            .iter()
            .find(|column| column.field == field)
            .map(|column| column.column)
    }
}

/// How a spreadsheet is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The sheets that hold actions.
    pub sheets: Vec<SheetMap>,
    /// The other sheets, of which no column is taken for a title.
    pub others: Vec<SheetMap>,
    /// Whether each tab is a theme: several sheets of actions, and no column of themes.
    pub tabs_are_themes: bool,
}

/// The mapping proposed. `remembered` holds what was chosen before, by the folded words of a head.
#[must_use]
pub fn propose(tabs: &[Tab], remembered: &BTreeMap<String, Field>) -> Mapping {
    let maps = tabs.iter().enumerate().filter_map(|(sheet, tab)| {
        let heads = heads(tab).or_else(|| fullest(tab))?;
        Some(sheet_map(sheet, tab, heads, remembered))
    });
    let (sheets, others): (Vec<_>, Vec<_>) = maps.partition(|map| map.column_of(Field::Title).is_some());
    let themed = sheets.iter().any(|sheet| sheet.column_of(Field::Themes).is_some());
    Mapping {
        tabs_are_themes: sheets.len() > 1 && !themed,
        sheets,
        others,
    }
}

impl Mapping {
    /// The heads of all the sheets, each once by its words, with the column that stands for it. Those of the sheets of actions
    /// alone, once there is one.
    #[must_use]
    pub fn labels(&self) -> Vec<(String, &ColumnMap)> {
        let shown = if self.sheets.is_empty() { &self.others } else { &self.sheets };
        let mut labels: Vec<(String, &ColumnMap)> = Vec::new();
        for column in shown
            .iter()
            .flat_map(|sheet| &sheet.columns)
            .filter(|column| !column.label.is_empty())
        {
            if !labels.iter().any(|(known, _)| fold(known) == fold(&column.label)) && labels.len() < MOST_LABELS {
                labels.push((column.label.clone(), column));
            }
        }
        labels
    }

    /// The sheets of which nothing is taken, in words.
    #[must_use]
    pub fn passed_over(&self) -> Vec<String> {
        let said = self
            .others
            .iter()
            .map(|sheet| format!("feuille «\u{a0}{}\u{a0}»\u{a0}: aucune colonne d’intitulés", sheet.name));
        said.collect()
    }
}

/// The most heads that are shown: a form stays short.
const MOST_LABELS: usize = 40;

/// The row that holds most words, where no word is known: a person says what its columns are.
fn fullest(tab: &Tab) -> Option<Heads> {
    let told = |row: usize| (0..tab.width()).filter(|column| !tab.words(row, *column).is_empty()).count();
    let best = (0..tab.rows.len().min(LOOKED_AT)).rev().max_by_key(|row| told(*row))?;
    (told(best) >= 2).then_some(Heads { first: best, last: best })
}

fn sheet_map(sheet: usize, tab: &Tab, heads: Heads, remembered: &BTreeMap<String, Field>) -> SheetMap {
    let mut columns: Vec<ColumnMap> = Vec::new();
    let mut level = 0;
    for column in 0..tab.width() {
        let label = label(tab, heads, column);
        let (mut field, mut reason) = proposed(&label, remembered);
        if let Field::Level(0) = field {
            // Columns of the framework go down from left to right.
            field = Field::Level(level);
            level = (level + 1).min(3);
        }
        let taken = columns.iter().find(|other| other.field == field && field != Field::Skip);
        if let Some(taken) = taken {
            reason = format!(
                "«\u{a0}{}\u{a0}» est déjà prise pour «\u{a0}{}\u{a0}»",
                taken.label,
                field.french()
            );
            field = Field::Skip;
        }
        columns.push(ColumnMap {
            column,
            label,
            field,
            reason,
        });
    }
    SheetMap {
        sheet,
        name: tab.name.clone(),
        first_row: heads.last + 1,
        columns,
    }
}

fn proposed(label: &str, remembered: &BTreeMap<String, Field>) -> (Field, String) {
    if label.is_empty() {
        return (Field::Skip, "Cette colonne n’a pas de nom".to_owned());
    }
    if let Some(field) = remembered.get(&fold(label)) {
        return (*field, "Choisi par votre organisme pour une colonne de ce nom".to_owned());
    }
    // The lower head is the closer one.
    let parts: Vec<&str> = label.split(" · ").collect();
    let told = parts.iter().rev().find_map(|part| recognised(part));
    match told {
        Some((Field::Skip, word)) => (
            Field::Skip,
            format!("«\u{a0}{word}\u{a0}» n’est pas une partie du plan signé"),
        ),
        Some((field, word)) => (
            field,
            format!(
                "La colonne «\u{a0}{label}\u{a0}» ressemble à «\u{a0}{}\u{a0}»\u{a0}: on y lit «\u{a0}{word}\u{a0}»",
                field.french()
            ),
        ),
        None => (
            Field::Skip,
            "Aucun mot connu\u{a0}: choisissez ce qu’elle contient, ou laissez-la".to_owned(),
        ),
    }
}
