//! Adding a version of a document: the one before stays, with its digest.

use domain::access::verbs::KeepDocuments;
use domain::documents::DocumentVersionAdded;
use domain::places::Target;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::document_new::received;
use crate::document_rows::OneDocument;
use crate::document_show::{id, invalid, live};
use crate::tables::Tables;

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let id = id(&visit)?;
    let (convention, document) = (id.convention, id.ordinal);
    let kind = live(&mut visit, id).await?.ok_or(Failure::NotFound)?.kind;
    let mut upload = visit.upload().await?;
    let mut errors = Errors::none();
    let Some(taken) = received(&mut visit, upload.file(), kind, &mut errors).await? else {
        return Err(invalid(&mut visit, errors).await);
    };
    let file = visit.keep_taken(taken).await?;
    let mut tx = visit.begin::<KeepDocuments>(convention).await?;
    // Holds back whoever adds a version meanwhile: the one read next is then the last.
    tx.allocate(Sequence::Convention(convention, "document_version")).await?;
    let current = tx.load_first(OneDocument { convention, document }).await?;
    let current = current.ok_or(Failure::NotFound)?.current;
    // Sent twice, it is one version; whoever sends it is told so.
    if current.file.digest == file.digest {
        drop(tx);
        return Ok(Answer::see_other_with(Target::document(id), &[("fait", "identique")]));
    }
    let fact = DocumentVersionAdded {
        document: id,
        number: current.number + 1,
        file,
        person: visit.viewer.person(),
        at: visit.now,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::document(id)))
}
