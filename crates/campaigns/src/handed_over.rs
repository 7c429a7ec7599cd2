//! Someone leaves, and another follows: the campaigns that they ran, and the questions that waited for them.
//!
//! An answer that was given stays with the name of whoever gave it; no letter leaves from here, the next round writes to whoever
//! follows.

use domain::campaigns::RecipientId;
use domain::ids::CampaignId;
use domain::people::{ChargesHandedOver, Holding};
use store::{StoreError, Writer, Writes, sql};

use crate::handing::end;
use crate::tables::{Tables, key, key_of};

impl Writes<ChargesHandedOver> for Tables {
    async fn apply(fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for charge in &fact.charges {
            match *charge {
                Holding::Campaign(campaign) => run_by(campaign, fact, writer).await?,
                Holding::Question(recipient) => asked_of(recipient, fact, writer).await?,
                Holding::Mandate(_)
                | Holding::Administration
                | Holding::Milestone(_)
                | Holding::Anomalies(..)
                | Holding::SharedView(_)
                | Holding::Followed(..) => {}
            }
        }
        Ok(())
    }
}

/// A campaign is asked from now on by the person who follows: what leaves later carries that name.
async fn run_by(campaign: CampaignId, fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let pass = sql!("UPDATE unscoped_campaign SET person = $3 WHERE convention = $1 AND ordinal = $2 AND closed IS NULL");
    let [convention, ordinal] = key(campaign);
    writer.change_one(pass, &[convention, ordinal, fact.to.into()]).await
}

/// The question waits for the person who follows, who was not written to yet. What was begun stays begun.
async fn asked_of(recipient: RecipientId, fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let pass = sql!(
        "UPDATE unscoped_campaign_recipient SET person = $4, name = (SELECT p.name FROM unscoped_person p WHERE p.id = $4), \
         email = (SELECT COALESCE(p.contact_email, p.email) FROM unscoped_person p WHERE p.id = $4), version = version + 1, \
         sent = NULL, letter_key = NULL, opened = NULL, reminders = 0, quiet = NULL \
         WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND answered IS NULL"
    );
    let [convention, campaign, ordinal] = key_of(recipient);
    writer
        .change_one(pass, &[convention, campaign, ordinal, fact.to.into()])
        .await?;
    end(recipient, fact.at, writer).await
}
