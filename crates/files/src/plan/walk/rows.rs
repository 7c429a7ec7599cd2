//! Tables met on the way: sheets, lists of actions, grids of years below an action.

use super::super::codes;
use super::super::labels::{Label, label};
use super::super::levels;
use super::super::tables::{Head, PATH, Row, Table, year_of};
use super::below::{grid_below, sums_below};
use super::inside::apart;
use super::{Mark, Region, Shown, Spot, Told, Walker, action_ref, halves, is_infinitive};
use crate::passage::Passage;
use crate::wording::is_capitalised;
use domain::reading::Sourced;

impl Walker<'_> {
    pub(super) fn table(&mut self, at: usize, table: &Table) {
        if self.region == Region::Past {
            return;
        }
        if table.is_sheet() {
            self.sheet_table(table);
            return;
        }
        let listed = table.column(Label::Code).is_some() || table.column(Label::Title).is_some();
        if listed && self.is_plan(table) {
            self.close();
            let year = self.year_above(at);
            for (at, row) in table.rows.iter().enumerate() {
                match row {
                    Row::Section(passage) => self.section(passage, &table.rows[at + 1..], table),
                    Row::Cells(cells) => self.row(table, cells, year),
                }
            }
            self.close();
        } else if let Some(current) = self.current {
            let marks = grid_below(table);
            self.spots[current].marks.extend(marks);
            self.spots[current].sums.extend(sums_below(table));
        }
    }

    /// Whether a table says of actions what a plan says.
    fn is_plan(&self, table: &Table) -> bool {
        // "Nom | Commune | Gestionnaire" is a list of facilities.
        let manager = |name: &Passage| name.words().first().is_some_and(|word| word.starts_with("gestionnaire"));
        let plan = |(head, name): (&Head, &Passage)| match head {
            Head::Field(Label::Bearers) if manager(name) => false,
            Head::Field(label) => !matches!(
                label,
                Label::Code | Label::Title | Label::Places | Label::Total | Label::Context
            ),
            Head::Year(..) => true,
            Head::Other => false,
        };
        let coded = table.column(Label::Code).is_some();
        let both = coded && table.column(Label::Title).is_some();
        let places = coded
            && table
                .heads
                .iter()
                .all(|head| matches!(head, Head::Other | Head::Field(Label::Code)));
        let sums = coded && table.column(Label::Funder).is_some();
        let years = coded && table.heads.iter().any(|head| matches!(head, Head::Year(..)));
        let of_communes = table.column(Label::Title).is_some()
            && table
                .names
                .iter()
                .filter(|name| self.communes.exactly(&name.joined()).is_some())
                .count()
                > 1;
        both || places
            || of_communes
            || sums
            || years
            || is_budget(table)
            || table.heads.iter().zip(&table.names).any(plan) && table.column(Label::Title).is_some()
    }

    /// "Année 2025", right above a table: the year of what it holds; 0 where nothing tells.
    fn year_above(&self, at: usize) -> i16 {
        let above = self.text.lines[..at].iter().rev().find(|line| !line.is_blank());
        let told = above.and_then(|line| year_of(&line.text));
        told.map_or(0, |(year, _)| year)
    }

    fn row(&mut self, table: &Table, cells: &[Passage], year: i16) {
        let own = named(table, &apart(table, cells).0).and_then(|spot| spot.code);
        for (name, cell) in table.names.iter().zip(cells) {
            let themes = label(&name.joined()) == Some(Label::Themes) && !is_above(cell, own.as_ref());
            let level = levels::level_word(&name.joined()).is_some_and(|(_, rest)| rest.trim().is_empty());
            if level && !themes && !cell.is_empty() {
                self.node_cell(&name.joined(), cell);
            }
        }
        let (cells, told) = apart(table, cells);
        for cells in each_action(table, &cells) {
            let Some(mut spot) = named(table, &cells) else { continue };
            spot.node = self.framework.here();
            spot.table = table.end;
            // Rows under the heading of half of a year are of it; a year alone is as often the end of a header.
            spot.chapter.year = self.chapter.year.clone().filter(|((_, half), _)| half.is_some());
            fill(&mut spot, table, &cells, (by_commune(table), year));
            spot.told.extend(told.iter().cloned());
            self.spots.push(spot);
        }
    }

    /// The node that a cell names, in a column that bears the name of a level.
    fn node_cell(&mut self, name: &str, cell: &Passage) {
        if let Some(heading) = levels::heading(cell) {
            self.framework.open(&heading);
            return;
        }
        let text = cell.joined();
        let (line, _) = &cell.parts()[0];
        let numbered = codes::leading(&text).filter(|(code, _)| code.text.contains(|c: char| c.is_ascii_digit()));
        let (code, title) = match numbered {
            Some((code, title)) => (Some(code), title.to_owned()),
            None => (None, text),
        };
        let title = if title.is_empty() {
            cell.clone()
        } else {
            Passage::one(*line, &title)
        };
        let level = levels::level_word(name).map_or_else(|| name.to_owned(), |(level, _)| level);
        self.framework.open(&levels::Heading {
            level,
            code,
            title,
            lines: cell.lines(),
        });
    }
}

/// "1. Petite enfance" in a column of themes, beside the action "1.2": the node that its code begins, and no theme.
fn is_above(cell: &Passage, code: Option<&Sourced<String>>) -> bool {
    let text = cell.joined();
    let above = codes::leading(&text).filter(|(above, title)| !title.is_empty() && !above.text.is_empty());
    let begins = |(above, _): (codes::Code, &str)| {
        code.and_then(|own| own.value.strip_prefix(&above.text))
            .is_some_and(|rest| rest.starts_with(['.', '-']))
    };
    above.is_some_and(begins)
}

/// A table of sums, by action and by payer: each cell is a sum, or a dash.
fn is_budget(table: &Table) -> bool {
    let rows = table.rows.iter().filter_map(|row| match row {
        Row::Cells(cells) => Some(cells),
        Row::Section(_) => None,
    });
    let others = rows.flat_map(|cells| table.heads.iter().zip(cells).filter(|(head, _)| **head == Head::Other));
    let cells: Vec<&Passage> = others.map(|(_, cell)| cell).filter(|cell| !cell.words().is_empty()).collect();
    !cells.is_empty() && cells.iter().all(|cell| is_money(cell))
}

/// A name that is the word of a level announces the node above.
pub(super) fn level_label(name: &str) -> Option<Label> {
    levels::level_word(name)
        .filter(|(_, rest)| rest.trim().is_empty())
        .map(|_| Label::Parent)
}

/// The cells of each action of a row: those that one cell lists share the others.
fn each_action(table: &Table, cells: &[Passage]) -> Vec<Vec<Passage>> {
    let verb = |text: &str| {
        text.split_whitespace()
            .next()
            .is_some_and(|word| is_capitalised(word) && is_infinitive(word))
    };
    let item = |(line, text): &(u32, String)| match crate::lines::bullet(text) {
        Some(item) => Some(Passage::one(*line, item.trim_end_matches([';', '.', ' ']))),
        None => verb(text).then(|| Passage::one(*line, text)),
    };
    let Some(column) = table.column(Label::Title) else {
        return vec![cells.to_vec()];
    };
    let bulleted = |(_, text): &(u32, String)| crate::lines::bullet(text).is_some();
    let goes_on = |part: &(u32, String)| !bulleted(part) && !verb(&part.1);
    let parts = cells[column].parts();
    let listed = parts.first().is_some_and(bulleted);
    // Under a bullet, a line without one goes on its item.
    let items: Option<Vec<Passage>> = parts
        .chunk_by(|_, next| listed && goes_on(next))
        .map(|chunk| {
            let mut whole = item(&chunk[0])?;
            for (line, text) in &chunk[1..] {
                whole.push(*line, text.trim_end_matches([';', '.', ' ']));
            }
            Some(whole)
        })
        .collect();
    let one = |title: Passage| {
        let mut cells = cells.to_vec();
        cells[column] = title;
        cells
    };
    match items.filter(|items| !items.is_empty()) {
        Some(items) => items.into_iter().map(one).collect(),
        None => vec![cells.to_vec()],
    }
}

/// The action of a row: its code, its title.
pub(super) fn named(table: &Table, cells: &[Passage]) -> Option<Spot> {
    let cell = |label: Label| table.column(label).map(|column| &cells[column]);
    let coded = cell(Label::Code).and_then(|cell| Some((codes::whole(&cell.joined())?, cell.lines())));
    let titled = last_step(cell(Label::Title).cloned().unwrap_or_default());
    let text = titled.joined();
    let (found, rest) = match action_ref(&text)
        .or_else(|| codes::leading(&text).filter(|(code, _)| code.text.contains(|c: char| c.is_ascii_digit())))
    {
        Some((code, rest)) => (Some((code, titled.lines())), rest),
        None => (None, text.as_str()),
    };
    let title = if rest.len() == text.len() {
        titled.clone()
    } else {
        after(&titled, &text[..text.len() - rest.len()])
    };
    match coded.or(found) {
        Some((code, lines)) => Some(Spot::new(Shown::Row, title).coded(code, lines)),
        None if title.words().len() > 1 && titled_column(table) => Some(Spot::new(Shown::Row, title)),
        None => None,
    }
}

/// "1 > 1.2 > 4 Guichet": the action, at the end of its path.
fn last_step(cell: Passage) -> Passage {
    let text = cell.joined();
    match text.rsplit_once(PATH) {
        Some((above, last)) if !last.trim().is_empty() && codes::leading(above).is_some() => {
            let line = cell.parts().last().map_or(1, |(line, _)| *line);
            Passage::one(line, last.trim())
        }
        _ => cell,
    }
}

/// Whether a column is of titles: elsewhere a row without a number names nothing.
fn titled_column(table: &Table) -> bool {
    table.column(Label::Title).is_some()
}

/// The end of a passage, past this beginning of its text: a word that a line cuts later on is not counted.
pub(super) fn after(passage: &Passage, before: &str) -> Passage {
    let tokens = passage.tokens();
    let first = tokens.get(Passage::one(1, before).tokens().len());
    first.map_or_else(Passage::default, |first| passage.from(first))
}

/// Whether each row is a commune of an action: its column is of one commune, or an action has several rows.
fn by_commune(table: &Table) -> bool {
    let Some(place) = table.column(Label::Places) else {
        return false;
    };
    let one = crate::wording::words(&table.names[place].joined()) == ["commune"];
    let key = table.column(Label::Code).or_else(|| table.column(Label::Title));
    let keys: Vec<String> = table
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Cells(cells) => key.map(|key| cells[key].joined()),
            Row::Section(_) => None,
        })
        .collect();
    let again = keys
        .iter()
        .enumerate()
        .any(|(at, key)| !key.is_empty() && keys[..at].contains(key));
    one || again
}

/// "60 000 €", "env. 20 000 €": a sum and hardly a word.
fn is_money(cell: &Passage) -> bool {
    let text = cell.joined();
    text.ends_with('€')
        && text.contains(|c: char| c.is_ascii_digit())
        && text.split(|c: char| !c.is_alphabetic()).all(|word| word.len() < 8)
}

/// The year that a name tells; the name above the years of a commune tells none.
fn head_of(name: &Passage) -> Option<i16> {
    year_of(&name.joined()).map(|(year, _)| year)
}

fn fill(spot: &mut Spot, table: &Table, cells: &[Passage], (by_commune, table_year): (bool, i16)) {
    let funder = table.column(Label::Funder).map(|column| cells[column].clone());
    let place = table.column(Label::Places).map(|column| cells[column].clone());
    let years = table.heads.iter().any(|head| matches!(head, Head::Year(..)));
    if let (Some(funder), Some(sum)) = (&funder, table.column(Label::Funding)) {
        let year = table
            .column(Label::Calendar)
            .and_then(|column| year_of(&cells[column].joined()));
        let year = year.map_or(0, |(year, _)| year);
        spot.sums.push((year, Some(funder.clone()), cells[sum].clone()));
        return;
    }
    for ((head, name), cell) in table.heads.iter().zip(&table.names).zip(cells) {
        match head {
            Head::Field(Label::Title | Label::Code | Label::Funder | Label::Total) => {}
            Head::Field(Label::Places) if years && by_commune => {}
            Head::Field(Label::Themes) if is_above(cell, spot.code.as_ref()) => {}
            Head::Field(label) if *label != Label::Themes && level_label(&name.joined()).is_some() => {}
            Head::Field(label) => spot.told.extend(told(*label, &name.joined(), cell)),
            Head::Year(year, half) if !cell.is_empty() => {
                if let Some(funder) = &funder {
                    spot.sums.push((*year, Some(funder.clone()), cell.clone()));
                } else {
                    let above = Some(name).filter(|name| head_of(name).is_none() && !name.is_empty());
                    let place = place.as_ref().filter(|place| by_commune && !place.is_empty()).or(above);
                    spot.marks.extend(halves::marks(cell, (*year, *half), place));
                }
            }
            Head::Other if is_money(cell) => spot.sums.push((table_year, Some(name.clone()), cell.clone())),
            Head::Other if !cell.is_empty() => spot.marks.push(Mark {
                year: 0,
                half: None,
                commune: Some(name.clone()),
                sign: cell.sourced(),
            }),
            Head::Year(..) | Head::Other => {}
        }
    }
}

/// Lists are told item by item, everything else whole.
pub(super) fn told(label: Label, name: &str, value: &Passage) -> Vec<Told> {
    let one = |value: Passage| Told {
        label,
        name: name.to_owned(),
        value,
    };
    let listed = matches!(label, Label::Objectives | Label::Indicators | Label::Details);
    if value.is_empty() {
        Vec::new()
    } else if listed {
        items(value).into_iter().map(one).collect()
    } else {
        vec![one(value.clone())]
    }
}

/// The items of a cell: a line that opens with a small letter goes on the one before.
fn items(value: &Passage) -> Vec<Passage> {
    let mut items: Vec<Passage> = Vec::new();
    for (line, text) in value.parts() {
        let bare = crate::lines::bullet(text).unwrap_or_else(|| text.trim_start_matches(['-', '•', '–', ' ']));
        let bulleted = bare.len() < text.len();
        let goes_on = !bulleted
            && (bare.starts_with(char::is_lowercase) || items.last().is_some_and(|item| item.joined().ends_with('-')));
        match items.last_mut().filter(|_| goes_on) {
            Some(item) => item.push(*line, bare),
            None => items.push(Passage::one(*line, bare)),
        }
    }
    items
}

#[cfg(test)]
mod tests;
