//! The list of rooms, in one place: what they serve, what they read, who else writes when a fact is recorded.

use domain::access::Verb;
use domain::amendment::ChangesKeptAside;
use domain::campaigns::{
    CampaignAddressCorrected, CampaignAnswerNoted, CampaignAnswered, CampaignClosed, CampaignLaunched, CampaignLinksSent,
    CampaignPassedOn, CampaignRemindersStopped,
};
use domain::comparison::SecondFileCompared;
use domain::convention::{ConventionEntered, ReadingCorrected, ReadingRenewed};
use domain::digest::Digest;
use domain::discussion::DigestSent;
use domain::example::ExampleRemoved;
use domain::followup::{
    AwaitingCorrected, MilestoneAdded, MilestoneChanged, PlanWatched, ProgressProposed, ProgressReported, ReportAccepted,
    ReportSetAside,
};
use domain::mail::TrialLetterAsked;
use domain::people::{ChargesHandedOver, EveryLinkEnded, LinkMade, PasswordLinkSent, PersonErased};
use domain::places::Target;
use domain::summary::{SummaryLinkMade, SummaryLinkRevoked};
use people::Doors;
use store::{House, QueryInfo};
use web::route::Route;
use web::site::NavEntry;

/// Every page. `founding` is the digest of the one-time code of an empty installation.
#[must_use]
pub fn routes(founding: Option<Digest>) -> Vec<Route> {
    routes_through(&Doors {
        founding,
        ..Doors::default()
    })
}

/// The same, with all that opens this installation beside passwords.
#[must_use]
pub fn routes_through(doors: &Doors) -> Vec<Route> {
    let mut routes = web::routes();
    routes.extend(people::routes(doors, convention::journal_sentence));
    routes.extend(convention::routes(crate::demo::model));
    routes.extend(plan::routes());
    routes.extend(anomalies::routes());
    routes.extend(documents::routes());
    routes.extend(discussion::routes());
    routes.extend(campaigns::routes());
    routes.extend(compliance::routes());
    routes.extend(mail::routes());
    routes
}

/// The menu of a convention.
#[must_use]
pub fn nav() -> Vec<NavEntry> {
    let mut nav = plan::nav();
    nav.extend(discussion::nav());
    nav.extend(campaigns::nav());
    let mut contract = convention::nav();
    // The register stands beside what is left to complete.
    let beside = contract.iter().position(|entry| entry.verb == Verb::CorrectReading);
    let beside = beside.unwrap_or(contract.len());
    contract.splice(beside..beside, anomalies::nav());
    nav.extend(contract);
    nav.extend(documents::nav());
    nav.extend(people::nav());
    nav
}

/// Where the search field of a convention leads.
#[must_use]
pub fn search() -> Option<fn(domain::ids::ConventionId) -> Target> {
    Some(Target::PlanTable)
}

/// What the rooms bring to the store. Consequences of a fact in another room are listed here and nowhere else.
#[must_use]
pub fn house() -> House {
    told(
        scoped()
            .subscribe::<ConventionEntered, people::Tables>()
            .subscribe::<ReadingCorrected, people::Tables>()
            .subscribe::<ReadingRenewed, people::Tables>()
            .subscribe::<SecondFileCompared, plan::Tables>()
            .subscribe::<ChangesKeptAside, plan::Tables>()
            .subscribe::<ChargesHandedOver, plan::Tables>()
            .subscribe::<ChargesHandedOver, campaigns::Tables>()
            .subscribe::<ChargesHandedOver, discussion::Tables>()
            .subscribe::<ChargesHandedOver, anomalies::Tables>()
            .subscribe::<PersonErased, convention::Tables>()
            .subscribe::<PersonErased, plan::Tables>()
            .subscribe::<PersonErased, discussion::Tables>()
            .subscribe::<PersonErased, anomalies::Tables>()
            .subscribe::<ExampleRemoved, mail::Tables>()
            .subscribe::<DigestSent, mail::Outbox>()
            .subscribe::<PersonErased, mail::Tables>()
            .subscribe::<TrialLetterAsked, mail::Outbox>()
            .subscribe::<LinkMade, mail::Outbox>()
            .subscribe::<PasswordLinkSent, mail::Outbox>()
            .subscribe::<CampaignLaunched, mail::Outbox>()
            .subscribe::<CampaignLinksSent, mail::Outbox>()
            .subscribe::<CampaignPassedOn, mail::Outbox>()
            .subscribe::<CampaignAddressCorrected, mail::Outbox>()
            .subscribe::<CampaignAnswered, mail::Outbox>()
            .subscribe::<CampaignAnswered, plan::Tables>()
            .subscribe::<CampaignAnswerNoted, plan::Tables>()
            .subscribe::<ProgressReported, campaigns::Tables>()
            .subscribe::<ProgressProposed, campaigns::Tables>()
            .subscribe::<ReportAccepted, campaigns::Tables>()
            .subscribe::<AwaitingCorrected, campaigns::Tables>()
            // After the room of campaigns: what it has just written says which letters are of no use any more.
            .subscribe::<CampaignAnswered, mail::Recall>()
            .subscribe::<CampaignAnswerNoted, mail::Recall>()
            .subscribe::<CampaignClosed, mail::Recall>()
            .subscribe::<CampaignPassedOn, mail::Recall>()
            .subscribe::<ChargesHandedOver, mail::Recall>()
            .subscribe::<CampaignLinksSent, mail::Recall>()
            .subscribe::<CampaignAddressCorrected, mail::Recall>()
            .subscribe::<CampaignRemindersStopped, mail::Recall>()
            .subscribe::<ProgressReported, mail::Recall>()
            .subscribe::<ProgressProposed, mail::Recall>()
            .subscribe::<ReportAccepted, mail::Recall>()
            .subscribe::<AwaitingCorrected, mail::Recall>()
            .subscribe::<PersonErased, campaigns::Tables>()
            .subscribe::<ReportAccepted, documents::Tables>()
            .subscribe::<AwaitingCorrected, documents::Tables>(),
    )
}

/// What people are told of, and the links that end.
fn told(house: House) -> House {
    house
        .subscribe::<CampaignAnswerNoted, discussion::Tables>()
        .subscribe::<CampaignAnswered, discussion::Tables>()
        .subscribe::<CampaignPassedOn, discussion::Tables>()
        .subscribe::<ReportAccepted, discussion::Tables>()
        .subscribe::<AwaitingCorrected, discussion::Tables>()
        .subscribe::<ReportSetAside, discussion::Tables>()
        .subscribe::<PlanWatched, discussion::Tables>()
        .subscribe::<MilestoneAdded, discussion::Tables>()
        .subscribe::<MilestoneChanged, discussion::Tables>()
        .subscribe::<EveryLinkEnded, campaigns::Tables>()
        .subscribe::<EveryLinkEnded, plan::Tables>()
        .subscribe::<EveryLinkEnded, mail::Recall>()
        .subscribe::<SummaryLinkMade, mail::Outbox>()
        .subscribe::<SummaryLinkRevoked, mail::Recall>()
}

/// How the rooms reach their tables.
fn scoped() -> House {
    House::new()
        .scopes(&people::scopes())
        .scopes(&convention::scopes())
        .scopes(&plan::scopes())
        .scopes(&anomalies::scopes())
        .scopes(&documents::scopes())
        .scopes(&discussion::scopes())
        .scopes(&campaigns::scopes())
        .scopes(&compliance::scopes())
        .scopes(&mail::scopes())
}

/// Every query of every room.
#[must_use]
pub fn queries() -> Vec<QueryInfo> {
    let mut queries = people::queries();
    queries.extend(convention::queries());
    queries.extend(plan::queries());
    queries.extend(anomalies::queries());
    queries.extend(documents::queries());
    queries.extend(discussion::queries());
    queries.extend(campaigns::queries());
    queries.extend(compliance::queries());
    queries.extend(mail::queries());
    queries
}
