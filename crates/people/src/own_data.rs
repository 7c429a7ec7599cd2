//! Everything that Pacte holds about whoever asks: a page to read or print, and a file. It shows nobody else's data.

use askama::Template;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::dossier::{Dossier, Request};
use crate::dossier_json;
use crate::dossier_words::{ENTRIES_SHOWN, Section, Sentence, sections};

#[derive(Template)]
#[template(path = "own_data.html")]
struct OwnData {
    frame: Frame,
    dossier: Dossier,
    sections: Vec<Section>,
    /// Entries of the journal that are left out.
    left_out: usize,
    errors: Errors,
}

impl OwnData {
    fn request(&self) -> Option<Request<'_>> {
        self.dossier.request()
    }

    /// Nothing is asked, or what was asked was refused.
    fn may_ask(&self) -> bool {
        self.request().is_none_or(|request| request.refused.is_some())
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    tout: String,
}

pub(crate) async fn get(mut visit: Visit, sentence: Sentence) -> Result<Answer, Failure> {
    let page = page(&mut visit, sentence, Errors::none()).await?;
    visit.page(&page)
}

/// The file of the same.
pub(crate) async fn file(mut visit: Visit) -> Result<Answer, Failure> {
    let dossier = own(&mut visit).await?;
    Ok(dossier_json::file(&dossier, visit.now))
}

/// The page again, with what to correct.
pub(crate) async fn refuse(visit: &mut Visit, sentence: Sentence, errors: Errors) -> Result<Answer, Failure> {
    let page = page(visit, sentence, errors).await?;
    Err(visit.invalid(&page))
}

/// What is held about whoever asks.
pub(crate) async fn own(visit: &mut Visit) -> Result<Dossier, Failure> {
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    Dossier::of(visit, person).await
}

async fn page(visit: &mut Visit, sentence: Sentence, errors: Errors) -> Result<OwnData, Failure> {
    let asked: Asked = visit.query()?;
    let dossier = own(visit).await?;
    let shown = if asked.tout == "oui" { usize::MAX } else { ENTRIES_SHOWN };
    let frame = visit.frame("Mes données").await?;
    Ok(OwnData {
        frame: frame.crumb("Mon compte", domain::places::Target::OwnAccount),
        sections: sections(&dossier, sentence, shown, visit.today),
        left_out: dossier.entries.len().saturating_sub(shown),
        dossier,
        errors,
    })
}
