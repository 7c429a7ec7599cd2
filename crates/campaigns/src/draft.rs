//! A form that is not sent yet, noted for whoever holds the link: it can be taken up from another device, and ends by itself.

use domain::campaigns::RecipientId;
use web::failure::Failure;
use web::visit::Visit;

use crate::form::Form;
use crate::tables::draft_key;

/// The kind of these notes; the board reads when each was written.
pub(crate) const KIND: &str = "campaign_draft";

/// How long one is kept after it was last touched: sixty days.
const KEPT_SECONDS: i64 = 60 * 24 * 60 * 60;

/// The form noted, if any.
pub(crate) async fn read(visit: &mut Visit, recipient: RecipientId) -> Result<Option<Form>, Failure> {
    let note = visit.noted(KIND, draft_key(recipient)).await?;
    Ok(note.map(|note| Form::stored(&note.value)))
}

/// Notes a form, over the one before.
pub(crate) async fn keep(visit: &mut Visit, recipient: RecipientId, form: &Form) -> Result<(), Failure> {
    visit.note(KIND, draft_key(recipient), &form.text(), KEPT_SECONDS).await
}

/// Forgets it: it was sent.
pub(crate) async fn forget(visit: &mut Visit, recipient: RecipientId) -> Result<(), Failure> {
    visit.unnote(KIND, draft_key(recipient)).await
}
