//! What this room writes when a fact is recorded: a report, and how its lane stands after it. A report is never changed but for
//! whether it counts; it is never removed.

use domain::amendment::{AmendmentProposed, ChangesKeptAside, ProposalWithdrawn, Proposed};
use domain::campaigns::{CampaignAnswerNoted, CampaignAnswered};
use domain::comparison::SecondFileCompared;
use domain::followup::{
    AwaitingCorrected, Entry, LaneState, NewReport, ProgressProposed, ProgressReported, ReportAccepted, ReportSetAside,
    ReportStanding, Status, StatusRenamed, Weather,
};
use domain::ids::{ConventionId, ReportId};
use domain::time::Instant;
use store::{Sequence, StoreError, Value, Writer, Writes, sql};

use crate::folded_rows::FoldedRow;
use crate::report_rows::{KeptContent, LaneRow, cleared};

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

/// The series of the ordinals of reports, and of their turns.
pub(crate) const fn series(convention: ConventionId) -> Sequence {
    Sequence::Convention(convention, "report")
}

impl Writes<ProgressReported> for Tables {
    async fn apply(fact: &ProgressReported, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        keep(&fact.report, ReportStanding::Kept, fact.at, writer).await?;
        let turn = Turn {
            report: &fact.report,
            rank: fact.report.ordinal,
            at: fact.at,
        };
        turn.take_after(fact.report.after, writer).await
    }
}

impl Writes<ProgressProposed> for Tables {
    async fn apply(fact: &ProgressProposed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        keep(&fact.report, ReportStanding::Awaiting, fact.at, writer).await
    }
}

impl Writes<ReportAccepted> for Tables {
    async fn apply(fact: &ReportAccepted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let accept = sql!(
            "UPDATE unscoped_report SET standing = 'kept', rank = $3, counted = $4, settled_by = $5 \
             WHERE convention = $1 AND ordinal = $2 AND standing = 'awaiting'"
        );
        let values = [
            Value::from(fact.report.convention),
            fact.report.ordinal.into(),
            fact.rank.into(),
            fact.at.into(),
            fact.person.into(),
        ];
        writer.change_one(accept, &values).await?;
        let report = awaited(fact.report, writer).await?;
        let turn = Turn {
            report: &report,
            rank: fact.rank,
            at: fact.at,
        };
        turn.take(writer).await
    }
}

impl Writes<AwaitingCorrected> for Tables {
    async fn apply(fact: &AwaitingCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        settle(fact.awaiting, fact.report.signature.person, "", writer).await?;
        keep(&fact.report, ReportStanding::Kept, fact.at, writer).await?;
        let turn = Turn {
            report: &fact.report,
            rank: fact.report.ordinal,
            at: fact.at,
        };
        turn.take_after(fact.seen, writer).await
    }
}

impl Writes<ReportSetAside> for Tables {
    async fn apply(fact: &ReportSetAside, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        settle(fact.report, fact.person, &fact.reason, writer).await
    }
}

impl Writes<AmendmentProposed> for Tables {
    async fn apply(fact: &AmendmentProposed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let keep = sql!(
            "INSERT INTO unscoped_proposal (convention, ordinal, action, field, place, named, cause, signed, wanted, why, organisation, \
             proposed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        );
        let (field, place, named) = match &fact.about {
            Proposed::Term(_, field) => (Some(field.code()), None, None),
            Proposed::Value { place, words, .. } => (None, Some(place.as_str()), Some(words.as_str())),
        };
        let values = [
            Value::from(fact.proposal.convention),
            fact.proposal.ordinal.into(),
            fact.about.action().into(),
            field.into(),
            place.into(),
            named.into(),
            fact.cause.code().into(),
            fact.signed.as_str().into(),
            fact.wanted.as_str().into(),
            fact.why.as_str().into(),
            fact.organisation.into(),
            fact.at.into(),
        ];
        writer.run(keep, &values).await
    }
}

/// What a second file words otherwise is kept aside as anyone would propose it.
impl Writes<SecondFileCompared> for Tables {
    async fn apply(fact: &SecondFileCompared, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for proposal in &fact.proposals {
            <Self as Writes<AmendmentProposed>>::apply(proposal, writer).await?;
        }
        Ok(())
    }
}

impl Writes<ChangesKeptAside> for Tables {
    async fn apply(fact: &ChangesKeptAside, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for proposal in &fact.proposals {
            <Self as Writes<AmendmentProposed>>::apply(proposal, writer).await?;
        }
        Ok(())
    }
}

impl Writes<ProposalWithdrawn> for Tables {
    async fn apply(fact: &ProposalWithdrawn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let withdraw =
            sql!("UPDATE unscoped_proposal SET withdrawn = $3 WHERE convention = $1 AND ordinal = $2 AND withdrawn IS NULL");
        let (convention, ordinal) = (fact.proposal.convention, fact.proposal.ordinal);
        writer
            .change_one(withdraw, &[convention.into(), ordinal.into(), fact.at.into()])
            .await
    }
}

impl Writes<StatusRenamed> for Tables {
    async fn apply(fact: &StatusRenamed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let key = [Value::from(fact.convention), fact.status.code().into()];
        let forget = sql!("DELETE FROM unscoped_status_label WHERE convention = $1 AND status = $2");
        writer.run(forget, &key).await?;
        let Some(label) = &fact.becomes else { return Ok(()) };
        let [convention, status] = key;
        let name = sql!("INSERT INTO unscoped_status_label (convention, status, label) VALUES ($1, $2, $3)");
        writer.run(name, &[convention, status, label.as_str().into()]).await
    }
}

/// Keeps a report under its standing.
async fn keep(report: &NewReport, standing: ReportStanding, at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let insert = sql!(
        "INSERT INTO unscoped_report (convention, ordinal, action, party, standing, rank, status, weather, progress, done, \
         difficulty, next_step, expected, reason, body, person, organisation, channel, follows, written, counted, undoes, cleared, \
         corrects) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)"
    );
    let kept = standing == ReportStanding::Kept;
    let content = &report.content;
    let values = [
        Value::from(report.lane.convention()),
        report.ordinal.into(),
        report.lane.action.ordinal.into(),
        report.lane.stored_party().into(),
        standing.code().into(),
        kept.then_some(report.ordinal).into(),
        content.status.map(Status::code).into(),
        content.weather.given().map(Weather::code).into(),
        content.progress.given().map(|progress| i64::from(progress.get())).into(),
        content.done.as_deref().into(),
        content.difficulty.as_deref().into(),
        content.next.as_deref().into(),
        content.day.given().into(),
        content.reason.as_deref().into(),
        content.body.into(),
        report.signature.person.into(),
        report.signature.organisation.into(),
        report.channel.code().into(),
        report.after.into(),
        at.into(),
        kept.then_some(at).into(),
        content.undoes.into(),
        cleared(content).into(),
        report.corrects.into(),
    ];
    writer.run(insert, &values).await
}

/// Takes out of those that wait a report that is not kept as it is.
async fn settle(
    report: ReportId,
    by: Option<domain::ids::PersonId>,
    reason: &str,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let settle = sql!(
        "UPDATE unscoped_report SET standing = 'set_aside', settled_by = $3, set_aside = $4 \
         WHERE convention = $1 AND ordinal = $2 AND standing = 'awaiting'"
    );
    let values = [
        Value::from(report.convention),
        report.ordinal.into(),
        by.into(),
        reason.into(),
    ];
    writer.change_one(settle, &values).await
}

/// A report that waited, read again.
async fn awaited(id: ReportId, writer: &mut Writer<'_>) -> Result<NewReport, StoreError> {
    let read = sql!(
        "SELECT action, party, ordinal, channel, follows, person, organisation, status, weather, progress, done, difficulty, \
         next_step, expected, reason, body, cleared, corrects FROM unscoped_report WHERE convention = $1 AND ordinal = $2"
    );
    let found: Option<KeptContent> = writer.first(read, &[id.convention.into(), id.ordinal.into()]).await?;
    found.map_or_else(|| Err(writer.refuse()), |kept| Ok(kept.of(id.convention)))
}

/// A report takes its turn on its lane.
struct Turn<'f> {
    report: &'f NewReport,
    rank: i64,
    at: Instant,
}

impl Turn<'_> {
    /// Whatever was reported meanwhile.
    async fn take(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let was = self.lane(writer).await?.unwrap_or_default();
        self.stand(&was.with(&self.entry()), writer).await
    }

    /// Only if the last report on the lane is still the one that was seen: of two who write at once, the second is asked.
    async fn take_after(&self, seen: Option<i64>, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let was = self.lane(writer).await?.unwrap_or_default();
        if was.last.map(|(report, _)| report) != seen {
            return Err(writer.refuse());
        }
        match self.report.content.undoes {
            Some(_) => self.take_back(writer).await,
            None => self.stand(&was.with(&self.entry()), writer).await,
        }
    }

    /// The lane stands as it did before the report taken back: all that counts is folded again.
    async fn take_back(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let read = sql!(
            "SELECT convention, action, party, ordinal, counted, status, weather, progress, done, difficulty, next_step, expected, \
             reason, body, cleared, undoes FROM unscoped_report WHERE convention = $1 AND action = $2 AND party = $3 \
             AND standing = 'kept' ORDER BY rank"
        );
        let reports: Vec<FoldedRow> = writer.rows(read, &self.key()).await?;
        let state = LaneState::after(reports.iter().map(|report| &report.entry));
        self.stand(&state, writer).await
    }

    /// How the lane stands before this turn, once it was reported on.
    async fn lane(&self, writer: &mut Writer<'_>) -> Result<Option<LaneState>, StoreError> {
        let read = sql!(
            "SELECT action, party, status, weather, progress, expected, report, counted, news, decided_by FROM unscoped_lane \
             WHERE convention = $1 AND action = $2 AND party = $3"
        );
        let found: Option<LaneRow> = writer.first(read, &self.key()).await?;
        Ok(found.map(|lane| lane.state))
    }

    async fn stand(&self, state: &LaneState, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let write = sql!(
            "INSERT INTO unscoped_lane (convention, action, party, status, weather, progress, expected, report, rank, counted, \
             news, decided_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             ON CONFLICT (convention, action, party) DO UPDATE SET status = excluded.status, weather = excluded.weather, \
             progress = excluded.progress, expected = excluded.expected, report = excluded.report, rank = excluded.rank, \
             counted = excluded.counted, news = excluded.news, decided_by = excluded.decided_by"
        );
        let mut values = Vec::from(self.key());
        values.extend([
            state.status.code().into(),
            state.weather.map(Weather::code).into(),
            state.progress.map(|progress| i64::from(progress.get())).into(),
            state.day.into(),
            self.report.ordinal.into(),
            self.rank.into(),
            self.at.into(),
            state.news.into(),
            state.decided_by.into(),
        ]);
        writer.change_one(write, &values).await
    }

    fn key(&self) -> [Value; 3] {
        let lane = self.report.lane;
        [
            lane.convention().into(),
            lane.action.ordinal.into(),
            lane.stored_party().into(),
        ]
    }

    fn entry(&self) -> Entry {
        Entry {
            ordinal: self.report.ordinal,
            at: self.at,
            content: self.report.content.clone(),
        }
    }
}

/// What is answered by a link waits; it takes the place of what the same recipient answered before, while that still waits.
impl Writes<CampaignAnswered> for Tables {
    async fn apply(fact: &CampaignAnswered, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        replace(fact, None, writer).await?;
        for report in &fact.reports {
            keep(report, ReportStanding::Awaiting, fact.at, writer).await?;
        }
        Ok(())
    }
}

/// What is noted of a telephone call counts at once: whoever notes it may report.
impl Writes<CampaignAnswerNoted> for Tables {
    async fn apply(fact: &CampaignAnswerNoted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        replace(&fact.answer, fact.person, writer).await?;
        for report in &fact.answer.reports {
            keep(report, ReportStanding::Kept, fact.answer.at, writer).await?;
            let turn = Turn {
                report,
                rank: report.ordinal,
                at: fact.answer.at,
            };
            turn.take_after(report.after, writer).await?;
        }
        Ok(())
    }
}

/// Why an answer that a newer one replaces is set aside.
pub(crate) const REPLACED: &str = "Remplacé par une réponse plus récente de la même personne.";

async fn replace(
    answer: &CampaignAnswered,
    by: Option<domain::ids::PersonId>,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    for ordinal in &answer.replaces {
        let report = ReportId {
            convention: answer.recipient.campaign.convention,
            ordinal: *ordinal,
        };
        settle(report, by, REPLACED, writer).await?;
    }
    Ok(())
}
