//! File formats at the edge: bytes in, domain values out.
//!
//! A text is read in four passes over a model of its lines: normalise, segment, recognise, bind. Each value keeps the lines
//! it came from; what is not read stays in the unplaced text. A file that is kept as it is, a photograph or a note, is recognised by its
//! content. This crate knows no database, no clock and no page, and no
//! proper noun of any convention: names are derived from what the text itself presents.

mod bind;
mod calendar;
pub mod consolidated;
pub mod correction;
mod decode;
pub mod interchange;
mod lines;
pub mod mapping;
mod names;
mod packing;
mod passage;
mod picture;
mod recognise;
mod refusal;
pub mod renewal;
mod segment;
pub mod sheets;
mod sniff;
mod summary;
mod summary_rest;
mod taking;
mod wording;
mod zip;

use domain::digest::Digest;
use domain::reading::{self, Reading};

pub use picture::SHOWN_AS;
pub use refusal::{LIMIT_BYTES, Refusal};
pub use summary::summary;
pub use taking::{recognised, taken};

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What it says.
    pub reading: Reading,
    /// Its lines, decoded, from line 1.
    pub text: Vec<String>,
}

/// Reads the text of a convention. `name` is the file's name, for the sentences that people get.
pub fn read(name: &str, bytes: &[u8]) -> Result<Import, Refusal> {
    understand(name, Digest::of(bytes), decode::lines(name, bytes)?)
}

/// Reads a text that was decoded before, from a file of this digest: the same text always gives the same reading.
pub fn understand(name: &str, digest: Digest, text: Vec<String>) -> Result<Import, Refusal> {
    let lines = lines::normalise(&text);
    let segments = segment::segment(&lines);
    let mut reading = bind::bind(name, digest, &lines, &segments);
    let empty = reading.actions.is_empty() && reading.parties.is_empty() && reading.nodes.is_empty();
    if empty || !recognise::title::speaks_of_convention(&lines) {
        let lines = reading.source.lines;
        return Err(Refusal::NoConvention {
            file: name.to_owned(),
            lines,
        });
    }
    reading.anomalies = reading::anomalies(&reading, &text);
    let coverage = reading::coverage(&reading, &text);
    reading.unplaced = reading::unplaced(&coverage, &text);
    Ok(Import { reading, text })
}
