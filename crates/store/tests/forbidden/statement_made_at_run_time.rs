//! Writing a statement around a value: what a person types would become SQL.
//! Refused: E0308 expected `Sql`, found `String`

use store::{StoreError, Writer, sql};

pub async fn save(writer: &mut Writer<'_>, name: &str) -> Result<(), StoreError> {
    writer.run(format!("UPDATE unscoped_person SET name = '{name}'"), &[]).await // forbidden
    // allowed: writer.run(sql!("UPDATE unscoped_person SET name = $1"), &[name.into()]).await
}
