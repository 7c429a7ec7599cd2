//! The second file that waits, one a person and a convention, with what was said of it so far: a note that ends by itself.
//!
//! Nobody else sees it, and nothing is told of it. What the browser sends back is never what was read.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::comparison::Choice;
use domain::digest::Digest;
use domain::ids::ConventionId;
use domain::reading::Reading;
use files::comparison::{Grouping, SecondFile, of_spreadsheet};
use files::interchange;
use files::mapping::{Chosen, Field};
use serde::{Deserialize, Serialize};
use web::failure::Failure;
use web::handed::HandedFile;
use web::visit::Visit;

const KIND: &str = "second_file";

/// How long a file waits.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// What is kept of a file to read it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Content {
    /// What was read of its text, as an interchange document: reading it again takes a while.
    Text(String),
    /// Its bytes as letters, what its heads were taken for before, and which of its sheets were read.
    Sheet(String, BTreeMap<String, String>, BTreeMap<String, bool>),
}

impl Content {
    pub(super) fn sheet(bytes: &[u8], chosen: &Chosen) -> Self {
        let heads = chosen.fields.iter().map(|(label, field)| (label.clone(), field.code()));
        Self::Sheet(STANDARD.encode(bytes), heads.collect(), chosen.sheets.clone())
    }
}

/// A file that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub(super) name: String,
    digest: String,
    /// What was taken as what when the file was opened.
    pub(super) notes: Vec<String>,
    content: Content,
    /// Whether differences are put together by element, and not by what differs.
    pub(super) by_element: bool,
    /// The organisations said to be the same: the name in the file, folded, and the key of the other.
    pub(super) said: BTreeMap<String, String>,
    /// What becomes of each group, by its key.
    pub(super) choices: BTreeMap<String, String>,
    /// How many of its rows say how an action stands. A file that waited before this was counted says none.
    #[serde(default)]
    pub(super) followed: usize,
}

impl Draft {
    pub(super) const fn new(name: String, digest: String, notes: Vec<String>, content: Content) -> Self {
        Self {
            name,
            digest,
            notes,
            content,
            by_element: false,
            said: BTreeMap::new(),
            choices: BTreeMap::new(),
            followed: 0,
        }
    }

    /// A spreadsheet, so many rows of which say how an action stands.
    pub(super) fn following(mut self, rows: usize) -> Self {
        self.followed = rows;
        self
    }

    /// The spreadsheet as it was sent.
    pub(super) fn spreadsheet(&self) -> Option<HandedFile> {
        let Content::Sheet(bytes, _, _) = &self.content else {
            return None;
        };
        Some(HandedFile {
            name: self.name.clone(),
            bytes: STANDARD.decode(bytes).ok()?,
        })
    }

    pub(super) fn digest(&self) -> Option<Digest> {
        Digest::from_hex(&self.digest)
    }

    pub(super) const fn grouping(&self) -> Grouping {
        if self.by_element {
            Grouping::Element
        } else {
            Grouping::Aspect
        }
    }

    pub(super) fn choice(&self, key: &str) -> Choice {
        self.choices
            .get(key)
            .and_then(|code| Choice::from_code(code))
            .unwrap_or_default()
    }

    /// As it is kept.
    pub(super) fn written(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What the file says: the same file always says the same.
    pub(super) fn read(&self, here: &Reading) -> Option<SecondFile> {
        match &self.content {
            Content::Text(document) => Some(SecondFile {
                reading: interchange::read(document).ok()?,
                is_spreadsheet: false,
            }),
            Content::Sheet(bytes, heads, sheets) => {
                let bytes = STANDARD.decode(bytes).ok()?;
                let heads = heads
                    .iter()
                    .filter_map(|(label, code)| Some((label.clone(), Field::from_code(code)?)));
                let chosen = Chosen {
                    fields: heads.collect(),
                    sheets: sheets.clone(),
                };
                of_spreadsheet(&bytes, &chosen, here).ok().map(|read| read.second)
            }
        }
    }
}

fn key(visit: &Visit, convention: ConventionId) -> Result<Digest, Failure> {
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    Ok(Digest::of(format!("second file {person} {convention}").as_bytes()))
}

pub(super) async fn keep(visit: &mut Visit, convention: ConventionId, draft: &Draft) -> Result<(), Failure> {
    let key = key(visit, convention)?;
    visit.note(KIND, key, &draft.written(), KEPT_SECONDS).await
}

pub(super) async fn waiting(visit: &mut Visit, convention: ConventionId) -> Result<Option<Draft>, Failure> {
    let key = key(visit, convention)?;
    let note = visit.noted(KIND, key).await?;
    Ok(note.and_then(|note| serde_json::from_str(&note.value).ok()))
}

pub(super) async fn forget(visit: &mut Visit, convention: ConventionId) -> Result<(), Failure> {
    let key = key(visit, convention)?;
    visit.unnote(KIND, key).await
}

/// Takes the file that waits: of two who ask at once, one gets it.
pub(super) async fn take(visit: &mut Visit, convention: ConventionId) -> Result<bool, Failure> {
    let key = key(visit, convention)?;
    visit.taken(KIND, key).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_as_it_was_written_and_ignores_what_nobody_said() {
        let chosen = Chosen {
            fields: BTreeMap::from([("porteur".to_owned(), Field::Bearers)]),
            sheets: BTreeMap::from([("suivi".to_owned(), false)]),
        };
        let content = Content::sheet(&[0, 10, 255], &chosen);
        let mut draft = Draft::new("plan.xlsx".to_owned(), Digest::of(b"x").to_string(), Vec::new(), content);
        draft.choices.insert("actions-intitule".to_owned(), "misread".to_owned());
        let again: Draft = serde_json::from_str(&draft.written()).expect("a draft");
        assert_eq!(again, draft);
        // One that waited before its rows were counted is read too.
        let earlier = draft.written().replace(",\"followed\":0", "");
        assert_ne!(earlier, draft.written());
        assert_eq!(serde_json::from_str::<Draft>(&earlier).expect("a draft"), draft);
        assert_eq!(again.choice("actions-intitule"), Choice::Misread);
        assert_eq!(again.choice("actions-annees"), Choice::Ignored);
    }
}
