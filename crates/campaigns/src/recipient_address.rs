//! The address of a recipient, corrected after the launch: another link leaves for the new one, and those before it open nothing any
//! more. It is the address of this campaign: the directory keeps its own.

use domain::access::verbs::RunCampaigns;
use domain::campaigns::{CampaignAddressCorrected, RecipientId};
use domain::ids::CampaignId;
use domain::mail::LetterKind;
use store::StoreError;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::campaign_acts::{found, wording};
use crate::campaign_typed::is_address;
use crate::lane_rows::AskedActionsOf;
use crate::letters::address;
use crate::recipient_rows::OneRecipient;
use crate::tables::Tables;

/// What became of a correction.
pub(crate) enum Corrected {
    /// A letter leaves for the new address.
    Sent,
    /// No letter leaves: the link is handed over, and shown once.
    Handed(String),
    /// What was typed is no address, or nothing can be corrected any more.
    Refused(Errors),
}

const OVER: &str = "L’adresse n’a pas été corrigée\u{a0}: la réponse vient d’arriver, la demande vient d’être transmise, ou la campagne est \
     close. Regardez ci-dessus où elle en est.";

/// Corrects it to what was typed.
pub(crate) async fn correct(visit: &mut Visit, id: RecipientId, typed: &str) -> Result<Corrected, Failure> {
    let becomes = typed.trim().to_lowercase();
    if !is_address(&becomes) {
        return Ok(refused(
            "Indiquez une adresse électronique, par exemple prenom.nom@exemple.fr.",
        ));
    }
    let CampaignId { convention, ordinal } = id.campaign;
    let (campaign, recipient) = (ordinal, id.ordinal);
    let mut tx = visit.begin::<RunCampaigns>(convention).await?;
    let row = found(&mut tx, id.campaign).await?;
    let one = OneRecipient {
        convention,
        campaign,
        recipient,
    };
    let one = tx.load_first(one).await?.ok_or(Failure::NotFound)?;
    if one.email.as_deref() == Some(becomes.as_str()) {
        return Ok(refused(
            "C’est l’adresse à laquelle on a déjà écrit. Indiquez-en une autre, ou obtenez un lien à remettre.",
        ));
    }
    let asked = AskedActionsOf {
        convention,
        campaign,
        recipient,
    };
    let asked = tx.load(asked).await?;
    let (wording, token) = (wording(visit, id.campaign, &row), visit.new_token());
    let mut to = one.to(&asked);
    to.email = Some(&becomes);
    let made = wording.make(&to, &token, LetterKind::Campaign);
    let fact = CampaignAddressCorrected {
        recipient: id,
        was: one.email.clone(),
        becomes: becomes.clone(),
        link: made.link,
        letters: made.letter.into_iter().collect(),
        at: visit.now,
    };
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => return Ok(Corrected::Refused(Errors::whole(OVER))),
        Err(error) => return Err(error.into()),
    }
    Ok(if wording.sends {
        Corrected::Sent
    } else {
        Corrected::Handed(address(&wording.origin, &token))
    })
}

fn refused(sentence: &str) -> Corrected {
    let mut errors = Errors::none();
    errors.add("mel", sentence);
    Corrected::Refused(errors)
}
