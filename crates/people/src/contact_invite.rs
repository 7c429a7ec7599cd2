//! Someone of the directory who has no account receives one, under the same number, and a link to choose a password.
//!
//! The address that opens it is asked for when none is known; two accounts never share one.

use domain::access::{Installation, verbs};
use domain::people::{ContactInvited, LinkPurpose};
use domain::places::Target;
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::access_acts::shown;
use crate::access_rows::CountInvitable;
use crate::account_new::check_email;
use crate::affiliation::standing;
use crate::directory_rows::Door;
use crate::link_new::Draft;
use crate::person_show::{self, refuse};
use crate::tables::Tables;

#[derive(Deserialize)]
struct Typed {
    personne: i64,
    #[serde(default)]
    mel: String,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: Typed = visit.form()?;
    let someone = standing(&mut visit, typed.personne).await?;
    if someone.door != Door::None {
        // A form sent twice: the page tells how things stand.
        return Ok(Answer::see_other(Target::Person(someone.id)));
    }
    let email = typed.mel.trim().to_lowercase();
    let mut errors = Errors::none();
    check_email(&email, "mel", &mut errors);
    let person = someone.id;
    if errors.is_empty() {
        let mut tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
        let held = tx.load_first(CountInvitable { email: email.clone() }).await? != Some(0);
        if !held {
            let draft = Draft::new(&visit, person, LinkPurpose::Invitation, someone.name, email.clone());
            let made = draft.number(&mut tx).await?;
            let fact = ContactInvited { person, email };
            return match tx.record::<Tables, _>(&fact).await {
                Ok(tx) => {
                    tx.record::<Tables, _>(&made).await?.commit().await?;
                    shown(&mut visit, draft.shown()).await
                }
                // Invited, merged or erased meanwhile.
                Err(StoreError::Conflict) => Ok(Answer::see_other(Target::Person(person))),
                Err(error) => Err(error.into()),
            };
        }
        drop(tx);
        let sentence = format!(
            "Un compte existe déjà pour «\u{a0}{email}\u{a0}». Indiquez une autre adresse, ou réunissez les deux fiches si c’est la même personne."
        );
        errors.add("mel", sentence);
    }
    let typed = person_show::Typed {
        errors,
        invited_at: Some(typed.mel),
        ..person_show::Typed::default()
    };
    Err(refuse(&mut visit, person, typed).await?)
}
