//! What happens to milestones and to the details of the text. A title is free text: it stands beside the chain, under its digest.

use super::{Despite, DetailId, DetailState, Lane, MilestoneContent, Signature};
use crate::access::verbs::{KeepMilestones, TickMilestones};
use crate::fact::{Account, told};
use crate::ids::MilestoneId;
use crate::time::{Day, Instant};

/// Someone added a milestone or a task.
#[derive(Debug, Clone)]
pub struct MilestoneAdded {
    /// Which.
    pub milestone: MilestoneId,
    /// Of what.
    pub lane: Lane,
    /// What it says.
    pub content: MilestoneContent,
    /// Who signs.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

/// Someone changed what a milestone says.
#[derive(Debug, Clone)]
pub struct MilestoneChanged {
    /// Which.
    pub milestone: MilestoneId,
    /// The version that was seen: another one since then is a conflict.
    pub version: i64,
    /// What it said.
    pub was: MilestoneContent,
    /// What it says from now on.
    pub becomes: MilestoneContent,
    /// Who signs.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

/// A milestone was reached, a task done.
#[derive(Debug, Clone)]
pub struct MilestoneDone {
    /// Which.
    pub milestone: MilestoneId,
    /// On which day.
    pub on: Day,
    /// Why it is done before what it comes after, when it is.
    pub despite: Option<Despite>,
    /// Who signs.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

/// It was not done after all.
#[derive(Debug, Clone, Copy)]
pub struct MilestoneReopened {
    /// Which.
    pub milestone: MilestoneId,
    /// The day on which it was said to be done.
    pub was: Day,
    /// Who signs.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

/// A milestone was taken out of the list; it can be brought back.
#[derive(Debug, Clone, Copy)]
pub struct MilestoneRemoved {
    /// Which.
    pub milestone: MilestoneId,
    /// Who signs.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

/// A milestone that was taken out is brought back.
#[derive(Debug, Clone, Copy)]
pub struct MilestoneRestored {
    /// Which.
    pub milestone: MilestoneId,
    /// Who signs.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

/// Someone said how far a detail of the text has gone.
#[derive(Debug, Clone, Copy)]
pub struct DetailMarked {
    /// The detail.
    pub detail: DetailId,
    /// How far it had gone.
    pub was: DetailState,
    /// How far it has.
    pub becomes: DetailState,
    /// Who signs.
    pub by: Signature,
    /// When.
    pub at: Instant,
}

fn about(milestone: MilestoneId, before: Option<String>, after: String, personal: Option<String>) -> Account {
    Account {
        subject: format!("convention/{}/milestone/{}", milestone.convention, milestone.ordinal),
        before,
        after: Some(after),
        personal,
    }
}

/// The titles, when they differ; nothing is said twice.
fn titles(was: &MilestoneContent, becomes: &MilestoneContent) -> Option<String> {
    (was.title != becomes.title).then(|| format!("{}\n{}", was.title, becomes.title))
}

fn done(fact: &MilestoneDone) -> String {
    let before = if fact.despite.is_some() {
        " before what it comes after"
    } else {
        ""
    };
    format!("done on {}{before}", fact.on)
}

told! {
    MilestoneAdded, KeepMilestones, "milestone_added", |fact| fact.milestone.convention,
        about(fact.milestone, None, format!("{} on {}", fact.content.told(), fact.lane.path()), Some(fact.content.title.clone()));
    MilestoneChanged, KeepMilestones, "milestone_changed", |fact| fact.milestone.convention,
        about(fact.milestone, Some(fact.was.told()), fact.becomes.told(), titles(&fact.was, &fact.becomes));
    MilestoneDone, TickMilestones, "milestone_done", |fact| fact.milestone.convention,
        about(fact.milestone, None, done(fact), fact.despite.as_ref().map(|why| why.as_str().to_owned()));
    MilestoneReopened, TickMilestones, "milestone_reopened", |fact| fact.milestone.convention,
        about(fact.milestone, Some(format!("done on {}", fact.was)), "open".to_owned(), None);
    MilestoneRemoved, KeepMilestones, "milestone_removed", |fact| fact.milestone.convention,
        about(fact.milestone, None, "removed".to_owned(), None);
    MilestoneRestored, KeepMilestones, "milestone_restored", |fact| fact.milestone.convention,
        about(fact.milestone, Some("removed".to_owned()), "brought back".to_owned(), None);
    DetailMarked, KeepMilestones, "detail_marked", |fact| fact.detail.action.convention, Account {
        subject: format!("convention/{}/action/{}/detail", fact.detail.action.convention, fact.detail.action.ordinal),
        before: Some(fact.was.code().to_owned()),
        after: Some(format!("{} of {}", fact.becomes.code(), fact.detail.told())),
        personal: None,
    };
}
