//! A correction of a reading: one field of its document becomes something else, or is taken out, or is added.
//!
//! The text never changes, and nothing here says whether a correction is right: a person does. A correction says what was
//! there when it was written, and is refused when that is no longer so.

mod kinds;
mod path;
mod sources;

use std::fmt;

use domain::reading::{self, Lines, OrganisationKind, Reading, Sourced};
use serde_json::Value;

use crate::interchange::{self, NotADocument};
use path::{Change, Step};

pub use kinds::{has_kinds, is_listed, unlisted};
pub use path::{FieldPath, NotAPath};

/// One field of the document, and what it becomes. Values are the JSON of the interchange document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Which field: `/actions/3/title`; `/facilities/-` is a place after the last facility.
    pub path: FieldPath,
    /// What it was when the correction was written; `None` when nothing was there.
    pub was: Option<String>,
    /// What it becomes; `None` when the text says nothing of it.
    pub becomes: Option<String>,
    /// The lines that say so, when the person points at some; else those of before, or none for a value typed by hand. For a
    /// list given whole, those of each item.
    pub lines: Option<Vec<Lines>>,
    /// The action that comes back had this ordinal, and has it again.
    pub revives: Option<i64>,
}

/// Why a correction was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCorrected {
    /// No such place in this reading, or a place that is computed.
    NoPlace(FieldPath),
    /// Someone corrected it meanwhile: what stands there now.
    Meanwhile(Option<String>),
    /// It stays what it was.
    Same,
    /// The value typed is no value of this field.
    Shape(String),
}

impl fmt::Display for NotCorrected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPlace(path) => write!(
                f,
                "La lecture n’a pas de champ «\u{a0}{path}\u{a0}» que l’on puisse corriger\u{a0}: revenez à la page et choisissez-le de nouveau."
            ),
            Self::Meanwhile(Some(now)) => write!(
                f,
                "Quelqu’un a corrigé ce champ entre-temps\u{a0}: il porte maintenant {now}. Comparez, puis corrigez de nouveau s’il le faut."
            ),
            Self::Meanwhile(None) => {
                f.write_str("Quelqu’un a retiré ce champ entre-temps. Comparez, puis corrigez de nouveau s’il le faut.")
            }
            Self::Same => f.write_str("Rien ne change\u{a0}: indiquez une autre valeur."),
            Self::Shape(place) => write!(
                f,
                "Cette valeur ne convient pas à ce champ ({place})\u{a0}: une date s’écrit 2022-12-31, un nombre en chiffres."
            ),
        }
    }
}

impl std::error::Error for NotCorrected {}

/// The value at a path of a document, as JSON; `None` when nothing is there.
#[must_use]
pub fn value_at(document: &str, path: &FieldPath) -> Option<String> {
    let root: Value = serde_json::from_str(document).ok()?;
    found(&root, path.steps()).map(Value::to_string)
}

/// The lines behind the value at a path, when the document tells them.
#[must_use]
pub fn lines_at(document: &str, path: &FieldPath) -> Option<Lines> {
    let root: Value = serde_json::from_str(document).ok()?;
    sources::of(&root, path.steps())
}

/// The same, in a document already opened.
#[must_use]
pub fn lines_in(root: &Value, path: &FieldPath) -> Option<Lines> {
    sources::of(root, path.steps())
}

/// The reading once corrected. What is computed from it (écarts, unplaced lines) is computed again over `text`.
pub fn corrected(document: &str, text: &[String], correction: &Correction) -> Result<Reading, NotCorrected> {
    let mut root: Value = serde_json::from_str(document).map_err(|error| NotCorrected::Shape(error.to_string()))?;
    let steps = correction.path.steps();
    if !correction.path.is_correctable() {
        return Err(NotCorrected::NoPlace(correction.path.clone()));
    }
    let was = found(&root, steps).cloned();
    if was != parsed(correction.was.as_deref())? {
        return Err(NotCorrected::Meanwhile(was.map(|now| now.to_string())));
    }
    let becomes = parsed(correction.becomes.as_deref())?;
    let stood = sources_at(&root, steps);
    let lines = correction.lines.clone().unwrap_or_else(|| stood.clone());
    if was == becomes && lines == stood {
        return Err(NotCorrected::Same);
    }
    let put = match becomes {
        Some(value) => path::put(&mut root, steps, sources::with_sources(value)),
        None => path::take(&mut root, steps),
    };
    let change = put.ok_or_else(|| NotCorrected::NoPlace(correction.path.clone()))?;
    sources::follow(&mut root, steps, change, &lines);
    sources::follow_kinds(&mut root, steps, change);
    if let Change::Set = change {
        kinds::of_whole_list(&mut root, steps, was.as_ref());
    }
    let mut reading = interchange::read(&root.to_string()).map_err(|NotADocument { place }| NotCorrected::Shape(place))?;
    match change {
        Change::Inserted(_) if is_in(steps, "parties") => party_came_in(&mut reading),
        Change::Taken if is_in(steps, "parties") => reading.party_went_out(),
        Change::Taken if is_in(steps, "actions") => reading.retire_last_action(),
        Change::Inserted(_) | Change::Taken | Change::Set => {}
    }
    if let Some(ordinal) = correction.revives {
        reading.revive_action(ordinal);
    }
    reading.anomalies = reading::anomalies(&reading, text);
    reading.unplaced = reading::unplaced(&reading::coverage(&reading, text), text);
    Ok(reading)
}

/// Whether a path leads to an item of this list as a whole. Of actions and parties, only the last one is ever taken out.
fn is_in(steps: &[Step], name: &str) -> bool {
    matches!(steps, [Step::Field(list), Step::Item(_) | Step::Before(_) | Step::Last] if list == name)
}

/// The last party has just come in. A commune among the parties is one of those where the convention applies.
fn party_came_in(reading: &mut Reading) {
    reading.party_came_in();
    let Some(party) = reading.parties.last() else { return };
    if party.kind.value == OrganisationKind::Commune {
        let place = Sourced::new(party.id.clone(), party.lines.clone());
        reading.perimeter.push(place);
    }
}

/// The correction that gives back what another one took: its undoing.
#[must_use]
pub fn undoing(correction: &Correction, before: &str, after: &str) -> Correction {
    let path = match correction.becomes {
        Some(_) => correction.path.settled(before),
        None => correction.path.again(),
    };
    let root: Option<Value> = serde_json::from_str(before).ok();
    let retired = retired(after).into_iter().find(|ordinal| !retired(before).contains(ordinal));
    Correction {
        was: value_at(after, &path),
        revives: retired.filter(|_| correction.becomes.is_none()),
        becomes: correction.was.clone(),
        lines: root.map(|root| sources_at(&root, correction.path.steps())),
        path,
    }
}

/// The ordinals that a document gives to no action any more.
fn retired(document: &str) -> Vec<i64> {
    let root: Option<Value> = serde_json::from_str(document).ok();
    let numbers = root.as_ref().and_then(|root| root.get("retired_actions")?.as_array());
    numbers.into_iter().flatten().filter_map(Value::as_i64).collect()
}

/// The lines behind what stands at the end of a path: of each item when it is a list.
fn sources_at(root: &Value, steps: &[Step]) -> Vec<Lines> {
    if found(root, steps).is_some_and(Value::is_array) {
        return sources::told_of(root, steps);
    }
    sources::of(root, steps).into_iter().collect()
}

fn parsed(text: Option<&str>) -> Result<Option<Value>, NotCorrected> {
    let parse = |text: &str| serde_json::from_str(text).map_err(|error| NotCorrected::Shape(error.to_string()));
    text.map(parse).transpose()
}

fn found<'v>(root: &'v Value, steps: &[Step]) -> Option<&'v Value> {
    steps.iter().try_fold(root, |at, step| match step {
        Step::Field(name) => at.as_object()?.get(name),
        Step::Item(index) => at.as_array()?.get(*index),
        Step::Before(_) | Step::Last => None,
    })
}
