//! What this room writes when a letter was handled, and when someone is erased.
//!
//! The body of a letter goes as soon as nothing can be sent any more; only its digest stays.

use domain::digest::Digest;
use domain::example::ExampleRemoved;
use domain::mail::{
    LetterCancelled, LetterHandled, LetterKind, LetterRetried, LetterReturned, LetterState, MailServerChanged, Outcome,
    TrialLetterAsked,
};
use domain::people::PersonErased;
use store::{Columns, FromRow, StoreError, Value, Writer, Writes, sql};

use crate::local::KIND;

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

/// A letter that was cancelled while a server was taking it was sent: that is what is kept.
impl Writes<LetterHandled> for Tables {
    async fn apply(fact: &LetterHandled, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let (not_before, settled) = match fact.outcome {
            Outcome::PutOff { until } => (Some(until), None),
            Outcome::Sent | Outcome::Refused | Outcome::GivenUp => (None, Some(fact.at)),
        };
        let answered = fact.answered.as_ref();
        let values: [Value; 8] = [
            fact.letter.into(),
            fact.outcome.state().code().into(),
            fact.attempts.into(),
            answered.map(|answered| answered.stage.code()).into(),
            answered.and_then(|answered| answered.code).map(i64::from).into(),
            answered.map(|answered| &answered.words).into(),
            not_before.into(),
            settled.into(),
        ];
        let handle = sql!(
            "UPDATE unscoped_letter SET state = $2, attempts = $3, stage = $4, code = $5, answer = $6, \
             not_before = COALESCE($7, not_before), settled = $8, \
             body = CASE WHEN $2 IN ('waiting', 'refused') THEN body END \
             WHERE id = $1 AND (state = 'waiting' OR ($2 = 'sent' AND state = 'cancelled'))"
        );
        writer.change_one(handle, &values).await
    }
}

/// What the first server answered makes way for what the one behind it said.
impl Writes<LetterReturned> for Tables {
    async fn apply(fact: &LetterReturned, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let come_back = sql!(
            "UPDATE unscoped_letter SET returned = $2, stage = $3, code = $4, answer = $5 \
             WHERE id = $1 AND state = 'sent' AND returned IS NULL AND address <> ''"
        );
        let answered = &fact.answered;
        let values: [Value; 5] = [
            fact.letter.into(),
            fact.at.into(),
            answered.stage.code().into(),
            answered.code.map(i64::from).into(),
            answered.words.as_str().into(),
        ];
        writer.change_one(come_back, &values).await
    }
}

impl Writes<LetterRetried> for Tables {
    async fn apply(fact: &LetterRetried, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let retry = sql!(
            "UPDATE unscoped_letter SET state = 'waiting', not_before = $2, queued = $2, attempts = CAST(0 AS BIGINT), settled = NULL \
             WHERE id = $1 AND state IN ('waiting', 'refused')"
        );
        writer.change_one(retry, &[fact.letter.into(), fact.at.into()]).await
    }
}

impl Writes<LetterCancelled> for Tables {
    async fn apply(fact: &LetterCancelled, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let cancel = sql!(
            "UPDATE unscoped_letter SET state = $3, settled = $2, body = NULL WHERE id = $1 AND state IN ('waiting', 'refused')"
        );
        let values = [fact.letter.into(), fact.at.into(), LetterState::Cancelled.code().into()];
        writer.change_one(cancel, &values).await
    }
}

/// The letter itself is kept by the outbox, like every other.
impl Writes<TrialLetterAsked> for Tables {
    async fn apply(_: &TrialLetterAsked, _: &mut Writer<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Writes<MailServerChanged> for Tables {
    async fn apply(fact: &MailServerChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let change = sql!(
            "INSERT INTO unscoped_mail_server (id, works, words, since) VALUES (CAST(1 AS BIGINT), $1, $2, $3) \
             ON CONFLICT (id) DO UPDATE SET works = excluded.works, words = excluded.words, since = excluded.since"
        );
        writer
            .run(change, &[fact.works.into(), fact.words.as_str().into(), fact.at.into()])
            .await
    }
}

/// Nothing names the person any more, and nothing is sent to them.
impl Writes<PersonErased> for Tables {
    async fn apply(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let by_number = sql!(
            "UPDATE unscoped_letter SET name = '', address = '', subject = '', answer = NULL, body = NULL, \
             settled = COALESCE(settled, $2), state = CASE WHEN state IN ('waiting', 'refused') THEN 'cancelled' ELSE state END \
             WHERE person = $1"
        );
        let by_address = sql!(
            "UPDATE unscoped_letter SET name = '', address = '', subject = '', answer = NULL, body = NULL, \
             settled = COALESCE(settled, $2), state = CASE WHEN state IN ('waiting', 'refused') THEN 'cancelled' ELSE state END \
             WHERE address = $1"
        );
        forget_shown(fact, writer).await?;
        for number in fact.erased.numbers() {
            writer.run(by_number, &[number.into(), fact.at.into()]).await?;
        }
        for known in fact.erased.known_as.iter().filter(|known| known.contains('@')) {
            writer.run(by_address, &[known.to_lowercase().into(), fact.at.into()]).await?;
        }
        Ok(())
    }
}

/// The letters of the example left with its rows: what they held leaves too. A letter that gathers what happened may tell of it
/// among others, and is shown no more.
impl Writes<ExampleRemoved> for Tables {
    async fn apply(_: &ExampleRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let shown = sql!(
            "SELECT n.key FROM unscoped_note n WHERE n.kind = 'demo_letter' AND NOT EXISTS (SELECT 1 FROM unscoped_letter t \
             WHERE t.body_digest = n.key AND t.kind <> $1)"
        );
        let bodies: Vec<ShownBody> = writer.rows(shown, &[LetterKind::Digest.code().into()]).await?;
        for ShownBody(body) in bodies {
            writer.forget_note(KIND, body).await?;
        }
        Ok(())
    }
}

/// What a letter held that the mailbox of a demo still shows.
struct ShownBody(Digest);

impl FromRow for ShownBody {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        c.digest(0).map(Self)
    }
}

/// The mailbox of a demo shows nothing more of them.
async fn forget_shown(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let shown = sql!(
        "SELECT t.body_digest FROM unscoped_letter t JOIN unscoped_note n ON n.kind = 'demo_letter' AND n.key = t.body_digest \
         WHERE t.person = $1 OR t.address = $2"
    );
    let numbers = fact.erased.numbers().map(|number| (Some(number), String::new()));
    let addresses = fact.erased.known_as.iter().filter(|known| known.contains('@'));
    let all: Vec<_> = numbers.chain(addresses.map(|known| (None, known.to_lowercase()))).collect();
    for (number, address) in all {
        let bodies: Vec<ShownBody> = writer.rows(shown, &[number.into(), address.into()]).await?;
        for ShownBody(body) in bodies {
            writer.forget_note(KIND, body).await?;
        }
    }
    Ok(())
}
