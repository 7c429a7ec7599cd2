//! The register of conventions, for those who administer: those that stand, those that were withdrawn and can be given back.
//!
//! It opens none of them.

use askama::Template;
use domain::ids::{ConventionId, Id};
use domain::places::Target;
use domain::search::fold;
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use crate::register_rows::{Register, Registered};

/// Conventions shown of each kind; a search finds the others.
const SHOWN: usize = 60;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    /// The one that just entered.
    entree: Option<i64>,
}

#[derive(Template)]
#[template(path = "convention_register.html")]
pub(crate) struct ConventionRegister {
    frame: Frame,
    errors: Errors,
    sought: String,
    entered: Option<Registered>,
    standing: Vec<Registered>,
    standing_count: usize,
    withdrawn: Vec<Registered>,
    withdrawn_count: usize,
    has_example: bool,
}

impl ConventionRegister {
    /// Whether an example may be made: none stands.
    fn offers_example(&self) -> bool {
        self.sought.is_empty() && !self.has_example
    }

    fn withdrawal(&self, row: &Registered) -> Target {
        if row.example {
            Target::RegisteredExampleRemoval(row.convention)
        } else {
            Target::ConventionWithdrawal(row.convention)
        }
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let entered: Option<ConventionId> = asked.entree.map(Id::new);
    let page = register(&mut visit, &asked.q, entered, Errors::none()).await?;
    if entered.is_some() && page.entered.is_none() {
        return Err(Failure::NotFound);
    }
    visit.page(&page)
}

/// The page, with what prevents when something does.
pub(crate) async fn register(
    visit: &mut Visit,
    sought: &str,
    entered: Option<ConventionId>,
    errors: Errors,
) -> Result<ConventionRegister, Failure> {
    let rows = visit.rows(Register {}).await?;
    let entered = rows.iter().find(|row| Some(row.convention) == entered).cloned();
    let words = fold(sought);
    let has_example = rows.iter().any(|row| row.example);
    let (mut standing, mut withdrawn): (Vec<Registered>, Vec<Registered>) = rows
        .into_iter()
        .filter(|row| fold(&row.called()).contains(words.trim()))
        .partition(|row| row.withdrawal.is_none());
    let (standing_count, withdrawn_count) = (standing.len(), withdrawn.len());
    standing.truncate(SHOWN);
    withdrawn.truncate(SHOWN);
    let frame = visit.frame("Registre des conventions").await?;
    Ok(ConventionRegister {
        frame: frame.crumb("Mes conventions", Target::OwnConventions),
        errors,
        sought: sought.to_owned(),
        entered,
        standing,
        standing_count,
        withdrawn,
        withdrawn_count,
        has_example,
    })
}
