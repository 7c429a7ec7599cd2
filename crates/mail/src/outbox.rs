//! Letters enter here, in the transaction of the fact that sends them. Any fact that says which letters it sends may be
//! subscribed to, without a line here.
//!
//! The key of a letter decides: one that is known already is left as it is, whatever became of it.

use domain::digest::Digest;
use domain::example::Nature;
use domain::fact::{Chain, Fact};
use domain::ids::{ConventionId, Id, LetterId};
use domain::mail::{Letter, LetterState, Sends};
use domain::time::Instant;
use store::{Sequence, Sql, StoreError, Value, Writer, Writes, sql};

use crate::body::Body;

/// Keeps the letters of the facts it is subscribed to.
#[derive(Debug, Clone, Copy)]
pub struct Outbox;

impl<F: Fact + Sends + Sync> Writes<F> for Outbox {
    async fn apply(fact: &F, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let convention = match fact.chain() {
            Chain::Installation => None,
            Chain::Convention(convention) => Some(convention),
        };
        queue(writer, &fact.letters(), convention, fact.at()).await
    }
}

// Of two transactions that keep the same letter at once, one does. A number that was taken for a letter known already is lost.
const QUEUE: Sql = sql!(
    "INSERT INTO unscoped_letter (id, key, convention, person, name, address, kind, subject, body_digest, body, message_id, \
     queued, not_before, state, attempts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, CAST(0 AS BIGINT)) \
     ON CONFLICT (key) DO NOTHING"
);

/// Queues letters, in their order: a campaign sends hundreds at once.
async fn queue(
    writer: &mut Writer<'_>,
    letters: &[Letter],
    convention: Option<ConventionId>,
    at: Instant,
) -> Result<(), StoreError> {
    let nature = nature(writer, convention).await?;
    let numbers = writer.allocate_many(Sequence::Installation("letter"), letters.len()).await?;
    let mut rows = Vec::with_capacity(letters.len());
    for (number, letter) in numbers.zip(letters) {
        let Ok(document) = Body::of(letter).document() else {
            return Err(writer.refuse());
        };
        rows.push(row(Id::new(number), letter, document, (nature, convention, at)));
    }
    writer.run_all(QUEUE, &rows).await
}

fn row(
    id: LetterId,
    letter: &Letter,
    document: String,
    (nature, convention, at): (Nature, Option<ConventionId>, Instant),
) -> Vec<Value> {
    vec![
        id.into(),
        letter.key.as_str().into(),
        convention.into(),
        letter.to.person.into(),
        one_line(&letter.to.name).into(),
        one_line(&letter.to.email).to_lowercase().into(),
        letter.kind.code().into(),
        marked(nature, &one_line(&letter.subject)).into(),
        Digest::of(document.as_bytes()).into(),
        document.into(),
        message_id(&letter.key).into(),
        at.into(),
        letter.not_before.unwrap_or(at).into(),
        LetterState::Waiting.code().into(),
    ]
}

/// Whether the convention that letters are about is an example.
async fn nature(writer: &mut Writer<'_>, convention: Option<ConventionId>) -> Result<Nature, StoreError> {
    let example = sql!("SELECT example FROM unscoped_convention WHERE id = $1");
    let stored: Option<i64> = writer.first(example, &[convention.into()]).await?;
    Ok(Nature::stored(stored == Some(1)))
}

/// A letter of an example says so before anything else.
fn marked(nature: Nature, subject: &str) -> String {
    match nature {
        Nature::Signed => subject.to_owned(),
        Nature::Example => format!("[Exemple] {subject}"),
    }
}

/// Without line ends or other controls: a header is one line, whatever was typed in a name.
fn one_line(text: &str) -> String {
    let spaced = text.replace(|c: char| c.is_control(), " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the letter is called between mail servers, the same each time it is handed over: one that receives it twice can tell.
fn message_id(key: &str) -> String {
    Digest::of(key.as_bytes()).to_string().chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_one_line() {
        assert_eq!(
            one_line("Jeanne\r\nBcc: tous@exemple.invalid "),
            "Jeanne Bcc: tous@exemple.invalid"
        );
        assert_eq!(one_line("Les Pennes-Mirabeau\u{a0}: lien"), "Les Pennes-Mirabeau : lien");
    }

    #[test]
    fn a_letter_keeps_its_name_between_servers() {
        assert_eq!(message_id("link/12"), message_id("link/12"));
        assert_ne!(message_id("link/12"), message_id("link/13"));
        assert_eq!(message_id("link/12").len(), 32);
    }
}
