//! What this room writes when a fact is recorded. A comment is never removed; whom it names takes its words along.

use domain::discussion::{
    CommentEdited, CommentModerated, CommentWithdrawn, CommentWritten, FollowChosen, LetterChoice, LetterRhythm, LettersChosen,
};
use domain::ids::{CommentId, PersonId};
use domain::people::{ChargesHandedOver, Holding, PersonErased};
use domain::time::Instant;
use store::{Columns, FromRow, Sql, StoreError, Value, Writer, Writes, sql};

use crate::telling::{News, tell};
use crate::telling_charge::tell_successor;

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Writes<CommentWritten> for Tables {
    async fn apply(fact: &CommentWritten, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_comment (convention, ordinal, topic, action, answers, audience, text, revision, person, organisation, \
             instant) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10)"
        );
        let values = [
            Value::from(fact.comment.convention),
            fact.comment.ordinal.into(),
            fact.topic.code().into(),
            fact.topic.action().into(),
            fact.answers.into(),
            fact.audience.code().into(),
            fact.text.as_str().into(),
            fact.person.into(),
            fact.organisation.into(),
            fact.at.into(),
        ];
        writer.run(insert, &values).await?;
        let news = News {
            comment: fact.comment,
            mentioned: &fact.mentioned,
            person: fact.person,
            at: fact.at,
            mentions_only: false,
        };
        tell(&news, writer).await
    }
}

impl Writes<CommentEdited> for Tables {
    async fn apply(fact: &CommentEdited, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        // The text follows the one that was read: another one meanwhile, and nothing is kept.
        let edit = sql!(
            "UPDATE unscoped_comment SET text = $3, revision = $4, edited = $5 \
             WHERE convention = $1 AND ordinal = $2 AND revision = $4 - 1 AND person = $6 AND withdrawn IS NULL"
        );
        let values = [
            Value::from(fact.comment.convention),
            fact.comment.ordinal.into(),
            fact.text.as_str().into(),
            fact.revision.into(),
            fact.at.into(),
            fact.person.into(),
        ];
        writer.change_one(edit, &values).await?;
        let news = News {
            comment: fact.comment,
            mentioned: &fact.mentioned,
            person: fact.person,
            at: fact.at,
            mentions_only: true,
        };
        tell(&news, writer).await
    }
}

const OWN: Sql = sql!(
    "UPDATE unscoped_comment SET withdrawn = $3, withdrawn_by = $4 \
     WHERE convention = $1 AND ordinal = $2 AND withdrawn IS NULL AND person = $4"
);
const ANY: Sql = sql!(
    "UPDATE unscoped_comment SET withdrawn = $3, withdrawn_by = $4 WHERE convention = $1 AND ordinal = $2 AND withdrawn IS NULL"
);

/// Withdraws it, and tells nobody of it any more.
async fn withdraw(
    statement: Sql,
    comment: CommentId,
    person: PersonId,
    at: Instant,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let id = [Value::from(comment.convention), comment.ordinal.into()];
    let [convention, ordinal] = id.clone();
    writer
        .change_one(statement, &[convention, ordinal, at.into(), person.into()])
        .await?;
    let forget = sql!("DELETE FROM unscoped_notification WHERE convention = $1 AND source = 'comment' AND ordinal = $2");
    writer.run(forget, &id).await
}

impl Writes<CommentWithdrawn> for Tables {
    async fn apply(fact: &CommentWithdrawn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        withdraw(OWN, fact.comment, fact.person, fact.at, writer).await
    }
}

impl Writes<CommentModerated> for Tables {
    async fn apply(fact: &CommentModerated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        withdraw(ANY, fact.comment, fact.person, fact.at, writer).await
    }
}

impl Writes<FollowChosen> for Tables {
    async fn apply(fact: &FollowChosen, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let what = [
            Value::from(fact.convention),
            fact.person.into(),
            fact.followed.code().into(),
            fact.followed.ordinal().into(),
        ];
        let Some(hearing) = fact.becomes else {
            // What was followed under a name that was merged into this one goes too: it was listed as theirs.
            let leave = sql!(
                "DELETE FROM unscoped_follow WHERE convention = $1 AND kind = $3 AND ordinal = $4 \
                 AND person IN (SELECT id FROM unscoped_person WHERE id = $2 OR kept = $2)"
            );
            return writer.run(leave, &what).await;
        };
        let choose = sql!(
            "INSERT INTO unscoped_follow (convention, person, kind, ordinal, hearing) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (convention, person, kind, ordinal) DO UPDATE SET hearing = excluded.hearing"
        );
        let [convention, person, kind, ordinal] = what;
        writer
            .run(choose, &[convention, person, kind, ordinal, hearing.code().into()])
            .await
    }
}

impl Writes<LettersChosen> for Tables {
    async fn apply(fact: &LettersChosen, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        choose(fact.person, fact.becomes, writer).await
    }
}

/// No letter of either sort.
pub(crate) const STOPPED: LetterChoice = LetterChoice {
    mentions_at_once: false,
    rhythm: LetterRhythm::Never,
};

pub(crate) async fn choose(person: PersonId, choice: LetterChoice, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let choose = sql!(
        "INSERT INTO unscoped_letter_choice (person, mentions_at_once, rhythm) VALUES ($1, $2, $3) \
         ON CONFLICT (person) DO UPDATE SET mentions_at_once = excluded.mentions_at_once, rhythm = excluded.rhythm"
    );
    let values = [person.into(), choice.mentions_at_once.into(), choice.rhythm.code().into()];
    writer.run(choose, &values).await
}

/// The one who follows is told of what the other chose to be told of, unless that person chose otherwise already.
impl Writes<ChargesHandedOver> for Tables {
    async fn apply(fact: &ChargesHandedOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for charge in &fact.charges {
            let Holding::Followed(convention, followed) = *charge else {
                continue;
            };
            let follow = sql!(
                "INSERT INTO unscoped_follow (convention, person, kind, ordinal, hearing) VALUES ($1, $2, $3, $4, 'followed') \
                 ON CONFLICT (convention, person, kind, ordinal) DO NOTHING"
            );
            let values = [
                convention.into(),
                fact.to.into(),
                followed.code().into(),
                followed.ordinal().into(),
            ];
            writer.run(follow, &values).await?;
            // What was followed under a name that was merged into this one goes too: it was listed as theirs.
            let leave = sql!(
                "DELETE FROM unscoped_follow WHERE convention = $1 AND kind = $3 AND ordinal = $4 \
                 AND person IN (SELECT id FROM unscoped_person WHERE id = $2 OR kept = $2)"
            );
            let [convention, _, kind, ordinal] = values;
            writer.run(leave, &[convention, fact.from.into(), kind, ordinal]).await?;
        }
        tell_successor(fact, writer).await
    }
}

/// What goes with a person: what they follow, what they were told of, what they chose to receive.
const FORGOTTEN: [Sql; 5] = [
    sql!("DELETE FROM unscoped_digest WHERE person = $1"),
    sql!("DELETE FROM unscoped_letter_stop WHERE person = $1"),
    sql!("DELETE FROM unscoped_follow WHERE person = $1"),
    sql!("DELETE FROM unscoped_notification WHERE person = $1"),
    sql!("DELETE FROM unscoped_letter_choice WHERE person = $1"),
];

/// What the person said stays under their number; the words that name them go, whoever wrote them.
impl Writes<PersonErased> for Tables {
    async fn apply(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for number in fact.erased.numbers() {
            for statement in FORGOTTEN {
                writer.run(statement, &[number.into()]).await?;
            }
        }
        let all = sql!("SELECT convention, ordinal, text FROM unscoped_comment ORDER BY convention, ordinal");
        let mut said: Vec<Said> = writer.rows(all, &[]).await?;
        said.retain(|said| fact.erased.is_named_in(&said.text));
        for said in said {
            let forget = sql!("UPDATE unscoped_comment SET text = '' WHERE convention = $1 AND ordinal = $2");
            let values = [Value::from(said.comment.convention), said.comment.ordinal.into()];
            writer.change_one(forget, &values).await?;
        }
        Ok(())
    }
}

struct Said {
    comment: CommentId,
    text: String,
}

impl FromRow for Said {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            comment: CommentId {
                convention: c.id(0)?,
                ordinal: c.int(1)?,
            },
            text: c.text(2)?,
        })
    }
}
