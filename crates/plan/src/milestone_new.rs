//! Adding a milestone or a task to an action, or to one commune's part in it.

use askama::Template;
use domain::access::verbs::KeepMilestones;
use domain::followup::{Lane, MilestoneAdded, MilestoneKind};
use domain::ids::{ActionId, MilestoneId};
use domain::places::{DeskPlace, Target};
use serde::Deserialize;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::day_limits::near;
use crate::followup_rows::{Desk, DeskRow};
use crate::milestone_form::TypedMilestone;
use crate::milestone_rows::{AllOwners, MilestoneRow, Milestones, Owners};
use crate::milestone_tables::milestones;
use crate::orgs::Orgs;
use crate::report_new::lane_of;
use crate::report_words::Difference;
use crate::rows::{Parties, PeriodOf};
use crate::tables::Tables;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    volet: String,
}

/// The form, whether it adds or changes.
#[derive(Template)]
#[template(path = "milestone_edit.html")]
pub(crate) struct MilestoneEdit {
    pub(crate) frame: Frame,
    pub(crate) heading: &'static str,
    pub(crate) about: String,
    pub(crate) action: ActionId,
    pub(crate) address: String,
    pub(crate) orgs: Orgs,
    pub(crate) owners: AllOwners,
    /// Those that can come before.
    pub(crate) others: Vec<MilestoneRow>,
    pub(crate) typed: TypedMilestone,
    pub(crate) errors: Errors,
    /// Whether one is added: it can be given to a commune.
    pub(crate) is_new: bool,
    /// Whether someone took it out meanwhile: it is brought back with what was typed, or left so.
    pub(crate) is_removed: bool,
    /// What was written meanwhile, beside what was typed.
    pub(crate) conflict: Vec<Difference>,
}

impl MilestoneEdit {
    fn back(&self) -> Target {
        Target::Action(self.action)
    }

    /// What it is: the button says it once it was chosen.
    fn noun(&self) -> &'static str {
        the(self.typed.chosen_kind())
    }
}

/// A milestone or a task, with its article.
pub(crate) const fn the(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::Milestone => "le jalon",
        MilestoneKind::Task => "la tâche",
    }
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let asked: Asked = visit.query()?;
    let typed = TypedMilestone {
        volet: asked.volet,
        ..TypedMilestone::default()
    };
    let page = page(&mut visit, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedMilestone = visit.form()?;
    let lane = lane_of(&visit, &typed.volet)?;
    known(&mut visit, lane).await?;
    let convention = lane.convention();
    let period = visit.first(PeriodOf { convention }).await?;
    let mut tx = visit.begin::<KeepMilestones>(convention).await?;
    let all = tx.load(Milestones { convention }).await?;
    let owners = AllOwners::of(tx.load(Owners { convention }).await?);
    let understood = typed.understood(0, &owners, &all);
    let content = match understood.and_then(|content| near(period.as_ref(), content, None)) {
        Ok(content) => content,
        Err(errors) => {
            drop(tx);
            let page = page(&mut visit, typed, errors).await?;
            return Err(visit.invalid(&page));
        }
    };
    // Sent twice, from two windows or by an impatient finger: it stands already.
    let stands = |one: &MilestoneRow| {
        one.is_open() && one.content == content && (one.action, one.party) == (lane.action.ordinal, lane.stored_party())
    };
    if all.iter().any(stands) {
        return Ok(Answer::see_other(Target::Action(lane.action)));
    }
    let ordinal = tx.allocate(milestones(convention)).await?;
    let fact = MilestoneAdded {
        milestone: MilestoneId { convention, ordinal },
        lane,
        content,
        by: visit.signature(),
        at: visit.now,
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(Answer::see_other(Target::Action(lane.action)))
}

/// The action, and whether the party of the lane is one of the convention.
async fn known(visit: &mut Visit, lane: Lane) -> Result<DeskRow, Failure> {
    let desk = Desk {
        convention: lane.convention(),
        action: lane.action.ordinal,
        party: lane.stored_party(),
        organisation: 0,
    };
    let row = visit.first(desk).await?.ok_or(Failure::NotFound)?;
    let here = lane.party.is_none() || row.has_party;
    if here { Ok(row) } else { Err(Failure::NotFound) }
}

async fn page(visit: &mut Visit, typed: TypedMilestone, errors: Errors) -> Result<MilestoneEdit, Failure> {
    let lane = lane_of(visit, &typed.volet)?;
    let desk = known(visit, lane).await?;
    let convention = lane.convention();
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let owners = AllOwners::of(visit.rows(Owners { convention }).await?);
    let mut others = visit.rows(Milestones { convention }).await?;
    others.retain(|one| !one.removed);
    let frame = visit.frame("Ajouter un jalon ou une tâche").await?;
    Ok(MilestoneEdit {
        frame: framed(frame, lane.action, &desk.number),
        heading: "Ajouter un jalon ou une tâche",
        about: format!("Action {}, {}", desk.number, desk.title),
        action: lane.action,
        address: href(Target::Desk(DeskPlace::NewMilestone(Lane::whole(lane.action)))).to_string(),
        orgs,
        owners,
        others,
        typed,
        errors,
        is_new: true,
        is_removed: false,
        conflict: Vec::new(),
    })
}

pub(crate) fn framed(frame: Frame, action: ActionId, number: &str) -> Frame {
    frame
        .under(Target::Desk(DeskPlace::Milestones(action.convention)))
        .crumb("Plan d’actions", Target::Plan(action.convention))
        .crumb(format!("Action {number}"), Target::Action(action))
        .called("Jalon")
}
