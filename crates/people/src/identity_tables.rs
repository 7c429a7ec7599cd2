//! What the facts of another provider of identity write: who is bound to which account, and the sessions it opened.
//!
//! The address that a provider gives is kept as it gives it, and never becomes the address of the account.

use domain::people::{IdentityBound, IdentityRemoved, IdentityUnbound, SignedIn, Way};
use store::{StoreError, Writer, Writes, sql};

use crate::tables::Tables;

/// Writes that a session was opened by a provider, to which the account must be bound.
pub(crate) async fn use_identity(fact: &SignedIn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let Way::Provider {
        identity,
        provider,
        email,
        ..
    } = &fact.way
    else {
        return Ok(());
    };
    let values = [
        identity.issuer.as_str().into(),
        identity.subject.as_str().into(),
        fact.person.into(),
        fact.at.into(),
        provider.as_str().into(),
    ];
    let used = sql!("UPDATE unscoped_identity SET used = $4, provider = $5 WHERE issuer = $1 AND subject = $2 AND person = $3");
    writer.change_one(used, &values).await?;
    if let Some(email) = email {
        let values = [
            identity.issuer.as_str().into(),
            identity.subject.as_str().into(),
            email.as_str().into(),
        ];
        let told = sql!("UPDATE unscoped_identity SET email = $3 WHERE issuer = $1 AND subject = $2");
        writer.change_one(told, &values).await?;
    }
    let opened = sql!("INSERT INTO unscoped_session_provider (token, issuer, provider) VALUES ($1, $2, $3)");
    let values = [fact.token.into(), identity.issuer.as_str().into(), provider.as_str().into()];
    writer.run(opened, &values).await
}

impl Writes<IdentityBound> for Tables {
    async fn apply(fact: &IdentityBound, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            fact.identity.issuer.as_str().into(),
            fact.identity.subject.as_str().into(),
            fact.person.into(),
            fact.provider.as_str().into(),
            fact.email.as_str().into(),
            fact.at.into(),
        ];
        // The account is looked at again here: its address may have changed while the person was away.
        let bind = sql!(
            "INSERT INTO unscoped_identity (issuer, subject, person, provider, email, bound) \
             SELECT $1, $2, p.id, $4, p.email, $6 FROM unscoped_person p WHERE p.id = $3 AND p.email = $5 AND p.active = 1"
        );
        writer.change_one(bind, &values).await
    }
}

impl Writes<IdentityUnbound> for Tables {
    async fn apply(fact: &IdentityUnbound, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let close = sql!(
            "UPDATE unscoped_session SET closed = $3 WHERE person = $1 AND token <> $4 AND closed IS NULL AND EXISTS \
             (SELECT 1 FROM unscoped_session_provider v WHERE v.token = unscoped_session.token AND v.issuer = $2)"
        );
        let values = [
            fact.person.into(),
            fact.issuer.as_str().into(),
            fact.at.into(),
            fact.kept.into(),
        ];
        writer.run(close, &values).await?;
        let unbind = sql!("DELETE FROM unscoped_identity WHERE person = $1 AND issuer = $2");
        writer
            .change_one(unbind, &[fact.person.into(), fact.issuer.as_str().into()])
            .await
    }
}

impl Writes<IdentityRemoved> for Tables {
    async fn apply(fact: &IdentityRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let close = sql!(
            "UPDATE unscoped_session SET closed = $3 WHERE person = $1 AND closed IS NULL AND EXISTS \
             (SELECT 1 FROM unscoped_session_provider v WHERE v.token = unscoped_session.token AND v.issuer = $2)"
        );
        let (person, issuer) = (fact.person.into(), fact.issuer.as_str().into());
        writer.run(close, &[person, issuer, fact.at.into()]).await?;
        let unbind = sql!("DELETE FROM unscoped_identity WHERE person = $1 AND issuer = $2");
        writer
            .change_one(unbind, &[fact.person.into(), fact.issuer.as_str().into()])
            .await
    }
}
