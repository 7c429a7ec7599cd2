//! What a campaign asks may be told by another way: on the page of the action, by another campaign. There is nothing left to ask
//! then, and reminders stop.

use domain::followup::{AwaitingCorrected, ProgressReported, ReportAccepted};
use domain::ids::ActionId;
use domain::time::Instant;
use store::{StoreError, Value, Writer, Writes, sql};

use crate::tables::Tables;

// Whoever was asked about this action, and about nothing that was not told since the campaign was launched. What is told of an
// action as a whole tells its parts, and the other way round.
const TOLD: store::Sql = sql!(
    "UPDATE unscoped_campaign_recipient SET answered = $3, outcome = 'elsewhere' WHERE convention = $1 AND answered IS NULL \
     AND EXISTS (SELECT 1 FROM unscoped_campaign c WHERE c.convention = unscoped_campaign_recipient.convention \
     AND c.ordinal = unscoped_campaign_recipient.campaign AND c.launched IS NOT NULL AND c.closed IS NULL) \
     AND EXISTS (SELECT 1 FROM unscoped_campaign_lane l WHERE l.convention = unscoped_campaign_recipient.convention \
     AND l.campaign = unscoped_campaign_recipient.campaign AND l.recipient = unscoped_campaign_recipient.ordinal AND l.action = $2) \
     AND NOT EXISTS (SELECT 1 FROM unscoped_campaign_lane m WHERE m.convention = unscoped_campaign_recipient.convention \
     AND m.campaign = unscoped_campaign_recipient.campaign AND m.recipient = unscoped_campaign_recipient.ordinal \
     AND NOT EXISTS (SELECT 1 FROM unscoped_lane k JOIN unscoped_campaign b ON b.convention = k.convention \
     AND b.ordinal = m.campaign AND k.counted >= b.launched WHERE k.convention = m.convention AND k.action = m.action \
     AND (m.party = 0 OR k.party = 0 OR k.party = m.party)))"
);

async fn told(action: ActionId, at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let values = [Value::from(action.convention), action.ordinal.into(), at.into()];
    writer.run(TOLD, &values).await
}

impl Writes<ProgressReported> for Tables {
    async fn apply(fact: &ProgressReported, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        told(fact.report.lane.action, fact.at, writer).await
    }
}

impl Writes<AwaitingCorrected> for Tables {
    async fn apply(fact: &AwaitingCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        told(fact.report.lane.action, fact.at, writer).await
    }
}

impl Writes<ReportAccepted> for Tables {
    async fn apply(fact: &ReportAccepted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let read = sql!("SELECT action FROM unscoped_report WHERE convention = $1 AND ordinal = $2");
        let convention = fact.report.convention;
        let found: Option<i64> = writer.first(read, &[convention.into(), fact.report.ordinal.into()]).await?;
        let Some(ordinal) = found else { return Ok(()) };
        told(ActionId { convention, ordinal }, fact.at, writer).await
    }
}
