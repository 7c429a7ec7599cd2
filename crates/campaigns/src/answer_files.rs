//! Files joined to an answer before it is sent, from a telephone or not; each can be taken back, and read again by its own link.
//!
//! They are joined where the answer is read again: what was typed is noted by then, and a file that is refused costs nothing of it.

use domain::access::verbs::AnswerCampaign;
use domain::campaigns::{CampaignFileAdded, CampaignFileRemoved, MOST_FILES};
use domain::digest::Digest;
use domain::documents::{DocumentKind, NotKept};
use serde::Deserialize;
use store::{Sequence, StoreError};
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::french;
use web::route::Entered;
use web::scanner::examine;
use web::session::Token;
use web::upload::{UploadedFile, apart};
use web::visit::Visit;

use crate::answer_form::sent;
use crate::answer_open::{Asked, none, none_typed, to};
use crate::answer_review::shown_again;
use crate::file_rows::{HeldFile, HeldFiles};
use crate::held::{Held, enter};
use crate::tables::Tables;

/// What the browser is told to offer: a telephone gives a photograph in a format that is taken.
pub(crate) const OFFERED: &str = ".jpg,.jpeg,.png,.webp,.pdf,.odt,.ods,.docx,.xlsx,.txt,.csv";

/// What the files of one sending may weigh together: one of the longest, or several photographs. What is a little longer than the
/// longest file is received too, so that its page can say so.
pub(crate) const MOST_TOGETHER_BYTES: usize = DocumentKind::Other.largest_bytes() + 5_000_000;

/// The longest form.
pub(crate) const LARGEST_FORM_BYTES: usize = MOST_TOGETHER_BYTES + web::upload::AROUND_A_FILE_BYTES;

/// What several files may weigh together. A telephone’s photographs weigh three to eight megabytes.
pub(crate) const TOGETHER: &str = "Un fichier pèse 20\u{a0}Mo au plus, et ceux que vous joignez en une fois 25\u{a0}Mo ensemble. Joignez-les \
     un par un\u{a0}: ceux qui sont déjà joints restent, ce que vous avez écrit aussi.";

const TOO_MANY: &str = "Cinq fichiers au plus accompagnent une réponse\u{a0}: celui-ci n’est pas gardé. Retirez-en un, ou réunissez \
     plusieurs photos dans un seul PDF.";

const AT_ONCE: &str = "Ce fichier n’a pas été gardé\u{a0}: un autre l’était au même moment. Recommencez.";

/// How an address of these pages carries its link.
fn key(visit: &Visit) -> Result<String, Failure> {
    let asked: Asked = visit.query()?;
    Ok(asked.cle.expose().to_owned())
}

/// Nothing is received of someone whose link opens nothing, nor once no answer is waited for.
pub(crate) async fn entrance(mut visit: Visit) -> Result<Entered, Failure> {
    let key = key(&visit)?;
    match (enter(&mut visit, &key).await?, Token::parse(&key)) {
        (Some(held), Some(_)) if !held.waits() => Ok(Entered::Instead(Box::new(to(&held, "")))),
        (Some(_), Some(token)) => Ok(Entered::As(token.digest())),
        _ => Err(none_typed(&mut visit, &key).await),
    }
}

/// What was sent is longer than one sending may be: nothing of it is kept, and what was typed is there.
pub(crate) async fn beyond(mut visit: Visit) -> Result<Answer, Failure> {
    let key = key(&visit)?;
    let sent = visit
        .told_length()
        .map_or_else(String::new, |bytes| format!(" de {}", french::size(bytes)));
    let mut errors = Errors::none();
    errors.add(
        "fichier",
        format!("Cet envoi{sent} est trop lourd\u{a0}: rien n’a été joint. {TOGETHER}"),
    );
    shown_again(&mut visit, &key, errors).await
}

/// Why a file is not joined.
enum NotJoined {
    File(NotKept),
    TooMany,
    AtOnce,
}

impl NotJoined {
    const fn french(&self) -> &'static str {
        match self {
            Self::File(why) => why.french(),
            Self::TooMany => TOO_MANY,
            Self::AtOnce => AT_ONCE,
        }
    }
}

/// Said with a file that is refused while the answer was to leave.
const NOT_GONE: &str =
    "Votre mise à jour n’est pas partie\u{a0}: elle vous attend ici. Choisissez un autre fichier, ou envoyez-la sans.";

/// « Joindre », and « Envoyer ma mise à jour »: a file that was chosen goes with the answer, joined or not before.
pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let key = key(&visit)?;
    let mut upload = visit.upload().await?;
    let (sending, print) = (upload.text("geste") == "envoyer", upload.text("empreinte").to_owned());
    let Some(held) = enter(&mut visit, &key).await? else {
        return Err(none_typed(&mut visit, &key).await);
    };
    if !held.waits() {
        return Ok(to(&held, ""));
    }
    let mut errors = Errors::none();
    if upload.files.is_empty() && !sending {
        errors.add("fichier", "Choisissez au moins un fichier à joindre.");
    }
    for file in std::mem::take(&mut upload.files) {
        let name = file.name.clone();
        if let Err(why) = join(&mut visit, &held, file).await? {
            let rest = if sending { format!(" {NOT_GONE}") } else { String::new() };
            errors.add("fichier", format!("«\u{a0}{name}\u{a0}». {}{rest}", why.french()));
        }
    }
    if errors.is_empty() && sending {
        return sent(&mut visit, &key, &print).await;
    }
    if errors.is_empty() {
        return Ok(to(&held, "/relecture"));
    }
    shown_again(&mut visit, &key, errors).await
}

/// Keeps a file, then records it. The same one sent twice is one file.
async fn join(visit: &mut Visit, held: &Held, file: UploadedFile) -> Result<Result<(), NotJoined>, Failure> {
    let known = visit.rows(HeldFiles {}).await?;
    let given = Digest::of(&file.bytes);
    if known.iter().any(|known| known.kept.given == given) {
        return Ok(Ok(()));
    }
    if known.len() >= MOST_FILES {
        return Ok(Err(NotJoined::TooMany));
    }
    let scanner = visit.scanner();
    visit.leave();
    let taken = apart(move || {
        let kind = DocumentKind::Other;
        let media = files::recognised(kind, &file.name, &file.bytes)?;
        examine(scanner.as_ref(), &file.bytes)?;
        files::taken(kind, media, &file.name, file.bytes)
    });
    let kept = match taken.await? {
        Ok(taken) => visit.keep_taken(taken).await?,
        Err(why) => return Ok(Err(NotJoined::File(why))),
    };
    let recipient = held.row.id;
    let convention = recipient.campaign.convention;
    let mut tx = visit.begin::<AnswerCampaign>(convention).await?;
    let fact = CampaignFileAdded {
        recipient,
        ordinal: tx.allocate(Sequence::Convention(convention, "campaign_file")).await?,
        file: kept,
        at: visit.now,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return Ok(Err(NotJoined::AtOnce)),
        Err(error) => return Err(error.into()),
    }
    Ok(Ok(()))
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    cle: Secret<String>,
    #[serde(default)]
    piece: String,
}

/// « Retirer ».
pub(crate) async fn remove(mut visit: Visit) -> Result<Answer, Failure> {
    let chosen: Chosen = visit.form()?;
    let Some(held) = enter(&mut visit, chosen.cle.expose()).await? else {
        return Err(none_typed(&mut visit, chosen.cle.expose()).await);
    };
    if let Ok(ordinal) = chosen.piece.parse() {
        let recipient = held.row.id;
        let tx = visit.begin::<AnswerCampaign>(recipient.campaign.convention).await?;
        match tx.record::<Tables, _>(&CampaignFileRemoved { recipient, ordinal }).await {
            Ok(recorded) => recorded.commit().await?,
            // It was taken back from another window, or it was sent: what is there is shown.
            Err(StoreError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(to(&held, "/relecture"))
}

/// A file, given back to its own link.
pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let chosen: Chosen = visit.query()?;
    if enter(&mut visit, chosen.cle.expose()).await?.is_none() {
        let asked: Asked = visit.query()?;
        return none(&mut visit, asked.cle.expose(), None).await;
    }
    let ordinal = chosen.piece.parse().map_err(|_| Failure::NotFound)?;
    let file = visit.first(HeldFile { ordinal }).await?.ok_or(Failure::NotFound)?;
    let kept = visit.kept_file(file.kept.digest).await?;
    Ok(Answer::download(kept, file.kept.media, file.kept.name))
}
