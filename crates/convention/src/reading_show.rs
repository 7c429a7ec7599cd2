//! Correcting what was read: what was corrected, each part field by field, and the form of one field.
//!
//! The signed text and its act never change here; a correction is undone by a newer one.

pub(crate) mod change;
mod field;
mod kept_aside;
mod lists;
pub(crate) mod provenance;
mod recognised;
mod rows;
mod several;
mod told_there;
pub(crate) mod whole;

pub(crate) use lists::{corrections, kind_at, place_words, told_reason};
pub(crate) use rows::{Life, Said};

use askama::Template;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use domain::reading::Lines;
use files::correction::{FieldPath, lines_in};
use serde::Deserialize;
use serde_json::Value;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use self::field::{field_page, fresh};
use self::lists::{index, part};
use self::rows::{Cell, Group, Row, Way};
use crate::reading_fields::{Field, Kind, Section};
use crate::reading_values::Names;
use crate::reading_versions as versions;

/// Corrections shown on the page; the journal tells the others.
const SHOWN: i64 = 50;
/// The longest reason.
const LONGEST_REASON: usize = 500;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    partie: Option<String>,
    element: Option<usize>,
    place: Option<String>,
    /// Whether the reading room asked for the form, and has the answer.
    salle: String,
    enregistree: Option<i64>,
    /// How many corrections one form has just made.
    gardees: Option<usize>,
}

/// The form of one field, as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    place: String,
    etait: String,
    cause: String,
    valeur: String,
    second: String,
    libre: String,
    lignes: String,
    motif: String,
    geste: String,
    annuler: String,
    /// Whether the reading room has the answer.
    salle: String,
}

/// The reading as it stands, opened.
struct Desk {
    convention: ConventionId,
    document: String,
    root: Value,
    names: Names,
    /// The lines whose characters were recognised on a picture.
    recognised: Lines,
    /// The places where people typed what stands there.
    typed: provenance::TypedPlaces,
}

impl Desk {
    async fn open(visit: &mut Visit) -> Result<Self, Failure> {
        let convention = visit.convention()?;
        let document = versions::document(visit, convention).await?;
        let root: Value = serde_json::from_str(&document).map_err(|_| Failure::NotFound)?;
        Ok(Self {
            convention,
            typed: provenance::TypedPlaces::of(&visit.rows(provenance::Traces { convention }).await?),
            names: Names::of(&root),
            recognised: recognised::lines(&root),
            document,
            root,
        })
    }

    /// Goes on with a newer document of the same reading.
    fn renew(&mut self, document: &str) -> Result<(), Failure> {
        self.root = serde_json::from_str(document).map_err(|_| Failure::NotFound)?;
        document.clone_into(&mut self.document);
        Ok(())
    }

    fn at(&self, path: &str) -> Option<&Value> {
        self.root.pointer(path)
    }

    fn lines(&self, path: &str) -> Lines {
        let path: Option<FieldPath> = path.parse().ok();
        path.and_then(|path| lines_in(&self.root, &path)).unwrap_or_default()
    }

    /// Whether there is no text to read.
    fn is_by_hand(&self) -> bool {
        self.at("/source/lines").and_then(Value::as_u64) == Some(0)
    }

    /// Whether a field is shown: what only a text writes is not, where there is none.
    fn shows(&self, field: &Field) -> bool {
        !(field.of_text && self.is_by_hand())
    }

    fn count(&self, list: &str) -> usize {
        self.at(list).and_then(Value::as_array).map_or(0, Vec::len)
    }

    fn address(&self, pairs: &[(&str, &str)]) -> String {
        with_query(href(Target::Reading(self.convention)), pairs)
    }

    fn cell(&self, path: &str, kind: Kind) -> Cell {
        let lines = self.lines(path);
        Cell {
            words: self
                .at(path)
                .filter(|value| !is_uncounted(path, value))
                .map(|value| self.names.told(Some(kind), value)),
            recognised: self.recognised.meets(&lines),
            typed: self.is_typed(path),
            corrected: self.is_corrected(path),
            lines,
            address: self.address(&[("place", path)]),
        }
    }

    fn row(&self, base: &str, field: &'static Field) -> Row {
        let path = if field.name.is_empty() {
            base.to_owned()
        } else {
            format!("{base}/{}", field.name)
        };
        if !field.many {
            return Row {
                label: field.label,
                cells: vec![self.cell(&path, field.kind)],
                add: None,
            };
        }
        let count = self.count(&path);
        // What has no name of its own is the list of levels.
        let takes = !field.name.is_empty() || Section::takes_level(count);
        Row {
            label: field.label,
            cells: (0..count)
                .map(|index| self.cell(&format!("{path}/{index}"), field.kind))
                .collect(),
            add: takes.then(|| self.address(&[("place", &format!("{path}/{count}"))])),
        }
    }

    /// The fields of a section, or of one of its items.
    fn groups(&self, section: &Section, base: &str) -> Vec<Group> {
        let mut groups = vec![Group {
            title: None,
            rows: section.fields.iter().map(|field| self.row(base, field)).collect(),
            add: None,
            drop: None,
        }];
        for inner in section.inner {
            let list = format!("{base}/{}", inner.name);
            let count = self.count(&list);
            groups.extend((0..count).map(|index| {
                Group {
                    title: Some(format!("{} ({})", inner.label, index + 1)),
                    rows: inner
                        .fields
                        .iter()
                        .filter(|field| self.shows(field))
                        .map(|field| self.row(&format!("{list}/{index}"), field))
                        .collect(),
                    add: None,
                    drop: Some(self.address(&[("place", &format!("{list}/{index}"))])),
                }
            }));
            groups.push(Group {
                title: Some(inner.label.to_owned()),
                rows: Vec::new(),
                add: Some(self.address(&[("place", &format!("{list}/{count}"))])),
                drop: None,
            });
        }
        groups
    }
}

#[derive(Template)]
#[template(path = "reading_show.html")]
struct ReadingShow {
    frame: Frame,
    convention: ConventionId,
    intro: bool,
    ways: Vec<Way>,
    groups: Vec<Group>,
    add: Option<String>,
    drop: Option<String>,
    /// Where all the fields of an element are in one form.
    whole: Option<String>,
    made: Vec<Said>,
    /// How many corrections one form has just made.
    together: Option<usize>,
    /// What has just been kept.
    kept: Option<Said>,
    errors: Errors,
    by_hand: bool,
    /// Whether the text, or a part of it, was recognised on pictures.
    recognised: bool,
}

impl ReadingShow {
    fn own(&self) -> Target {
        Target::Reading(self.convention)
    }

    fn again(&self) -> Target {
        Target::ReadingAgain(self.convention)
    }

    /// What one form has just kept.
    fn kept_together(&self, count: &usize) -> String {
        web::french::count(*count, "champ enregistré", "champs enregistrés")
    }

    fn room(&self) -> Target {
        Target::Desk(DeskPlace::ReadingRoom(self.convention))
    }

    fn second_file(&self) -> Target {
        Target::Desk(DeskPlace::SecondFile(self.convention))
    }

    fn spreadsheet(&self) -> Target {
        Target::Desk(DeskPlace::PlanMapping(self.convention))
    }
}

/// Whether a value is the bound of a rhythm whose words count nothing.
fn is_uncounted(path: &str, value: &Value) -> bool {
    path.ends_with("_per_year") && value.as_u64() == Some(0)
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let desk = Desk::open(&mut visit).await?;
    let kept = lists::kept(&mut visit, &desk, asked.enregistree).await?;
    if let Some(place) = asked.place {
        let typed = Typed {
            salle: asked.salle,
            ..fresh(&desk, place)?
        };
        let page = field_page(&mut visit, &desk, typed, Errors::none()).await?;
        return visit.page(&page.after(kept));
    }
    let page = match asked.partie {
        None => index(&mut visit, &desk, Errors::none()).await?,
        Some(root) => part(&mut visit, &desk, &root, asked.element).await?,
    };
    let together = asked.gardees.filter(|count| *count > 0);
    let page = ReadingShow { together, kept, ..page };
    visit.page(&page)
}

#[cfg(test)]
mod tests;
