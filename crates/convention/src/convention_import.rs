//! A text becomes a convention from a page: it is sent, read and shown; it enters when the same person says so.
//!
//! Nothing is written of it as a convention before, and what the browser sends back is never the reading.

use askama::Template;
use domain::access::{Installation, verbs};
use domain::digest::Digest;
use domain::places::Target;
use files::Import;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::french;
use web::upload::UploadedFile;
use web::visit::Visit;

use crate::draft::{self, Draft, Waiting};
use crate::entry::{Entry, EntryError, enter_within};
use crate::import_report::Report;
use crate::import_sent::Sent;
use crate::import_work::{self, State, Told};
use crate::place_recognition;

/// The largest body taken: the largest text, an interchange document, and room for what the form says around them.
pub(crate) const LARGEST_BODY_BYTES: usize = files::LARGEST_DOCUMENT_BYTES + files::LIMIT_BYTES + 1_000_000;

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
    /// The reading under way.
    work: Option<Told>,
    errors: Errors,
}

impl ConventionImport {
    /// "Lecture en cours : page 12 sur 40".
    fn stands(&self) -> String {
        self.work.as_ref().map_or_else(String::new, |told| told.state.french())
    }

    /// How far it is, when it is known.
    fn measure(&self) -> Option<(usize, usize)> {
        match self.work.as_ref()?.state {
            State::Page(page, pages) => Some((page, pages)),
            _ => None,
        }
    }
}

const LEFT: &str = "La lecture s’est arrêtée avec le serveur\u{a0}: rien n’a été écrit. Envoyez le fichier de nouveau.";

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
    match asked.forme.as_str() {
        "" => {
            let page = page(&mut visit, Errors::none()).await?;
            visit.page(&page)
        }
        "texte" => {
            let waiting = draft::waiting(&mut visit).await?.ok_or(Failure::NotFound)?;
            let import = read(&mut visit, waiting.draft).await?.map_err(|_| Failure::NotFound)?;
            Ok(Answer::bytes(
                files::summary(&import).into_bytes(),
                "text/plain; charset=utf-8",
            ))
        }
        _ => Err(Failure::NotFound),
    }
}

/// What the page hears while a file is read.
pub(crate) async fn follow(mut visit: Visit) -> Result<Answer, Failure> {
    Ok(Answer::news(import_work::followed(&mut visit)?))
}

/// A file arrives, or a document with the text that it was read from.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let files = visit.upload().await?.files;
    let refused = match sent(files) {
        Ok(sent) => import_work::begin(&mut visit, sent).await?,
        Err(sentence) => Some(sentence.to_owned()),
    };
    let Some(sentence) = refused else {
        return Ok(Answer::see_other(Target::ImportConvention));
    };
    let mut errors = Errors::none();
    errors.add("fichier", sentence);
    let page = page(&mut visit, errors).await?;
    Err(visit.invalid(&page))
}

/// What the files of the form are, together.
fn sent(files: Vec<UploadedFile>) -> Result<Sent, &'static str> {
    let (mut documents, mut texts): (Vec<_>, Vec<_>) = files
        .into_iter()
        .map(|file| (file.own_name(), file.bytes))
        .partition(|(_, bytes)| files::interchange::is_document(bytes));
    match (documents.pop(), texts.pop(), documents.len() + texts.len()) {
        (None, None, _) => Err("Choisissez le fichier du texte, puis envoyez-le."),
        (Some((name, bytes)), text, 0) => Ok(Sent { name, bytes, text }),
        (None, Some((name, bytes)), 0) => Ok(Sent { name, bytes, text: None }),
        _ => Err(
            "Envoyez un seul texte à la fois. Deux fichiers ne vont ensemble que s’il s’agit d’un document d’échange et du texte dont il a été lu.",
        ),
    }
}

/// The text that waits enters, or is forgotten.
pub(crate) async fn settle(mut visit: Visit) -> Result<Answer, Failure> {
    let step: Step = visit.form()?;
    if step.geste == "arreter" {
        import_work::forget(&mut visit).await?;
        return Ok(Answer::see_other(Target::ImportConvention));
    }
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
        "entrer" | "relire" if Digest::from_hex(&step.empreinte) != Some(waiting.draft.text.digest) => {
            refuse(
                &mut visit,
                "Le texte en attente n’est plus celui que vous aviez relu\u{a0}: un autre fichier a été envoyé depuis. Relisez celui-ci.",
            )
            .await
        }
        "entrer" | "relire" => enter(visit, waiting.draft, &step).await,
        _ => Err(Failure::NotFound),
    }
}

async fn enter(mut visit: Visit, draft: Draft, step: &Step) -> Result<Answer, Failure> {
    let import = match read(&mut visit, draft).await? {
        Ok(import) => import,
        Err(sentence) => return refuse(&mut visit, &sentence).await,
    };
    if import.reading.cut().is_some() && step.entier != "oui" {
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
        review: step.geste == "relire",
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
    let page = page(visit, Errors::whole(sentence)).await?;
    Err(visit.invalid(&page))
}

/// Reads a draft again: the same text always gives the same reading.
async fn read(visit: &mut Visit, draft: Draft) -> Result<Result<Import, String>, Failure> {
    visit.apart(move || draft.import()).await
}

/// The page. While a file is read, the text that waited before is not even fetched: the page is asked for every two seconds.
async fn page(visit: &mut Visit, mut errors: Errors) -> Result<ConventionImport, Failure> {
    let mut work = import_work::told(visit).await?;
    match work.as_ref().map(|told| &told.state) {
        Some(State::Refused(sentence)) => errors.add("fichier", sentence.clone()),
        Some(State::Left) => errors.add("fichier", LEFT),
        _ => {}
    }
    work = work.filter(|told| told.state.goes_on());
    let waiting = match work {
        Some(_) => None,
        None => draft::waiting(visit).await?,
    };
    let shown = match waiting {
        None => None,
        Some(waiting) => shown(visit, waiting).await?,
    };
    let frame = visit.frame("Importer une convention").await?;
    Ok(ConventionImport {
        frame: frame.crumb("Mes conventions", Target::OwnConventions),
        waiting: shown,
        work,
        errors,
    })
}

async fn shown(visit: &mut Visit, waiting: Waiting) -> Result<Option<Shown>, Failure> {
    let draft = waiting.draft;
    let (name, digest, notes) = (draft.text.name.clone(), draft.text.digest, draft.notes.clone());
    let report = visit.apart(move || draft.import().map(|import| Report::of(&import))).await?;
    Ok(report.ok().map(|report| Shown {
        name,
        digest,
        notes,
        until: french::moment(waiting.until),
        report,
    }))
}
