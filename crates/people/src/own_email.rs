//! One asks to sign in with another address. Nothing changes until whoever administers confirms it: no message is sent from here, so
//! nothing else would prove that the address is one's own.

use domain::access::{Installation, verbs};
use domain::people::EmailChangeAsked;
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::visit::Visit;

use crate::account_new::check_email;
use crate::account_own::{self, Wrong};
use crate::tables::Tables;
use crate::{limit, password};

#[derive(Deserialize)]
struct Typed {
    mel: String,
    mdp: Secret<String>,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let person = visit.viewer.person().ok_or(Failure::NotFound)?;
    let email = typed.mel.trim().to_lowercase();
    let mut errors = Errors::none();
    check_email(&email, "mel", &mut errors);
    if errors.is_empty() && !own_password(&mut visit, &typed.mdp, &mut errors).await? {
        errors.add("mdp", "Ce n’est pas votre mot de passe. Tapez-le de nouveau.");
    }
    if !errors.is_empty() {
        let wrong = Wrong {
            email: errors,
            new_email: typed.mel,
            ..Wrong::default()
        };
        return account_own::refuse(&mut visit, wrong).await;
    }
    let fact = EmailChangeAsked {
        person,
        email,
        at: visit.now,
    };
    let tx = visit.begin::<verbs::SecureOwnAccount>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::OwnAccount))
}

/// Whether this is the password of whoever asks; too many attempts are told in `errors`, and taken for right there.
pub(crate) async fn own_password(visit: &mut Visit, typed: &Secret<String>, errors: &mut Errors) -> Result<bool, Failure> {
    let who = format!("person {}", visit.viewer.person().ok_or(Failure::NotFound)?);
    if let Err(open) = limit::attempt(visit, &[(limit::ACCOUNT, &who)]).await? {
        errors.add("", limit::sentence(open));
        return Ok(true);
    }
    let hash = account_own::hash(visit).await?;
    visit.leave();
    let right = password::matches(typed.expose().clone(), hash).await?;
    if right {
        limit::forget(visit, limit::ACCOUNT, &who).await?;
    }
    Ok(right)
}
