//! What those who administer do about a letter: send it again now, cancel it.
//!
//! One that was sent, given up or cancelled holds nothing any more: it stays as it is.

use domain::access::{Installation, verbs};
use domain::ids::Id;
use domain::mail::{LetterCancelled, LetterRetried};
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::tables::Tables;

#[derive(Deserialize)]
struct Chosen {
    courrier: i64,
}

pub(crate) async fn retry(mut visit: Visit) -> Result<Answer, Failure> {
    let chosen: Chosen = visit.form()?;
    let fact = LetterRetried {
        letter: Id::new(chosen.courrier),
        at: visit.now,
    };
    let tx = visit.begin::<verbs::KeepLetters>(Installation).await?;
    tx.record::<Tables, _>(&fact).await.map_err(not_there)?.commit().await?;
    Ok(Answer::see_other(Target::Letters))
}

pub(crate) async fn cancel(mut visit: Visit) -> Result<Answer, Failure> {
    let chosen: Chosen = visit.form()?;
    let fact = LetterCancelled {
        letter: Id::new(chosen.courrier),
        at: visit.now,
    };
    let tx = visit.begin::<verbs::KeepLetters>(Installation).await?;
    tx.record::<Tables, _>(&fact).await.map_err(not_there)?.commit().await?;
    Ok(Answer::see_other(Target::Letters))
}

/// Sent meanwhile, or never there.
fn not_there(error: StoreError) -> Failure {
    match error {
        StoreError::Conflict => Failure::NotFound,
        other => other.into(),
    }
}
