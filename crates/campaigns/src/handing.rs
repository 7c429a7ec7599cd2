//! How links are handed over, to one or to hundreds at once: each of the version of its recipient that was read, so that no letter
//! reaches whoever passed the question on meanwhile, and nobody is reminded twice by two who remind together.
//!
//! Which links are right is decided elsewhere; the secret itself is never seen here.

use domain::campaigns::{RecipientId, SentLink};
use domain::ids::CampaignId;
use domain::people::EveryLinkEnded;
use domain::time::Instant;
use store::{Sql, StoreError, Value, Writer, Writes, sql};

use crate::tables::{Tables, key, key_of};

const SENT: Sql = sql!(
    "UPDATE unscoped_campaign_recipient SET sent = $4, letter_key = $5 \
     WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND version = $6"
);

// Nobody was reminded since this was read, and no answer came. What is written first is no reminder.
const REMINDED: Sql = sql!(
    "UPDATE unscoped_campaign_recipient SET sent = $4, letter_key = $5, \
     reminders = reminders + CASE WHEN sent IS NULL THEN 0 ELSE 1 END \
     WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND version = $6 AND answered IS NULL \
     AND COALESCE(sent, CAST(0 AS BIGINT)) = $7"
);

const LINK: Sql = sql!(
    "INSERT INTO unscoped_campaign_link (token, convention, campaign, recipient, version, last_day, made) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)"
);

const ENDED: Sql = sql!(
    "UPDATE unscoped_campaign_link SET ended = $4 WHERE convention = $1 AND campaign = $2 AND recipient = $3 AND ended IS NULL"
);

/// Ends every link that a recipient holds: the question goes to someone else.
pub(crate) async fn end(recipient: RecipientId, at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let [convention, campaign, ordinal] = key_of(recipient);
    writer.run(ENDED, &[convention, campaign, ordinal, at.into()]).await
}

/// Makes links that take the place of those before: the ones that each recipient held open nothing any more.
pub(crate) async fn hand_instead(
    campaign: CampaignId,
    links: &[SentLink],
    at: Instant,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let one = |link: &SentLink| {
        let [convention, of] = key(campaign);
        vec![convention, of, link.recipient.into(), at.into()]
    };
    writer.run_all(ENDED, &links.iter().map(one).collect::<Vec<_>>()).await?;
    hand(campaign, links, at, writer).await
}

/// Makes these links, and says when the last one of each recipient was sent.
pub(crate) async fn hand(
    campaign: CampaignId,
    links: &[SentLink],
    at: Instant,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let sent: Vec<_> = links.iter().map(|link| sent(campaign, link, at)).collect();
    writer.change_all(SENT, &sent).await?;
    keep(campaign, links, at, writer).await
}

/// The same, counted as a reminder.
pub(crate) async fn remind(
    campaign: CampaignId,
    links: &[SentLink],
    at: Instant,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let one = |link: &SentLink| {
        let mut values = sent(campaign, link, at);
        values.push(link.seen.map_or(0, Instant::micros).into());
        values
    };
    let reminded: Vec<_> = links.iter().map(one).collect();
    writer.change_all(REMINDED, &reminded).await?;
    keep(campaign, links, at, writer).await
}

fn sent(campaign: CampaignId, link: &SentLink, at: Instant) -> Vec<Value> {
    let [convention, of] = key(campaign);
    let letter = link.letter_key(campaign).into();
    vec![convention, of, link.recipient.into(), at.into(), letter, link.version.into()]
}

async fn keep(campaign: CampaignId, links: &[SentLink], at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let one = |link: &SentLink| {
        let [convention, of] = key(campaign);
        vec![
            link.token.into(),
            convention,
            of,
            link.recipient.into(),
            link.version.into(),
            link.last_day.into(),
            at.into(),
        ]
    };
    writer.run_all(LINK, &links.iter().map(one).collect::<Vec<_>>()).await
}

/// A backup was restored: a link that ended since opens nothing again. It is over as if its last day had passed, so that whoever still has to
/// answer asks for another one by it, and finds what they had begun.
impl Writes<EveryLinkEnded> for Tables {
    async fn apply(fact: &EveryLinkEnded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let end = sql!("UPDATE unscoped_campaign_link SET last_day = $2 WHERE last_day >= $1");
        let today = fact.at.paris_day();
        writer.run(end, &[today.into(), today.plus_days(-1).into()]).await
    }
}
