//! The follow-up of a plan: what people report of each action, commune by commune, and what follows from it.
//!
//! A report is signed, dated and never changed; a newer one corrects it. Nothing here touches a term: what was signed is
//! compared with what is done, and neither is written over the other.

mod action_state;
mod alert;
mod detail;
mod facts;
mod far_day;
mod lane_state;
mod lateness;
mod milestone;
mod milestone_facts;
mod report;
mod status;
mod status_names;
mod update;
mod weather;

pub use action_state::{ActionState, Contribution, Derivation, derivation, derived_status, lane_share};
pub use alert::{ALERT_DAYS, Alert, AlertKind, PlanWatched, silent_since};
pub use detail::{DetailId, DetailState, told_by_details};
pub use facts::{AwaitingCorrected, ProgressProposed, ProgressReported, ReportAccepted, ReportSetAside, StatusRenamed};
pub use far_day::FarDay;
pub use lane_state::{Entry, LaneState};
pub use lateness::{Late, NEWS_DAYS, OnDay, Planned, is_silent, lateness};
pub use milestone::{
    Despite, LONGEST_DESPITE, LONGEST_MILESTONE_TITLE, MilestoneContent, MilestoneKind, NotDoneYet, closes_a_circle,
    is_overdue, may_be_done,
};
pub use milestone_facts::{
    DetailMarked, MilestoneAdded, MilestoneChanged, MilestoneDone, MilestoneRemoved, MilestoneReopened, MilestoneRestored,
};
pub use report::{
    Broken, Channel, Content, LONGEST_STATUS_LABEL, LONGEST_TEXT, Lane, NewReport, Percent, ReportStanding, Signature,
};
pub use status::Status;
pub use status_names::StatusNames;
pub use update::Update;
pub use weather::Weather;
