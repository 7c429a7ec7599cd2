//! A letter of a campaign that still waits is recalled once it would ask for nothing: its recipient answered by whatever way, the
//! campaign was closed, the question was passed on to someone else, another link was handed over, the address was corrected, no more
//! reminders are wanted. So is the one that carries a link to a sheet that was taken back, and whatever carries a link when a backup is
//! restored: it may have left since the backup was made.
//!
//! An answer recalls what waited when it came, and no more: a letter that leaves after it, to a colleague or with another link, has its
//! own reason. It runs in the transaction of the fact that made it so. A letter that left is never touched; the receipt of an answer is not one
//! of these.

use domain::campaigns::{
    CampaignAddressCorrected, CampaignAnswerNoted, CampaignAnswered, CampaignClosed, CampaignLinksSent, CampaignPassedOn,
    CampaignRemindersStopped, RecipientId,
};
use domain::fact::Fact;
use domain::followup::{AwaitingCorrected, ProgressProposed, ProgressReported, ReportAccepted};
use domain::ids::{ConventionId, SummaryLinkId};
use domain::people::{ChargesHandedOver, EveryLinkEnded};
use domain::summary::SummaryLinkRevoked;
use domain::time::Instant;
use store::{Sql, StoreError, Value, Writer, Writes, sql};

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
     WHERE l.token = substr(unscoped_letter.key, length(unscoped_letter.key) - 63) \
     AND (r.campaign = $3 AND r.ordinal = $4 OR r.outcome = 'elsewhere' AND r.answered = $2 \
     OR r.quiet IS NOT NULL AND unscoped_letter.kind = 'campaign_reminder' \
     OR c.closed IS NOT NULL OR l.version <> r.version OR l.ended IS NOT NULL))"
);

/// Recalls what asks for nothing any more: of `answered`, who has just answered; of those whom something told elsewhere settled at this
/// moment; of campaigns that are closed, of questions that were passed on and of links that others took the place of.
async fn recall(
    convention: ConventionId,
    at: Instant,
    answered: Option<RecipientId>,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let (campaign, recipient) = (answered.map(|id| id.campaign.ordinal), answered.map(|id| id.ordinal));
    let values: [Value; 4] = [convention.into(), at.into(), campaign.into(), recipient.into()];
    writer.run(RECALL, &values).await
}

/// Facts after which nothing may be left to ask: each says when it happened, and who answered by it.
macro_rules! recalls {
    ($($fact:ident, |$own:ident| $at:expr, $answered:expr;)+) => {$(
        impl Writes<$fact> for Recall {
            async fn apply(fact: &$fact, writer: &mut Writer<'_>) -> Result<(), StoreError> {
                let $own = fact;
                recall(fact.place(), $at, $answered, writer).await
            }
        }
    )+};
}

recalls! {
    CampaignAnswered, |fact| fact.at, Some(fact.recipient);
    CampaignAnswerNoted, |fact| fact.answer.at, Some(fact.answer.recipient);
    CampaignClosed, |fact| fact.at, None;
    CampaignPassedOn, |fact| fact.at, None;
    CampaignLinksSent, |fact| fact.at, None;
    CampaignAddressCorrected, |fact| fact.at, None;
    CampaignRemindersStopped, |fact| fact.at, None;
    ProgressReported, |fact| fact.at, None;
    ProgressProposed, |fact| fact.at, None;
    AwaitingCorrected, |fact| fact.at, None;
    ReportAccepted, |fact| fact.at, None;
}

/// A question that waited for whoever leaves goes to someone else, who is written to apart.
impl Writes<ChargesHandedOver> for Recall {
    async fn apply(fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        recall(fact.convention, fact.at, None, writer).await
    }
}

/// A link that was taken back opens nothing: its letter says nothing that is true any more.
impl Writes<SummaryLinkRevoked> for Recall {
    async fn apply(fact: &SummaryLinkRevoked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let recall = sql!(
            "UPDATE unscoped_letter SET state = 'cancelled', settled = $3, body = NULL \
             WHERE state = 'waiting' AND convention = $1 AND kind = 'summary_link' \
             AND key = (SELECT k.letter_key FROM unscoped_summary_link k WHERE k.convention = $1 AND k.ordinal = $2)"
        );
        let SummaryLinkId { convention, ordinal } = fact.link;
        writer.run(recall, &[convention.into(), ordinal.into(), fact.at.into()]).await
    }
}

/// A backup was restored and every link ended: what carries one opens nothing, and may have left already.
impl Writes<EveryLinkEnded> for Recall {
    async fn apply(fact: &EveryLinkEnded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let recall = sql!(
            "UPDATE unscoped_letter SET state = 'cancelled', settled = $1, body = NULL WHERE state = 'waiting' \
             AND kind IN ('invitation', 'password', 'campaign', 'campaign_reminder', 'summary_link')"
        );
        writer.run(recall, &[fact.at.into()]).await
    }
}
