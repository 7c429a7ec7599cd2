//! What this room writes when a fact is recorded.

use domain::compliance::NoticeWritten;
use store::{StoreError, Writer, Writes, sql};

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Writes<NoticeWritten> for Tables {
    async fn apply(fact: &NoticeWritten, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let notice = fact.notice.code();
        let forget = sql!("DELETE FROM unscoped_notice WHERE notice = $1");
        writer.run(forget, &[notice.into()]).await?;
        let insert = sql!("INSERT INTO unscoped_notice (notice, field, text, written) VALUES ($1, $2, $3, $4)");
        for (field, text) in &fact.values {
            let values = [notice.into(), field.code().into(), text.as_str().into(), fact.at.into()];
            writer.run(insert, &values).await?;
        }
        Ok(())
    }
}
