//! The demo's people: one click signs in as any of them. Exists in the demo only.

use askama::Template;
use domain::access::{Reason, Role, Viewer};
use domain::ids::{Id, PersonId};
use domain::people::Way;
use serde::Deserialize;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::session_opening;

struct ExampleRow {
    id: PersonId,
    name: String,
    administrator: bool,
    role: Option<Role>,
    organisation: Option<String>,
}

query! {
    /// The invented people and what they hold.
    Examples() -> ExampleRow
    reading ["account", "given_mandate"]
    "SELECT a.id, a.name, a.administrator, m.role, m.organisation_name FROM account a \
        LEFT JOIN given_mandate m ON m.person = a.id WHERE a.example = 1 ORDER BY a.id, m.id"
}

impl FromRow for ExampleRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: columns.id(0)?,
            name: columns.text(1)?,
            administrator: columns.flag(2)?,
            role: columns.opt_text(3)?.as_deref().and_then(Role::from_code),
            organisation: columns.opt_text(4)?,
        })
    }
}

impl ExampleRow {
    /// In which quality the person is there.
    fn quality(&self) -> String {
        match (self.role, &self.organisation, self.administrator) {
            (Some(role), Some(organisation), _) => format!("{}, {organisation}", role.french()),
            (_, _, true) => "Administration de Pacte, sans mandat dans la convention".to_owned(),
            _ => "Aucun mandat\u{a0}: ne voit rien de la convention".to_owned(),
        }
    }
}

#[derive(Deserialize)]
struct Chosen {
    personne: i64,
}

#[derive(Template)]
#[template(path = "demo_personas.html")]
struct DemoPersonas {
    frame: Frame,
    people: Vec<ExampleRow>,
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let page = DemoPersonas {
        frame: visit.frame("Choisir une personne").await?,
        people: examples(&mut visit).await?,
    };
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let chosen: Chosen = visit.form()?;
    let person: PersonId = Id::new(chosen.personne);
    if !examples(&mut visit).await?.iter().any(|row| row.id == person) {
        return Err(Failure::NotFound);
    }
    session_opening::open(&mut visit, person, Way::Demo, None).await
}

async fn examples(visit: &mut Visit) -> Result<Vec<ExampleRow>, Failure> {
    let viewer = Viewer::Job(Reason::Demo);
    let mut people = visit.reader().await?.rows(&viewer, Examples {}).await?;
    // Someone at work in two conventions is there once, as the first mandate says.
    people.dedup_by_key(|row| row.id);
    Ok(people)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Examples>()]
}
