//! What this room writes of accounts that close, open again, or administer.
//!
//! The last one who administers and can come in never goes: it is looked at here, after the chain of the installation is held, so
//! that two who leave at once cannot both be let go.

use domain::people::{AccountClosed, AccountReopened, AdministrationGranted, AdministrationWithdrawn};
use store::{StoreError, Writer, Writes, sql};

use crate::scope::comes_in;
use crate::tables::Tables;

/// Whether somebody else administers, and can come in.
macro_rules! another_administrator {
    () => {
        concat!(
            "EXISTS (SELECT 1 FROM unscoped_person o WHERE o.administrator = 1 AND o.active = 1 AND o.id <> $1 AND ",
            comes_in!("o"),
            ")"
        )
    };
}

impl Writes<AccountClosed> for Tables {
    async fn apply(fact: &AccountClosed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let close = sql!(concat!(
            "UPDATE unscoped_person SET active = 0, closed = $2 WHERE id = $1 AND active = 1 AND (administrator = 0 OR ",
            another_administrator!(),
            ")"
        ));
        writer.change_one(close, &[fact.person.into(), fact.day.into()]).await?;
        let held = sql!("SELECT id FROM unscoped_mandate WHERE person = $1 AND (until IS NULL OR until > $2)");
        let values = [fact.person.into(), fact.day.into()];
        if writer.first::<i64>(held, &values).await?.is_some() {
            return Err(writer.refuse());
        }
        let sessions = sql!("UPDATE unscoped_session SET closed = $2 WHERE person = $1 AND closed IS NULL");
        writer.run(sessions, &[fact.person.into(), fact.at.into()]).await
    }
}

impl Writes<AccountReopened> for Tables {
    async fn apply(fact: &AccountReopened, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let reopen = sql!(
            "UPDATE unscoped_person SET active = 1, closed = NULL WHERE id = $1 AND account = 1 AND active = 0 AND merged IS NULL"
        );
        writer.change_one(reopen, &[fact.person.into()]).await
    }
}

impl Writes<AdministrationGranted> for Tables {
    async fn apply(fact: &AdministrationGranted, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let grant = sql!("UPDATE unscoped_person SET administrator = 1 WHERE id = $1 AND active = 1 AND administrator = 0");
        writer.change_one(grant, &[fact.person.into()]).await
    }
}

impl Writes<AdministrationWithdrawn> for Tables {
    async fn apply(fact: &AdministrationWithdrawn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let withdraw = sql!(concat!(
            "UPDATE unscoped_person SET administrator = 0 WHERE id = $1 AND administrator = 1 AND ",
            another_administrator!()
        ));
        writer.change_one(withdraw, &[fact.person.into()]).await
    }
}
