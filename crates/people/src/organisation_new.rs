//! An organisation that no convention names enters the directory, so that people can work for it.
//!
//! It signs nothing and is given nothing: a convention that names it later finds it here.

use domain::access::{Installation, verbs};
use domain::ids::Id;
use domain::people::{Called, Candidate, NotCalled, OrganisationRecorded, kinds_may_be_one, organisations_like};
use domain::places::Target;
use domain::reading::OrganisationKind;
use domain::search::fold;
use serde::Deserialize;
use store::Sequence;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::visit::Visit;

use crate::directory_list::{Forms, list};
use crate::directory_rows::{Alias, Aliases, Org, Organisations};
use crate::tables::Tables;

/// The form, as typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct TypedOrganisation {
    pub(crate) nom: String,
    pub(crate) nature: String,
    /// "oui" when it is another one than those that look like it.
    pub(crate) autre: String,
    /// Those that look like it, each with the reason.
    #[serde(skip)]
    pub(crate) alike: Vec<Alike>,
}

/// An organisation that looks like the one that was typed.
pub(crate) struct Alike {
    pub(crate) name: String,
    pub(crate) page: Target,
    pub(crate) reason: &'static str,
}

/// Those shown: a name of one word may look like many.
const MOST_ALIKE: usize = 5;

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let mut typed: TypedOrganisation = visit.form()?;
    let (name, kind) = match check(&typed) {
        Ok(checked) => checked,
        Err(errors) => return Err(refused(&mut visit, typed, errors).await?),
    };
    let mut tx = visit.begin::<verbs::KeepDirectory>(Installation).await?;
    // Inside the transaction: of two who add the same one at once, the second is told.
    let (known, aliases) = (tx.load(Organisations {}).await?, tx.load(Aliases {}).await?);
    if let Some(own) = same(&known, &aliases, &name, kind) {
        drop(tx);
        let mut errors = Errors::none();
        errors.add(
            "nom",
            format!("L’annuaire a déjà cet organisme, sous le nom «\u{a0}{own}\u{a0}»."),
        );
        return Err(refused(&mut visit, typed, errors).await?);
    }
    typed.alike = alike(&known, &aliases, &name, kind);
    if !typed.alike.is_empty() && typed.autre != "oui" {
        drop(tx);
        let mut errors = Errors::none();
        errors.add(
            "autre",
            "L’annuaire a déjà un organisme qui lui ressemble. Ouvrez-le si c’est lui\u{a0}; sinon, cochez «\u{a0}C’est un autre organisme\u{a0}» et \
             ajoutez-le.",
        );
        return Err(refused(&mut visit, typed, errors).await?);
    }
    let organisation = Id::new(tx.allocate(Sequence::Installation("organisation")).await?);
    let fact = OrganisationRecorded {
        organisation,
        name,
        kind,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Organisation(organisation)))
}

fn check(typed: &TypedOrganisation) -> Result<(String, OrganisationKind), Errors> {
    let mut errors = Errors::none();
    let name = Called::name(&typed.nom);
    match &name {
        Ok(_) => {}
        Err(NotCalled::Missing) => errors.add("nom", "Écrivez le nom de l’organisme."),
        Err(why) => errors.add("nom", why.to_string()),
    }
    let kind = OrganisationKind::from_code(&typed.nature);
    if kind.is_none() {
        errors.add("nature", "Choisissez ce qu’est cet organisme.");
    }
    match (name, kind) {
        (Ok(name), Some(kind)) => Ok((name.into_text(), kind)),
        _ => Err(errors),
    }
}

/// The one of the same kind that is known by this name, under the name that it has today.
fn same<'k>(known: &'k [Org], aliases: &[Alias], name: &str, kind: OrganisationKind) -> Option<&'k str> {
    let key = fold(name);
    let of_kind = |org: &&Org| org.kind == kind;
    let own = known.iter().filter(of_kind).find(|org| fold(&org.name) == key);
    let other = || {
        let alias = aliases.iter().filter(|alias| fold(&alias.name) == key);
        alias
            .filter_map(|alias| known.iter().find(|org| org.id == alias.organisation))
            .find(of_kind)
    };
    let found = own.or_else(other)?;
    let kept = found.kept.and_then(|kept| known.iter().find(|org| org.id == kept));
    Some(kept.unwrap_or(found).name.as_str())
}

/// Those of a kind that may be one with this, which nobody took for another.
fn alike(known: &[Org], aliases: &[Alias], name: &str, kind: OrganisationKind) -> Vec<Alike> {
    let standing = known
        .iter()
        .filter(|org| org.kept.is_none() && kinds_may_be_one(org.kind, kind));
    let candidates: Vec<Candidate> = standing
        .map(|org| Candidate {
            ordinal: org.id.ordinal(),
            names: std::iter::once(org.name.clone())
                .chain(
                    aliases
                        .iter()
                        .filter(|alias| alias.organisation == org.id)
                        .map(|alias| alias.name.clone()),
                )
                .collect(),
            email: None,
        })
        .collect();
    let like = organisations_like(name, &candidates).into_iter().take(MOST_ALIKE);
    like.filter_map(|(ordinal, likeness)| {
        let id = Id::new(ordinal);
        let org = known.iter().find(|org| org.id == id)?;
        Some(Alike {
            name: org.name.clone(),
            page: Target::Organisation(id),
            reason: likeness.french(),
        })
    })
    .collect()
}

async fn refused(visit: &mut Visit, typed: TypedOrganisation, errors: Errors) -> Result<Failure, Failure> {
    let forms = Forms {
        organisation: typed,
        ..Forms::default()
    };
    let page = list(visit, None, forms, errors).await?;
    Ok(visit.invalid(&page))
}
