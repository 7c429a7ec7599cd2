//! How many of the écarts that were planted in a text are found, and how many of its traps are taken for écarts.
//!
//! `ecarts.json` beside a text lists both. Lines are those of the text as it was written: where the file is of another format, the words
//! of a quotation tell its place.

use std::fs;
use std::path::Path;

use domain::reading::{Anomaly, Quote};
use serde::Deserialize;

use crate::alike::plain;

/// What was planted in a text.
#[derive(Debug, Deserialize)]
struct Planted {
    planted: Vec<Item>,
    #[serde(default)]
    traps: Vec<Trap>,
}

#[derive(Debug, Deserialize)]
struct Item {
    what: String,
    a: Place,
    b: Option<Place>,
}

#[derive(Debug, Deserialize)]
struct Place {
    line: u32,
    quote: String,
}

#[derive(Debug, Deserialize)]
struct Trap {
    what: String,
    line: Option<u32>,
}

/// What is found of one text.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) planted: usize,
    /// An écart quotes one of the places.
    pub(crate) met: usize,
    /// One écart quotes every place.
    pub(crate) whole: usize,
    pub(crate) traps: usize,
    pub(crate) taken: usize,
    /// In all.
    pub(crate) hits: usize,
    /// What was planted and is not found, and the traps that were taken.
    pub(crate) told: Vec<String>,
}

/// Compares what is found with what was planted; absent where nothing was.
pub(crate) fn measured(file: &Path, found: &[Anomaly]) -> Option<Found> {
    let listed = fs::read_to_string(file.with_file_name("ecarts.json")).ok()?;
    let listed: Planted = serde_json::from_str(&listed).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    // Lines are counted in the text as it was written, before it was put in a document.
    let by_line = matches!(file.extension().and_then(|name| name.to_str()), Some("txt" | "md"));
    let mut told = Found {
        planted: listed.planted.len(),
        traps: listed.traps.len(),
        hits: found.len(),
        ..Found::default()
    };
    for item in &listed.planted {
        let places = || std::iter::once(&item.a).chain(&item.b);
        let quotes = |anomaly: &Anomaly, place: &Place| {
            std::iter::once(&anomaly.a)
                .chain(&anomaly.b)
                .any(|quote| meets(quote, place, by_line))
        };
        let met = found.iter().any(|anomaly| places().any(|place| quotes(anomaly, place)));
        told.met += usize::from(met);
        told.whole += usize::from(found.iter().any(|anomaly| places().all(|place| quotes(anomaly, place))));
        if !met {
            told.told.push(format!("- {}", item.what));
        }
    }
    for trap in &listed.traps {
        let on = |anomaly: &&Anomaly| {
            by_line
                && std::iter::once(&anomaly.a)
                    .chain(&anomaly.b)
                    .any(|quote| Some(quote.line) == trap.line)
        };
        if let Some(taken) = found.iter().find(on) {
            told.taken += 1;
            told.told.push(format!("! {} <- {}", trap.what, taken.reason));
        }
    }
    Some(told)
}

/// The same line, or the words of one in those of the other nearby.
fn meets(quote: &Quote, place: &Place, by_line: bool) -> bool {
    if by_line && quote.line == place.line {
        return true;
    }
    let near = !by_line || quote.line.abs_diff(place.line) < 15;
    let (ours, theirs) = (plain(&quote.quote), plain(&place.quote));
    near && theirs.len() > 3 && (ours.contains(&theirs) || ours.len() > 9 && theirs.contains(&ours))
}
