//! One organisation: its names, the conventions that name it, the people who act for it or work there.

use askama::Template;
use domain::ids::{ConventionId, Id, OrganisationId};
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::directory::{Directory, Shown, when};
use crate::directory_rows::{Door, Org};

/// Someone who works there, without a mandate.
struct Contact {
    name: String,
    target: Target,
    function: Option<String>,
    address: Option<String>,
    door: Door,
}

/// What only those who administer see and do.
struct Keeping {
    /// Other names given by hand, which can be taken back.
    aliases: Vec<String>,
    /// What was merged into it, which can be taken apart.
    merged: Vec<(OrganisationId, String)>,
    /// The conventions from which it can be set apart, when there are several.
    separable: Vec<(ConventionId, String)>,
    typed: String,
}

#[derive(Template)]
#[template(path = "organisation_show.html")]
pub(crate) struct OrganisationShow {
    frame: Frame,
    org: Org,
    signs: bool,
    names: Vec<String>,
    conventions: Vec<String>,
    acting: Vec<Shown>,
    past: Vec<Shown>,
    contacts: Vec<Contact>,
    keeping: Option<Keeping>,
    errors: Errors,
}

pub(crate) async fn installation(mut visit: Visit) -> Result<Answer, Failure> {
    let id = Id::new(visit.ordinal("organisation")?);
    match page(&mut visit, id, Errors::none(), String::new()).await? {
        Ok(page) => visit.page(&page),
        Err(kept) => Ok(Answer::see_other(Target::Organisation(kept))),
    }
}

pub(crate) async fn convention(mut visit: Visit) -> Result<Answer, Failure> {
    let (place, id) = (visit.convention()?, Id::new(visit.ordinal("organisation")?));
    let directory = Directory::of_convention(&mut visit, place).await?;
    let org = directory.organisation(id).ok_or(Failure::NotFound)?.clone();
    let frame = visit.frame(&org.name).await?;
    let frame = frame.under(Target::Members(place)).crumb("Annuaire", Target::Members(place));
    visit.page(&show(frame, &directory, org, None, Errors::none()))
}

/// The page of the installation, with what was typed; or the organisation that stands in its place.
pub(crate) async fn page(
    visit: &mut Visit,
    id: OrganisationId,
    errors: Errors,
    typed: String,
) -> Result<Result<OrganisationShow, OrganisationId>, Failure> {
    let directory = Directory::of_installation(visit).await?;
    let org = directory.organisation(id).ok_or(Failure::NotFound)?.clone();
    if let Some(kept) = org.kept {
        return Ok(Err(kept));
    }
    let frame = visit.frame(&org.name).await?;
    let frame = frame.crumb("Annuaire", Target::Directory);
    let keeping = keeping(&directory, &org, typed);
    Ok(Ok(show(frame, &directory, org, Some(keeping), errors)))
}

fn keeping(directory: &Directory, org: &Org, typed: String) -> Keeping {
    let conventions = directory.conventions_of(org.id);
    let several = conventions.len() > 1;
    Keeping {
        aliases: directory
            .aliases
            .iter()
            .filter(|alias| alias.organisation == org.id)
            .map(|alias| alias.name.clone())
            .collect(),
        merged: directory
            .organisations
            .iter()
            .filter(|other| other.merged == Some(org.id))
            .map(|other| (other.id, other.name.clone()))
            .collect(),
        separable: conventions
            .into_iter()
            .filter(|_| several)
            .map(|id| (id, directory.convention_name(id)))
            .collect(),
        typed,
    }
}

fn show(frame: Frame, directory: &Directory, org: Org, keeping: Option<Keeping>, errors: Errors) -> OrganisationShow {
    let mandates = directory.mandates.iter().filter(|given| given.organisation == org.id);
    let (past, acting) = mandates.partition::<Vec<_>, _>(|given| when(given.tenure, directory.today) == 2);
    let contacts = directory.ties.iter().filter(|tie| tie.organisation == org.id);
    let contacts = contacts.filter_map(|tie| {
        let person = directory.person(tie.person)?;
        Some(Contact {
            name: person.name.clone(),
            target: directory.person_target(person.id),
            function: tie.function.clone(),
            address: person.address.clone(),
            door: person.door,
        })
    });
    OrganisationShow {
        signs: directory.signing.contains(&org.id),
        names: directory.names(org.id),
        conventions: match directory.place {
            Some(_) => Vec::new(),
            None => directory
                .conventions_of(org.id)
                .into_iter()
                .map(|id| directory.convention_name(id))
                .collect(),
        },
        acting: acting.into_iter().map(|given| directory.shown(given)).collect(),
        past: past.into_iter().map(|given| directory.shown(given)).collect(),
        contacts: contacts.collect(),
        frame,
        org,
        keeping,
        errors,
    }
}
