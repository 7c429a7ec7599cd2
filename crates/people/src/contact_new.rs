//! Someone without an account is recorded, with the organisation and the function when they are known.

use domain::access::{Installation, verbs};
use domain::ids::{Id, OrganisationId};
use domain::people::{ContactRecorded, PersonAttached};
use domain::places::Target;
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::account_new::{check_email, check_function, check_name};
use crate::directory_list::{Forms, list};
use crate::directory_rows::OneOrganisation;
use crate::tables::Tables;

/// The form, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedContact {
    pub(crate) nom: String,
    pub(crate) mel: String,
    pub(crate) organisme: String,
    pub(crate) fonction: String,
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedContact = visit.form()?;
    let organisation = standing_organisation(&mut visit, &typed.organisme).await?;
    let errors = check(&typed, organisation);
    let Some(organisation) = organisation.filter(|_| errors.is_empty()) else {
        let forms = Forms {
            people: true,
            contact: typed,
            ..Forms::default()
        };
        let page = list(&mut visit, None, forms, errors).await?;
        return Err(visit.invalid(&page));
    };
    let mut tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    let person = Id::new(tx.allocate(Sequence::Installation("person")).await?);
    let recorded = ContactRecorded {
        person,
        name: typed.nom.trim().to_owned(),
        email: filled(&typed.mel).map(|email| email.to_lowercase()),
    };
    let attached = PersonAttached {
        person,
        organisation,
        function: filled(&typed.fonction),
    };
    let tx = tx.record::<Tables, _>(&recorded).await?;
    tx.record::<Tables, _>(&attached).await?.commit().await?;
    Ok(Answer::see_other(Target::Person(person)))
}

/// The organisation of this ordinal, when it is one that stands.
pub(crate) async fn standing_organisation(visit: &mut Visit, typed: &str) -> Result<Option<OrganisationId>, Failure> {
    let Ok(ordinal) = typed.parse() else { return Ok(None) };
    let organisation = Id::new(ordinal);
    let found = visit.first(OneOrganisation { organisation }).await?;
    Ok(found.filter(|org| org.kept.is_none()).map(|org| org.id))
}

/// What was typed, when something was.
pub(crate) fn filled(typed: &str) -> Option<String> {
    let typed = typed.trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

fn check(typed: &TypedContact, organisation: Option<OrganisationId>) -> Errors {
    let mut errors = Errors::none();
    check_name(&typed.nom, "nom", &mut errors);
    if filled(&typed.mel).is_some() {
        check_email(&typed.mel, "mel", &mut errors);
    }
    check_function(&typed.fonction, "fonction", &mut errors);
    if organisation.is_none() {
        errors.add("organisme", "Choisissez l’organisme dans la liste.");
    }
    errors
}
