//! Changing something through a reader.
//! Refused: E0599 no method named `run` found for mutable reference `&mut Reader`

use store::{Reader, StoreError, Writer, sql};

pub async fn save(reader: &mut Reader, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let _ = (&reader, &writer);
    reader.run(sql!("UPDATE unscoped_person SET active = 0"), &[]).await // forbidden
    // allowed: writer.run(sql!("UPDATE unscoped_person SET active = 0"), &[]).await
}
