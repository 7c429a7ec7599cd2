//! One no longer signs in by another provider of identity. The password is asked: whoever finds the screen open cannot do it, and
//! whoever has no other way in cannot lock themselves out.

use domain::access::{Installation, verbs};
use domain::people::IdentityUnbound;
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::visit::Visit;

use crate::account_own::{self, Wrong};
use crate::own_email::own_password;
use crate::tables::Tables;

#[derive(Deserialize)]
struct Typed {
    /// The address of the provider.
    fournisseur: String,
    #[serde(rename = "mdp_lien")]
    password: Secret<String>,
}

pub(crate) async fn unbind(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let (person, kept) = visit.viewer.person().zip(visit.session()).ok_or(Failure::NotFound)?;
    let mut errors = Errors::none();
    if !own_password(&mut visit, &typed.password, &mut errors).await? {
        errors.add("mdp_lien", "Ce n’est pas votre mot de passe. Tapez-le de nouveau.");
    }
    if !errors.is_empty() {
        return refuse(&mut visit, errors).await;
    }
    let fact = IdentityUnbound {
        person,
        issuer: typed.fournisseur,
        kept,
        at: visit.now,
    };
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        Err(StoreError::Conflict) => {
            let gone = Errors::whole("Ce service n’est plus relié à votre compte. Rechargez la page.");
            return refuse(&mut visit, gone).await;
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::OwnAccount))
}

async fn refuse(visit: &mut Visit, errors: Errors) -> Result<Answer, Failure> {
    let wrong = Wrong {
        identity: errors,
        ..Wrong::default()
    };
    account_own::refuse(visit, wrong).await
}
