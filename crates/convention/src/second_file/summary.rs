//! What will be done of a second file, before anything is written: group by group, under what was chosen.
//!
//! It writes nothing.

use askama::Template;
use domain::comparison::Choice;
use domain::ids::ConventionId;
use domain::places::Target;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use super::page::{framed, settling};
use super::report::Report;
use super::{Understood, place};

#[derive(Template)]
#[template(path = "second_file_summary.html")]
pub(super) struct SecondFileSummary {
    frame: Frame,
    convention: ConventionId,
    errors: Errors,
    name: String,
    report: Report,
    seen: String,
    is_of_another: bool,
}

impl SecondFileSummary {
    fn place(&self) -> Target {
        place(self.convention)
    }

    fn settling(&self) -> String {
        settling(self.convention)
    }

    /// The choices, each with what it does.
    fn chosen(&self) -> [(Choice, &'static str); 3] {
        [
            (
                Choice::Misread,
                "La lecture prend ce que dit le fichier. Le texte signé ne change pas\u{a0}; chaque correction est gardée et s’annule.",
            ),
            (
                Choice::Reworded,
                "Rien ne change dans la convention\u{a0}: ces rédactions attendent un avenant, parmi les propositions de modification.",
            ),
            (Choice::Ignored, "Rien n’en est gardé que ce compte rendu."),
        ]
    }

    fn counted(&self, count: usize, one: &str, many: &str) -> String {
        crate::contract_views::counted(&count, one, many)
    }

    /// How many differences come under a choice: those that it cannot bear on are ignored.
    fn count(&self, choice: &Choice) -> String {
        let done = match choice {
            Choice::Ignored => self.report.total() - self.report.done(Choice::Misread) - self.report.done(Choice::Reworded),
            other => self.report.done(*other),
        };
        self.counted(done, "différence", "différences")
    }

    fn changes(&self) -> bool {
        self.report.done(Choice::Misread) + self.report.done(Choice::Reworded) > 0
    }
}

pub(super) async fn page(visit: &mut Visit, understood: &Understood, errors: Errors) -> Result<SecondFileSummary, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Ce qui sera fait").await?;
    Ok(SecondFileSummary {
        frame: framed(frame, convention).crumb("Comparer un autre fichier", place(convention)),
        convention,
        errors,
        name: understood.draft.name.clone(),
        report: Report::of(understood),
        seen: understood.seen.to_string(),
        is_of_another: understood.comparison.is_of_another(),
    })
}
