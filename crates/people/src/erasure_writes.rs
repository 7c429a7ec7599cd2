//! What this room writes when someone asks to be erased, and when someone is: the row stays under its number, everything that
//! names the person goes.

use domain::ids::PersonId;
use domain::people::{ErasureAsked, ErasureRefused, ErasureWithdrawn, PersonErased, PersonExported, tombstone, whose};
use domain::time::Instant;
use store::{Sql, StoreError, Writer, Writes, sql};

use crate::tables::Tables;

impl Writes<ErasureAsked> for Tables {
    async fn apply(fact: &ErasureAsked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let ask = sql!(
            "INSERT INTO unscoped_erasure_request (person, asked) VALUES ($1, $2) \
             ON CONFLICT (person) DO UPDATE SET asked = excluded.asked, refused = NULL, reason = NULL"
        );
        writer.run(ask, &[fact.person.into(), fact.at.into()]).await
    }
}

impl Writes<ErasureWithdrawn> for Tables {
    async fn apply(fact: &ErasureWithdrawn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let withdraw = sql!("DELETE FROM unscoped_erasure_request WHERE person = $1 AND refused IS NULL");
        writer.change_one(withdraw, &[fact.person.into()]).await
    }
}

impl Writes<ErasureRefused> for Tables {
    async fn apply(fact: &ErasureRefused, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let refuse =
            sql!("UPDATE unscoped_erasure_request SET refused = $2, reason = $3 WHERE person = $1 AND refused IS NULL");
        let values = [fact.person.into(), fact.at.into(), fact.reason.as_str().into()];
        writer.change_one(refuse, &values).await
    }
}

/// What was taken out is told, and changes nothing.
impl Writes<PersonExported> for Tables {
    async fn apply(_: &PersonExported, _: &mut Writer<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Writes<PersonErased> for Tables {
    async fn apply(fact: &PersonErased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let day = fact.at.paris_day();
        let still = sql!("SELECT id FROM unscoped_mandate WHERE person = $1 AND (until IS NULL OR until > $2)");
        let values = [fact.erased.person.into(), day.into()];
        if writer.first::<i64>(still, &values).await?.is_some() {
            return Err(writer.refuse());
        }
        let stands =
            sql!("UPDATE unscoped_person SET erased = $2 WHERE id = $1 AND erased IS NULL AND active = 0 AND merged IS NULL");
        writer
            .change_one(stands, &[fact.erased.person.into(), fact.at.into()])
            .await?;
        for number in fact.erased.numbers() {
            blank(writer, number, fact.at).await?;
            for statement in FORGOTTEN {
                writer.run(statement, &[number.into()]).await?;
            }
        }
        let erased = fact.erased.clone();
        let goes = move |text: &store::PersonalText| {
            let about = whose(&text.subject, text.before.as_deref(), text.after.as_deref());
            erased.takes(about, &text.text)
        };
        writer.erase_personal(goes).await.map(drop)
    }
}

/// A number in the place of a name, and nothing else that says who it was.
async fn blank(writer: &mut Writer<'_>, person: PersonId, at: Instant) -> Result<(), StoreError> {
    let blank = sql!(
        "UPDATE unscoped_person SET name = $2, email = NULL, contact_email = NULL, phone = NULL, password_hash = NULL, \
         administrator = 0, account = 0, closed = NULL, erased = $3 WHERE id = $1 AND active = 0"
    );
    writer
        .change_one(blank, &[person.into(), tombstone(person).into(), at.into()])
        .await
}

/// What goes with a person, in the order of the references.
const FORGOTTEN: [Sql; 12] = [
    sql!("DELETE FROM unscoped_acting WHERE token IN (SELECT token FROM unscoped_session WHERE person = $1)"),
    sql!("DELETE FROM unscoped_session_browser WHERE token IN (SELECT token FROM unscoped_session WHERE person = $1)"),
    sql!("DELETE FROM unscoped_session WHERE person = $1"),
    sql!("DELETE FROM unscoped_link WHERE person = $1"),
    sql!("DELETE FROM unscoped_reset_request WHERE person = $1"),
    sql!("DELETE FROM unscoped_email_request WHERE person = $1"),
    sql!("DELETE FROM unscoped_second_step WHERE person = $1"),
    sql!("DELETE FROM unscoped_recovery_code WHERE person = $1"),
    sql!("DELETE FROM unscoped_passkey WHERE person = $1"),
    sql!("DELETE FROM unscoped_erasure_request WHERE person = $1"),
    sql!("DELETE FROM unscoped_affiliation WHERE person = $1 OR person_origin = $1"),
    sql!("DELETE FROM unscoped_distinct WHERE kind = 'person' AND (one = $1 OR other = $1)"),
];
