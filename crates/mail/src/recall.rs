//! A letter of a campaign that still waits is recalled once it would ask for nothing: its recipient answered by whatever way, the
//! campaign was closed, the question was passed on to someone else.
//!
//! It runs in the transaction of the fact that made it so. A letter that left is never touched; the receipt of an answer is not one
//! of these.

use domain::campaigns::{CampaignAnswerNoted, CampaignAnswered, CampaignClosed, CampaignPassedOn};
use domain::fact::Fact;
use domain::followup::{AwaitingCorrected, ProgressReported, ReportAccepted};
use domain::ids::ConventionId;
use domain::time::Instant;
use store::{Sql, StoreError, Writer, Writes, sql};

/// Recalls the letters that the facts it is subscribed to made vain.
#[derive(Debug, Clone, Copy)]
pub struct Recall;

// A letter that carries a link is known by it: its key ends with the 64 signs under which the link is kept.
const RECALL: Sql = sql!(
    "UPDATE unscoped_letter SET state = 'cancelled', settled = $2, body = NULL \
     WHERE state = 'waiting' AND convention = $1 AND kind IN ('campaign', 'campaign_reminder') \
     AND EXISTS (SELECT 1 FROM unscoped_campaign_link l \
     JOIN unscoped_campaign_recipient r ON r.convention = l.convention AND r.campaign = l.campaign AND r.ordinal = l.recipient \
     JOIN unscoped_campaign c ON c.convention = l.convention AND c.ordinal = l.campaign \
     WHERE l.token = substr(unscoped_letter.key, length(unscoped_letter.key) - 63) AND (r.answered IS NOT NULL OR c.closed IS NOT NULL OR l.version <> r.version))"
);

async fn recall(convention: ConventionId, at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    writer.run(RECALL, &[convention.into(), at.into()]).await
}

/// Facts after which nothing may be left to ask: each says when it happened.
macro_rules! recalls {
    ($($fact:ident, |$own:ident| $at:expr;)+) => {$(
        impl Writes<$fact> for Recall {
            async fn apply(fact: &$fact, writer: &mut Writer<'_>) -> Result<(), StoreError> {
                let $own = fact;
                recall(fact.place(), $at, writer).await
            }
        }
    )+};
}

recalls! {
    CampaignAnswered, |fact| fact.at;
    CampaignAnswerNoted, |fact| fact.answer.at;
    CampaignClosed, |fact| fact.at;
    CampaignPassedOn, |fact| fact.at;
    ProgressReported, |fact| fact.at;
    AwaitingCorrected, |fact| fact.at;
    ReportAccepted, |fact| fact.at;
}
