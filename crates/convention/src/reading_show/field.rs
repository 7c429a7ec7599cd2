//! The form of one field: what the reading says there, the lines beside it, and what is typed.
//!
//! It keeps nothing: what is typed is read elsewhere.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use serde_json::Value;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use super::lists::{self, back};
use super::{Desk, Said, Typed, is_uncounted};
use crate::reading_fields::Kind;
use crate::reading_spot::{Spot, spot};
use crate::reading_values::in_form;
use crate::reading_versions as versions;
use crate::text_show::{LineRow, TextLines};

/// Lines of the text shown beside a field.
const BESIDE: u32 = 12;

#[derive(Template)]
#[template(path = "reading_edit.html")]
pub(super) struct ReadingEdit {
    frame: Frame,
    convention: ConventionId,
    spot: Spot,
    now: Option<String>,
    lines: Lines,
    text: Vec<LineRow>,
    choices: Vec<Vec<(String, String)>>,
    typed: Typed,
    errors: Errors,
    /// What has just been kept.
    kept: Option<Said>,
    back: String,
    by_hand: bool,
    recognised: bool,
    /// Whether a person typed what stands there.
    is_typed: bool,
}

impl ReadingEdit {
    /// The same page, with what has just been kept.
    pub(super) fn after(self, kept: Option<Said>) -> Self {
        Self { kept, ..self }
    }

    fn own(&self) -> Target {
        Target::Reading(self.convention)
    }

    /// The fields of the form: its name, its label, what it holds, how it is typed.
    fn inputs(&self) -> impl Iterator<Item = Input<'_>> {
        let texts = [("valeur", &self.typed.valeur), ("second", &self.typed.second)];
        let fields = self.spot.fields.iter().zip(texts).zip(&self.choices);
        fields.map(|((field, (id, text)), choices)| Input {
            id,
            label: field.label,
            text,
            kind: field.kind,
            choices,
        })
    }

    fn is(&self, cause: &str) -> bool {
        self.typed.cause == cause
    }
}

struct Input<'a> {
    id: &'static str,
    label: &'static str,
    text: &'a str,
    kind: Kind,
    choices: &'a [(String, String)],
}

/// The form of a field nobody typed in yet.
pub(super) fn fresh(desk: &Desk, place: String) -> Result<Typed, Failure> {
    let path = versions::path(&place)?;
    let value = desk.at(&path.to_string());
    let (valeur, libre) = in_form(lists::kind_at(&place), value.unwrap_or(&Value::Null));
    Ok(Typed {
        etait: value.map(Value::to_string).unwrap_or_default(),
        lignes: desk.lines(&place).to_string(),
        motif: if value.is_none() && desk.is_by_hand() {
            "Saisie complétée".to_owned()
        } else {
            String::new()
        },
        valeur,
        libre,
        place,
        ..Typed::default()
    })
}

pub(super) async fn field_page(visit: &mut Visit, desk: &Desk, typed: Typed, errors: Errors) -> Result<ReadingEdit, Failure> {
    let path = versions::path(&typed.place)?;
    let spot = spot(&desk.document, &path).ok_or(Failure::NotFound)?;
    let lines = desk.lines(&typed.place);
    let text = match lines.ranges().first() {
        Some(range) => {
            let last = range.last().min(range.first() + BESIDE - 1);
            visit
                .rows(TextLines {
                    convention: desk.convention,
                    first: range.first().into(),
                    last: last.into(),
                })
                .await?
        }
        None => Vec::new(),
    };
    let gesture = match (spot.adds(), spot.typed) {
        (true, true) => "Ajouter",
        (true, false) if spot.is_a_doubt() => "Lever",
        _ => "Corriger",
    };
    let frame = visit.frame(format!("{gesture}\u{a0}: {}", spot.label)).await?;
    Ok(ReadingEdit {
        frame: frame
            .under(Target::Reading(desk.convention))
            .crumb("Lecture", Target::Reading(desk.convention)),
        convention: desk.convention,
        now: desk
            .at(&path.to_string())
            .filter(|value| !is_uncounted(&typed.place, value))
            .map(|value| desk.names.told(lists::kind_at(&typed.place), value)),
        choices: spot.fields.iter().map(|field| desk.names.choices(field.kind)).collect(),
        back: match typed.salle.as_str() {
            "" => back(desk, &spot),
            _ => crate::room::answer::value(desk.convention, &typed.place),
        },
        by_hand: desk.is_by_hand(),
        recognised: desk.recognised.meets(&lines),
        is_typed: desk.is_typed(&typed.place),
        spot,
        lines,
        text,
        typed,
        errors,
        kept: None,
    })
}
