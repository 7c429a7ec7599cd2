//! One milestone: changed field by field, taken out and brought back.
//!
//! Two people who change it at once lose nothing: the second sees both, field by field.

use domain::access::verbs::KeepMilestones;
use domain::followup::{MilestoneChanged, MilestoneContent, MilestoneKind, MilestoneRemoved, MilestoneRestored};
use domain::ids::MilestoneId;
use domain::places::{DeskPlace, Target};
use store::{Permitted, StoreError, Tx};
use web::answer::Answer;
use web::failure::Failure;
use web::form::Errors;
use web::href::href;
use web::visit::Visit;

use crate::day_limits::near;
use crate::milestone_form::{TypedMilestone, differences};
use crate::milestone_new::{MilestoneEdit, framed};
use crate::milestone_rows::{AllOwners, MilestoneOf, MilestoneRow, Milestones, Owners};
use crate::orgs::Orgs;
use crate::rows::{Parties, PeriodOf};
use crate::tables::Tables;

/// The gesture that brings back what was taken out, with what was typed.
const BRING_BACK: &str = "remettre-et-enregistrer";

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let row = milestone(&mut visit).await?;
    if row.removed {
        return Err(Failure::NotFound);
    }
    let typed = TypedMilestone::saying(&row.content, row.version);
    let page = page(&mut visit, row, typed, Errors::none()).await?;
    visit.page(&page)
}

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    let typed: TypedMilestone = visit.form()?;
    let row = milestone(&mut visit).await?;
    let id = row.id();
    let place = if typed.retour == "liste" {
        Target::Desk(DeskPlace::Milestones(id.convention))
    } else {
        Target::Action(row.action_id())
    };
    if typed.geste == "enregistrer" || typed.geste == BRING_BACK {
        return change(&mut visit, row, typed, place).await;
    }
    match gesture(&mut visit, &row, &typed.geste).await? {
        // Someone else did the same meanwhile: nothing is left to do.
        Ok(()) | Err(StoreError::Conflict) => Ok(Answer::see_other(place)),
        Err(error) => Err(error.into()),
    }
}

/// What is done in one click: it leaves the list, or comes back to it.
async fn gesture(visit: &mut Visit, row: &MilestoneRow, geste: &str) -> Result<Result<(), StoreError>, Failure> {
    let tx = visit.begin::<KeepMilestones>(row.convention).await?;
    let (milestone, by, at) = (row.id(), visit.signature(), visit.now);
    let recorded = match geste {
        "retirer" => tx.record::<Tables, _>(&MilestoneRemoved { milestone, by, at }).await,
        "remettre" => tx.record::<Tables, _>(&MilestoneRestored { milestone, by, at }).await,
        _ => return Err(Failure::Unreadable),
    };
    Ok(match recorded {
        Ok(tx) => tx.commit().await,
        Err(error) => Err(error),
    })
}

fn id(visit: &Visit) -> Result<MilestoneId, Failure> {
    Ok(MilestoneId {
        convention: visit.convention()?,
        ordinal: visit.ordinal("milestone")?,
    })
}

async fn milestone(visit: &mut Visit) -> Result<MilestoneRow, Failure> {
    let MilestoneId { convention, ordinal } = id(visit)?;
    let found = visit
        .first(MilestoneOf {
            convention,
            milestone: ordinal,
        })
        .await?;
    found.ok_or(Failure::NotFound)
}

/// Records what changed, if the version that was seen is still the last.
async fn change(visit: &mut Visit, row: MilestoneRow, typed: TypedMilestone, place: Target) -> Result<Answer, Failure> {
    let convention = row.convention;
    let period = visit.first(PeriodOf { convention }).await?;
    let mut tx = visit.begin::<KeepMilestones>(convention).await?;
    let all = tx.load(Milestones { convention }).await?;
    let owners = AllOwners::of(tx.load(Owners { convention }).await?).with(&row);
    let understood = typed.understood(row.ordinal, &owners, &all);
    let becomes = match understood.and_then(|content| near(period.as_ref(), content, row.content.due)) {
        Ok(becomes) => becomes,
        Err(errors) => {
            drop(tx);
            let page = page(visit, row, typed, errors).await?;
            return Err(visit.invalid(&page));
        }
    };
    let own = all.into_iter().find(|one| one.ordinal == row.ordinal);
    let last = own.ok_or(Failure::NotFound)?;
    let brings_back = last.removed && typed.geste == BRING_BACK;
    if last.removed && !brings_back {
        drop(tx);
        return removed(visit, typed).await;
    }
    if typed.seen() != Some(last.version) {
        drop(tx);
        return conflict(visit, typed).await;
    }
    if becomes == last.content && !brings_back {
        return Ok(Answer::see_other(place));
    }
    match written(visit, last, becomes, tx).await {
        Ok(()) => Ok(Answer::see_other(place)),
        Err(StoreError::Conflict) => conflict(visit, typed).await,
        Err(error) => Err(error.into()),
    }
}

/// Records what a milestone says from now on, brought back first when it was taken out.
async fn written(
    visit: &Visit,
    last: MilestoneRow,
    becomes: MilestoneContent,
    tx: Tx<Permitted<KeepMilestones>>,
) -> Result<(), StoreError> {
    let (milestone, by, at) = (last.id(), visit.signature(), visit.now);
    let changed = |version| MilestoneChanged {
        milestone,
        version,
        was: last.content.clone(),
        becomes: becomes.clone(),
        by,
        at,
    };
    if !last.removed {
        return tx.record::<Tables, _>(&changed(last.version)).await?.commit().await;
    }
    let tx = tx.record::<Tables, _>(&MilestoneRestored { milestone, by, at }).await?;
    if becomes == last.content {
        return tx.commit().await;
    }
    tx.record::<Tables, _>(&changed(last.version + 1)).await?.commit().await
}

/// Someone took it out of the list meanwhile: what was typed is kept, and can be saved with the milestone brought back.
async fn removed(visit: &mut Visit, mut typed: TypedMilestone) -> Result<Answer, Failure> {
    visit.leave();
    let row = milestone(visit).await?;
    typed.vu = row.version.to_string();
    let errors = Errors::whole(match row.content.kind {
        MilestoneKind::Milestone => {
            "Quelqu’un a retiré ce jalon de la liste pendant que vous écriviez. Rien n’est perdu\u{a0}: votre texte est ci-dessous. \
             Remettez le jalon dans la liste avec ce texte, ou laissez-le retiré."
        }
        MilestoneKind::Task => {
            "Quelqu’un a retiré cette tâche de la liste pendant que vous écriviez. Rien n’est perdu\u{a0}: votre texte est \
             ci-dessous. Remettez la tâche dans la liste avec ce texte, ou laissez-la retirée."
        }
    });
    let mut page = compared(visit, row, typed, errors).await?;
    page.is_removed = true;
    Err(visit.overtaken(&page))
}

/// The page, with what stands beside what was typed.
async fn compared(
    visit: &mut Visit,
    row: MilestoneRow,
    typed: TypedMilestone,
    errors: Errors,
) -> Result<MilestoneEdit, Failure> {
    let kept = row.clone();
    let mut page = page(visit, row, typed, errors).await?;
    let mut known = page.others.clone();
    known.push(kept.clone());
    page.conflict = differences(&page.typed, &kept, &page.owners, &known);
    Ok(page)
}

/// Someone else changed it meanwhile: both are shown, nothing is written, and sending again comes after theirs.
async fn conflict(visit: &mut Visit, mut typed: TypedMilestone) -> Result<Answer, Failure> {
    visit.leave();
    let row = milestone(visit).await?;
    if row.removed {
        return removed(visit, typed).await;
    }
    typed.vu = row.version.to_string();
    let errors = Errors::whole(&format!(
        "Quelqu’un a modifié {} pendant que vous écriviez. Rien n’est perdu\u{a0}: comparez, corrigez si besoin, puis \
             enregistrez\u{a0}; ce que vous gardez remplacera ce qui a été écrit.",
        match row.content.kind {
            MilestoneKind::Milestone => "ce jalon",
            MilestoneKind::Task => "cette tâche",
        }
    ));
    let page = compared(visit, row, typed, errors).await?;
    Err(visit.invalid(&page))
}

async fn page(visit: &mut Visit, row: MilestoneRow, typed: TypedMilestone, errors: Errors) -> Result<MilestoneEdit, Failure> {
    let convention = row.convention;
    let orgs = Orgs::of(visit.rows(Parties { convention }).await?);
    let owners = AllOwners::of(visit.rows(Owners { convention }).await?).with(&row);
    let mut others = visit.rows(Milestones { convention }).await?;
    // The one that it comes after stays offered, even taken out: saving again changes nothing by itself.
    others.retain(|one| one.ordinal != row.ordinal && (!one.removed || Some(one.ordinal) == row.content.after));
    let heading = match row.content.kind {
        MilestoneKind::Milestone => "Modifier un jalon",
        MilestoneKind::Task => "Modifier une tâche",
    };
    let frame = visit.frame(heading).await?;
    Ok(MilestoneEdit {
        frame: framed(frame, row.action_id(), &row.number),
        heading,
        about: format!("Action {}, {}", row.number, row.action_title),
        action: row.action_id(),
        address: href(Target::Desk(DeskPlace::Milestone(row.id()))).to_string(),
        orgs,
        owners,
        others,
        typed,
        errors,
        is_new: false,
        is_removed: false,
        conflict: Vec::new(),
    })
}
