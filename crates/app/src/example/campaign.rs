//! The campaigns of the example: asked, answered by a link or by telephone, or not answered. No letter leaves.

use std::collections::BTreeSet;

use anyhow::Context as _;
use domain::access::{Viewer, verbs};
use domain::campaigns::{
    Asked, CampaignAnswerNoted, CampaignAnswered, CampaignClosed, CampaignLaunched, CampaignOpened, CampaignQuestion,
    CampaignWritten, MARGIN_DAYS, Questions, RecipientId, ReminderPolicy, SentLink,
};
use domain::digest::Digest;
use domain::followup::{Channel, NewReport};
use domain::ids::CampaignId;
use domain::time::{Day, Instant};
use store::Sequence;

use super::Telling;
use super::story::Event;
use crate::clock;

impl Telling<'_> {
    const fn campaign_id(&self, ordinal: i64) -> CampaignId {
        CampaignId {
            convention: self.convention,
            ordinal,
        }
    }

    /// `campaign k1 roche due=2023-11-30`, with a line `to: name | organisation | lane` for each recipient: written, then launched.
    pub(super) async fn campaign(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let who = self.who(event.word(1)?)?;
        let due = event.day("due")?.context("a day")?;
        let viewer = Viewer::Mandate(who);
        let mut tx = self
            .store
            .begin::<verbs::RunCampaigns>(&viewer, self.convention, self.now)
            .await?;
        let ordinal = tx.allocate(Sequence::Convention(self.convention, "campaign")).await?;
        let campaign = self.campaign_id(ordinal);
        let recipients: Vec<Asked> = (1..)
            .zip(event.texts("to"))
            .map(|(nth, line)| self.asked(nth, line))
            .collect::<Result<_, _>>()?;
        let links = links(&recipients, due);
        let written = CampaignWritten {
            campaign,
            title: event.text("title").context("a title")?,
            message: event.text("message").context("a message")?,
            due,
            questions: Questions {
                listed: CampaignQuestion::ALL.to_vec(),
                open: event.texts("question").map(str::to_owned).collect(),
            },
            reminders: ReminderPolicy { gap_days: 7, most: 2 },
            actions: actions(&recipients),
            recipients,
            person: Some(who.person),
            after: None,
            at: self.now,
        };
        let launched = CampaignLaunched {
            campaign,
            links: links.clone(),
            written: self.now,
            origin: self.origin.clone(),
            letters: Vec::new(),
            at: self.now,
        };
        let tx = tx.record::<campaigns::Tables, _>(&written).await?;
        tx.record::<campaigns::Tables, _>(&launched).await?.commit().await?;
        let name = event.word(0)?;
        self.known.insert(name.to_owned(), ordinal);
        self.links.extend(
            links
                .into_iter()
                .map(|link| (format!("{name}/{}", link.recipient), link.token)),
        );
        Ok(())
    }

    fn asked(&self, ordinal: i64, said: &str) -> anyhow::Result<Asked> {
        let parts: Vec<&str> = said.split(" | ").collect();
        let [name, organisation, lane] = parts[..] else {
            anyhow::bail!("a recipient has a name, an organisation and a lane");
        };
        Ok(Asked {
            ordinal,
            person: None,
            organisation: None,
            name: name.to_owned(),
            email: Some(format!("{}@exemple.invalid", domain::search::fold(name).replace(' ', "."))),
            organisation_name: organisation.to_owned(),
            lanes: vec![self.lane(lane)?],
        })
    }

    /// `k1/3`: the third recipient of a campaign.
    fn recipient(&self, text: &str) -> anyhow::Result<RecipientId> {
        let (campaign, ordinal) = text.split_once('/').context("a recipient")?;
        Ok(RecipientId {
            campaign: self.campaign_id(self.named(campaign)?),
            ordinal: ordinal.parse()?,
        })
    }

    fn said(&self, event: &Event<'_>, ordinal: i64, channel: Channel) -> anyhow::Result<CampaignAnswered> {
        let lane = self.lane(event.word(1)?)?;
        let content = event.content()?;
        let replies: Vec<&str> = event.texts("reply").collect();
        Ok(CampaignAnswered {
            recipient: self.recipient(event.word(0)?)?,
            revision: 1,
            reports: vec![NewReport {
                ordinal,
                lane,
                content: content.clone(),
                signature: domain::followup::Signature {
                    person: None,
                    organisation: None,
                },
                channel,
                after: self.before(lane).1,
                corrects: None,
            }],
            replaces: Vec::new(),
            form: campaigns::form_telling(lane, &content, &replies),
            letters: Vec::new(),
            at: self.now,
        })
    }

    /// `open k1/3`: « Commencer » was pressed, and nothing more.
    pub(super) async fn open(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        self.opened(event, self.now).await
    }

    async fn opened(&self, event: &Event<'_>, at: Instant) -> anyhow::Result<()> {
        let viewer = Viewer::Link(*self.links.get(event.word(0)?).context("a link")?);
        let tx = self
            .store
            .begin::<verbs::AnswerCampaign>(&viewer, self.convention, at)
            .await?;
        let recipient = self.recipient(event.word(0)?)?;
        let fact = CampaignOpened { recipient, at };
        Ok(tx.record::<campaigns::Tables, _>(&fact).await?.commit().await?)
    }

    /// `answer k1/3 10 as=q1 status=going`: by the link, opened two to four minutes before; it waits.
    pub(super) async fn answer(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let minutes = 2 + self.recipient(event.word(0)?)?.ordinal % 3;
        let before = Instant::from_micros(self.now.micros() - minutes * 60_000_000);
        self.opened(event, before).await?;
        let token = self.links.get(event.word(0)?).context("a link")?;
        let viewer = Viewer::Link(*token);
        let mut tx = self
            .store
            .begin::<verbs::AnswerCampaign>(&viewer, self.convention, self.now)
            .await?;
        let ordinal = tx.allocate(Sequence::Convention(self.convention, "report")).await?;
        let fact = self.said(event, ordinal, Channel::Link)?;
        tx.record::<campaigns::Tables, _>(&fact).await?.commit().await?;
        self.call(event, ordinal);
        Ok(())
    }

    /// `phone k1/2 7/2 roche status=going`: noted by who called; it counts at once.
    pub(super) async fn phone(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let who = self.who(event.word(2)?)?;
        let viewer = Viewer::Mandate(who);
        let mut tx = self
            .store
            .begin::<verbs::RunCampaigns>(&viewer, self.convention, self.now)
            .await?;
        let ordinal = tx.allocate(Sequence::Convention(self.convention, "report")).await?;
        let answer = self.said(event, ordinal, Channel::Phone)?;
        let said: Vec<_> = answer
            .reports
            .iter()
            .map(|report| (report.lane, report.content.status))
            .collect();
        let fact = CampaignAnswerNoted {
            answer,
            person: Some(who.person),
        };
        tx.record::<campaigns::Tables, _>(&fact).await?.commit().await?;
        for (lane, status) in said {
            self.counts(lane, status, ordinal);
        }
        Ok(())
    }

    pub(super) async fn close(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let viewer = Viewer::Mandate(self.who(event.word(1)?)?);
        let tx = self
            .store
            .begin::<verbs::RunCampaigns>(&viewer, self.convention, self.now)
            .await?;
        let fact = CampaignClosed {
            campaign: self.campaign_id(self.named(event.word(0)?)?),
            at: self.now,
        };
        Ok(tx.record::<campaigns::Tables, _>(&fact).await?.commit().await?)
    }
}

/// A link for each recipient, by the digest of a secret that nobody keeps.
fn links(recipients: &[Asked], due: Day) -> Vec<SentLink> {
    let link = |one: &Asked| SentLink {
        recipient: one.ordinal,
        version: 1,
        seen: None,
        token: Digest::of(&clock::randomness()),
        last_day: due.plus_days(MARGIN_DAYS),
    };
    recipients.iter().map(link).collect()
}

/// The actions asked about, each once.
fn actions(recipients: &[Asked]) -> Vec<i64> {
    let all = recipients.iter().flat_map(|one| &one.lanes);
    let each: BTreeSet<i64> = all.map(|lane| lane.action.ordinal).collect();
    each.into_iter().collect()
}
