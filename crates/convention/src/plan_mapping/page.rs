//! What the page shows of the spreadsheet that waits: its columns, what would come in, the cells to correct.
//!
//! It writes nothing.

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use files::mapping::{Fault, Field};
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::visit::Visit;

use super::{Understood, place, understood};

/// What the file picker offers.
const OFFERED: &str = ".xlsx,.ods,.csv";

/// How many lines of a list are told one by one.
const TOLD: usize = 40;

/// A column, by its head.
struct Head {
    name: String,
    label: String,
    reason: String,
    code: String,
}

/// What is shown of the file.
struct Shown {
    name: String,
    seen: String,
    heads: Vec<Head>,
    /// What a column may hold: the code and the words.
    offered: Vec<(String, String)>,
    /// The sheets of actions, when there are several: the rank, the words of the tab and whether it is read.
    sheets: Vec<(usize, String, bool)>,
    passed_over: Vec<String>,
    several: bool,
    tabs_are_themes: bool,
    faults: Vec<Fault>,
    more_faults: usize,
    added: Vec<String>,
    changed: Vec<String>,
    absent: usize,
    unchanged: usize,
    framework: Vec<String>,
    can_be_written: bool,
}

#[derive(Template)]
#[template(path = "plan_mapping.html")]
pub(super) struct PlanMapping {
    frame: Frame,
    convention: ConventionId,
    errors: Errors,
    shown: Option<Shown>,
}

impl PlanMapping {
    fn place(&self) -> Target {
        place(self.convention)
    }

    fn settling(&self) -> String {
        format!("{}/suite", web::href::href(place(self.convention)))
    }

    fn back(&self) -> Target {
        Target::Reading(self.convention)
    }

    fn counted(&self, count: usize, one: &str, many: &str) -> String {
        crate::contract_views::counted(&count, one, many)
    }
}

pub(super) async fn page(visit: &mut Visit, errors: Errors) -> Result<PlanMapping, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Reprendre un plan d’un tableur").await?;
    let shown = understood(visit, convention).await?.map(shown);
    Ok(PlanMapping {
        frame: frame
            .under(Target::Reading(convention))
            .crumb("Convention", Target::Convention(convention))
            .crumb("Lecture", Target::Reading(convention)),
        convention,
        errors,
        shown,
    })
}

fn shown(understood: Understood) -> Shown {
    let Understood {
        draft,
        mapping,
        mut read,
        merged,
        seen,
        ..
    } = understood;
    let heads = mapping
        .labels()
        .into_iter()
        .enumerate()
        .map(|(number, (label, column))| Head {
            name: format!("c{number}"),
            label,
            reason: column.reason.clone(),
            code: column.field.code(),
        });
    let heads: Vec<Head> = heads.collect();
    let years = heads
        .iter()
        .filter_map(|head| Field::from_code(&head.code))
        .filter(|field| matches!(field, Field::Year(_)));
    let offered = Field::OFFERED
        .into_iter()
        .chain(years)
        .map(|field| (field.code(), field.french()))
        .collect();
    let called = |(number, title): &(String, String)| format!("{number}. {title}");
    let says = !(merged.added.is_empty() && merged.changed.is_empty());
    Shown {
        name: draft.name,
        seen: seen.to_string(),
        heads,
        offered,
        several: mapping.sheets.len() > 1,
        tabs_are_themes: mapping.tabs_are_themes,
        sheets: mapping
            .holding()
            .into_iter()
            .map(|(sheet, read)| (sheet.sheet, sheet.name.clone(), read))
            .collect(),
        passed_over: mapping.passed_over().into_iter().chain(read.passed_over).take(TOLD).collect(),
        can_be_written: says && read.faults.is_empty(),
        more_faults: read.faults.len().saturating_sub(TOLD),
        faults: read.faults.drain(..).take(TOLD).collect(),
        added: merged.added.iter().map(called).collect(),
        changed: merged
            .changed
            .iter()
            .map(|(number, title, what)| format!("{number}. {title}\u{a0}: {}", what.join(", ")))
            .collect(),
        absent: merged.absent.len(),
        unchanged: merged.unchanged,
        framework: merged.framework,
    }
}
