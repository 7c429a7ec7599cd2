//! The plan that a team keeps in a spreadsheet, as a second file: its columns are taken for what their heads say, or for what an
//! organisation chose before for heads of the same words.
//!
//! A cell that cannot be read says nothing, and is told. Each value bears the number of its row.

use std::collections::HashSet;

use domain::reading::{Lines, Reading};

use super::SecondFile;
use crate::mapping::{Chosen, Field, Planned, merge, plain_number, planned, propose, tabs};
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
    let columns = mapping.labels().into_iter().map(|(label, column)| match column.field {
        Field::Skip => format!("La colonne «\u{a0}{label}\u{a0}» n’est pas comparée."),
        field => format!(
            "La colonne «\u{a0}{label}\u{a0}» est lue comme «\u{a0}{}\u{a0}».",
            field.french()
        ),
    });
    let more = read.faults.len().saturating_sub(TOLD);
    let more = (more > 0).then(|| format!("Et {more} autres cases qui ne se lisent pas."));
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
        .chain(read.passed_over.iter().take(TOLD).cloned());
    let left = left.map(|what| format!("Laissé de côté, {what}."));
    let notes = columns.chain(left).chain(faults).chain(more).collect();
    Ok(SheetRead {
        second: SecondFile {
            reading,
            is_spreadsheet: true,
        },
        notes,
    })
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
