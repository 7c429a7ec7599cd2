//! An account closes, opens again, receives the installation role or loses it.
//!
//! The last account that administers and can come in never closes and never loses its role, even when two are let go at once.

use domain::access::{Installation, verbs};
use domain::ids::PersonId;
use domain::people::{AccountClosed, AccountReopened, AdministrationGranted, AdministrationWithdrawn};
use domain::places::Target;
use serde::Deserialize;
use store::{Permitted, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::affiliation::standing;
use crate::directory_rows::{GivenMandates, OtherAdministrators, Someone};
use crate::person_show::{Typed, refuse};
use crate::tables::Tables;

/// Said when nobody else administers.
pub(crate) const LAST_ADMINISTRATOR: &str = "C’est le dernier compte ouvert qui administre Pacte et dont la personne peut se connecter\u{a0}: donnez d’abord l’administration à une autre personne qui le peut. Une invitation en attente ne suffit pas\u{a0}: tant qu’elle n’est pas acceptée, personne n’administrerait plus.";

const HOLDS_MANDATES: &str = "Cette personne tient encore des mandats, en cours ou à venir\u{a0}: passez-les d’abord à quelqu’un, ou mettez-y fin, par «\u{a0}Passer le relais\u{a0}»\u{a0}; un mandat qui n’a pas commencé s’annule depuis «\u{a0}Comptes\u{a0}».";

/// The form of the one button.
#[derive(Deserialize)]
struct Chosen {
    personne: i64,
}

pub(crate) async fn close(mut visit: Visit) -> Result<Answer, Failure> {
    let form: Chosen = visit.form()?;
    let someone = standing(&mut visit, form.personne).await?;
    if !someone.door.is_open() {
        return Ok(unchanged(&someone));
    }
    let (day, at, person) = (visit.today, visit.now, someone.id);
    let mut tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    let held = tx.load(GivenMandates {}).await?.into_iter();
    let mut held = held.filter(|given| given.person == person && given.tenure.until.is_none_or(|until| until > day));
    if held.next().is_some() {
        drop(tx);
        return explain(&mut visit, person, HOLDS_MANDATES).await;
    }
    if is_last(&mut tx, &someone).await? {
        drop(tx);
        return explain(&mut visit, person, LAST_ADMINISTRATOR).await;
    }
    let fact = AccountClosed { person, day, at };
    match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await?,
        Err(StoreError::Conflict) => return explain(&mut visit, person, CHANGED).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::Person(person)))
}

const CHANGED: &str = "Quelqu’un d’autre vient de changer ce compte ou l’administration\u{a0}: rien n’a été enregistré. Regardez la fiche, puis recommencez.";

pub(crate) async fn reopen(mut visit: Visit) -> Result<Answer, Failure> {
    let form: Chosen = visit.form()?;
    let someone = standing(&mut visit, form.personne).await?;
    let (person, Some(closed)) = (someone.id, someone.closed) else {
        return Ok(unchanged(&someone));
    };
    let tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    match tx.record::<Tables, _>(&AccountReopened { person, closed }).await {
        Ok(tx) => tx.commit().await?,
        Err(StoreError::Conflict) => return explain(&mut visit, person, CHANGED).await,
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(Target::Person(person)))
}

/// The form: whose role, given or withdrawn.
#[derive(Deserialize)]
struct Administration {
    personne: i64,
    geste: String,
}

pub(crate) async fn administration(mut visit: Visit) -> Result<Answer, Failure> {
    let form: Administration = visit.form()?;
    let someone = standing(&mut visit, form.personne).await?;
    let person = someone.id;
    let give = match form.geste.as_str() {
        "donner" => true,
        "retirer" => false,
        _ => return Err(Failure::NotFound),
    };
    if someone.administrator == give || !someone.door.is_open() {
        return Ok(unchanged(&someone));
    }
    let mut tx = visit.begin::<verbs::KeepAccounts>(Installation).await?;
    let recorded = if give {
        tx.record::<Tables, _>(&AdministrationGranted { person }).await
    } else if is_last(&mut tx, &someone).await? {
        drop(tx);
        return explain(&mut visit, person, LAST_ADMINISTRATOR).await;
    } else {
        tx.record::<Tables, _>(&AdministrationWithdrawn { person }).await
    };
    match recorded {
        Ok(tx) => tx.commit().await?,
        Err(StoreError::Conflict) => return explain(&mut visit, person, CHANGED).await,
        Err(error) => return Err(error.into()),
    }
    // Whoever gave up the role no longer sees this page.
    let own = visit.viewer.person() == Some(person) && !give;
    Ok(Answer::see_other(if own {
        Target::OwnConventions
    } else {
        Target::Person(person)
    }))
}

/// Whether this person alone administers, among those who can come in.
pub(crate) async fn is_last(tx: &mut Tx<Permitted<verbs::KeepAccounts>>, someone: &Someone) -> Result<bool, StoreError> {
    let others = tx.load_first(OtherAdministrators { person: someone.id }).await?;
    Ok(someone.administrator && others == Some(0))
}

/// A form sent twice: the page tells how things stand.
fn unchanged(someone: &Someone) -> Answer {
    Answer::see_other(Target::Person(someone.id))
}

async fn explain(visit: &mut Visit, person: PersonId, sentence: &str) -> Result<Answer, Failure> {
    let typed = Typed {
        errors: Errors::whole(sentence),
        ..Typed::default()
    };
    Err(refuse(visit, person, typed).await?)
}
