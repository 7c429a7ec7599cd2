//! What those who administer do about how people come in: invite, make and revoke links, answer a new address, remove a second step or a provider.
//!
//! A secret is made here and leaves in one page; it is never stored or logged.

use domain::access::{Installation, verbs};
use domain::ids::{Id, PersonId};
use domain::people::{
    AddressRefused, EmailChanged, IdentityRemoved, LinkPurpose, LinkRevoked, PersonInvited, SecondStepRemoved,
};
use domain::places::Target;
use serde::Deserialize;
use store::{Sequence, StoreError};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::access_list::{Outcome, refuse, show};
use crate::access_rows::{CountInvitable, EmailRequestOf, LeansOnProvider, OneInvitable};
use crate::account_close::LAST_ADMINISTRATOR;
use crate::account_new::{check_email, check_name};
use crate::directory_rows::OtherAdministrators;
use crate::link_new::{Draft, NewLink};
use crate::tables::Tables;

#[derive(Default, Deserialize)]
struct TypedPerson {
    nom: String,
    mel: String,
}

#[derive(Deserialize)]
struct TypedChoice {
    personne: String,
}

#[derive(Deserialize)]
struct TypedLink {
    lien: i64,
    personne: i64,
}

#[derive(Deserialize)]
struct TypedAnswer {
    personne: i64,
    /// The address that was read before answering: another one may have been asked for since.
    mel: String,
    reponse: String,
}

#[derive(Deserialize)]
struct TypedIdentity {
    personne: i64,
    /// The address of the provider.
    fournisseur: String,
}

/// A new person is invited.
pub(crate) async fn invite(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedPerson = visit.form()?;
    let (name, email) = (typed.nom.trim().to_owned(), typed.mel.trim().to_lowercase());
    let mut errors = Errors::none();
    check_name(&name, "nom", &mut errors);
    check_email(&email, "mel", &mut errors);
    if !errors.is_empty() {
        return wrong(&mut visit, errors, typed).await;
    }
    let mut tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
    let person = Id::new(tx.allocate(Sequence::Installation("person")).await?);
    if tx.load_first(CountInvitable { email: email.clone() }).await? != Some(0) {
        drop(tx);
        let sentence = format!(
            "Un compte existe déjà pour «\u{a0}{email}\u{a0}». Faites-lui un lien dans le second formulaire, ou indiquez une autre adresse."
        );
        errors.add("mel", sentence);
        return wrong(&mut visit, errors, typed).await;
    }
    let draft = Draft::new(&visit, person, LinkPurpose::Invitation, name.clone(), email.clone());
    let made = draft.number(&mut tx).await?;
    let fact = PersonInvited { person, name, email };
    let tx = tx.record::<Tables, _>(&fact).await?.record::<Tables, _>(&made).await?;
    tx.commit().await?;
    shown(&mut visit, draft.shown()).await
}

/// A link is made for someone who has an account.
pub(crate) async fn make_link(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedChoice = visit.form()?;
    let Ok(ordinal) = typed.personne.parse() else {
        let mut errors = Errors::none();
        errors.add("personne", "Choisissez la personne à qui remettre le lien.");
        return wrong(&mut visit, errors, TypedPerson::default()).await;
    };
    let person: PersonId = Id::new(ordinal);
    let mut tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
    let account = tx.load_first(OneInvitable { person }).await?.ok_or(Failure::NotFound)?;
    let purpose = if account.has_password {
        LinkPurpose::Password
    } else {
        LinkPurpose::Invitation
    };
    let draft = Draft::new(&visit, person, purpose, account.name, account.email);
    let made = draft.number(&mut tx).await?;
    tx.record::<Tables, _>(&made).await?.commit().await?;
    shown(&mut visit, draft.shown()).await
}

/// A link will not be used any more.
pub(crate) async fn revoke_link(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedLink = visit.form()?;
    let fact = LinkRevoked {
        link: Id::new(typed.lien),
        person: Id::new(typed.personne),
        at: visit.now,
    };
    let tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
    tx.record::<Tables, _>(&fact).await.map_err(not_there)?.commit().await?;
    Ok(Answer::see_other(Target::Access))
}

/// A new address is confirmed or refused.
pub(crate) async fn answer_email(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedAnswer = visit.form()?;
    let person = Id::new(typed.personne);
    let mut tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
    let request = tx
        .load_first(EmailRequestOf { person })
        .await?
        .filter(|request| request.email == typed.mel);
    let request = request.ok_or(Failure::NotFound)?;
    if typed.reponse != "oui" {
        let tx = tx.record::<Tables, _>(&AddressRefused { person }).await.map_err(not_there)?;
        tx.commit().await?;
        return Ok(Answer::see_other(Target::Access));
    }
    let taken = tx
        .load_first(CountInvitable {
            email: request.email.clone(),
        })
        .await?
        != Some(0);
    if taken {
        drop(tx);
        let sentence = format!(
            "Un compte existe déjà pour «\u{a0}{}\u{a0}». Refusez la demande, et convenez d’une autre adresse avec la personne.",
            request.email
        );
        return wrong(&mut visit, Errors::whole(&sentence), TypedPerson::default()).await;
    }
    let fact = EmailChanged {
        person,
        old: request.old,
        email: request.email,
    };
    tx.record::<Tables, _>(&fact).await.map_err(not_there)?.commit().await?;
    Ok(Answer::see_other(Target::Access))
}

/// The second step of someone who lost the phone is removed.
pub(crate) async fn remove_second_step(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedChoice = visit.form()?;
    let person = typed.personne.parse().map(Id::new).map_err(|_| Failure::NotFound)?;
    let tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
    let recorded: Result<_, StoreError> = tx.record::<Tables, _>(&SecondStepRemoved { person }).await;
    recorded.map_err(not_there)?.commit().await?;
    Ok(Answer::see_other(Target::Access))
}

/// Another provider of identity is taken away from an account.
pub(crate) async fn remove_identity(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedIdentity = visit.form()?;
    let person: PersonId = Id::new(typed.personne);
    let leans = visit.first(LeansOnProvider { person }).await? == Some(1);
    if leans && visit.first(OtherAdministrators { person }).await? == Some(0) {
        return wrong(&mut visit, Errors::whole(LAST_ADMINISTRATOR), TypedPerson::default()).await;
    }
    let fact = IdentityRemoved {
        person,
        issuer: typed.fournisseur,
        at: visit.now,
    };
    let tx = visit.begin::<verbs::ManageAccess>(Installation).await?;
    tx.record::<Tables, _>(&fact).await.map_err(not_there)?.commit().await?;
    Ok(Answer::see_other(Target::Access))
}

/// What changed no row is not there any more.
fn not_there(error: StoreError) -> Failure {
    match error {
        StoreError::Conflict => Failure::NotFound,
        other => other.into(),
    }
}

/// The page of accesses, with a link just made.
pub(crate) async fn shown(visit: &mut Visit, made: NewLink) -> Result<Answer, Failure> {
    let outcome = Outcome {
        made: Some(made),
        ..Outcome::default()
    };
    show(visit, outcome).await
}

async fn wrong(visit: &mut Visit, errors: Errors, typed: TypedPerson) -> Result<Answer, Failure> {
    let outcome = Outcome {
        errors,
        name: typed.nom,
        email: typed.mel,
        ..Outcome::default()
    };
    refuse(visit, outcome).await
}
