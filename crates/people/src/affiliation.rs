//! A person works for an organisation, or no longer does.

use domain::access::{Installation, verbs};
use domain::ids::{Id, PersonId};
use domain::people::{PersonAttached, PersonDetached};
use domain::places::Target;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::account_new::check_function;
use crate::contact_new::{filled, standing_organisation};
use crate::directory_rows::{OnePerson, Someone};
use crate::person_show::{Typed, refuse};
use crate::tables::Tables;

/// The form, as typed.
#[derive(Deserialize)]
struct TypedTie {
    personne: i64,
    organisme: String,
    #[serde(default)]
    fonction: String,
}

/// A person of the directory, who was neither merged into another nor erased.
pub(crate) async fn standing(visit: &mut Visit, ordinal: i64) -> Result<Someone, Failure> {
    let person: PersonId = Id::new(ordinal);
    let found = visit.first(OnePerson { person }).await?;
    found.filter(Someone::stands).ok_or(Failure::NotFound)
}

pub(crate) async fn attach(mut visit: Visit) -> Result<Answer, Failure> {
    let form: TypedTie = visit.form()?;
    let person = standing(&mut visit, form.personne).await?.id;
    let mut errors = Errors::none();
    check_function(&form.fonction, "fonction", &mut errors);
    let organisation = standing_organisation(&mut visit, &form.organisme).await?;
    let Some(organisation) = organisation.filter(|_| errors.is_empty()) else {
        if organisation.is_none() {
            errors.add("organisme", "Choisissez l’organisme dans la liste.");
        }
        let typed = Typed {
            errors,
            function: form.fonction,
            ..Typed::default()
        };
        return Err(refuse(&mut visit, person, typed).await?);
    };
    let fact = PersonAttached {
        person,
        organisation,
        function: filled(&form.fonction),
    };
    let tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Person(person)))
}

pub(crate) async fn detach(mut visit: Visit) -> Result<Answer, Failure> {
    let form: TypedTie = visit.form()?;
    let person = standing(&mut visit, form.personne).await?.id;
    let organisation = standing_organisation(&mut visit, &form.organisme)
        .await?
        .ok_or(Failure::NotFound)?;
    let fact = PersonDetached { person, organisation };
    let tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Person(person)))
}
