//! A text that was sent and has not entered yet: one a person, kept as a note that ends by itself.
//!
//! It is no convention and no fact: nobody else sees it, and nothing is told of it. What the browser holds of it is its digest.

use domain::digest::Digest;
use domain::time::Instant;
use store::Note;
use web::failure::Failure;
use web::visit::Visit;

const KIND: &str = "import";

/// How long a text waits to be confirmed.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// The text, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    pub(crate) name: String,
    /// Of the file, as it was sent.
    pub(crate) digest: Digest,
    /// What was taken as what when the file was opened.
    pub(crate) notes: Vec<String>,
    pub(crate) text: Vec<String>,
}

/// A draft, and when it will be forgotten.
pub(crate) struct Waiting {
    pub(crate) draft: Draft,
    pub(crate) until: Instant,
}

impl Draft {
    /// The digest, then the name and the notes between tabs, a line each, then the text: no line holds an end of line, and no name a tab.
    fn written(&self) -> String {
        let told: Vec<&str> = std::iter::once(&self.name).chain(&self.notes).map(String::as_str).collect();
        format!("{}\n{}\n{}", self.digest, told.join("\t"), self.text.join("\n"))
    }

    fn read(written: &str) -> Option<Self> {
        let mut parts = written.splitn(3, '\n');
        let digest = Digest::from_hex(parts.next()?)?;
        let mut told = parts.next()?.split('\t').map(str::to_owned);
        Some(Self {
            digest,
            name: told.next()?,
            notes: told.collect(),
            text: parts.next()?.split('\n').map(str::to_owned).collect(),
        })
    }
}

/// The note of whoever is signed in.
fn key(visit: &Visit) -> Result<Digest, Failure> {
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    Ok(Digest::of(format!("import {person}").as_bytes()))
}

/// Keeps a text, in the place of the one before.
pub(crate) async fn keep(visit: &mut Visit, draft: &Draft) -> Result<(), Failure> {
    let (key, expires) = (key(visit)?, visit.now.plus_seconds(KEPT_SECONDS));
    let mut notes = visit.notes().await?;
    notes.keep(KIND, key, &draft.written(), expires).await?;
    Ok(notes.commit().await?)
}

/// The text that waits, if there is one.
pub(crate) async fn waiting(visit: &mut Visit) -> Result<Option<Waiting>, Failure> {
    let key = key(visit)?;
    let note: Option<Note> = visit.notes().await?.hold(KIND, key).await?;
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
    let mut notes = visit.notes().await?;
    notes.take(KIND, key).await?;
    Ok(notes.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_as_it_was_written() {
        let draft = Draft {
            name: "convention.txt".to_owned(),
            digest: Digest::of(b"bytes"),
            notes: ["Le nom ment.", "Deux pages sans texte."].map(str::to_owned).to_vec(),
            text: ["", " une ligne\r", "", "fin"].map(str::to_owned).to_vec(),
        };
        assert_eq!(Draft::read(&draft.written()), Some(draft));
        assert_eq!(Draft::read("rien"), None);
    }
}
