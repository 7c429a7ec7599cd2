//! What a campaign asks may be told by another way: on the page of the action, by another campaign. There is nothing left to ask
//! then, and reminders stop; so they do when whoever is asked proposed it there, and waits for someone to confirm it. What "nothing left"
//! means is the law book's to say.

use std::collections::BTreeMap;

use domain::campaigns::nothing_left_to_ask;
use domain::followup::{AwaitingCorrected, Lane, ProgressProposed, ProgressReported, ReportAccepted};
use domain::ids::{ActionId, CampaignId, ConventionId};
use domain::time::Instant;
use store::{Columns, FromRow, Sql, StoreError, Value, Writer, Writes, sql};

use crate::tables::{Tables, key};

/// A lane asked about, and whether it was told since the launch otherwise than by the campaign itself. To take back tells nothing, and
/// what was taken back was not told.
macro_rules! lanes_told {
    () => {
        "SELECT l.campaign, l.recipient, l.action, l.party, CASE WHEN EXISTS (SELECT 1 FROM unscoped_report k \
         WHERE k.convention = l.convention AND k.action = l.action AND k.party = l.party AND (k.counted >= c.launched OR k.standing = 'awaiting' \
         AND k.written >= c.launched AND (k.person = r.person OR k.organisation = r.organisation)) \
         AND k.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM unscoped_report u WHERE u.convention = k.convention AND u.undoes = k.ordinal \
         AND u.standing = 'kept') \
         AND NOT EXISTS (SELECT 1 FROM unscoped_campaign_report b WHERE b.convention = k.convention AND b.report = k.ordinal \
         AND b.campaign = l.campaign)) THEN 1 ELSE 0 END AS told "
    };
}

// Whoever was asked about this lane and did not answer, with every lane asked of them.
const ASKED: Sql = sql!(concat!(
    lanes_told!(),
    "FROM unscoped_campaign_lane own \
     JOIN unscoped_campaign c ON c.convention = own.convention AND c.ordinal = own.campaign \
     AND c.launched IS NOT NULL AND c.closed IS NULL \
     JOIN unscoped_campaign_recipient r ON r.convention = own.convention AND r.campaign = own.campaign \
     AND r.ordinal = own.recipient AND r.answered IS NULL \
     JOIN unscoped_campaign_lane l ON l.convention = own.convention AND l.campaign = own.campaign AND l.recipient = own.recipient \
     WHERE own.convention = $1 AND own.action = $2 AND own.party = $3"
));

// Whoever did not answer this campaign, with every lane asked of them.
const ASKED_BY_ONE: Sql = sql!(concat!(
    lanes_told!(),
    "FROM unscoped_campaign c \
     JOIN unscoped_campaign_recipient r ON r.convention = c.convention AND r.campaign = c.ordinal AND r.answered IS NULL \
     JOIN unscoped_campaign_lane l ON l.convention = r.convention AND l.campaign = r.campaign AND l.recipient = r.ordinal \
     WHERE c.convention = $1 AND c.ordinal = $2"
));

const SETTLE: Sql = sql!(
    "UPDATE unscoped_campaign_recipient SET answered = $4, outcome = 'elsewhere' \
     WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND answered IS NULL"
);

struct AskedRow {
    campaign: i64,
    recipient: i64,
    action: i64,
    party: i64,
    told: bool,
}

impl FromRow for AskedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            campaign: c.int(0)?,
            recipient: c.int(1)?,
            action: c.int(2)?,
            party: c.int(3)?,
            told: c.flag(4)?,
        })
    }
}

/// The lanes asked of someone, and those of them that were told.
#[derive(Default)]
struct Standing {
    asked: Vec<Lane>,
    told: Vec<Lane>,
}

async fn told(lane: Lane, at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let convention = lane.convention();
    let key = [
        Value::from(convention),
        lane.action.ordinal.into(),
        lane.stored_party().into(),
    ];
    let rows: Vec<AskedRow> = writer.rows(ASKED, &key).await?;
    settle(convention, &rows, at, writer).await
}

/// Of a campaign that is opened again: what was told while it was closed leaves nothing to ask of some.
pub(crate) async fn told_meanwhile(campaign: CampaignId, at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let rows: Vec<AskedRow> = writer.rows(ASKED_BY_ONE, &key(campaign)).await?;
    settle(campaign.convention, &rows, at, writer).await
}

async fn settle(convention: ConventionId, rows: &[AskedRow], at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let done = done(convention, rows).into_iter().map(|(campaign, recipient)| {
        let (campaign, recipient) = (campaign.into(), recipient.into());
        vec![Value::from(convention), campaign, recipient, at.into()]
    });
    writer.run_all(SETTLE, &done.collect::<Vec<_>>()).await
}

/// The campaign and the ordinal of those of whom nothing is left to ask.
fn done(convention: ConventionId, rows: &[AskedRow]) -> Vec<(i64, i64)> {
    let mut by_recipient: BTreeMap<(i64, i64), Standing> = BTreeMap::new();
    for row in rows {
        let action = ActionId {
            convention,
            ordinal: row.action,
        };
        let lane = Lane::stored(action, row.party);
        let standing = by_recipient.entry((row.campaign, row.recipient)).or_default();
        standing.asked.push(lane);
        standing.told.extend(row.told.then_some(lane));
    }
    let nothing_left = by_recipient
        .into_iter()
        .filter(|(_, standing)| nothing_left_to_ask(&standing.asked, &standing.told));
    nothing_left.map(|(key, _)| key).collect()
}

impl Writes<ProgressReported> for Tables {
    async fn apply(fact: &ProgressReported, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        told(fact.report.lane, fact.at, writer).await
    }
}

/// What a partner proposes on the page of an action is what they were asked.
impl Writes<ProgressProposed> for Tables {
    async fn apply(fact: &ProgressProposed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        told(fact.report.lane, fact.at, writer).await
    }
}

/// What was corrected before it counted is still what the recipient answered, not news from elsewhere for the others.
impl Writes<AwaitingCorrected> for Tables {
    async fn apply(fact: &AwaitingCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let tie = sql!(
            "INSERT INTO unscoped_campaign_report (convention, campaign, recipient, report, revision) \
             SELECT convention, campaign, recipient, $3, revision FROM unscoped_campaign_report WHERE convention = $1 AND report = $2"
        );
        let (awaiting, report) = (fact.awaiting.ordinal.into(), fact.report.ordinal.into());
        writer.run(tie, &[fact.awaiting.convention.into(), awaiting, report]).await?;
        told(fact.report.lane, fact.at, writer).await
    }
}

impl Writes<ReportAccepted> for Tables {
    async fn apply(fact: &ReportAccepted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let read = sql!("SELECT action, party FROM unscoped_report WHERE convention = $1 AND ordinal = $2");
        let convention = fact.report.convention;
        let found: Option<LaneKey> = writer.first(read, &[convention.into(), fact.report.ordinal.into()]).await?;
        let Some(LaneKey(ordinal, party)) = found else { return Ok(()) };
        told(Lane::stored(ActionId { convention, ordinal }, party), fact.at, writer).await
    }
}

/// The action and the party of a report.
struct LaneKey(i64, i64);

impl FromRow for LaneKey {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(c.int(0)?, c.int(1)?))
    }
}
