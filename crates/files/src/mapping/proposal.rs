//! The mapping that is proposed for a spreadsheet, with the reason of each choice.
//!
//! What a person chose before for a head of the same words wins over what the words tell.

use std::collections::{BTreeMap, BTreeSet};

use domain::search::fold;

use super::cells::Tab;
use super::heads::{Heads, LOOKED_AT, heads, label};
use super::words::{Field, recognised};

/// What a person chose, for this file or for others before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    /// What a column holds, by the folded words of its head.
    pub fields: BTreeMap<String, Field>,
    /// Whether a sheet is read, by the folded words of its tab.
    pub sheets: BTreeMap<String, bool>,
}

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
    /// Sheets of actions that are not read: a person said so, or they repeat the actions of another one.
    pub left_out: Vec<SheetMap>,
    /// How many columns have a name and are not shown, since there are too many: nothing is taken of them.
    pub unseen_columns: usize,
    /// Whether each tab is a theme: several sheets of actions, and no column of themes.
    pub tabs_are_themes: bool,
}

/// The mapping proposed.
#[must_use]
pub fn propose(tabs: &[Tab], chosen: &Chosen) -> Mapping {
    let maps = tabs.iter().enumerate().filter_map(|(sheet, tab)| {
        let heads = heads(tab).or_else(|| fullest(tab))?;
        Some(sheet_map(sheet, tab, heads, &chosen.fields))
    });
    let (holding, others): (Vec<_>, Vec<_>) = maps.partition(|map| map.column_of(Field::Title).is_some());
    let (sheets, left_out) = read_or_left(tabs, holding, chosen);
    let themed = sheets.iter().any(|sheet| sheet.column_of(Field::Themes).is_some());
    let mut mapping = Mapping {
        tabs_are_themes: sheets.len() > 1 && !themed,
        sheets,
        others,
        left_out,
        unseen_columns: 0,
    };
    mapping.leave_what_is_not_shown();
    mapping
}

/// Which sheets of actions are read. Without a word from a person, a sheet is left when it has less than half of the kinds of columns
/// of the fullest one, or when it holds numbers of those before and no other: it tells of something else, or of the same once more.
fn read_or_left(tabs: &[Tab], holding: Vec<SheetMap>, chosen: &Chosen) -> (Vec<SheetMap>, Vec<SheetMap>) {
    let fullest = holding.iter().map(kinds).max_by_key(BTreeSet::len).unwrap_or_default();
    let mut known: BTreeSet<String> = BTreeSet::new();
    holding.into_iter().partition(|map| {
        let numbers = tabs.get(map.sheet).map(|tab| numbers(tab, map)).unwrap_or_default();
        let repeats = !numbers.is_empty() && numbers.is_subset(&known);
        let alike = kinds(map).intersection(&fullest).count() * 2 >= fullest.len();
        let read = chosen.sheets.get(&fold(&map.name)).copied().unwrap_or(alike && !repeats);
        if read {
            known.extend(numbers);
        }
        read
    })
}

/// What the columns of a sheet hold: years are one kind, levels too.
fn kinds(map: &SheetMap) -> BTreeSet<String> {
    let kind = |field: Field| match field {
        Field::Skip => None,
        Field::Year(_) => Some("year".to_owned()),
        Field::Level(_) => Some("level".to_owned()),
        other => Some(other.code()),
    };
    map.columns.iter().filter_map(|column| kind(column.field)).collect()
}

/// The numbers of the actions of a sheet.
fn numbers(tab: &Tab, map: &SheetMap) -> BTreeSet<String> {
    let Some(column) = map.column_of(Field::Number) else {
        return BTreeSet::new();
    };
    let cells = (map.first_row..tab.rows.len()).map(|row| fold(tab.words(row, column)));
    cells.filter(|number| !number.is_empty()).collect()
}

impl Mapping {
    /// The heads of all the sheets, each once by its words, with the column that stands for it. Those of the sheets of actions
    /// alone, once there is one.
    #[must_use]
    pub fn labels(&self) -> Vec<(String, &ColumnMap)> {
        let shown = if self.sheets.is_empty() { &self.others } else { &self.sheets };
        let mut known = BTreeSet::new();
        let columns = shown.iter().flat_map(|sheet| &sheet.columns);
        let named = columns.filter(|column| !column.label.is_empty() && known.insert(fold(&column.label)));
        named.take(MOST_LABELS).map(|column| (column.label.clone(), column)).collect()
    }

    /// The sheets that hold actions, read or not, in the order of the file.
    #[must_use]
    pub fn holding(&self) -> Vec<(&SheetMap, bool)> {
        let read = self.sheets.iter().map(|sheet| (sheet, true));
        let left = self.left_out.iter().map(|sheet| (sheet, false));
        let mut all: Vec<_> = read.chain(left).collect();
        all.sort_by_key(|(sheet, _)| sheet.sheet);
        all
    }

    /// The sheets and columns of which nothing is taken, in words.
    #[must_use]
    pub fn passed_over(&self) -> Vec<String> {
        let said = |sheets: &[SheetMap], why: &str| -> Vec<String> {
            let one = |sheet: &SheetMap| format!("feuille «\u{a0}{}\u{a0}»\u{a0}: {why}", sheet.name);
            sheets.iter().map(one).collect()
        };
        let mut told = said(&self.left_out, "laissée de côté");
        told.extend(said(&self.others, "aucune colonne d’intitulés"));
        if self.unseen_columns > 0 {
            told.push(format!(
                "au-delà de {MOST_LABELS} noms de colonnes\u{a0}: {} laissées",
                self.unseen_columns
            ));
        }
        told
    }

    /// A column that nobody is shown is not taken: nobody could say that it was mistaken.
    fn leave_what_is_not_shown(&mut self) {
        let shown: BTreeSet<String> = self.labels().into_iter().map(|(label, _)| fold(&label)).collect();
        let mut unseen = 0;
        for column in self.sheets.iter_mut().flat_map(|sheet| &mut sheet.columns) {
            if !column.label.is_empty() && !shown.contains(&fold(&column.label)) {
                column.field = Field::Skip;
                unseen += 1;
            }
        }
        self.unseen_columns = unseen;
    }
}

/// The most heads that are shown: a form stays short.
const MOST_LABELS: usize = 60;

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
