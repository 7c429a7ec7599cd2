//! A file that came with an answer, for those who may read the answer; and the picture of a page.

use domain::campaigns::RecipientId;
use domain::ids::CampaignId;
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::file_rows::FilesOf;
use crate::recipient_rows::OneRecipient;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    piece: String,
    /// `apercu` for the picture of a page.
    forme: String,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let (convention, campaign) = (visit.convention()?, visit.ordinal("campaign")?);
    let recipient = visit.ordinal("recipient")?;
    let files = FilesOf {
        convention,
        campaign,
        recipient,
    };
    let files = visit.rows(files).await?;
    if asked.piece.is_empty() {
        let one = OneRecipient {
            convention,
            campaign,
            recipient,
        };
        visit.first(one).await?.ok_or(Failure::NotFound)?;
        return Ok(Answer::see_other(Target::campaign_recipient(RecipientId {
            campaign: CampaignId {
                convention,
                ordinal: campaign,
            },
            ordinal: recipient,
        })));
    }
    let chosen = asked.piece.parse().ok();
    let file = files.into_iter().find(|file| Some(file.ordinal) == chosen);
    let file = file.ok_or(Failure::NotFound)?;
    if asked.forme == "apercu" {
        let shown = visit.kept_file(file.kept.shown.ok_or(Failure::NotFound)?).await?;
        return Ok(Answer::picture(shown, files::SHOWN_AS));
    }
    let kept = visit.kept_file(file.kept.digest).await?;
    Ok(Answer::download(kept, file.kept.media, file.kept.name))
}
