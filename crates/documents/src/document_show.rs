//! One document: the file as it was given, its digest whole, its versions; and, for those who may, what to do with it.

use askama::Template;
use domain::access::Verb;
use domain::documents::{DocumentKind, DocumentRenamed, DocumentRestored, DocumentWithdrawn, TextState};
use domain::ids::{ConventionId, DocumentId};
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::document_list::attached_to;
use crate::document_new::{OFFERED, check_title, tidied};
use crate::document_rows::{
    ActionRow, Actions, AnyVersions, DocumentRow, OneDocument, OneWithdrawn, SenderOf, SenderRow, VersionRow, Versions,
};
use crate::tables::Tables;

#[derive(Template)]
#[template(path = "document_show.html")]
struct DocumentShow {
    frame: Frame,
    document: DocumentRow,
    versions: Vec<VersionRow>,
    actions: Vec<ActionRow>,
    keeps: bool,
    /// Who sent the file with an answer, for those who see the campaigns.
    sender: Option<SenderRow>,
    /// The title, as it was typed.
    title: String,
    /// Whether the file that was just given is the one in place.
    same: bool,
    errors: Errors,
}

/// What was just done, as the address says.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    fait: String,
}

/// What was sent: a gesture, and a title when it renames.
#[derive(Deserialize)]
struct Sent {
    geste: String,
    #[serde(default)]
    titre: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let mut page = page(&mut visit, None, Errors::none()).await?;
    page.same = asked.fait == "identique" && page.keeps;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let id = id(&visit)?;
    let sent: Sent = visit.form()?;
    match sent.geste.as_str() {
        "renommer" => rename(&mut visit, id, tidied(&sent.titre)).await,
        "retirer" => withdraw(&mut visit, id).await,
        "remettre" => restore(&mut visit, id).await,
        _ => Err(Failure::Unreadable),
    }
}

async fn rename(visit: &mut Visit, id: DocumentId, title: String) -> Result<Answer, Failure> {
    let document = live(visit, id).await?.ok_or(Failure::NotFound)?;
    let mut errors = Errors::none();
    check_title(&title, &mut errors);
    if title.is_empty() {
        errors.add("titre", "Écrivez un titre\u{a0}: c’est par lui que le document se cherche.");
    }
    if !errors.is_empty() {
        let page = page(visit, Some(title), errors).await?;
        return Err(visit.invalid(&page));
    }
    if title != document.title {
        let fact = DocumentRenamed {
            document: id,
            was: document.title,
            becomes: title,
        };
        let tx = visit.begin::<domain::access::verbs::KeepDocuments>(id.convention).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(Target::document(id)))
}

async fn withdraw(visit: &mut Visit, id: DocumentId) -> Result<Answer, Failure> {
    // Asked twice, it is withdrawn once.
    if live(visit, id).await?.is_some() {
        let fact = DocumentWithdrawn {
            document: id,
            at: visit.now,
        };
        let tx = visit.begin::<domain::access::verbs::KeepDocuments>(id.convention).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    } else if withdrawn(visit, id).await?.is_none() {
        return Err(Failure::NotFound);
    }
    Ok(Answer::see_other(Target::document(id)))
}

async fn restore(visit: &mut Visit, id: DocumentId) -> Result<Answer, Failure> {
    if withdrawn(visit, id).await?.is_some() {
        let fact = DocumentRestored { document: id };
        let tx = visit.begin::<domain::access::verbs::KeepDocuments>(id.convention).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    } else if live(visit, id).await?.is_none() {
        return Err(Failure::NotFound);
    }
    Ok(Answer::see_other(Target::document(id)))
}

/// The document of the address.
pub(crate) fn id(visit: &Visit) -> Result<DocumentId, Failure> {
    Ok(DocumentId {
        convention: visit.convention()?,
        ordinal: visit.ordinal("document")?,
    })
}

/// The document, when it is in its place.
pub(crate) async fn live(visit: &mut Visit, id: DocumentId) -> Result<Option<DocumentRow>, Failure> {
    let (convention, document) = (id.convention, id.ordinal);
    visit.first(OneDocument { convention, document }).await
}

async fn withdrawn(visit: &mut Visit, id: DocumentId) -> Result<Option<DocumentRow>, Failure> {
    let (convention, document) = (id.convention, id.ordinal);
    visit.first(OneWithdrawn { convention, document }).await
}

/// The page, with a title that was typed and what is wrong with it.
pub(crate) async fn invalid(visit: &mut Visit, errors: Errors) -> Failure {
    match page(visit, None, errors).await {
        Ok(page) => visit.invalid(&page),
        Err(failure) => failure,
    }
}

async fn page(visit: &mut Visit, typed: Option<String>, errors: Errors) -> Result<DocumentShow, Failure> {
    let id = id(visit)?;
    let (convention, ordinal) = (id.convention, id.ordinal);
    let (document, versions) = if let Some(document) = live(visit, id).await? {
        let versions = Versions {
            convention,
            document: ordinal,
        };
        (document, visit.rows(versions).await?)
    } else {
        let document = withdrawn(visit, id).await?.ok_or(Failure::NotFound)?;
        let versions = AnyVersions {
            convention,
            document: ordinal,
        };
        (document, visit.rows(versions).await?)
    };
    let sender = sender(visit, &document).await?;
    Ok(DocumentShow {
        sender,
        actions: visit.rows(Actions { convention }).await?,
        frame: framed(visit.frame(document.title.clone()).await?, convention),
        keeps: visit.may(Verb::KeepDocuments),
        title: typed.unwrap_or_else(|| document.title.clone()),
        document,
        versions,
        same: false,
        errors,
    })
}

/// Who sent it, when it came with an answer and whoever visits may know.
async fn sender(visit: &mut Visit, document: &DocumentRow) -> Result<Option<SenderRow>, Failure> {
    if !document.came_with_an_answer {
        return Ok(None);
    }
    let asked = SenderOf {
        convention: document.id.convention,
        document: document.id.ordinal,
    };
    visit.first(asked).await
}

fn framed(frame: Frame, convention: ConventionId) -> Frame {
    frame
        .under(Target::Documents(convention))
        .crumb("Documents", Target::Documents(convention))
        .called("Document")
}

impl DocumentShow {
    fn attachment(&self) -> (Target, String) {
        attached_to(&self.document, &self.actions)
    }

    fn is_scan(&self) -> bool {
        self.document.kind == DocumentKind::SignedScan
    }

    fn file(&self, version: &VersionRow) -> Target {
        Target::document_file(self.document.id, version.number)
    }

    fn picture(&self) -> Option<Target> {
        let current = &self.document.current;
        current
            .file
            .shown
            .is_some()
            .then(|| Target::document_picture(self.document.id, current.number))
    }

    /// The earlier version that holds the same file as this one, if one does.
    fn same_as(&self, version: &VersionRow) -> Option<&VersionRow> {
        let earlier = self.versions.iter().filter(|other| other.number < version.number);
        earlier.rev().find(|other| other.file.digest == version.file.digest)
    }

    fn versions_address(&self) -> String {
        format!("{}/versions", web::href::href(self.document.own()))
    }
}
