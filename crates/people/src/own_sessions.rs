//! One closes one's other sessions, one by one or all at once. The session that asks stays open: signing out closes it.

use domain::access::{Installation, verbs};
use domain::digest::Digest;
use domain::people::SessionsClosed;
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::tables::Tables;

#[derive(Deserialize)]
struct Typed {
    /// The digest of a session, or `autres`.
    session: String,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let (person, kept) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let token = match typed.session.as_str() {
        "autres" => None,
        text => Some(
            Digest::from_hex(text)
                .filter(|token| *token != kept)
                .ok_or(Failure::NotFound)?,
        ),
    };
    let fact = SessionsClosed {
        person,
        token,
        kept,
        at: visit.now,
    };
    let tx = visit.begin::<verbs::SignIn>(Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        // Closed already, or none of one's own: there is nothing left to close.
        Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::OwnAccount))
}
