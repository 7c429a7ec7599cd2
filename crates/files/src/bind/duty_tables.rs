//! Duties in a table: who, what and when in three columns, or a column for each of those who owe.
//!
//! A dash or an empty cell obliges nobody.

use domain::reading::{DueRead, DutyKind, DutyRead, Holder, Sourced};

use super::due::due;
use super::holders::Who;
use crate::lines::Line;
use crate::passage::Passage;
use crate::recognise::duties;
use crate::recognise::facility_words::is_absence;
use crate::recognise::grid::{self, Grid};
use crate::wording;

/// The duties of the tables of an article.
pub(super) fn tabled(lines: &[Line], number: Option<&Sourced<String>>, title: &[String], who: Who<'_>) -> Vec<DutyRead> {
    let table = Table { number, title, who };
    let listed = grid::grids(lines, |names| columns(names).is_some());
    let mut found: Vec<DutyRead> = listed.iter().flat_map(|grid| table.rows(grid)).collect();
    let engages = title.iter().any(|word| word.starts_with("engage"));
    if engages {
        let crossed = grid::grids(lines, |names| {
            names.iter().filter(|name| table.party(name).is_some()).count() > 1
        });
        found.extend(crossed.iter().flat_map(|grid| table.crossed(grid)));
    }
    found
}

/// Where who owes, what and when stand.
fn columns(names: &[String]) -> Option<(usize, usize, Option<usize>)> {
    let at = |starts: &[&str]| {
        names.iter().position(|name| {
            let words = wording::words(name);
            words.len() < 5 && words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)))
        })
    };
    let what = at(&["engage", "obligation"])?;
    let who = at(&["signataire", "partie", "partenaire", "qui", "responsable"]).filter(|who| *who != what)?;
    Some((who, what, at(&["echeance", "delai", "quand", "date", "calendrier"])))
}

struct Table<'t> {
    number: Option<&'t Sourced<String>>,
    title: &'t [String],
    who: Who<'t>,
}

impl Table<'_> {
    /// The party that the name of a column is.
    fn party(&self, name: &str) -> Option<Sourced<Holder>> {
        let words = Passage::one(1, name);
        let named = self.who.names.exactly(&words).map(|key| Sourced::new(key, words.lines()));
        let only = named.or_else(|| self.who.only_of_kind(&words))?;
        Some(only.map(Holder::Known))
    }

    fn rows(&self, grid: &Grid) -> Vec<DutyRead> {
        let Some((who, what, when)) = columns(&grid.names) else {
            return Vec::new();
        };
        let read = grid.rows.iter().filter_map(|row| {
            let debtors = row.get(who).map(|cell| self.holders(cell)).unwrap_or_default();
            let time = when.and_then(|when| row.get(when)).filter(|cell| !is_empty(cell));
            self.duty(row.get(what)?, debtors, time)
        });
        read.collect()
    }

    fn crossed(&self, grid: &Grid) -> Vec<DutyRead> {
        let parties: Vec<Option<Sourced<Holder>>> = grid.names.iter().map(|name| self.party(name)).collect();
        let line = grid.lines.first().copied().unwrap_or(1);
        let cells = grid.rows.iter().flat_map(|row| row.iter().zip(&parties));
        let read = cells.filter_map(|(cell, party)| {
            let holder = party.as_ref()?.value.clone();
            let printed = Passage::one(line, "x").lines();
            self.duty(cell, vec![Sourced::new(holder, printed)], None)
        });
        read.collect()
    }

    /// Those whom a cell names, else its words.
    fn holders(&self, cell: &Passage) -> Vec<Sourced<Holder>> {
        if is_empty(cell) {
            return Vec::new();
        }
        let named = self.who.named(cell);
        if !named.is_empty() {
            return named;
        }
        let only = self.who.only_of_kind(cell).map(|key| key.map(Holder::Known));
        vec![only.unwrap_or_else(|| cell.sourced().map(Holder::Text))]
    }

    fn duty(&self, what: &Passage, debtors: Vec<Sourced<Holder>>, when: Option<&Passage>) -> Option<DutyRead> {
        if is_empty(what) || what.words().len() < 2 {
            return None;
        }
        let kind: DutyKind = duties::kind(&what.words(), self.title);
        let said = when.map(|when| DueRead {
            text: when.sourced(),
            value: due(when, kind).and_then(|read| read.value),
        });
        Some(DutyRead {
            lines: super::union([&what.lines()].into_iter().chain(debtors.iter().map(|debtor| &debtor.lines))),
            article: self.number.cloned(),
            kind,
            text: what.sourced(),
            debtors,
            creditors: Vec::new(),
            due: said.or_else(|| due(what, kind)),
            addresses: Vec::new(),
        })
    }
}

fn is_empty(cell: &Passage) -> bool {
    cell.is_empty() || is_absence(&cell.joined())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bind::holders::tests::{keys, parties};
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let (parties, names) = parties();
        let who = Who {
            names: &names,
            parties: &parties,
        };
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let title = wording::words("Article 4 - Engagements");
        let found = tabled(&normalise(&lines), None, &title, who).into_iter();
        let show = |duty: DutyRead| {
            let when = duty.due.map_or(String::new(), |due| format!(" ({})", due.text.value));
            format!("{} {}{when}", keys(&duty.debtors), duty.text.value)
        };
        found.map(show).collect()
    }

    #[test]
    fn a_row_says_who_what_and_when() {
        assert_eq!(
            read(
                "Signataire\tEngagement\tÉchéance\nLa Caf\tverse sa part\t30 mars\nL'office\tprête une salle\t\nValmont\t–\t\n"
            ),
            ["1 verse sa part (30 mars)", "«L'office» prête une salle"]
        );
    }

    #[test]
    fn each_may_have_a_column() {
        assert_eq!(
            read("Sujet\tLa Caf\tValmont\nEnfance\tverse une aide avant le 30 mars\t–\nJeunesse\t\touvre un lieu\n"),
            ["1 verse une aide avant le 30 mars (avant le 30 mars)", "3 ouvre un lieu"]
        );
    }
}
