//! A convention taken away whole, in the format of one's choice: to read, to compute, to bring elsewhere.
//!
//! What someone may not see is in no file; the follow-up leaves from the table of the plan.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::{DeskPlace, Target};
use files::consolidated::{Form, write};
use files::interchange;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::href::{href, with_query};
use web::visit::Visit;

use crate::leaving::{Whole, whole};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    forme: String,
}

/// A file that is offered.
struct Offered {
    label: &'static str,
    what: &'static str,
    address: String,
    /// The name under which it is saved.
    name: String,
}

/// What files are good for.
struct Use {
    title: &'static str,
    anchor: &'static str,
    files: Vec<Offered>,
}

#[derive(Template)]
#[template(path = "convention_export.html")]
struct ConventionExport {
    frame: Frame,
    convention: ConventionId,
    /// Nothing when the text is not shared with whoever visits.
    uses: Vec<Use>,
    is_part: bool,
    by_hand: bool,
}

impl ConventionExport {
    fn table(&self) -> Target {
        Target::PlanTable(self.convention)
    }

    fn schema(&self) -> Target {
        Target::Desk(DeskPlace::InterchangeSchema)
    }
}

/// What each file is, in the words of who opens it.
const fn told(form: Form) -> (&'static str, &'static str) {
    match form {
        Form::Docx => ("DOCX", "Le texte entier, pour Word"),
        Form::Odt => ("ODT", "Le texte entier, pour LibreOffice"),
        Form::Markdown => ("Markdown", "Le texte entier, lisible dans n’importe quel éditeur"),
        Form::Xlsx => (
            "XLSX",
            "Un onglet par sujet, pour Excel\u{a0}; le dernier explique chaque colonne",
        ),
        Form::Ods => ("ODS", "Les mêmes onglets, pour LibreOffice"),
        Form::Csv => ("CSV", "Les actions seules, une par ligne, pour tout logiciel"),
        Form::Json => (
            "JSON",
            "Tout ce qui a été lu, ligne à ligne\u{a0}: une autre installation le relit à l’identique",
        ),
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let asked: Asked = visit.query()?;
    if !asked.forme.is_empty() {
        return file(visit, convention, &asked.forme).await;
    }
    let held = held(&mut visit, convention).await?;
    let frame = visit.frame("Exporter la convention").await?;
    let page = ConventionExport {
        frame: frame
            .under(Target::Convention(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        uses: held.as_ref().map(|_| uses(convention)).unwrap_or_default(),
        is_part: held.as_ref().is_some_and(|held| held.is_part),
        by_hand: held.as_ref().is_some_and(|held| held.reading.is_by_hand()),
    };
    visit.page(&page)
}

async fn held(visit: &mut Visit, convention: ConventionId) -> Result<Option<Whole>, Failure> {
    let viewer = visit.viewer;
    let held = whole(visit.reader().await?, &viewer, convention).await;
    held.map_err(|error| Failure::Broken(error.to_string()))
}

async fn file(mut visit: Visit, convention: ConventionId, code: &str) -> Result<Answer, Failure> {
    let form = Form::from_code(code).ok_or(Failure::NotFound)?;
    let held = held(&mut visit, convention).await?.ok_or(Failure::NotFound)?;
    // Writing takes a core for a while.
    let written = visit.apart(move || write(&held.reading, held.nature, form)).await?;
    let bytes = written.map_err(|error| Failure::Broken(error.to_string()))?;
    Ok(Answer::bytes(bytes, form.content_type()))
}

fn uses(convention: ConventionId) -> Vec<Use> {
    let of = |title, anchor, forms: &[Form]| Use {
        title,
        anchor,
        files: forms.iter().map(|form| offered(convention, *form)).collect(),
    };
    vec![
        of(
            "Pour lire, imprimer, annoter",
            "lire",
            &[Form::Docx, Form::Odt, Form::Markdown],
        ),
        of("Pour trier et calculer", "trier", &[Form::Xlsx, Form::Ods, Form::Csv]),
        of("Pour un autre logiciel", "logiciel", &[Form::Json]),
    ]
}

fn offered(convention: ConventionId, form: Form) -> Offered {
    let (label, what) = told(form);
    Offered {
        label,
        what,
        address: with_query(href(Target::Desk(DeskPlace::Leaving(convention))), &[("forme", form.code())]),
        name: format!("convention-{convention}.{}", form.code()),
    }
}

/// The schema of the interchange document, for those who write programs.
pub(crate) async fn schema(_visit: Visit) -> Result<Answer, Failure> {
    Ok(Answer::bytes(
        interchange::JSON_SCHEMA.as_bytes().to_vec(),
        "application/schema+json",
    ))
}
