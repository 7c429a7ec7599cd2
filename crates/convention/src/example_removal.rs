//! A convention of example is removed whole, in one click: by those who run its plan, and by those who administer.
//!
//! What was signed is never removed here: it is withdrawn, and nothing of it is erased.

use askama::Template;
use domain::access::verbs;
use domain::example::{ExampleConvention, ExampleRemoved, Nature};
use domain::ids::{ConventionId, Id};
use domain::places::Target;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::tables::Tables;

/// A convention, as whoever could remove it knows it.
struct Removable {
    nature: Nature,
    called: String,
}

query! {
    /// The convention, for those who are at work in it and for those who administer.
    OneRemovable(convention: ConventionId) -> Removable
    reading ["convention", "registered_convention"]
    "SELECT example, name, places FROM convention WHERE id = $4 \
     UNION SELECT example, name, places FROM registered_convention WHERE convention = $4"
}

impl FromRow for Removable {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            nature: Nature::stored(columns.flag(0)?),
            called: format!("{} · {}", columns.text(1)?, columns.text(2)?),
        })
    }
}

/// The example, for those who administer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    convention: Option<i64>,
}

#[derive(Template)]
#[template(path = "example_removal.html")]
struct RemovalPage {
    frame: Frame,
    called: String,
    example: bool,
    /// Where the form is sent.
    here: Target,
    /// Where one goes back.
    back: Target,
    convention: ConventionId,
    errors: Errors,
}

/// Inside the example.
pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let page = page(&mut visit, convention, Target::ExampleRemoval(convention), Errors::none()).await?;
    visit.page(&page)
}

/// From the register.
pub(crate) async fn get_registered(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let Some(convention) = asked.convention.map(ConventionId::new) else {
        return Ok(Answer::see_other(Target::ConventionRegister));
    };
    let here = Target::RegisteredExampleRemoval(convention);
    let page = page(&mut visit, convention, here, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    remove(visit, convention, Target::ExampleRemoval(convention)).await
}

pub(crate) async fn post_registered(visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.form()?;
    let convention = asked.convention.map(Id::new).ok_or(Failure::NotFound)?;
    remove(visit, convention, Target::RegisteredExampleRemoval(convention)).await
}

async fn remove(mut visit: Visit, convention: ConventionId, here: Target) -> Result<Answer, Failure> {
    let mut tx = visit.begin::<verbs::RemoveExample>(convention).await?;
    let found = tx.load_first(OneRemovable { convention }).await?.ok_or(Failure::NotFound)?;
    let Ok(example) = ExampleConvention::found(convention, found.nature) else {
        drop(tx);
        let sentence = "Cette convention a été signée\u{a0}: rien ne la supprime. Si elle est entrée par erreur, une personne qui \
            administre Pacte la retire depuis le registre.";
        let page = page(&mut visit, convention, here, Errors::whole(sentence)).await?;
        return Err(visit.invalid(&page));
    };
    tx.record::<Tables, _>(&ExampleRemoved { example }).await?.commit().await?;
    let back = match here {
        Target::RegisteredExampleRemoval(_) => Target::ConventionRegister,
        _ => Target::OwnConventions,
    };
    Ok(Answer::see_other_with(back, &[("exemple", "supprime")]))
}

async fn page(visit: &mut Visit, convention: ConventionId, here: Target, errors: Errors) -> Result<RemovalPage, Failure> {
    let found = visit.first(OneRemovable { convention }).await?.ok_or(Failure::NotFound)?;
    let frame = visit
        .frame("Supprimer l’exemple")
        .await?
        .crumb("Mes conventions", Target::OwnConventions);
    let back = match here {
        Target::RegisteredExampleRemoval(_) => Target::ConventionRegister,
        _ => Target::Dashboard(convention),
    };
    Ok(RemovalPage {
        frame,
        called: found.called,
        example: found.nature.is_example(),
        here,
        back,
        convention,
        errors,
    })
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OneRemovable>()]
}
