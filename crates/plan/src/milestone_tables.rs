//! What this room writes when a milestone changes: how it stands, and one version more of it. A version is never changed; a
//! milestone that was taken out stays, and can be brought back.

use domain::followup::{
    Despite, DetailMarked, MilestoneAdded, MilestoneChanged, MilestoneContent, MilestoneDone, MilestoneRemoved,
    MilestoneReopened, MilestoneRestored, Signature,
};
use domain::ids::{ConventionId, MilestoneId};
use domain::people::{ChargesHandedOver, Holding};
use domain::time::Instant;
use store::{Sequence, Sql, StoreError, Value, Writer, Writes, sql};

use crate::tables::Tables;

/// The series of the ordinals of milestones.
pub(crate) const fn milestones(convention: ConventionId) -> Sequence {
    Sequence::Convention(convention, "milestone")
}

impl Writes<MilestoneAdded> for Tables {
    async fn apply(fact: &MilestoneAdded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_milestone (convention, ordinal, action, party, kind, title, due, organisation, person, follows, \
             done, removed, version) VALUES ($1, $2, $9, $10, $3, $4, $5, $6, $7, $8, NULL, 0, 1)"
        );
        let mut values = said(fact.milestone, &fact.content);
        values.extend([fact.lane.action.ordinal.into(), fact.lane.stored_party().into()]);
        writer.run(insert, &values).await?;
        keep_version(fact.milestone, fact.by, fact.at, writer).await
    }
}

impl Writes<MilestoneChanged> for Tables {
    async fn apply(fact: &MilestoneChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let update = sql!(
            "UPDATE unscoped_milestone SET kind = $3, title = $4, due = $5, organisation = $6, person = $7, follows = $8, \
             version = version + 1 WHERE convention = $1 AND ordinal = $2 AND version = $9 AND removed = 0"
        );
        let mut values = said(fact.milestone, &fact.becomes);
        values.push(fact.version.into());
        writer.change_one(update, &values).await?;
        keep_version(fact.milestone, fact.by, fact.at, writer).await
    }
}

impl Writes<MilestoneDone> for Tables {
    async fn apply(fact: &MilestoneDone, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let done = sql!(
            "UPDATE unscoped_milestone SET done = $3, despite = $4, version = version + 1 \
             WHERE convention = $1 AND ordinal = $2 AND done IS NULL AND removed = 0"
        );
        let [convention, ordinal] = key(fact.milestone);
        let why = fact.despite.as_ref().map(Despite::as_str);
        writer
            .change_one(done, &[convention, ordinal, fact.on.into(), why.into()])
            .await?;
        keep_version(fact.milestone, fact.by, fact.at, writer).await
    }
}

impl Writes<MilestoneReopened> for Tables {
    async fn apply(fact: &MilestoneReopened, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let reopen = sql!(
            "UPDATE unscoped_milestone SET done = NULL, despite = NULL, version = version + 1 \
             WHERE convention = $1 AND ordinal = $2 AND done IS NOT NULL AND removed = 0"
        );
        turn(reopen, fact.milestone, (fact.by, fact.at), writer).await
    }
}

impl Writes<MilestoneRemoved> for Tables {
    async fn apply(fact: &MilestoneRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let remove = sql!(
            "UPDATE unscoped_milestone SET removed = 1, version = version + 1 \
             WHERE convention = $1 AND ordinal = $2 AND removed = 0"
        );
        turn(remove, fact.milestone, (fact.by, fact.at), writer).await
    }
}

impl Writes<MilestoneRestored> for Tables {
    async fn apply(fact: &MilestoneRestored, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let restore = sql!(
            "UPDATE unscoped_milestone SET removed = 0, version = version + 1 \
             WHERE convention = $1 AND ordinal = $2 AND removed = 1"
        );
        turn(restore, fact.milestone, (fact.by, fact.at), writer).await
    }
}

/// What waited for someone who leaves waits for the one who follows; the views that everyone reads are kept by that person too.
impl Writes<ChargesHandedOver> for Tables {
    async fn apply(fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for charge in &fact.charges {
            match *charge {
                Holding::Milestone(milestone) => {
                    let pass = sql!(
                        "UPDATE unscoped_milestone SET person = $3, version = version + 1 \
                         WHERE convention = $1 AND ordinal = $2 AND done IS NULL AND removed = 0"
                    );
                    let [convention, ordinal] = key(milestone);
                    writer.change_one(pass, &[convention, ordinal, fact.to.into()]).await?;
                    keep_version(milestone, fact.by, fact.at, writer).await?;
                }
                Holding::SharedView(view) => {
                    let pass = sql!("UPDATE unscoped_saved_view SET person = $3 WHERE convention = $1 AND ordinal = $2");
                    let values = [view.convention.into(), view.ordinal.into(), fact.to.into()];
                    writer.change_one(pass, &values).await?;
                }
                Holding::Mandate(_)
                | Holding::Administration
                | Holding::Anomalies(..)
                | Holding::Campaign(_)
                | Holding::Question(_)
                | Holding::Followed(..) => {}
            }
        }
        Ok(())
    }
}

/// A mark is added after those that were set before on the same detail, and never changed.
impl Writes<DetailMarked> for Tables {
    async fn apply(fact: &DetailMarked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let detail = &fact.detail;
        let mut values = vec![
            Value::from(detail.action.convention),
            detail.action.ordinal.into(),
            detail.stored_party().into(),
            detail.rank.into(),
            detail.words.into(),
        ];
        let last = sql!(
            "SELECT COALESCE(MAX(version), CAST(0 AS BIGINT)) FROM unscoped_detail_mark WHERE convention = $1 AND action = $2 \
             AND party = $3 AND rank = $4 AND detail = $5"
        );
        let last: i64 = writer.first(last, &values).await?.unwrap_or(0);
        let mark = sql!(
            "INSERT INTO unscoped_detail_mark (convention, action, party, rank, detail, version, state, signed_by, signed_for, \
             written) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        );
        values.extend([
            (last + 1).into(),
            fact.becomes.code().into(),
            fact.by.person.into(),
            fact.by.organisation.into(),
            fact.at.into(),
        ]);
        writer.run(mark, &values).await
    }
}

fn key(milestone: MilestoneId) -> [Value; 2] {
    [milestone.convention.into(), milestone.ordinal.into()]
}

/// A milestone and what it says, in the order of its columns.
fn said(milestone: MilestoneId, content: &MilestoneContent) -> Vec<Value> {
    let [convention, ordinal] = key(milestone);
    vec![
        convention,
        ordinal,
        content.kind.code().into(),
        content.title.as_str().into(),
        content.due.into(),
        content.organisation.into(),
        content.person.into(),
        content.after.into(),
    ]
}

/// Changes one milestone, without a word more than which one.
async fn turn(
    statement: Sql,
    milestone: MilestoneId,
    (by, at): (Signature, Instant),
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    writer.change_one(statement, &key(milestone)).await?;
    keep_version(milestone, by, at, writer).await
}

/// Keeps how a milestone stands now, and who made it so.
async fn keep_version(milestone: MilestoneId, by: Signature, at: Instant, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let keep = sql!(
        "INSERT INTO unscoped_milestone_version (convention, milestone, version, action, party, kind, title, due, organisation, \
         person, follows, done, removed, despite, signed_by, signed_for, written) SELECT convention, ordinal, version, action, party, kind, \
         title, due, organisation, person, follows, done, removed, despite, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT) \
         FROM unscoped_milestone WHERE convention = $1 AND ordinal = $2"
    );
    let [convention, ordinal] = key(milestone);
    let values = [convention, ordinal, by.person.into(), by.organisation.into(), at.into()];
    writer.run(keep, &values).await
}
