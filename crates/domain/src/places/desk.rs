//! Places from which a convention is run, and by which it comes and goes as files.
//!
//! Nothing here knows an address.

use crate::followup::Lane;
use crate::ids::{ActionId, ComparisonId, ConventionId, MilestoneId};

/// A place from which the plan is run: what is expected by a day, what happened, where all of it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeskPlace {
    /// The milestones and tasks of a convention.
    Milestones(ConventionId),
    /// One of them, to be changed.
    Milestone(MilestoneId),
    /// Where one is ticked.
    MilestoneTick(MilestoneId),
    /// Where one is added to a lane.
    NewMilestone(Lane),
    /// All that happened to an action.
    History(ActionId),
    /// What falls when.
    Calendar(ConventionId),
    /// The same, for another calendar.
    CalendarFile(ConventionId),
    /// How the plan stood on a day.
    AsOf(ConventionId),
    /// The plan on one sheet of paper.
    Summary(ConventionId),
    /// All that was said of the plan and counts.
    Reports(ConventionId),
    /// The sums that the text gives to its actions.
    Funding(ConventionId),
    /// Where a file of the plan, changed in a spreadsheet, comes back.
    PlanImport(ConventionId),
    /// The views of the plan that are kept under names.
    SavedViews(ConventionId),
    /// The links that open that sheet to elected people.
    SummaryLinks(ConventionId),
    /// Where the convention leaves whole, as files.
    Leaving(ConventionId),
    /// Where a spreadsheet that anyone made becomes the plan.
    PlanMapping(ConventionId),
    /// All that is said of one element of the reading, in one form.
    ReadingWhole(ConventionId),
    /// Where what was read is laid beside the text that it was read from.
    ReadingRoom(ConventionId),
    /// Where a reading that was checked is confirmed.
    ReadingConfirmation(ConventionId),
    /// Where a second file is compared with the convention.
    SecondFile(ConventionId),
    /// What was done with one of them.
    Comparison(ComparisonId),
    /// The register of écarts.
    Anomalies(ConventionId),
    /// One of them, named by what follows.
    Anomaly(ConventionId),
    /// The register on paper, for the body that decides.
    AnomalyAnnex(ConventionId),
    /// What the rules that find écarts look for.
    AnomalyRules(ConventionId),
    /// The published schema of the interchange document.
    InterchangeSchema,
}
