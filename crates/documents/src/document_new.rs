//! Adding a document: a file, what it is, what it is attached to, how people call it.
//!
//! A browser forgets the file of a form that is refused; everything else that was typed stays.

use askama::Template;
use domain::documents::{Attachment, DocumentAdded, DocumentKind, LONGEST_TITLE, Meeting, TakenFile};
use domain::ids::{ConventionId, DocumentId};
use domain::places::Target;
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, typed_day};
use web::frame::Frame;
use web::upload::{Upload, UploadedFile};
use web::visit::Visit;

use crate::document_rows::{ActionRow, Actions, Bodies, BodyRow, DocumentRow, Documents, MilestoneRow, OneMilestone};
use crate::intake::take;
use crate::tables::Tables;

/// What the browser is told to offer; what is refused is decided by the content.
pub(crate) const OFFERED: &str = ".pdf,.jpg,.jpeg,.png,.webp,.odt,.ods,.docx,.xlsx,.txt,.csv";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    objet: String,
    nature: String,
}

/// What was typed beside the file.
#[derive(Debug, Clone)]
struct Typed {
    title: String,
    kind: Option<DocumentKind>,
    attachment: Option<Attachment>,
    /// The body whose meeting it is of, by its ordinal.
    body: Option<i64>,
    /// The day of that meeting, as typed.
    day: String,
}

/// What is under "Rattaché à" in a form or an address: a body stands for one of its meetings, which are the convention’s.
fn object(typed: &str) -> (Option<Attachment>, Option<i64>) {
    match typed.strip_prefix("instance-").and_then(|body| body.parse().ok()) {
        Some(body) => (Some(Attachment::Convention), Some(body)),
        None => (Attachment::parse(typed), None),
    }
}

#[derive(Template)]
#[template(path = "document_new.html")]
struct NewDocument {
    frame: Frame,
    convention: ConventionId,
    typed: Typed,
    actions: Vec<ActionRow>,
    bodies: Vec<BodyRow>,
    /// The milestone that the address or the form names, while it stands.
    milestone: Option<MilestoneRow>,
    errors: Errors,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let (attachment, body) = object(&asked.objet);
    let typed = Typed {
        title: String::new(),
        kind: Some(DocumentKind::from_code(&asked.nature).unwrap_or(DocumentKind::Other)),
        attachment: Some(attachment.unwrap_or(Attachment::Convention)),
        body,
        day: String::new(),
    };
    let page = page(&mut visit, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let mut upload = visit.upload().await?;
    let typed = Typed::of(&upload);
    let actions = visit.rows(Actions { convention }).await?;
    let milestone = milestone(&mut visit, convention, &typed).await?;
    let bodies = visit.rows(Bodies { convention }).await?;
    let mut errors = typed.check(&actions, milestone.as_ref());
    let meeting = typed.meeting(&bodies, &mut errors);
    let kind = typed.kind.unwrap_or(DocumentKind::Other);
    let taken = received(&mut visit, upload.file(), kind, &mut errors).await?;
    let (Some(taken), true) = (taken, errors.is_empty()) else {
        let page = page(&mut visit, typed, errors).await?;
        return Err(visit.invalid(&page));
    };
    let about = About {
        kind,
        attachment: typed.attachment.unwrap_or(Attachment::Convention),
        meeting,
    };
    match add(&mut visit, convention, about, &typed.title, taken).await? {
        Ok(document) => Ok(Answer::see_other(Target::document(document))),
        Err(sentence) => {
            errors.add("fichier", sentence);
            let page = page(&mut visit, typed, errors).await?;
            Err(visit.invalid(&page))
        }
    }
}

/// The file of a form, when it is taken; what is wrong with it is said under its field. The read transaction is left first.
pub(crate) async fn received(
    visit: &mut Visit,
    file: Option<UploadedFile>,
    kind: DocumentKind,
    errors: &mut Errors,
) -> Result<Option<TakenFile>, Failure> {
    let Some(file) = file else {
        errors.add("fichier", "Choisissez le fichier à ajouter.");
        return Ok(None);
    };
    visit.leave();
    match take(kind, file, visit.scanner()).await? {
        Ok(taken) => Ok(Some(taken)),
        Err(why) => {
            errors.add("fichier", why.french());
            Ok(None)
        }
    }
}

/// Says that this signed scan is kept already, and where.
fn kept_already(known: &DocumentRow) -> String {
    format!(
        "Cet exemplaire signé est déjà gardé\u{a0}: «\u{a0}{}\u{a0}», ajouté le {}, à l’octet près. Rien n’a été ajouté.",
        known.title,
        web::french::moment(known.current.at)
    )
}

/// What a document is, and of what.
struct About {
    kind: DocumentKind,
    attachment: Attachment,
    meeting: Option<Meeting>,
}

/// Keeps the file, then records the document. The same signed scan is kept once.
async fn add(
    visit: &mut Visit,
    convention: ConventionId,
    about: About,
    title: &str,
    taken: TakenFile,
) -> Result<Result<DocumentId, String>, Failure> {
    let title = if title.is_empty() { taken.called() } else { title }.to_owned();
    let file = visit.keep_taken(taken).await?;
    let mut tx = visit.begin::<domain::access::verbs::KeepDocuments>(convention).await?;
    if about.kind == DocumentKind::SignedScan {
        let mut known = tx.load(Documents { convention }).await?.into_iter();
        let same = known.find(|known| known.kind == about.kind && known.current.file.given == file.given);
        if let Some(known) = same {
            return Ok(Err(kept_already(&known)));
        }
    }
    let ordinal = tx.allocate(Sequence::Convention(convention, "document")).await?;
    let fact = DocumentAdded {
        document: DocumentId { convention, ordinal },
        attachment: about.attachment,
        meeting: about.meeting,
        kind: about.kind,
        title,
        file,
        person: visit.viewer.person(),
        at: visit.now,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Ok(fact.document))
}

async fn page(visit: &mut Visit, typed: Typed, errors: Errors) -> Result<NewDocument, Failure> {
    let convention = visit.convention()?;
    Ok(NewDocument {
        milestone: milestone(visit, convention, &typed).await?,
        actions: visit.rows(Actions { convention }).await?,
        bodies: visit.rows(Bodies { convention }).await?,
        frame: visit
            .frame("Ajouter un document")
            .await?
            .under(Target::Documents(convention))
            .crumb("Documents", Target::Documents(convention))
            .called("Ajouter"),
        convention,
        typed,
        errors,
    })
}

/// The milestone that is named, when it stands and belongs to the action that is named with it.
async fn milestone(visit: &mut Visit, convention: ConventionId, typed: &Typed) -> Result<Option<MilestoneRow>, Failure> {
    let Some(Attachment::Milestone { action, milestone }) = typed.attachment else {
        return Ok(None);
    };
    let asked = OneMilestone {
        convention,
        action,
        milestone,
    };
    visit.first(asked).await
}

/// A title on one line.
pub(crate) fn tidied(title: &str) -> String {
    let shown: String = title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is wrong with a title.
pub(crate) fn check_title(title: &str, errors: &mut Errors) {
    let letters = title.chars().count();
    if letters > LONGEST_TITLE {
        errors.add(
            "titre",
            format!("Ce titre compte {letters}\u{a0}caractères. Gardez-en {LONGEST_TITLE} au plus."),
        );
    }
}

/// Why a signed scan is attached to no part of the convention.
const NOT_OF_A_PART: &str =
    "L’exemplaire signé est celui de toute la convention. Choisissez «\u{a0}La convention\u{a0}», ou ajoutez une pièce jointe.";

impl Typed {
    fn of(upload: &Upload) -> Self {
        let (attachment, body) = object(upload.text("objet"));
        Self {
            title: tidied(upload.text("titre")),
            kind: DocumentKind::from_code(upload.text("nature")),
            attachment,
            body,
            day: upload.text("seance").trim().to_owned(),
        }
    }

    /// The meeting that is meant, when a body is chosen; what is wrong with it is said.
    fn meeting(&self, bodies: &[BodyRow], errors: &mut Errors) -> Option<Meeting> {
        let chosen = self.body?;
        let Some(body) = bodies.iter().find(|body| body.ordinal == chosen) else {
            errors.add(
                "objet",
                "Cette instance n’est pas dans la convention. Choisissez-en une de la liste.",
            );
            return None;
        };
        if self.kind == Some(DocumentKind::SignedScan) {
            errors.add("objet", NOT_OF_A_PART);
        }
        let Some(day) = typed_day(&self.day) else {
            errors.add("seance", "Indiquez le jour de la séance, comme 12/03/2026.");
            return None;
        };
        Some(Meeting {
            body: body.name.clone(),
            day,
        })
    }

    fn check(&self, actions: &[ActionRow], milestone: Option<&MilestoneRow>) -> Errors {
        let mut errors = Errors::none();
        check_title(&self.title, &mut errors);
        if self.kind.is_none() {
            errors.add(
                "nature",
                "Dites ce qu’est ce document\u{a0}: l’exemplaire signé, ou une pièce jointe.",
            );
        }
        let known = |ordinal: i64| actions.iter().any(|action| action.ordinal == ordinal);
        match self.attachment {
            None => errors.add("objet", "Choisissez la convention, ou l’une de ses actions."),
            Some(Attachment::Action(ordinal)) if !known(ordinal) => {
                errors.add("objet", "Cette action n’est pas dans le plan. Choisissez-en une de la liste.");
            }
            Some(Attachment::Milestone { .. }) if milestone.is_none() => {
                errors.add(
                    "objet",
                    "Ce jalon n’est plus dans la liste. Choisissez l’action, ou un autre jalon depuis sa page.",
                );
            }
            Some(Attachment::Action(_) | Attachment::Milestone { .. }) if self.kind == Some(DocumentKind::SignedScan) => {
                errors.add("objet", NOT_OF_A_PART);
            }
            Some(_) => {}
        }
        errors
    }
}

impl NewDocument {
    fn is_kind(&self, kind: DocumentKind) -> bool {
        self.typed.kind == Some(kind)
    }

    fn is_of(&self, body: &BodyRow) -> bool {
        self.typed.body == Some(body.ordinal)
    }

    fn is_attached(&self, action: &ActionRow) -> bool {
        self.typed.attachment == Some(Attachment::Action(action.ordinal))
    }

    fn address(&self) -> String {
        format!("{}/ajout", web::href::href(Target::Documents(self.convention)))
    }
}
