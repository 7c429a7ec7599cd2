//! A file that was sent to be read: one attempt at it, and the shelf where it waits for its turn.
//!
//! It knows nothing of pages nor of progress; what it cannot do is one French sentence.

use std::sync::Arc;

use domain::digest::Digest;
use files::Refusal;
use files::interchange::NotBack;
use files::recognition::Means;
use vault::Kept;
use web::aside::Aside;
use web::failure::Failure;

use crate::draft::Draft;

const DISK: &str = "Le disque de Pacte n’a pas gardé ce fichier le temps de le lire\u{a0}: rien n’a été écrit. Prévenez qui administre la \
    machine, puis recommencez.";

const BROKEN: &str = "La lecture de ce fichier s’est interrompue sans que Pacte sache pourquoi\u{a0}: rien n’a été écrit. Recommencez\u{a0}; si \
    cela se reproduit, prévenez qui administre la machine.";

/// What was sent: a text, or a document with the text that it was read from.
#[derive(Debug)]
pub(crate) struct Sent {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) text: Option<(String, Vec<u8>)>,
}

/// What came of reading a file once.
pub(crate) struct Attempt {
    pub(crate) outcome: Result<Draft, String>,
    /// Whether pages are pictures that nobody was asked to recognise.
    pub(crate) pictures: bool,
}

impl Sent {
    pub(crate) fn attempt(&self, means: Means<'_>) -> Attempt {
        let read = if files::interchange::is_document(&self.bytes) {
            let text = self.text.as_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
            files::interchange::back_by(&self.name, &self.bytes, text, means)
        } else {
            files::read_by(&self.name, &self.bytes, means).map_err(NotBack::Unread)
        };
        let pictures = match &read {
            Ok(import) => import.pictures > 0,
            Err(refused) => matches!(refused, NotBack::Unread(Refusal::NoTextLayer { .. })),
        };
        let document = || String::from_utf8_lossy(&self.bytes).into_owned();
        let document = files::interchange::is_document(&self.bytes).then(document);
        Attempt {
            outcome: read
                .map(|import| Draft::of(import, document))
                .map_err(|refused| sentence(&refused)),
            pictures,
        }
    }
}

/// Why nothing was read, for whoever sent the file from the page.
fn sentence(refused: &NotBack) -> String {
    match refused {
        NotBack::Unread(refusal) => refusal.to_string(),
        NotBack::WithoutItsText { file, text, lines } => format!(
            "Le document d’échange «\u{a0}{file}\u{a0}» a été lu du texte «\u{a0}{text}\u{a0}» ({lines}\u{a0}lignes)\u{a0}: choisissez les deux fichiers \
             ensemble, pour que chaque valeur garde sa ligne."
        ),
        NotBack::OtherText { file, given, text } => format!(
            "«\u{a0}{given}\u{a0}» n’est pas le texte dont «\u{a0}{file}\u{a0}» a été lu\u{a0}: son empreinte diffère. Choisissez «\u{a0}{text}\u{a0}», tel \
             qu’il était."
        ),
        NotBack::NotADocument { file, fault } => format!(
            "Le document d’échange «\u{a0}{file}\u{a0}» ne se lit pas ({fault}). Exportez-le de nouveau, puis recommencez."
        ),
    }
}

/// A file that waits for its turn on the disk, under its digest: whoever waits holds nothing in memory. What is not named a day later is
/// swept with the rest.
pub(crate) enum Shelf {
    Kept(String, Digest),
    /// A document and its text stay together.
    Held(Arc<Sent>),
}

pub(crate) async fn shelve(aside: &Aside, sent: Arc<Sent>) -> Result<Shelf, String> {
    if sent.text.is_some() {
        return Ok(Shelf::Held(sent));
    }
    let (vault, now) = (aside.store.vault().clone(), (aside.clock)());
    let name = sent.name.clone();
    let kept = apart(move || vault.keep(&sent.bytes, now)).await?;
    Ok(Shelf::Kept(name, kept.map_err(|_| DISK.to_owned())?))
}

pub(crate) async fn unshelve(aside: &Aside, shelf: Shelf) -> Result<Arc<Sent>, String> {
    let (name, digest) = match shelf {
        Shelf::Held(sent) => return Ok(sent),
        Shelf::Kept(name, digest) => (name, digest),
    };
    let vault = aside.store.vault().clone();
    let bytes = apart(move || vault.open(digest).and_then(Kept::whole)).await?;
    let bytes = bytes.map_err(|_| DISK.to_owned())?;
    Ok(Arc::new(Sent { name, bytes, text: None }))
}

/// A work of the processor or of the disk, where it holds back no page.
pub(crate) async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, String> {
    web::upload::apart(work).await.map_err(|failure| {
        if let Failure::Broken(why) = failure {
            tracing::error!(%why, "the reading of a file broke");
        }
        BROKEN.to_owned()
    })
}
