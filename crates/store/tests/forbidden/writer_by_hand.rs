//! Making a writer outside of `record`, so that a change would be told to nobody.
//! Refused: E0451 field `link` of struct `Writer` is private

use store::{StoreError, Writer, sql};

pub async fn save(given: &mut Writer<'_>) -> Result<(), StoreError> {
    let writer = &mut Writer { link: unreachable!() }; // forbidden
    // allowed: let writer = given;
    writer.run(sql!("UPDATE unscoped_person SET active = 0"), &[]).await
}
