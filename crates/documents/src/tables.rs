//! What this room writes when a fact is recorded. A version is added and never changed; nothing is ever removed, but the words by
//! which a document was found.

use domain::documents::{DocumentAdded, DocumentRenamed, DocumentRestored, DocumentVersionAdded, DocumentWithdrawn, KeptFile};
use domain::ids::{DocumentId, PersonId};
use domain::time::Instant;
use store::{StoreError, Value, Writer, Writes, file_values, sql};

use crate::text_tables;

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Writes<DocumentAdded> for Tables {
    async fn apply(fact: &DocumentAdded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_document (convention, ordinal, attached, action, milestone, kind, title, current_version, \
             meeting_body, meeting_day) VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9)"
        );
        let values = [
            Value::from(fact.document.convention),
            fact.document.ordinal.into(),
            fact.attachment.code().into(),
            fact.attachment.action().into(),
            fact.attachment.milestone().into(),
            fact.kind.code().into(),
            fact.title.as_str().into(),
            fact.meeting.as_ref().map(|meeting| &meeting.body).into(),
            fact.meeting.as_ref().map(|meeting| meeting.day).into(),
        ];
        writer.run(insert, &values).await?;
        let version = Version {
            document: fact.document,
            number: 1,
            file: &fact.file,
            person: fact.person,
            at: fact.at,
        };
        version.write(writer).await
    }
}

impl Writes<DocumentVersionAdded> for Tables {
    async fn apply(fact: &DocumentVersionAdded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        // The version follows the one that was current when the fact was made: another one meanwhile, and nothing is kept.
        let follow = sql!(
            "UPDATE unscoped_document SET current_version = $3 \
             WHERE convention = $1 AND ordinal = $2 AND current_version = $3 - 1 AND withdrawn IS NULL"
        );
        let id = fact.document;
        let values = [Value::from(id.convention), id.ordinal.into(), fact.number.into()];
        writer.change_one(follow, &values).await?;
        text_tables::forget(id, writer).await?;
        let version = Version {
            document: id,
            number: fact.number,
            file: &fact.file,
            person: fact.person,
            at: fact.at,
        };
        version.write(writer).await
    }
}

/// A version, as it is added.
pub(crate) struct Version<'f> {
    pub(crate) document: DocumentId,
    pub(crate) number: i64,
    pub(crate) file: &'f KeptFile,
    pub(crate) person: Option<PersonId>,
    pub(crate) at: Instant,
}

impl Version<'_> {
    pub(crate) async fn write(&self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_document_version (convention, document, number, file_name, media, bytes, kept_file, shown_file, \
             given_digest, person, instant) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        );
        let [name, media, bytes, digest, shown, given] = file_values(self.file);
        let values = [
            Value::from(self.document.convention),
            self.document.ordinal.into(),
            self.number.into(),
            name,
            media,
            bytes,
            digest,
            shown,
            given,
            self.person.into(),
            self.at.into(),
        ];
        writer.run(insert, &values).await
    }
}

impl Writes<DocumentRenamed> for Tables {
    async fn apply(fact: &DocumentRenamed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let rename = sql!(
            "UPDATE unscoped_document SET title = $3 WHERE convention = $1 AND ordinal = $2 AND title = $4 AND withdrawn IS NULL"
        );
        let values = [
            Value::from(fact.document.convention),
            fact.document.ordinal.into(),
            fact.becomes.as_str().into(),
            fact.was.as_str().into(),
        ];
        writer.change_one(rename, &values).await
    }
}

impl Writes<DocumentWithdrawn> for Tables {
    async fn apply(fact: &DocumentWithdrawn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let withdraw =
            sql!("UPDATE unscoped_document SET withdrawn = $3 WHERE convention = $1 AND ordinal = $2 AND withdrawn IS NULL");
        let values = [
            Value::from(fact.document.convention),
            fact.document.ordinal.into(),
            fact.at.into(),
        ];
        writer.change_one(withdraw, &values).await?;
        text_tables::forget(fact.document, writer).await
    }
}

impl Writes<DocumentRestored> for Tables {
    async fn apply(fact: &DocumentRestored, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let restore = sql!(
            "UPDATE unscoped_document SET withdrawn = NULL WHERE convention = $1 AND ordinal = $2 AND withdrawn IS NOT NULL"
        );
        let values = [Value::from(fact.document.convention), fact.document.ordinal.into()];
        writer.change_one(restore, &values).await
    }
}
