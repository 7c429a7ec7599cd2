//! What is written of the links to the sheet of an elected person. Opening one writes nothing.

use domain::mail::Sends as _;
use domain::people::{Erased, EveryLinkEnded};
use domain::summary::{SummaryLinkMade, SummaryLinkRevoked};
use store::{Columns, FromRow, StoreError, Value, Writer, Writes, sql};

use crate::tables::Tables;

impl Writes<SummaryLinkMade> for Tables {
    async fn apply(fact: &SummaryLinkMade, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_summary_link (convention, ordinal, token, name, office, email, party, last_day, letter_key, made) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        );
        let letter = fact.letters().into_iter().next().map(|letter| letter.key);
        let values = [
            Value::from(fact.link.convention),
            fact.link.ordinal.into(),
            fact.token.into(),
            fact.reader.name.as_str().into(),
            fact.reader.office.as_str().into(),
            fact.reader.email.as_deref().into(),
            fact.party.into(),
            fact.last_day.into(),
            letter.into(),
            fact.at.into(),
        ];
        writer.run(insert, &values).await
    }
}

impl Writes<SummaryLinkRevoked> for Tables {
    async fn apply(fact: &SummaryLinkRevoked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let revoke =
            sql!("UPDATE unscoped_summary_link SET revoked = $3 WHERE convention = $1 AND ordinal = $2 AND revoked IS NULL");
        let values = [Value::from(fact.link.convention), fact.link.ordinal.into(), fact.at.into()];
        writer.change_one(revoke, &values).await
    }
}

/// A backup was restored: a link that was taken back since opens nothing again. Another one is made for whoever still reads.
impl Writes<EveryLinkEnded> for Tables {
    async fn apply(fact: &EveryLinkEnded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let end = sql!("UPDATE unscoped_summary_link SET revoked = $1 WHERE revoked IS NULL AND last_day >= $2");
        writer.run(end, &[fact.at.into(), fact.at.paris_day().into()]).await
    }
}

/// For whom a link was made.
struct Reader {
    convention: i64,
    ordinal: i64,
    texts: [Option<String>; 3],
}

impl FromRow for Reader {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: c.int(0)?,
            ordinal: c.int(1)?,
            texts: [c.opt_text(2)?, c.opt_text(3)?, c.opt_text(4)?],
        })
    }
}

/// A link made for the person who is erased opens nothing any more, and says no more for whom it was.
pub(crate) async fn forget_readers(
    erased: &Erased,
    at: domain::time::Instant,
    writer: &mut Writer<'_>,
) -> Result<(), StoreError> {
    let all = sql!("SELECT convention, ordinal, name, office, email FROM unscoped_summary_link ORDER BY convention, ordinal");
    let readers: Vec<Reader> = writer.rows(all, &[]).await?;
    let named = |reader: &Reader| reader.texts.iter().flatten().any(|text| erased.is_named_in(text));
    for reader in readers.into_iter().filter(named) {
        let forget = sql!(
            "UPDATE unscoped_summary_link SET name = $3, office = $3, email = NULL, revoked = COALESCE(revoked, $4) \
             WHERE convention = $1 AND ordinal = $2"
        );
        let values = [
            Value::from(reader.convention),
            reader.ordinal.into(),
            "(effacé)".into(),
            at.into(),
        ];
        writer.change_one(forget, &values).await?;
    }
    Ok(())
}
