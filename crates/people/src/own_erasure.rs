//! One asks to be erased, or no longer asks. Nothing is erased here: whoever administers answers, within a month.

use domain::access::{Installation, verbs};
use domain::people::{ErasureAsked, ErasureWithdrawn};
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::dossier_words::Sentence;
use crate::own_data::{own, refuse};
use crate::tables::Tables;

#[derive(Deserialize)]
struct Typed {
    /// `oui` once the consequences were read.
    #[serde(default)]
    sure: String,
}

pub(crate) async fn ask(mut visit: Visit, sentence: Sentence) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    if typed.sure != "oui" {
        let mut errors = Errors::none();
        errors.add(
            "sure",
            "Cochez la case pour dire que vous avez lu ce que l’effacement entraîne, puis envoyez la demande de nouveau.",
        );
        return refuse(&mut visit, sentence, errors).await;
    }
    let dossier = own(&mut visit).await?;
    let pending = dossier.request().is_some_and(|request| request.refused.is_none());
    if !pending {
        let fact = ErasureAsked {
            person: dossier.person,
            at: visit.now,
        };
        let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(Target::OwnData))
}

/// The form of the one button.
#[derive(Deserialize)]
struct Withdrawal {
    geste: String,
}

pub(crate) async fn withdraw(mut visit: Visit) -> Result<Answer, Failure> {
    let form: Withdrawal = visit.form()?;
    if form.geste != "retirer" {
        return Err(Failure::NotFound);
    }
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    match tx.record::<Tables, _>(&ErasureWithdrawn { person }).await {
        Ok(recorded) => recorded.commit().await?,
        // Nothing was asked, or it was answered meanwhile: the page tells how things stand.
        Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::OwnData))
}
