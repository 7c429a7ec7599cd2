//! A milestone or a task is ticked, or reopened: by who keeps them, and by who was entrusted with it.
//!
//! Nothing else of it changes here. Two who tick it at once tick it once.

use askama::Template;
use domain::access::Verb;
use domain::access::verbs::TickMilestones;
use domain::followup::{Despite, MilestoneDone, MilestoneReopened};
use domain::ids::MilestoneId;
use domain::places::{DeskPlace, Target};
use serde::Deserialize;
use store::StoreError;
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::frame::Frame;
use web::href::href;
use web::visit::Visit;

use crate::milestone_form::despite;
use crate::milestone_new::{framed, the};
use crate::milestone_rows::{MilestoneOf, MilestoneRow};
use crate::tables::Tables;

/// What was pressed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Pressed {
    geste: String,
    /// Why it is done before what it comes after.
    pourquoi: String,
    /// Where the person came from: `liste`, `accueil`, or the page of the action.
    retour: String,
}

impl Pressed {
    fn place(&self, row: &MilestoneRow) -> Target {
        match self.retour.as_str() {
            "liste" => Target::Desk(DeskPlace::Milestones(row.convention)),
            "accueil" => Target::Dashboard(row.convention),
            _ => Target::Action(row.action_id()),
        }
    }
}

#[derive(Template)]
#[template(path = "milestone_tick.html")]
struct MilestoneTick {
    frame: Frame,
    row: MilestoneRow,
    pressed: Pressed,
    errors: Errors,
}

impl MilestoneTick {
    fn address(&self) -> String {
        href(Target::Desk(DeskPlace::MilestoneTick(self.row.id()))).to_string()
    }

    fn back(&self) -> Target {
        self.pressed.place(&self.row)
    }

    fn noun(&self) -> &'static str {
        the(self.row.content.kind)
    }
}

/// Whether whoever visits may tick it: they keep milestones, or it was entrusted to them or to their organisation.
pub(crate) fn may_tick(visit: &Visit, row: &MilestoneRow) -> bool {
    if visit.may(Verb::KeepMilestones) {
        return true;
    }
    let own = visit.signature();
    let entrusted = row.content.person.is_some() && row.content.person == own.person
        || row.content.organisation.is_some() && row.content.organisation == own.organisation;
    entrusted && visit.may(Verb::TickMilestones)
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let pressed: Pressed = visit.query()?;
    let row = entrusted(&mut visit).await?;
    if !row.is_open() {
        return Ok(Answer::see_other(pressed.place(&row)));
    }
    let page = page(visit.frame("Marquer comme fait").await?, row, pressed, Errors::none());
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let pressed: Pressed = visit.form()?;
    let row = entrusted(&mut visit).await?;
    let place = pressed.place(&row);
    let written = match pressed.geste.as_str() {
        "fait" => match tick(&mut visit, row.id(), &pressed.pourquoi).await? {
            Ok(written) => written,
            Err(errors) => return waits(&mut visit, row, pressed, errors).await,
        },
        "rouvrir" => reopen(&mut visit, &row).await?,
        _ => return Err(Failure::Unreadable),
    };
    match written {
        // Someone else did the same meanwhile: nothing is left to do.
        Ok(()) | Err(StoreError::Conflict) => Ok(Answer::see_other(place)),
        Err(error) => Err(error.into()),
    }
}

/// The milestone of the address, for who may tick it; unknown to the others.
async fn entrusted(visit: &mut Visit) -> Result<MilestoneRow, Failure> {
    let asked = MilestoneOf {
        convention: visit.convention()?,
        milestone: visit.ordinal("milestone")?,
    };
    let row = visit.first(asked).await?.ok_or(Failure::NotFound)?;
    if may_tick(visit, &row) {
        Ok(row)
    } else {
        Err(Failure::NotFound)
    }
}

/// Ticks it; what waits for another asks why it is done before.
async fn tick(visit: &mut Visit, milestone: MilestoneId, why: &str) -> Result<Result<Result<(), StoreError>, Errors>, Failure> {
    let MilestoneId { convention, ordinal } = milestone;
    let mut tx = visit.begin::<TickMilestones>(convention).await?;
    let own = MilestoneOf {
        convention,
        milestone: ordinal,
    };
    // Read in the transaction that writes: what comes before may have been done, or reopened, a moment ago.
    let now = tx.load(own).await?.into_iter().next().ok_or(Failure::NotFound)?;
    if !may_tick(visit, &now) {
        return Err(Failure::NotFound);
    }
    let despite: Option<Despite> = match despite(&now, why) {
        Ok(despite) => despite,
        Err(errors) => return Ok(Err(errors)),
    };
    let fact = MilestoneDone {
        milestone,
        on: visit.today,
        despite,
        by: visit.signature(),
        at: visit.now,
    };
    Ok(Ok(match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    }))
}

async fn reopen(visit: &mut Visit, row: &MilestoneRow) -> Result<Result<(), StoreError>, Failure> {
    let tx = visit.begin::<TickMilestones>(row.convention).await?;
    let fact = MilestoneReopened {
        milestone: row.id(),
        was: row.done.unwrap_or(visit.today),
        by: visit.signature(),
        at: visit.now,
    };
    Ok(match tx.record::<Tables, _>(&fact).await {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    })
}

/// It waits for another: the page asks why it is done all the same.
async fn waits(visit: &mut Visit, row: MilestoneRow, pressed: Pressed, errors: Errors) -> Result<Answer, Failure> {
    visit.leave();
    let page = page(visit.frame("Marquer comme fait").await?, row, pressed, errors);
    Err(visit.invalid(&page))
}

fn page(frame: Frame, row: MilestoneRow, pressed: Pressed, errors: Errors) -> MilestoneTick {
    MilestoneTick {
        frame: framed(frame, row.action_id(), &row.number),
        row,
        pressed,
        errors,
    }
}
