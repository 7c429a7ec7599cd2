//! A text that was sent and has not entered yet: one a person, kept as a note that ends by itself.
//!
//! It is no convention and no fact: nobody else sees it, and nothing is told of it. What the browser holds of it is its digest.

use domain::digest::Digest;
use domain::reading::Lines;
use domain::time::Instant;
use files::{Import, Text};
use serde::{Deserialize, Serialize};
use store::{Notes, StoreError};
use web::failure::Failure;
use web::visit::Visit;

const KIND: &str = "import";

/// How long a text waits to be confirmed.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// The text, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// Its lines, and the file they were read from.
    pub(crate) text: Text,
    /// What was taken as what when the file was opened.
    pub(crate) notes: Vec<String>,
    /// The interchange document that says what was read of it, when one was sent.
    pub(crate) document: Option<String>,
}

/// A draft, and when it will be forgotten.
pub(crate) struct Waiting {
    pub(crate) draft: Draft,
    pub(crate) until: Instant,
}

/// A draft, as it is kept.
#[derive(Serialize, Deserialize)]
struct Written {
    name: String,
    digest: String,
    recognised: String,
    notes: Vec<String>,
    document: Option<String>,
    lines: Vec<String>,
}

impl Draft {
    /// What was read of a file, or what a document says of it.
    pub(crate) fn of(import: Import, document: Option<String>) -> Self {
        let source = import.reading.source;
        Self {
            text: Text {
                name: source.name,
                digest: source.digest,
                lines: import.text,
                recognised: source.recognised,
            },
            notes: import.notes,
            document,
        }
    }

    /// What it says: a document as it is, a text read again, which always gives the same.
    pub(crate) fn import(self) -> Result<Import, String> {
        let Some(document) = self.document else {
            return files::understand(self.text).map_err(|refusal| refusal.to_string());
        };
        let reading = files::interchange::read(&document).map_err(|fault| fault.to_string())?;
        Ok(Import {
            reading,
            text: self.text.lines,
            notes: self.notes,
            pictures: 0,
        })
    }

    fn written(&self) -> String {
        let written = Written {
            name: self.text.name.clone(),
            digest: self.text.digest.to_string(),
            recognised: self.text.recognised.to_string(),
            notes: self.notes.clone(),
            document: self.document.clone(),
            lines: self.text.lines.clone(),
        };
        serde_json::to_string(&written).unwrap_or_default()
    }

    fn read(written: &str) -> Option<Self> {
        let written: Written = serde_json::from_str(written).ok()?;
        Some(Self {
            text: Text {
                name: written.name,
                digest: Digest::from_hex(&written.digest)?,
                lines: written.lines,
                recognised: written.recognised.parse::<Lines>().ok()?,
            },
            notes: written.notes,
            document: written.document,
        })
    }
}

/// The key of the notes of whoever is signed in.
pub(crate) fn key(visit: &Visit) -> Result<Digest, Failure> {
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    Ok(Digest::of(format!("import {person}").as_bytes()))
}

/// Keeps a text, in the place of the one before.
pub(crate) async fn keep(notes: &mut Notes, key: Digest, draft: &Draft, now: Instant) -> Result<(), StoreError> {
    notes.keep(KIND, key, &draft.written(), now.plus_seconds(KEPT_SECONDS)).await
}

/// The text that waits, if there is one.
pub(crate) async fn waiting(visit: &mut Visit) -> Result<Option<Waiting>, Failure> {
    let key = key(visit)?;
    let note = visit.noted(KIND, key).await?;
    Ok(note.and_then(|note| {
        Some(Waiting {
            draft: Draft::read(&note.value)?,
            until: note.at.plus_seconds(KEPT_SECONDS),
        })
    }))
}

/// Forgets the text that waits.
pub(crate) async fn forget(visit: &mut Visit) -> Result<(), Failure> {
    let key = key(visit)?;
    visit.unnote(KIND, key).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_as_it_was_written() {
        let draft = Draft {
            text: Text {
                name: "convention.txt".to_owned(),
                digest: Digest::of(b"bytes"),
                lines: ["", " une ligne\r", "", "fin"].map(str::to_owned).to_vec(),
                recognised: Lines::span(2, 4),
            },
            notes: ["Le nom ment.", "Deux pages sans texte."].map(str::to_owned).to_vec(),
            document: Some("{}".to_owned()),
        };
        assert_eq!(Draft::read(&draft.written()), Some(draft));
        assert_eq!(Draft::read("rien"), None);
    }
}
