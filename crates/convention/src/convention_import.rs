//! A text becomes a convention from a page: it is sent, read and shown; it enters when the same person says so.
//!
//! Nothing is written of it as a convention before, and what the browser sends back is never the reading.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::digest::Digest;
use domain::places::Target;
use files::{Import, Refusal};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::visit::Visit;

use crate::draft::{self, Draft, Waiting};
use crate::entry::{Entry, EntryError, KnownSource, enter_within};
use crate::import_report::Report;
use crate::place_recognition;

/// The largest body taken: the largest document, and room for what the form says around it.
pub(crate) const LARGEST_BODY_BYTES: usize = files::LARGEST_DOCUMENT_BYTES + 1_000_000;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    forme: String,
}

/// What is done with the text that waits.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Step {
    geste: String,
    /// The digest of the file that was shown.
    empreinte: String,
    /// Whether a text that looks cut is whole.
    entier: String,
}

#[derive(Template)]
#[template(path = "convention_import.html")]
struct ConventionImport {
    frame: Frame,
    waiting: Option<Shown>,
    errors: Errors,
}

/// The text that waits, once read.
struct Shown {
    name: String,
    digest: Digest,
    /// What was taken as what when the file was opened.
    notes: Vec<String>,
    until: String,
    report: Report,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let waiting = draft::waiting(&mut visit).await?;
    match (asked.forme.as_str(), waiting) {
        ("", waiting) => page(&mut visit, waiting, Errors::none())
            .await
            .and_then(|page| visit.page(&page)),
        ("texte", Some(waiting)) => {
            let import = read(&mut visit, waiting.draft).await?.map_err(|_| Failure::NotFound)?;
            Ok(Answer::bytes(
                files::summary(&import).into_bytes(),
                "text/plain; charset=utf-8",
            ))
        }
        _ => Err(Failure::NotFound),
    }
}

/// A file arrives.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sentence = match visit.upload().await?.file() {
        None => "Choisissez le fichier du texte, puis envoyez-le.".to_owned(),
        Some(file) => {
            let imported = visit.apart(move || files::read(&own_name(&file.name), &file.bytes)).await?;
            match arrived(&mut visit, imported).await? {
                Ok(()) => return Ok(Answer::see_other(Target::ImportConvention)),
                Err(sentence) => sentence,
            }
        }
    };
    let mut errors = Errors::none();
    errors.add("fichier", sentence);
    let waiting = draft::waiting(&mut visit).await?;
    let page = page(&mut visit, waiting, errors).await?;
    Err(visit.invalid(&page))
}

/// The longest name kept, in characters.
const LONGEST_NAME: usize = 120;

/// The last part of a path, on one line: some browsers put folders before it.
fn own_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or(sent);
    let words: String = last.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    words.trim().chars().take(LONGEST_NAME).collect()
}

/// Keeps a text that was read until it is confirmed, unless it is there already.
async fn arrived(visit: &mut Visit, imported: Result<Import, Refusal>) -> Result<Result<(), String>, Failure> {
    let import = match imported {
        Ok(import) => import,
        Err(refusal) => return Ok(Err(refusal.to_string())),
    };
    let digest = import.reading.source.digest;
    if let Some(known) = visit.first(KnownSource { digest }).await? {
        return Ok(Err(EntryError::Known(domain::ids::Id::new(known)).to_string()));
    }
    let draft = Draft {
        name: import.reading.source.name,
        digest,
        notes: import.notes,
        text: import.text,
    };
    draft::keep(visit, &draft).await?;
    Ok(Ok(()))
}

/// The text that waits enters, or is forgotten.
pub(crate) async fn settle(mut visit: Visit) -> Result<Answer, Failure> {
    let step: Step = visit.form()?;
    let Some(waiting) = draft::waiting(&mut visit).await? else {
        return refuse(
            &mut visit,
            "Aucun texte n’est en attente\u{a0}: il est déjà entré, ou un jour a passé depuis son envoi. Regardez le registre des conventions, ou envoyez-le de nouveau.",
        )
        .await;
    };
    match step.geste.as_str() {
        "abandonner" => {
            draft::forget(&mut visit).await?;
            Ok(Answer::see_other(Target::ImportConvention))
        }
        "entrer" if Digest::from_hex(&step.empreinte) != Some(waiting.draft.digest) => {
            refuse(
                &mut visit,
                "Le texte en attente n’est plus celui que vous aviez relu\u{a0}: un autre fichier a été envoyé depuis. Relisez celui-ci.",
            )
            .await
        }
        "entrer" => enter(visit, waiting.draft, step.entier == "oui").await,
        _ => Err(Failure::NotFound),
    }
}

async fn enter(mut visit: Visit, draft: Draft, whole: bool) -> Result<Answer, Failure> {
    let import = match read(&mut visit, draft).await? {
        Ok(import) => import,
        Err(refusal) => return refuse(&mut visit, &refusal.to_string()).await,
    };
    if import.reading.cut().is_some() && !whole {
        return refuse(
            &mut visit,
            "Ce texte semble interrompu\u{a0}: envoyez le fichier complet, ou cochez «\u{a0}C’est bien là tout le texte signé\u{a0}».",
        )
        .await;
    }
    place_recognition::prepare(&import.reading);
    let tx = visit.begin::<verbs::EnterConvention>(Installation).await?;
    let entry = Entry {
        reading: import.reading,
        text: import.text,
    };
    match enter_within(tx, entry).await {
        Ok(convention) => {
            // It has entered, whatever becomes of the note: sent again, the same text is known.
            draft::forget(&mut visit).await?;
            Ok(Answer::see_other(Target::EnteredConvention(convention)))
        }
        Err(EntryError::Store(error)) => Err(error.into()),
        Err(known @ EntryError::Known(_)) => refuse(&mut visit, &known.to_string()).await,
    }
}

/// The page again, with what prevents.
async fn refuse(visit: &mut Visit, sentence: &str) -> Result<Answer, Failure> {
    let waiting = draft::waiting(visit).await?;
    let page = page(visit, waiting, Errors::whole(sentence)).await?;
    Err(visit.invalid(&page))
}

/// Reads a draft again: the same text always gives the same reading.
async fn read(visit: &mut Visit, draft: Draft) -> Result<Result<Import, Refusal>, Failure> {
    visit
        .apart(move || files::understand(&draft.name, draft.digest, draft.text))
        .await
}

async fn page(visit: &mut Visit, waiting: Option<Waiting>, errors: Errors) -> Result<ConventionImport, Failure> {
    let shown = match waiting {
        None => None,
        Some(waiting) => {
            let (name, digest, notes) = (waiting.draft.name.clone(), waiting.draft.digest, waiting.draft.notes.clone());
            let draft = waiting.draft;
            let report = visit
                .apart(move || {
                    let import = files::understand(&draft.name, draft.digest, draft.text);
                    import.map(|import| Report::of(&import))
                })
                .await?;
            report.ok().map(|report| Shown {
                name,
                digest,
                notes,
                until: french::moment(waiting.until),
                report,
            })
        }
    };
    let frame = visit.frame("Importer une convention").await?;
    Ok(ConventionImport {
        frame: frame.crumb("Mes conventions", Target::OwnConventions),
        waiting: shown,
        errors,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_the_last_part_of_its_path_on_one_line() {
        assert_eq!(own_name("C:\\Dossiers\\Convention.txt"), "Convention.txt");
        assert_eq!(own_name("../a\nb.txt"), "a b.txt");
        assert_eq!(own_name(&"é".repeat(400)).chars().count(), LONGEST_NAME);
    }
}
