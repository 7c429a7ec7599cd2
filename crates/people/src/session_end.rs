//! Those who administer close the sessions of someone, and nothing else: the account stays open.

use domain::access::{Installation, verbs};
use domain::people::SessionsEnded;
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::affiliation::standing;
use crate::tables::Tables;

#[derive(Deserialize)]
struct Chosen {
    personne: i64,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let form: Chosen = visit.form()?;
    let person = standing(&mut visit, form.personne).await?.id;
    let fact = SessionsEnded { person, at: visit.now };
    let tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await?,
        // None is open: there is nothing to close.
        Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::Person(person)))
}
