//! The spreadsheet that waits to be mapped, one a person and a convention, and what an organisation chose for heads of the same words.
//!
//! Both are notes: nobody else sees the first, nothing is told of either, and they end by themselves.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::digest::Digest;
use domain::ids::ConventionId;
use files::mapping::{Chosen, Field};
use web::failure::Failure;
use web::visit::Visit;

use super::owners;

const KIND: &str = "plan_mapping";
const HEADS: &str = "plan_heads";

/// How long a file waits.
const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// How long what was chosen is remembered after the last time.
const REMEMBERED_SECONDS: i64 = 730 * 24 * 60 * 60;

/// The most heads that are remembered of one organisation, and the most tabs.
const MOST_HEADS: usize = 500;

/// How a sheet that is read is written, where a column has the code of its field.
const READ: &str = "+";

/// The same, of one that is not.
const LEFT: &str = "-";

/// What a person chose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices {
    /// What columns hold, and which sheets are read.
    pub(super) chosen: Chosen,
    /// Whether each tab is a theme, when it was said.
    pub(super) tabs_are_themes: Option<bool>,
}

impl Choices {
    /// A head or a tab a line, without an end of line of its own.
    pub(super) fn written(&self) -> String {
        let themes = match self.tabs_are_themes {
            Some(true) => "oui",
            Some(false) => "non",
            None => "",
        };
        let one = |code: &str, words: &str| format!("\n{code}\t{}", words.replace(['\n', '\r', '\t'], " "));
        let sheets = self.chosen.sheets.iter();
        let sheets: String = sheets
            .map(|(name, read)| one(if *read { READ } else { LEFT }, name))
            .collect();
        let fields = self.chosen.fields.iter();
        let fields: String = fields.map(|(label, field)| one(&field.code(), label)).collect();
        format!("{themes}{sheets}{fields}")
    }

    pub(super) fn read(written: &str) -> Self {
        let mut lines = written.lines();
        let tabs_are_themes = match lines.next() {
            Some("oui") => Some(true),
            Some("non") => Some(false),
            _ => None,
        };
        let mut chosen = Chosen::default();
        for (code, words) in lines.filter_map(|line| line.split_once('\t')) {
            let words = words.to_owned();
            match (code, Field::from_code(code)) {
                (READ | LEFT, _) => drop(chosen.sheets.insert(words, code == READ)),
                (_, Some(field)) => drop(chosen.fields.insert(words, field)),
                _ => {}
            }
        }
        Self { chosen, tabs_are_themes }
    }
}

/// A file that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
    pub(super) choices: Choices,
}

impl Draft {
    /// The name, the bytes as letters, then the choices.
    fn written(&self) -> String {
        format!("{}\n{}\n{}", self.name, STANDARD.encode(&self.bytes), self.choices.written())
    }

    fn read(written: &str) -> Option<Self> {
        let mut parts = written.splitn(3, '\n');
        Some(Self {
            name: parts.next()?.to_owned(),
            bytes: STANDARD.decode(parts.next()?).ok()?,
            choices: Choices::read(parts.next()?),
        })
    }
}

fn key(visit: &Visit, convention: ConventionId) -> Result<Digest, Failure> {
    let (person, _) = owners(visit)?;
    Ok(Digest::of(format!("plan mapping {person} {convention}").as_bytes()))
}

pub(super) async fn keep(visit: &mut Visit, convention: ConventionId, draft: &Draft) -> Result<(), Failure> {
    let key = key(visit, convention)?;
    visit.note(KIND, key, &draft.written(), KEPT_SECONDS).await
}

pub(super) async fn waiting(visit: &mut Visit, convention: ConventionId) -> Result<Option<Draft>, Failure> {
    let key = key(visit, convention)?;
    let note = visit.noted(KIND, key).await?;
    Ok(note.and_then(|note| Draft::read(&note.value)))
}

pub(super) async fn forget(visit: &mut Visit, convention: ConventionId) -> Result<(), Failure> {
    let key = key(visit, convention)?;
    visit.unnote(KIND, key).await
}

fn heads_key(visit: &Visit) -> Result<Digest, Failure> {
    let (_, organisation) = owners(visit)?;
    Ok(Digest::of(format!("plan heads {organisation}").as_bytes()))
}

/// What this organisation chose before.
pub(super) async fn remembered(visit: &mut Visit) -> Result<Choices, Failure> {
    let key = heads_key(visit)?;
    let note = visit.noted(HEADS, key).await?;
    Ok(note.map(|note| Choices::read(&note.value)).unwrap_or_default())
}

/// Remembers what was chosen, over what was chosen before.
pub(super) async fn remember(visit: &mut Visit, choices: &Choices) -> Result<(), Failure> {
    let mut all = remembered(visit).await?;
    all.chosen.fields.extend(choices.chosen.fields.clone());
    all.chosen.sheets.extend(choices.chosen.sheets.clone());
    while all.chosen.fields.len() > MOST_HEADS {
        all.chosen.fields.pop_first();
    }
    while all.chosen.sheets.len() > MOST_HEADS {
        all.chosen.sheets.pop_first();
    }
    let key = heads_key(visit)?;
    visit.note(HEADS, key, &all.written(), REMEMBERED_SECONDS).await
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_file_is_read_as_it_was_written() {
        let fields = BTreeMap::from([
            ("structure porteuse".to_owned(), Field::Bearers),
            ("2024".to_owned(), Field::Year(2024)),
        ]);
        let choices = Choices {
            chosen: Chosen {
                fields,
                sheets: BTreeMap::from([("déploiement".to_owned(), false), ("plan".to_owned(), true)]),
            },
            tabs_are_themes: Some(false),
        };
        let draft = Draft {
            name: "plan.xlsx".to_owned(),
            bytes: vec![0, 10, 13, 255],
            choices,
        };
        assert_eq!(Draft::read(&draft.written()), Some(draft));
        assert_eq!(Draft::read("rien"), None);
    }
}
