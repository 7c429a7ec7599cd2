//! The file of a version, as it was kept; and the picture of a page. What belongs to another convention is introuvable.

use domain::ids::ConventionId;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::document_rows::{AnyVersion, OneVersion, VersionRow};

/// The file, to be saved.
pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let version = version(&mut visit).await?;
    let kept = visit.kept_file(version.file.digest).await?;
    Ok(Answer::download(kept, version.file.media, version.file.name))
}

/// The picture, inside a page.
pub(crate) async fn shown(mut visit: Visit) -> Result<Answer, Failure> {
    let shown = version(&mut visit).await?.file.shown.ok_or(Failure::NotFound)?;
    let kept = visit.kept_file(shown).await?;
    Ok(Answer::picture(kept, files::SHOWN_AS))
}

async fn version(visit: &mut Visit) -> Result<VersionRow, Failure> {
    let convention: ConventionId = visit.convention()?;
    let (document, number) = (visit.ordinal("document")?, visit.ordinal("version")?);
    let live = OneVersion {
        convention,
        document,
        number,
    };
    if let Some(version) = visit.first(live).await? {
        return Ok(version);
    }
    let any = AnyVersion {
        convention,
        document,
        number,
    };
    visit.first(any).await?.ok_or(Failure::NotFound)
}
