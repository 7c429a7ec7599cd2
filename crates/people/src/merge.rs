//! Two of the directory are the same, are not after all, or never were; and what a convention names is another one.

use domain::access::{Installation, verbs};
use domain::ids::{ConventionId, Id, OrganisationId};
use domain::people::{DistinctDeclared, MergeUndone, Merged, OrganisationSeparated, Twins};
use domain::places::Target;
use serde::Deserialize;
use store::{Sequence, StoreError};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::account_rows::Places;
use crate::contact_new::standing_organisation;
use crate::directory_rows::{OneOrganisation, OnePerson};
use crate::duplicate_list::page;
use crate::merge_refusal::{CHANGED, Turn, why_not};
use crate::tables::Tables;

/// The form: of which kind, the one that stays, the other.
#[derive(Deserialize)]
struct TypedTwins {
    quoi: String,
    #[serde(default)]
    garde: i64,
    #[serde(default)]
    autre: i64,
}

impl TypedTwins {
    /// What someone who looked for both forgot to choose.
    fn not_chosen(&self) -> Option<&'static str> {
        match (self.garde, self.autre) {
            (0, _) => Some("Choisissez la fiche à garder."),
            (_, 0) => Some("Choisissez la fiche qui rejoint celle que vous gardez."),
            (kept, other) if kept == other => Some("Choisissez deux fiches différentes\u{a0}: c’est deux fois la même."),
            _ => None,
        }
    }

    fn twins(&self) -> Result<Twins, Failure> {
        match self.quoi.as_str() {
            _ if self.garde == self.autre => Err(Failure::NotFound),
            "organisation" => Ok(Twins::Organisations {
                kept: Id::new(self.garde),
                merged: Id::new(self.autre),
            }),
            "person" => Ok(Twins::People {
                kept: Id::new(self.garde),
                merged: Id::new(self.autre),
            }),
            _ => Err(Failure::NotFound),
        }
    }
}

fn target(twins: Twins) -> Target {
    match twins {
        Twins::Organisations { kept, .. } => Target::Organisation(kept),
        Twins::People { kept, .. } => Target::Person(kept),
    }
}

/// Both exist, each with the one it was merged into, if any.
async fn merged_into(visit: &mut Visit, twins: Twins) -> Result<[Option<i64>; 2], Failure> {
    let (kept, other) = twins.ordinals();
    let mut into = [None, None];
    for (slot, ordinal) in into.iter_mut().zip([kept, other]) {
        *slot = match twins {
            Twins::Organisations { .. } => {
                let organisation = Id::new(ordinal);
                let found = visit.first(OneOrganisation { organisation }).await?;
                found.ok_or(Failure::NotFound)?.merged.map(Id::ordinal)
            }
            Twins::People { .. } => {
                let person = Id::new(ordinal);
                let found = visit.first(OnePerson { person }).await?;
                found.ok_or(Failure::NotFound)?.merged.map(Id::ordinal)
            }
        };
    }
    Ok(into)
}

pub(crate) async fn merge(mut visit: Visit) -> Result<Answer, Failure> {
    let form: TypedTwins = visit.form()?;
    if let Some(sentence) = form.not_chosen() {
        let page = page(&mut visit, Errors::whole(sentence)).await?;
        return Err(visit.invalid(&page));
    }
    let twins = form.twins()?;
    if let [None, Some(into)] = merged_into(&mut visit, twins).await?
        && into == form.garde
    {
        // A form sent twice.
        return Ok(Answer::see_other(target(twins)));
    }
    if let Some(sentence) = unite(&mut visit, twins).await? {
        let page = page(&mut visit, Errors::whole(&sentence)).await?;
        return Err(visit.invalid(&page));
    }
    Ok(Answer::see_other(target(twins)))
}

/// A turn at who is who. Its series is held first: whoever unites, sets apart or separates at the same time waits until this
/// transaction ends, and judges what it left.
async fn turn(visit: &mut Visit) -> Result<Turn, Failure> {
    let mut tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    tx.allocate(Sequence::Installation("merge")).await?;
    Ok(tx)
}

/// Puts both together, or answers why they cannot be.
async fn unite(visit: &mut Visit, twins: Twins) -> Result<Option<String>, Failure> {
    let mut tx = turn(visit).await?;
    if let Some(sentence) = why_not(&mut tx, twins).await? {
        return Ok(Some(sentence));
    }
    match tx.record::<Tables, _>(&Merged { twins }).await {
        Ok(tx) => tx.commit().await?,
        Err(StoreError::Conflict) => return Ok(Some(CHANGED.to_owned())),
        Err(error) => return Err(error.into()),
    }
    Ok(None)
}

pub(crate) async fn undo(mut visit: Visit) -> Result<Answer, Failure> {
    let form: TypedTwins = visit.form()?;
    let twins = form.twins()?;
    let [above, into] = merged_into(&mut visit, twins).await?;
    if above.is_some() || into != Some(form.garde) {
        // Sent twice, or too late: the page tells how things stand.
        return Ok(Answer::see_other(target(twins)));
    }
    let tx = turn(&mut visit).await?;
    match tx.record::<Tables, _>(&MergeUndone { twins }).await {
        Ok(tx) => tx.commit().await?,
        Err(StoreError::Conflict) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(Answer::see_other(target(twins)))
}

pub(crate) async fn declare_distinct(mut visit: Visit) -> Result<Answer, Failure> {
    let form: TypedTwins = visit.form()?;
    let twins = form.twins()?;
    merged_into(&mut visit, twins).await?;
    let tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    tx.record::<Tables, _>(&DistinctDeclared { twins }).await?.commit().await?;
    Ok(Answer::see_other(Target::Duplicates))
}

/// The form: which organisation, and the convention that means another.
#[derive(Deserialize)]
struct TypedSeparation {
    organisme: String,
    convention: i64,
}

pub(crate) async fn separate(mut visit: Visit) -> Result<Answer, Failure> {
    let form: TypedSeparation = visit.form()?;
    let known: OrganisationId = standing_organisation(&mut visit, &form.organisme)
        .await?
        .ok_or(Failure::NotFound)?;
    let convention: ConventionId = Id::new(form.convention);
    let mut tx = turn(&mut visit).await?;
    let separate = Id::new(tx.allocate(Sequence::Installation("organisation")).await?);
    let places = tx.load(Places {}).await?;
    let named = |here: bool| {
        places
            .iter()
            .any(|place| place.organisation == known && (place.convention == convention) == here)
    };
    if !named(true) || !named(false) {
        // Nothing to set apart: it is not named there, or nowhere else.
        return Err(Failure::NotFound);
    }
    let fact = OrganisationSeparated {
        convention,
        known,
        separate,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Organisation(separate)))
}
