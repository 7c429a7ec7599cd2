//! What this room writes when a fact is recorded: campaigns, recipients, links, and which reports each answer made. A report
//! itself is the plan's; a draft that is not sent yet is a note.

use domain::campaigns::{
    Asked, CampaignAddressCorrected, CampaignAnswerNoted, CampaignAnswered, CampaignClosed, CampaignDropped, CampaignLaunched,
    CampaignLinksSent, CampaignOpened, CampaignPassedOn, CampaignRemindersStopped, CampaignReopened, CampaignWritten, Outcome,
    RecipientId, SendReason,
};
use domain::digest::Digest;
use domain::ids::{CampaignId, PersonId};
use store::{Sql, StoreError, Value, Writer, Writes, sql};

use crate::elsewhere::told_meanwhile;
use crate::handing::{hand, hand_instead, remind};

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

/// The key under which the form of a recipient is noted until it is sent.
pub(crate) fn draft_key(recipient: RecipientId) -> Digest {
    let id = recipient.campaign;
    let numbers = [id.convention.ordinal(), id.ordinal, recipient.ordinal].map(i64::to_be_bytes);
    Digest::of_parts([b"campaign_draft".as_slice(), &numbers[0], &numbers[1], &numbers[2]])
}

/// The tables of what is asked, children first.
const FORGOTTEN: [Sql; 4] = [
    sql!("DELETE FROM unscoped_campaign_lane WHERE convention = $1 AND campaign = $2"),
    sql!("DELETE FROM unscoped_campaign_recipient WHERE convention = $1 AND campaign = $2"),
    sql!("DELETE FROM unscoped_campaign_action WHERE convention = $1 AND campaign = $2"),
    sql!("DELETE FROM unscoped_campaign_question WHERE convention = $1 AND campaign = $2"),
];

pub(crate) fn key(campaign: CampaignId) -> [Value; 2] {
    [campaign.convention.into(), campaign.ordinal.into()]
}

pub(crate) fn key_of(recipient: RecipientId) -> [Value; 3] {
    let [convention, campaign] = key(recipient.campaign);
    [convention, campaign, recipient.ordinal.into()]
}

async fn forget(campaign: CampaignId, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    for statement in FORGOTTEN {
        writer.run(statement, &key(campaign)).await?;
    }
    Ok(())
}

impl Writes<CampaignWritten> for Tables {
    async fn apply(fact: &CampaignWritten, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let write = sql!(
            "INSERT INTO unscoped_campaign (convention, ordinal, title, message, due, questions, gap_days, most_reminders, person, \
             written) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (convention, ordinal) DO UPDATE SET \
             title = excluded.title, message = excluded.message, due = excluded.due, questions = excluded.questions, \
             gap_days = excluded.gap_days, most_reminders = excluded.most_reminders, person = excluded.person, \
             written = excluded.written WHERE unscoped_campaign.launched IS NULL AND unscoped_campaign.written = $11"
        );
        let [convention, ordinal] = key(fact.campaign);
        let values = [
            convention,
            ordinal,
            fact.title.as_str().into(),
            fact.message.as_str().into(),
            fact.due.into(),
            fact.questions.codes().into(),
            fact.reminders.gap_days.into(),
            fact.reminders.most.into(),
            fact.person.into(),
            fact.at.into(),
            fact.after.into(),
        ];
        writer.change_one(write, &values).await?;
        forget(fact.campaign, writer).await?;
        questions(fact, writer).await?;
        recipients(fact, writer).await
    }
}

async fn questions(fact: &CampaignWritten, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let ask = sql!("INSERT INTO unscoped_campaign_question (convention, campaign, number, text) VALUES ($1, $2, $3, $4)");
    for (number, text) in (1_i64..).zip(&fact.questions.open) {
        let [convention, campaign] = key(fact.campaign);
        writer.run(ask, &[convention, campaign, number.into(), text.into()]).await?;
    }
    let about = sql!("INSERT INTO unscoped_campaign_action (convention, campaign, action) VALUES ($1, $2, $3)");
    for action in &fact.actions {
        let [convention, campaign] = key(fact.campaign);
        writer.run(about, &[convention, campaign, (*action).into()]).await?;
    }
    Ok(())
}

async fn recipients(fact: &CampaignWritten, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let insert = sql!(
        "INSERT INTO unscoped_campaign_recipient (convention, campaign, ordinal, person, organisation, name, email, \
         organisation_name, draft_key, version, reminders, revision) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, 0, 0)"
    );
    let about =
        sql!("INSERT INTO unscoped_campaign_lane (convention, campaign, recipient, action, party) VALUES ($1, $2, $3, $4, $5)");
    let one = |asked: &Asked| recipient(fact.campaign, asked);
    let rows: Vec<_> = fact.recipients.iter().map(one).collect();
    writer.run_all(insert, &rows).await?;
    let lanes = fact.recipients.iter().flat_map(|asked| lanes(fact.campaign, asked));
    writer.run_all(about, &lanes.collect::<Vec<_>>()).await
}

fn recipient(campaign: CampaignId, asked: &Asked) -> Vec<Value> {
    let id = RecipientId {
        campaign,
        ordinal: asked.ordinal,
    };
    let [convention, of, ordinal] = key_of(id);
    vec![
        convention,
        of,
        ordinal,
        asked.person.into(),
        asked.organisation.into(),
        asked.name.as_str().into(),
        asked.email.as_deref().into(),
        asked.organisation_name.as_str().into(),
        draft_key(id).into(),
    ]
}

fn lanes(campaign: CampaignId, asked: &Asked) -> impl Iterator<Item = Vec<Value>> {
    asked.lanes.iter().map(move |lane| {
        let [convention, of] = key(campaign);
        let (action, party) = (lane.action.ordinal.into(), lane.stored_party().into());
        vec![convention, of, asked.ordinal.into(), action, party]
    })
}

impl Writes<CampaignDropped> for Tables {
    async fn apply(fact: &CampaignDropped, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        forget(fact.campaign, writer).await?;
        let drop = sql!("DELETE FROM unscoped_campaign WHERE convention = $1 AND ordinal = $2 AND launched IS NULL");
        writer.change_one(drop, &key(fact.campaign)).await
    }
}

impl Writes<CampaignLaunched> for Tables {
    async fn apply(fact: &CampaignLaunched, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let launch = sql!(
            "UPDATE unscoped_campaign SET launched = $3, origin = $4 \
             WHERE convention = $1 AND ordinal = $2 AND launched IS NULL AND written = $5"
        );
        let [convention, ordinal] = key(fact.campaign);
        let (origin, written) = (fact.origin.as_str().into(), fact.written.into());
        let values = [convention, ordinal, fact.at.into(), origin, written];
        writer.change_one(launch, &values).await?;
        hand(fact.campaign, &fact.links, fact.at, writer).await
    }
}

impl Writes<CampaignLinksSent> for Tables {
    async fn apply(fact: &CampaignLinksSent, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        running(fact.campaign, writer).await?;
        match fact.reason {
            SendReason::Reminder => remind(fact.campaign, &fact.links, fact.at, writer).await,
            SendReason::Renewal => hand(fact.campaign, &fact.links, fact.at, writer).await,
            SendReason::HandedOver => hand_instead(fact.campaign, &fact.links, fact.at, writer).await,
            SendReason::Listed => {
                let listed = sql!("UPDATE unscoped_campaign SET listed = $3 WHERE convention = $1 AND ordinal = $2");
                let [convention, ordinal] = key(fact.campaign);
                writer.change_one(listed, &[convention, ordinal, fact.at.into()]).await?;
                hand_instead(fact.campaign, &fact.links, fact.at, writer).await
            }
        }
    }
}

/// Holds a campaign that waits for answers as it is; refuses when it does not.
pub(crate) async fn running(campaign: CampaignId, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let held = sql!(
        "SELECT ordinal FROM unscoped_campaign WHERE convention = $1 AND ordinal = $2 AND launched IS NOT NULL AND closed IS NULL"
    );
    writer.hold(held, &key(campaign)).await
}

impl Writes<CampaignOpened> for Tables {
    async fn apply(fact: &CampaignOpened, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let open = sql!(
            "UPDATE unscoped_campaign_recipient SET opened = $4 \
             WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND opened IS NULL"
        );
        let [convention, campaign, ordinal] = key_of(fact.recipient);
        writer
            .change_one(open, &[convention, campaign, ordinal, fact.at.into()])
            .await
    }
}

impl Writes<CampaignPassedOn> for Tables {
    async fn apply(fact: &CampaignPassedOn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        running(fact.recipient.campaign, writer).await?;
        let pass = sql!(
            "UPDATE unscoped_campaign_recipient SET person = NULL, name = $4, email = $5, version = version + 1, opened = NULL, \
             reminders = 0, quiet = NULL, answered = CASE WHEN outcome = 'elsewhere' THEN NULL ELSE answered END, \
             outcome = CASE WHEN outcome = 'elsewhere' THEN NULL ELSE outcome END \
             WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND version = $6 - 1"
        );
        let [convention, campaign, ordinal] = key_of(fact.recipient);
        let values = [
            convention,
            campaign,
            ordinal,
            fact.name.as_str().into(),
            fact.email.as_str().into(),
            fact.link.version.into(),
        ];
        writer.change_one(pass, &values).await?;
        hand(fact.recipient.campaign, &[fact.link], fact.at, writer).await
    }
}

/// Of someone who did not answer, and of the address that was read: a person of the directory keeps their own there.
impl Writes<CampaignAddressCorrected> for Tables {
    async fn apply(fact: &CampaignAddressCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        running(fact.recipient.campaign, writer).await?;
        let correct = sql!(
            "UPDATE unscoped_campaign_recipient SET email = $4 WHERE convention = $1 AND campaign = $2 AND ordinal = $3 \
             AND version = $5 AND answered IS NULL AND COALESCE(email, '') = $6"
        );
        let [convention, campaign, ordinal] = key_of(fact.recipient);
        let was = fact.was.as_deref().unwrap_or_default();
        let values = [
            convention,
            campaign,
            ordinal,
            fact.becomes.as_str().into(),
            fact.link.version.into(),
            was.into(),
        ];
        writer.change_one(correct, &values).await?;
        hand_instead(fact.recipient.campaign, &[fact.link], fact.at, writer).await
    }
}

impl Writes<CampaignRemindersStopped> for Tables {
    async fn apply(fact: &CampaignRemindersStopped, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let stop = sql!(
            "UPDATE unscoped_campaign_recipient SET quiet = $4 \
             WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND quiet IS NULL"
        );
        let [convention, campaign, ordinal] = key_of(fact.recipient);
        writer
            .change_one(stop, &[convention, campaign, ordinal, fact.at.into()])
            .await
    }
}

impl Writes<CampaignAnswered> for Tables {
    async fn apply(fact: &CampaignAnswered, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        answer(fact, Outcome::Link, None, writer).await
    }
}

impl Writes<CampaignAnswerNoted> for Tables {
    async fn apply(fact: &CampaignAnswerNoted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        answer(&fact.answer, Outcome::Telephone, fact.person, writer).await
    }
}

async fn answer(
    fact: &CampaignAnswered,
    outcome: Outcome,
    noted_by: Option<PersonId>,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    running(fact.recipient.campaign, writer).await?;
    // The answer follows the one that was seen: the same form sent from two windows is one answer.
    let follow = sql!(
        "UPDATE unscoped_campaign_recipient SET answered = $4, outcome = $5, noted_by = $6, revision = $7, \
         opened = CASE WHEN $5 = 'link' THEN COALESCE(opened, $4) ELSE opened END WHERE convention = $1 AND campaign = $2 AND ordinal = $3 AND revision = $7 - 1"
    );
    let [convention, campaign, ordinal] = key_of(fact.recipient);
    let values = [
        convention,
        campaign,
        ordinal,
        fact.at.into(),
        outcome.code().into(),
        noted_by.into(),
        fact.revision.into(),
    ];
    writer.change_one(follow, &values).await?;
    let keep = sql!(
        "INSERT INTO unscoped_campaign_answer (convention, campaign, recipient, revision, at, form, noted_by, name) \
         SELECT convention, campaign, ordinal, $4, $5, $6, $7, name FROM unscoped_campaign_recipient \
         WHERE convention = $1 AND campaign = $2 AND ordinal = $3"
    );
    let [convention, campaign, ordinal] = key_of(fact.recipient);
    let values = [
        convention,
        campaign,
        ordinal,
        fact.revision.into(),
        fact.at.into(),
        fact.form.as_str().into(),
        noted_by.into(),
    ];
    writer.run(keep, &values).await?;
    let tie = sql!(
        "INSERT INTO unscoped_campaign_report (convention, campaign, recipient, report, revision) VALUES ($1, $2, $3, $4, $5)"
    );
    let tied = fact.reports.iter().map(|report| {
        let [convention, campaign, ordinal] = key_of(fact.recipient);
        vec![convention, campaign, ordinal, report.ordinal.into(), fact.revision.into()]
    });
    writer.run_all(tie, &tied.collect::<Vec<_>>()).await?;
    if outcome == Outcome::Link {
        sent_with(fact, writer).await?;
    }
    Ok(())
}

/// What was joined leaves with the answer.
async fn sent_with(fact: &CampaignAnswered, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let send = sql!(
        "UPDATE unscoped_campaign_file SET revision = $4 \
         WHERE convention = $1 AND campaign = $2 AND recipient = $3 AND revision IS NULL"
    );
    let [convention, campaign, ordinal] = key_of(fact.recipient);
    writer.run(send, &[convention, campaign, ordinal, fact.revision.into()]).await
}

impl Writes<CampaignClosed> for Tables {
    async fn apply(fact: &CampaignClosed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let close = sql!(
            "UPDATE unscoped_campaign SET closed = $3 \
             WHERE convention = $1 AND ordinal = $2 AND launched IS NOT NULL AND closed IS NULL"
        );
        let [convention, ordinal] = key(fact.campaign);
        writer.change_one(close, &[convention, ordinal, fact.at.into()]).await
    }
}

/// What was told meanwhile by another way leaves nothing to ask of some: nobody is reminded of it.
impl Writes<CampaignReopened> for Tables {
    async fn apply(fact: &CampaignReopened, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let reopen = sql!(
            "UPDATE unscoped_campaign SET closed = NULL \
             WHERE convention = $1 AND ordinal = $2 AND launched IS NOT NULL AND closed IS NOT NULL"
        );
        writer.change_one(reopen, &key(fact.campaign)).await?;
        told_meanwhile(fact.campaign, fact.at, writer).await
    }
}
