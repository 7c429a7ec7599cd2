//! Saying how far one detail of the text has gone, beside the term and never inside it.

use domain::access::verbs::KeepMilestones;
use domain::followup::{DetailMarked, DetailState};
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::detail_rows::{Details, DetailsOf};
use crate::tables::Tables;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    /// The place of the detail in the text, from 1.
    detail: String,
    etat: String,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let sent: Sent = visit.form()?;
    let action = visit.action()?;
    let (convention, ordinal) = (action.convention, action.ordinal);
    let becomes = DetailState::from_code(&sent.etat).ok_or(Failure::Unreadable)?;
    let mut tx = visit.begin::<KeepMilestones>(convention).await?;
    let rows = tx
        .load(DetailsOf {
            convention,
            action: ordinal,
        })
        .await?;
    let details = Details::of(action, rows);
    let place = sent.detail.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let (detail, _) = place.and_then(|place| details.all.get(place)).ok_or(Failure::NotFound)?;
    let known = details.last(detail);
    let was = known.map(|marked| marked.state).unwrap_or_default();
    // That it is still to be done is worth saying the first time.
    if known.is_none() || was != becomes {
        let fact = DetailMarked {
            detail: *detail,
            was,
            becomes,
            by: visit.signature(),
            at: visit.now,
        };
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(Target::Action(action)))
}
