//! Another name of an organisation, added or taken back by hand.

use domain::access::{Installation, verbs};
use domain::ids::OrganisationId;
use domain::people::{AliasAdded, AliasRemoved, Called, NotCalled};
use domain::places::Target;
use domain::search::fold;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::contact_new::standing_organisation;
use crate::directory_rows::{Aliases, OneOrganisation};
use crate::organisation_show::page;
use crate::tables::Tables;

/// The form, as typed.
#[derive(Deserialize)]
struct TypedAlias {
    organisme: String,
    autre: String,
}

pub(crate) async fn add(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedAlias = visit.form()?;
    let organisation = found(&mut visit, &typed).await?;
    let name = match Called::name(&typed.autre) {
        Ok(name) => name.into_text(),
        Err(NotCalled::Missing) => return Err(refuse(&mut visit, organisation, typed, "Écrivez le nom à ajouter.").await?),
        Err(why) => return Err(refuse(&mut visit, organisation, typed, &why.to_string()).await?),
    };
    let mut tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    let own = tx
        .load_first(OneOrganisation { organisation })
        .await?
        .ok_or(Failure::NotFound)?;
    let known = tx.load(Aliases {}).await?;
    let same = |other: &str| fold(other) == fold(&name);
    if same(&own.name)
        || known
            .iter()
            .any(|alias| alias.organisation == organisation && same(&alias.name))
    {
        drop(tx);
        let sentence = format!("Cet organisme est déjà connu sous le nom «\u{a0}{name}\u{a0}». Écrivez-en un autre.");
        return Err(refuse(&mut visit, organisation, typed, &sentence).await?);
    }
    let fact = AliasAdded { organisation, name };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Organisation(organisation)))
}

pub(crate) async fn remove(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedAlias = visit.form()?;
    let organisation = found(&mut visit, &typed).await?;
    let mut tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    let known = tx.load(Aliases {}).await?.into_iter();
    let mut own = known.filter(|alias| alias.organisation == organisation);
    // A form sent twice finds nothing to take back, and leads to the same page.
    if let Some(alias) = own.find(|alias| alias.name == typed.autre) {
        let fact = AliasRemoved {
            organisation: alias.own,
            name: alias.name,
        };
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(Target::Organisation(organisation)))
}

async fn found(visit: &mut Visit, typed: &TypedAlias) -> Result<OrganisationId, Failure> {
    standing_organisation(visit, &typed.organisme).await?.ok_or(Failure::NotFound)
}

async fn refuse(
    visit: &mut Visit,
    organisation: OrganisationId,
    typed: TypedAlias,
    sentence: &str,
) -> Result<Failure, Failure> {
    let mut errors = Errors::none();
    errors.add("autre", sentence);
    match page(visit, organisation, errors, typed.autre).await? {
        Ok(page) => Ok(visit.invalid(&page)),
        Err(_) => Err(Failure::NotFound),
    }
}
