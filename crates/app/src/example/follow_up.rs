//! What is reported, expected, said and attached, as the facts of everyone.

use anyhow::Context as _;
use domain::about::About;
use domain::access::{Viewer, verbs};
use domain::discussion::{Audience, CommentText, CommentWritten};
use domain::documents::{Attachment, DocumentAdded, DocumentKind};
use domain::followup::{
    Channel, Content, Lane, MilestoneAdded, MilestoneContent, MilestoneDone, MilestoneKind, NewReport, ProgressProposed,
    ProgressReported, ReportAccepted, ReportSetAside, Status,
};
use domain::ids::{CommentId, DocumentId, MilestoneId, ReportId};
use store::Sequence;

use super::story::Event;
use super::{Telling, files};

impl Telling<'_> {
    const fn series(&self, name: &'static str) -> Sequence {
        Sequence::Convention(self.convention, name)
    }

    /// How a lane stood, and its last report.
    pub(super) fn before(&self, lane: Lane) -> (Status, Option<i64>) {
        let known = self.lanes.get(&lane);
        known.map_or((Status::Unspecified, None), |(status, report)| (*status, Some(*report)))
    }

    /// A report that counts from now on.
    pub(super) fn counts(&mut self, lane: Lane, status: Option<Status>, report: i64) {
        let (was, _) = self.before(lane);
        self.lanes.insert(lane, (status.unwrap_or(was), report));
    }

    fn new_report(&self, event: &Event<'_>, ordinal: i64, lane: Lane, content: Content) -> anyhow::Result<NewReport> {
        Ok(NewReport {
            ordinal,
            lane,
            content,
            signature: self.signature(event.word(1)?)?,
            channel: Channel::Page,
            after: self.before(lane).1,
            corrects: None,
        })
    }

    pub(super) async fn report(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let (lane, viewer) = (self.lane(event.word(0)?)?, Viewer::Mandate(self.who(event.word(1)?)?));
        let content = event.content()?;
        let status = content.status;
        let mut tx = self
            .store
            .begin::<verbs::ReportProgress>(&viewer, self.convention, self.now)
            .await?;
        let ordinal = tx.allocate(self.series("report")).await?;
        let fact = ProgressReported {
            report: self.new_report(event, ordinal, lane, content)?,
            was: self.before(lane).0,
            at: self.now,
        };
        tx.record::<plan::Tables, _>(&fact).await?.commit().await?;
        self.counts(lane, status, ordinal);
        Ok(())
    }

    pub(super) async fn propose(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let (lane, viewer) = (self.lane(event.word(0)?)?, Viewer::Mandate(self.who(event.word(1)?)?));
        let mut tx = self
            .store
            .begin::<verbs::ProposeProgress>(&viewer, self.convention, self.now)
            .await?;
        let ordinal = tx.allocate(self.series("report")).await?;
        let fact = ProgressProposed {
            report: self.new_report(event, ordinal, lane, event.content()?)?,
            at: self.now,
        };
        tx.record::<plan::Tables, _>(&fact).await?.commit().await?;
        self.call(event, ordinal);
        Ok(())
    }

    /// `accept q1 roche 10`: what was said is of this lane, which stands so from now on.
    pub(super) async fn accept(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let who = self.who(event.word(1)?)?;
        let (lane, ordinal) = (self.lane(event.word(2)?)?, self.named(event.word(0)?)?);
        let status = event.field("status").and_then(Status::from_code);
        let viewer = Viewer::Mandate(who);
        let mut tx = self
            .store
            .begin::<verbs::ConfirmReports>(&viewer, self.convention, self.now)
            .await?;
        let fact = ReportAccepted {
            report: ReportId {
                convention: self.convention,
                ordinal,
            },
            filed: Vec::new(),
            rank: tx.allocate(self.series("report")).await?,
            person: Some(who.person),
            at: self.now,
        };
        tx.record::<plan::Tables, _>(&fact).await?.commit().await?;
        self.counts(lane, status, ordinal);
        Ok(())
    }

    pub(super) async fn refuse(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let who = self.who(event.word(1)?)?;
        let viewer = Viewer::Mandate(who);
        let tx = self
            .store
            .begin::<verbs::ConfirmReports>(&viewer, self.convention, self.now)
            .await?;
        let fact = ReportSetAside {
            report: ReportId {
                convention: self.convention,
                ordinal: self.named(event.word(0)?)?,
            },
            reason: event.text("reason").context("a reason")?,
            person: Some(who.person),
            at: self.now,
        };
        Ok(tx.record::<plan::Tables, _>(&fact).await?.commit().await?)
    }

    pub(super) async fn milestone(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let who = self.who(event.word(1)?)?;
        let content = MilestoneContent {
            kind: event.field("kind").and_then(MilestoneKind::from_code).unwrap_or_default(),
            title: event.text("title").context("a title")?,
            due: event.day("due")?,
            organisation: Some(who.organisation),
            person: Some(who.person),
            after: event.field("after").map(|name| self.named(name)).transpose()?,
        };
        let viewer = Viewer::Mandate(who);
        let mut tx = self
            .store
            .begin::<verbs::KeepMilestones>(&viewer, self.convention, self.now)
            .await?;
        let ordinal = tx.allocate(self.series("milestone")).await?;
        let fact = MilestoneAdded {
            milestone: MilestoneId {
                convention: self.convention,
                ordinal,
            },
            lane: self.lane(event.word(0)?)?,
            content,
            by: self.signature(event.word(1)?)?,
            at: self.now,
        };
        tx.record::<plan::Tables, _>(&fact).await?.commit().await?;
        self.call(event, ordinal);
        Ok(())
    }

    pub(super) async fn reach(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let viewer = Viewer::Mandate(self.who(event.word(1)?)?);
        let tx = self
            .store
            .begin::<verbs::TickMilestones>(&viewer, self.convention, self.now)
            .await?;
        let fact = MilestoneDone {
            despite: None,
            milestone: MilestoneId {
                convention: self.convention,
                ordinal: self.named(event.word(0)?)?,
            },
            on: self.now.paris_day(),
            by: self.signature(event.word(1)?)?,
            at: self.now,
        };
        Ok(tx.record::<plan::Tables, _>(&fact).await?.commit().await?)
    }

    /// `comment 15 roche mention=perrin`, or `comment convention roche`; an answer says to which one.
    pub(super) async fn comment(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let who = self.who(event.word(1)?)?;
        let topic = match event.word(0)? {
            "convention" => About::Convention,
            action => About::Action(action.parse()?),
        };
        let mentioned = event.field("mention").map(|name| self.who(name)).transpose()?;
        let viewer = Viewer::Mandate(who);
        let mut tx = self
            .store
            .begin::<verbs::WriteComments>(&viewer, self.convention, self.now)
            .await?;
        let ordinal = tx.allocate(self.series("comment")).await?;
        let fact = CommentWritten {
            comment: CommentId {
                convention: self.convention,
                ordinal,
            },
            topic,
            audience: event
                .field("audience")
                .and_then(Audience::from_code)
                .unwrap_or(Audience::Partners),
            answers: event.field("answers").map(|name| self.named(name)).transpose()?,
            text: CommentText::parse(&event.text("text").context("a text")?).map_err(|why| anyhow::anyhow!("{why:?}"))?,
            mentioned: mentioned.map(|other| other.person).into_iter().collect(),
            person: who.person,
            organisation: who.organisation,
            at: self.now,
        };
        tx.record::<discussion::Tables, _>(&fact).await?.commit().await?;
        self.call(event, ordinal);
        Ok(())
    }

    pub(super) async fn document(&mut self, event: &Event<'_>) -> anyhow::Result<()> {
        let who = self.who(event.word(1)?)?;
        let attachment = match event.word(0)? {
            "convention" => Attachment::Convention,
            action => Attachment::Action(action.parse()?),
        };
        let title = event.text("title").context("a title")?;
        let lines: Vec<&str> = event.texts("text").collect();
        let file = files::keep(self.store, self.now, &title, &lines)?;
        let viewer = Viewer::Mandate(who);
        let mut tx = self
            .store
            .begin::<verbs::KeepDocuments>(&viewer, self.convention, self.now)
            .await?;
        let fact = DocumentAdded {
            document: DocumentId {
                convention: self.convention,
                ordinal: tx.allocate(self.series("document")).await?,
            },
            attachment,
            meeting: None,
            kind: DocumentKind::Other,
            title,
            file,
            person: Some(who.person),
            at: self.now,
        };
        Ok(tx.record::<documents::Tables, _>(&fact).await?.commit().await?)
    }
}
