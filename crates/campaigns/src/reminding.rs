//! The product goes on with campaigns by itself: reminders to those who are silent, within what each campaign planned.
//!
//! Asked for by whoever serves, now and then. Of two servers that remind together, one does: the other finds it done.

use domain::access::verbs::RunCampaigns;
use domain::access::{Reason, Viewer};
use domain::ids::{CampaignId, ConventionId};
use domain::mail::LetterKind;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, Store, StoreError, query};

use crate::lane_rows::AskedActions;
use crate::letters::Wording;
use crate::recipient_rows::Recipients;
use crate::rows::OneCampaign;
use crate::sending::{Randomness, make_all, sent_again};
use crate::tables::Tables;

struct RunningRow(CampaignId);

query! {
    /// The campaigns that wait for answers.
    Running() -> RunningRow
    reading ["running_campaign"]
    "SELECT convention, ordinal FROM running_campaign ORDER BY convention, ordinal"
}

impl FromRow for RunningRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        let convention: ConventionId = c.id(0)?;
        Ok(Self(CampaignId {
            convention,
            ordinal: c.int(1)?,
        }))
    }
}

const BY_ITSELF: Viewer = Viewer::Job(Reason::Campaign);

/// Reminds those who are silent, where letters leave. Tells how many were queued. A campaign that cannot be gone on with keeps no other
/// from it: its error is answered once all were tried.
pub async fn remind(store: &Store, now: Instant, randomness: Randomness<'_>) -> Result<usize, StoreError> {
    let running = store.read(now.paris_day()).await?.rows(&BY_ITSELF, Running {}).await?;
    let (mut letters, mut failed) = (0, None);
    for RunningRow(campaign) in running {
        match remind_for(store, campaign, now, randomness).await {
            Ok(queued) => letters += queued,
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    failed.map_or(Ok(letters), Err)
}

async fn remind_for(store: &Store, id: CampaignId, now: Instant, randomness: Randomness<'_>) -> Result<usize, StoreError> {
    let (convention, campaign) = (id.convention, id.ordinal);
    let mut tx = store.begin::<RunCampaigns>(&BY_ITSELF, convention, now).await?;
    let Some(row) = tx.load_first(OneCampaign { convention, campaign }).await? else {
        return Ok(0);
    };
    let today = now.paris_day();
    let recipients = tx.load(Recipients { convention, campaign }).await?;
    let silent: Vec<_> = recipients
        .iter()
        .filter(|one| one.may_be_reminded(&row, today, false))
        .collect();
    let Some(origin) = row.origin.clone().filter(|_| !silent.is_empty()) else {
        return Ok(0);
    };
    let wording = Wording {
        campaign: id,
        heading: row.heading(),
        message: row.message,
        due: row.due,
        origin,
        today,
        sends: true,
    };
    let asked = tx.load(AskedActions { convention, campaign }).await?;
    let made = make_all(&wording, (&silent, &asked), LetterKind::CampaignReminder, randomness);
    let fact = sent_again(id, made, now);
    match tx.record::<Tables, _>(&fact).await {
        Ok(recorded) => recorded.commit().await?,
        // Someone answered, or reminded them, meanwhile: next time.
        Err(StoreError::Conflict) => return Ok(0),
        Err(error) => return Err(error),
    }
    Ok(fact.letters.len())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Running>()]
}
