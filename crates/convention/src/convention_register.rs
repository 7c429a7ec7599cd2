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
    /// The one that was just withdrawn.
    retiree: Option<i64>,
    /// The one that was just given back.
    retablie: Option<i64>,
    /// What was just done to the example.
    exemple: String,
}

impl Asked {
    /// What was just done, as far as the register shows that it is so.
    fn done(&self, rows: &[Registered]) -> Option<String> {
        let row = |ordinal: Option<i64>, withdrawn: bool| {
            let convention: ConventionId = Id::new(ordinal?);
            rows.iter()
                .find(|row| row.convention == convention && row.withdrawal.is_some() == withdrawn)
        };
        if let Some(row) = row(self.retiree, true) {
            return Some(format!(
                "{} est retirée\u{a0}: elle a quitté toutes les pages. Rien n’en est effacé, et elle se rétablit plus bas.",
                row.called()
            ));
        }
        if let Some(row) = row(self.retablie, false) {
            return Some(format!(
                "{} est rétablie, telle qu’elle était\u{a0}: qui y tient un mandat la voit de nouveau.",
                row.called()
            ));
        }
        (self.exemple == "supprime" && rows.iter().all(|row| !row.example)).then(|| EXAMPLE_REMOVED.to_owned())
    }
}

/// Said once an example is gone.
pub(crate) const EXAMPLE_REMOVED: &str = "L’exemple est supprimé, en entier\u{a0}; les fichiers de ses documents quittent le disque dans la journée qui suit. Les autres conventions, les comptes et l’annuaire restent comme ils étaient.";

#[derive(Template)]
#[template(path = "convention_register.html")]
pub(crate) struct ConventionRegister {
    frame: Frame,
    errors: Errors,
    sought: String,
    entered: Option<Registered>,
    /// What was just done.
    done: Option<String>,
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
    let page = register(&mut visit, &asked, Errors::none()).await?;
    if entered.is_some() && page.entered.is_none() {
        return Err(Failure::NotFound);
    }
    visit.page(&page)
}

/// The page, with what prevents when something does.
pub(crate) async fn refused(visit: &mut Visit, errors: Errors) -> Result<ConventionRegister, Failure> {
    register(visit, &Asked::default(), errors).await
}

async fn register(visit: &mut Visit, asked: &Asked, errors: Errors) -> Result<ConventionRegister, Failure> {
    let rows = visit.rows(Register {}).await?;
    let sought = asked.q.as_str();
    let done = asked.done(&rows);
    let entered: Option<ConventionId> = asked.entree.map(Id::new);
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
        done,
        standing,
        standing_count,
        withdrawn,
        withdrawn_count,
        has_example,
    })
}
