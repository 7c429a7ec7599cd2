//! The plan that a team keeps in a spreadsheet, as a second file: its columns are taken for what their heads say, or for what an
//! organisation chose before for heads of the same words.
//!
//! A cell that cannot be read says nothing, and is told. Each value bears the number of its row.

use std::collections::HashSet;

use domain::reading::{Lines, Reading};

use super::SecondFile;
use crate::mapping::{Chosen, Field, Mapping, Planned, Read, merge, plain_number, planned, propose, tabs};
use crate::sheets::read::Unread;

/// A spreadsheet, read as a second file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRead {
    /// What it says.
    pub second: SecondFile,
    /// How its columns were taken, and what was not read, in French sentences.
    pub notes: Vec<String>,
}

/// Why a spreadsheet is not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCompared {
    /// It is no spreadsheet that is read.
    Unread(Unread),
    /// No column is one of titles.
    NoAction,
}

/// How many cells and rows are told one by one.
const TOLD: usize = 20;

/// Reads a spreadsheet beside a convention, whose names it uses.
///
/// # Errors
///
/// When it is no spreadsheet, or holds no action.
pub fn of_spreadsheet(bytes: &[u8], remembered: &Chosen, here: &Reading) -> Result<SheetRead, NotCompared> {
    let tabs = tabs(bytes).map_err(NotCompared::Unread)?;
    let mapping = propose(&tabs, remembered);
    let mut read = planned(&tabs, &mapping, here);
    // Of two rows under one number, which is told, the first is compared.
    let mut known = HashSet::new();
    read.actions
        .retain(|row| !row.is_numbered || known.insert(plain_number(&row.action.number.value)));
    if read.actions.is_empty() {
        return Err(NotCompared::NoAction);
    }
    // Over a plan without actions each row comes in, under the framework and the themes that it names.
    let base = Reading {
        actions: Vec::new(),
        retired_actions: Vec::new(),
        ..here.clone()
    };
    let mut reading = merge(&base, &read.actions).reading;
    for (action, row) in reading.actions.iter_mut().zip(&read.actions) {
        place(action, row);
    }
    Ok(SheetRead {
        second: SecondFile {
            reading,
            is_spreadsheet: true,
        },
        notes: notes(&mapping, &read),
    })
}

/// How the columns were taken, and what was not read.
fn notes(mapping: &Mapping, read: &Read) -> Vec<String> {
    let columns = mapping.labels().into_iter().map(|(label, column)| match column.field {
        Field::Skip => format!("La colonne «\u{a0}{label}\u{a0}» n’est pas comparée."),
        field => format!(
            "La colonne «\u{a0}{label}\u{a0}» est lue comme «\u{a0}{}\u{a0}».",
            field.french()
        ),
    });
    let more = rest(
        read.faults.len(),
        ("autre case qui ne se lit pas", "autres cases qui ne se lisent pas"),
    );
    let faults = read.faults.iter().take(TOLD).map(|fault| {
        let sheet = if fault.sheet.is_empty() {
            String::new()
        } else {
            format!("{}, ", fault.sheet)
        };
        format!("{sheet}{}\u{a0}: {} Cela n’est pas comparé.", fault.cell, fault.sentence)
    });
    let left = mapping
        .passed_over()
        .into_iter()
        .map(|what| format!("{}, rien n’en est comparé.", capitalised(&what)));
    let rows = read.passed_over.iter().take(TOLD).map(|row| no_action(row));
    let other_rows = rest(
        read.passed_over.len(),
        (
            "autre ligne qui n’est pas une action",
            "autres lignes qui ne sont pas des actions",
        ),
    );
    columns
        .chain(left)
        .chain(rows)
        .chain(other_rows)
        .chain(faults)
        .chain(more)
        .collect()
}

/// How many are not told one by one, when some are not.
fn rest(all: usize, (one, several): (&str, &str)) -> Option<String> {
    let more = all.saturating_sub(TOLD);
    (more > 0).then(|| format!("Et {more}\u{a0}{}.", if more == 1 { one } else { several }))
}

/// « ligne 12 : Total », of a row that is a title of a part or a sum.
fn no_action(row: &str) -> String {
    let Some((place, words)) = row.split_once("\u{a0}: ") else {
        return format!("{}, rien n’en est comparé.", capitalised(row));
    };
    format!(
        "{}\u{a0}: «\u{a0}{words}\u{a0}» n’est pas une action, rien n’en est comparé.",
        capitalised(place)
    )
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Gives an action the number of its row, and takes away the rank that stands for a number that nobody wrote.
fn place(action: &mut domain::reading::ActionRead, row: &Planned) {
    let line = u32::try_from(row.row).map(Lines::one).unwrap_or_default();
    action.title.lines = line.clone();
    if row.is_numbered {
        action.number.lines = line;
    } else {
        action.number.value.clear();
    }
}
