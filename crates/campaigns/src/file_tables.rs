//! What is written of the files of an answer: joined, or taken back before they are sent. Their bytes are kept before, elsewhere.

use domain::campaigns::{CampaignFileAdded, CampaignFileRemoved, MOST_FILES};
use store::{StoreError, Value, Writer, Writes, file_values, sql};

use crate::tables::{Tables, key_of, running};

impl Writes<CampaignFileAdded> for Tables {
    async fn apply(fact: &CampaignFileAdded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        running(fact.recipient.campaign, writer).await?;
        let add = sql!(
            "INSERT INTO unscoped_campaign_file (convention, campaign, recipient, ordinal, file_name, media, bytes, kept_file, \
             shown_file, given_digest, added) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 \
             WHERE (SELECT COUNT(*) FROM unscoped_campaign_file WHERE convention = $1 AND campaign = $2 AND recipient = $3) < $12"
        );
        let [convention, campaign, recipient] = key_of(fact.recipient);
        let [name, media, bytes, digest, shown, given] = file_values(&fact.file);
        let values: [Value; 12] = [
            convention,
            campaign,
            recipient,
            fact.ordinal.into(),
            name,
            media,
            bytes,
            digest,
            shown,
            given,
            fact.at.into(),
            i64::try_from(MOST_FILES).unwrap_or(i64::MAX).into(),
        ];
        writer.change_one(add, &values).await
    }
}

impl Writes<CampaignFileRemoved> for Tables {
    async fn apply(fact: &CampaignFileRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let remove = sql!(
            "DELETE FROM unscoped_campaign_file \
             WHERE convention = $1 AND campaign = $2 AND recipient = $3 AND ordinal = $4 AND revision IS NULL"
        );
        let [convention, campaign, recipient] = key_of(fact.recipient);
        writer
            .change_one(remove, &[convention, campaign, recipient, fact.ordinal.into()])
            .await
    }
}
