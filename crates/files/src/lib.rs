//! File formats at the edge: bytes in, domain values out.
//!
//! A text is read in four passes over a model of its lines: normalise, segment, recognise, bind. Each value keeps the lines
//! it came from; what is not read stays in the unplaced text. A file that is kept as it is, a photograph or a note, is recognised by its
//! content. This crate knows no database, no clock and no page, and no
//! proper noun of any convention: names are derived from what the text itself presents.

mod bind;
mod calendar;
pub mod comparison;
pub mod consolidated;
pub mod correction;
mod decode;
pub mod following;
pub mod formats;
pub mod interchange;
mod layout;
mod lines;
pub mod mapping;
mod names;
mod numbers;
pub mod obligation;
mod packing;
mod passage;
mod picture;
mod plan;
mod prose;
mod recognise;
pub mod recognition;
mod refusal;
pub mod renewal;
mod segment;
pub mod sheets;
mod sniff;
mod summary;
mod summary_plan;
mod summary_rest;
mod taking;
mod texts;
mod wording;
mod zip;

use domain::digest::Digest;
use domain::reading::{self, Lines, Reading};
use recognition::Means;

pub use picture::SHOWN_AS;
pub use recognise::rhythm::meetings_per_year;
pub use refusal::{LARGEST_DOCUMENT_BYTES, LIMIT_BYTES, Refusal};
pub use summary::summary;
pub use taking::{recognised, taken};
pub use texts::text_of;

/// A text that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// What it says.
    pub reading: Reading,
    /// Its lines, decoded, from line 1.
    pub text: Vec<String>,
    /// What was taken as what when the file was opened, in French sentences; nothing when the text alone was given.
    pub notes: Vec<String>,
    /// How many pages of the file are pictures that nobody was asked to recognise.
    pub pictures: usize,
}

/// A text that was decoded, and from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The name of the file, for the sentences that people get.
    pub name: String,
    /// The digest of its bytes.
    pub digest: Digest,
    /// Its lines, from line 1.
    pub lines: Vec<String>,
    /// Those whose characters were recognised on a picture.
    pub recognised: Lines,
}

/// Reads the text of a convention. `name` is the file's name, for the sentences that people get.
pub fn read(name: &str, bytes: &[u8]) -> Result<Import, Refusal> {
    arrived(name, bytes, formats::text(name, bytes)?)
}

/// The same, with these means: pages that are pictures are recognised, and how far one is can be told.
pub fn read_by(name: &str, bytes: &[u8], means: Means<'_>) -> Result<Import, Refusal> {
    arrived(name, bytes, formats::text_by(name, bytes, means)?)
}

fn arrived(name: &str, bytes: &[u8], decoded: formats::Decoded) -> Result<Import, Refusal> {
    let import = understand(Text {
        name: name.to_owned(),
        digest: Digest::of(bytes),
        lines: decoded.lines,
        recognised: decoded.recognised,
    })?;
    Ok(Import {
        notes: decoded.notes,
        pictures: decoded.pictures,
        ..import
    })
}

/// Reads a text that was decoded before: the same text always gives the same reading.
pub fn understand(text: Text) -> Result<Import, Refusal> {
    let Text {
        name,
        digest,
        lines: text,
        recognised,
    } = text;
    let lines = lines::normalise(&text);
    let segments = segment::segment(&lines);
    let mut reading = bind::bind(&name, digest, &lines, &segments);
    bind::recognised(&mut reading, recognised, &text);
    if says_nothing(&reading) || !recognise::title::speaks_of_convention(&lines) {
        let lines = reading.source.lines;
        return Err(Refusal::NoConvention { file: name, lines });
    }
    reading.anomalies = reading::anomalies(&reading, &text);
    let coverage = reading::coverage(&reading, &text);
    reading.unplaced = reading::unplaced(&coverage, &text);
    Ok(Import {
        reading,
        text,
        notes: Vec::new(),
        pictures: 0,
    })
}

/// Whether neither a party, nor an action, nor how the work is organised was found.
fn says_nothing(reading: &Reading) -> bool {
    let agreed = !reading.parties.is_empty() || !reading.duties.is_empty();
    let planned = !reading.actions.is_empty() || !reading.nodes.is_empty();
    let organised = !reading.bodies.is_empty() || !reading.facilities.listed.is_empty() || !reading.scheme.posts.is_empty();
    !agreed && !planned && !organised
}
