//! What the facts of proofs write: links, requests, one-time codes, passkeys, and the sessions that end.
//!
//! What is used up is written so that a second use changes no row, and nothing of its transaction is kept.

use domain::digest::Digest;
use domain::ids::PersonId;
use domain::people::{
    AddressRefused, ContactInvited, EmailChangeAsked, EmailChanged, EveryLinkEnded, EverySessionClosed, LinkMade, LinkPurpose,
    LinkRevoked, PasskeyAdded, PasskeyRemoved, PasskeyRenamed, PasswordChosen, PasswordLinkSent, PersonInvited,
    RecoveryCodesRenewed, ResetAsked, SecondProof, SecondProofDemanded, SecondStepDisabled, SecondStepEnabled,
    SecondStepRemoved, SessionsClosed, SessionsEnded, SessionsSwept, SignInsFailed, SignedIn, Way,
};
use domain::time::Instant;
use store::{StoreError, Value, Writer, Writes, sql};

use crate::identity_tables::use_identity;
use crate::tables::{Person, Tables};

/// Writes what a way of signing in used up.
pub(crate) async fn use_up(fact: &SignedIn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let (person, at) = (fact.person.into(), fact.at.into());
    match &fact.way {
        Way::Code { step } => use_second(fact, SecondProof::Code { step: *step }, writer).await,
        Way::RecoveryCode { code } => use_second(fact, SecondProof::RecoveryCode { code: *code }, writer).await,
        Way::Provider { second, .. } => {
            use_identity(fact, writer).await?;
            match second {
                Some(second) => use_second(fact, *second, writer).await,
                None => Ok(()),
            }
        }
        Way::Passkey { passkey, document } => {
            let moved = sql!("UPDATE unscoped_passkey SET document = $3, used = $4 WHERE person = $1 AND id = $2");
            writer
                .change_one(moved, &[person, (*passkey).into(), document.into(), at])
                .await
        }
        Way::Password | Way::Link | Way::Founding | Way::Demo => Ok(()),
    }
}

async fn use_second(fact: &SignedIn, proof: SecondProof, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    match proof {
        SecondProof::Code { step } => use_step(writer, fact.person, step).await,
        SecondProof::RecoveryCode { code } => {
            let spend = sql!("UPDATE unscoped_recovery_code SET used = $3 WHERE person = $1 AND code = $2 AND used IS NULL");
            let values = [fact.person.into(), code.into(), fact.at.into()];
            writer.change_one(spend, &values).await
        }
    }
}

/// No code of this step or before is accepted any more.
async fn use_step(writer: &mut Writer<'_>, person: PersonId, step: i64) -> Result<(), StoreError> {
    let last = sql!("UPDATE unscoped_second_step SET last_step = $2 WHERE person = $1 AND last_step < $2");
    writer.change_one(last, &[person.into(), step.into()]).await
}

async fn forget_codes(writer: &mut Writer<'_>, person: PersonId) -> Result<(), StoreError> {
    writer
        .run(sql!("DELETE FROM unscoped_recovery_code WHERE person = $1"), &[person.into()])
        .await
}

async fn write_codes(writer: &mut Writer<'_>, person: PersonId, codes: &[Digest]) -> Result<(), StoreError> {
    forget_codes(writer, person).await?;
    for code in codes {
        let insert = sql!("INSERT INTO unscoped_recovery_code (person, code) VALUES ($1, $2)");
        writer.run(insert, &[person.into(), (*code).into()]).await?;
    }
    Ok(())
}

/// Closes what is open of the links of a person: the last one made is the one that works.
async fn close_links(writer: &mut Writer<'_>, person: PersonId, at: Instant) -> Result<(), StoreError> {
    let close = sql!("UPDATE unscoped_link SET revoked = $2 WHERE person = $1 AND used IS NULL AND revoked IS NULL");
    writer.run(close, &[person.into(), at.into()]).await
}

impl Writes<PersonInvited> for Tables {
    async fn apply(fact: &PersonInvited, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let person = Person {
            id: fact.person.into(),
            name: &fact.name,
            email: &fact.email,
            password_hash: None,
            administrator: false,
            example: false,
        };
        person.insert(writer).await
    }
}

/// Two accounts never share an address, and nobody who was merged or erased meanwhile receives one.
impl Writes<ContactInvited> for Tables {
    async fn apply(fact: &ContactInvited, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let open = sql!(
            "UPDATE unscoped_person SET email = $2, account = 1, active = 1 WHERE id = $1 AND account = 0 AND active = 0 \
             AND merged IS NULL AND erased IS NULL"
        );
        writer
            .change_one(open, &[fact.person.into(), fact.email.as_str().into()])
            .await
    }
}

impl Writes<SessionsEnded> for Tables {
    async fn apply(fact: &SessionsEnded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let any = sql!("SELECT person FROM unscoped_session WHERE person = $1 AND closed IS NULL LIMIT 1");
        if writer.first::<i64>(any, &[fact.person.into()]).await?.is_none() {
            return Err(writer.refuse());
        }
        let close = sql!("UPDATE unscoped_session SET closed = $2 WHERE person = $1 AND closed IS NULL");
        writer.run(close, &[fact.person.into(), fact.at.into()]).await
    }
}

/// The letter that brings the link is kept by another room.
impl Writes<LinkMade> for Tables {
    async fn apply(fact: &LinkMade, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            fact.link.into(),
            fact.token.into(),
            fact.purpose.code().into(),
            fact.person.into(),
            fact.at.into(),
            fact.expires.into(),
        ];
        open_link(writer, fact.person, fact.at, &values).await
    }
}

impl Writes<PasswordLinkSent> for Tables {
    async fn apply(fact: &PasswordLinkSent, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            fact.link.into(),
            fact.token.into(),
            LinkPurpose::Password.code().into(),
            fact.person.into(),
            fact.at.into(),
            fact.expires.into(),
        ];
        open_link(writer, fact.person, fact.at, &values).await
    }
}

/// A person has one link at a time, and asks for nothing once it is there.
async fn open_link(writer: &mut Writer<'_>, person: PersonId, at: Instant, values: &[Value; 6]) -> Result<(), StoreError> {
    close_links(writer, person, at).await?;
    let insert = sql!("INSERT INTO unscoped_link (id, token, purpose, person, made, expires) VALUES ($1, $2, $3, $4, $5, $6)");
    writer.run(insert, values).await?;
    let forget = sql!("DELETE FROM unscoped_reset_request WHERE person = $1");
    writer.run(forget, &[person.into()]).await
}

impl Writes<LinkRevoked> for Tables {
    async fn apply(fact: &LinkRevoked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let revoke = sql!("UPDATE unscoped_link SET revoked = $2 WHERE id = $1 AND used IS NULL AND revoked IS NULL");
        writer.change_one(revoke, &[fact.link.into(), fact.at.into()]).await
    }
}

impl Writes<PasswordChosen> for Tables {
    async fn apply(fact: &PasswordChosen, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let (person, at) = (fact.person.into(), fact.at.into());
        let spend =
            sql!("UPDATE unscoped_link SET used = $2 WHERE id = $1 AND used IS NULL AND revoked IS NULL AND expires > $2");
        writer.change_one(spend, &[fact.link.into(), fact.at.into()]).await?;
        let hash = fact.password_hash.as_str().into();
        let chosen = sql!("UPDATE unscoped_person SET password_hash = $2 WHERE id = $1 AND active = 1");
        writer.change_one(chosen, &[fact.person.into(), hash]).await?;
        let close = sql!("UPDATE unscoped_session SET closed = $2 WHERE person = $1 AND closed IS NULL");
        writer.run(close, &[person, at]).await?;
        writer
            .run(
                sql!("DELETE FROM unscoped_reset_request WHERE person = $1"),
                &[fact.person.into()],
            )
            .await
    }
}

impl Writes<ResetAsked> for Tables {
    async fn apply(fact: &ResetAsked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_reset_request (person, asked) VALUES ($1, $2) \
             ON CONFLICT (person) DO UPDATE SET asked = excluded.asked"
        );
        writer.run(insert, &[fact.person.into(), fact.at.into()]).await
    }
}

impl Writes<EmailChangeAsked> for Tables {
    async fn apply(fact: &EmailChangeAsked, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_email_request (person, email, asked) VALUES ($1, $2, $3) \
             ON CONFLICT (person) DO UPDATE SET email = excluded.email, asked = excluded.asked"
        );
        writer
            .run(insert, &[fact.person.into(), fact.email.as_str().into(), fact.at.into()])
            .await
    }
}

async fn answer_request(writer: &mut Writer<'_>, person: PersonId) -> Result<(), StoreError> {
    let answered = sql!("DELETE FROM unscoped_email_request WHERE person = $1");
    writer.change_one(answered, &[person.into()]).await
}

impl Writes<EmailChanged> for Tables {
    async fn apply(fact: &EmailChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        answer_request(writer, fact.person).await?;
        let change = sql!("UPDATE unscoped_person SET email = $2 WHERE id = $1 AND email = $3");
        let values = [fact.person.into(), fact.email.as_str().into(), fact.old.as_str().into()];
        writer.change_one(change, &values).await
    }
}

impl Writes<AddressRefused> for Tables {
    async fn apply(fact: &AddressRefused, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        answer_request(writer, fact.person).await
    }
}

impl Writes<SessionsClosed> for Tables {
    async fn apply(fact: &SessionsClosed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let (person, at) = (fact.person.into(), fact.at.into());
        if let Some(token) = fact.token {
            let close = sql!("UPDATE unscoped_session SET closed = $3 WHERE person = $1 AND token = $2 AND closed IS NULL");
            return writer.change_one(close, &[person, token.into(), at]).await;
        }
        let close = sql!("UPDATE unscoped_session SET closed = $3 WHERE person = $1 AND token <> $2 AND closed IS NULL");
        writer.run(close, &[person, fact.kept.into(), at]).await
    }
}

impl Writes<SessionsSwept> for Tables {
    async fn apply(fact: &SessionsSwept, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let browsers = sql!(
            "DELETE FROM unscoped_session_browser WHERE token IN \
             (SELECT token FROM unscoped_session WHERE expires <= $1 OR closed <= $1)"
        );
        writer.run(browsers, &[fact.before.into()]).await?;
        let providers = sql!(
            "DELETE FROM unscoped_session_provider WHERE token IN \
             (SELECT token FROM unscoped_session WHERE expires <= $1 OR closed <= $1)"
        );
        writer.run(providers, &[fact.before.into()]).await?;
        let sweep = sql!("DELETE FROM unscoped_session WHERE expires <= $1 OR closed <= $1");
        writer.run(sweep, &[fact.before.into()]).await
    }
}

impl Writes<EverySessionClosed> for Tables {
    async fn apply(fact: &EverySessionClosed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let close = sql!("UPDATE unscoped_session SET closed = $1 WHERE closed IS NULL");
        writer.run(close, &[fact.at.into()]).await
    }
}

impl Writes<EveryLinkEnded> for Tables {
    async fn apply(fact: &EveryLinkEnded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let end = sql!("UPDATE unscoped_link SET revoked = $1 WHERE used IS NULL AND revoked IS NULL AND expires > $1");
        writer.run(end, &[fact.at.into()]).await
    }
}

impl Writes<SecondStepEnabled> for Tables {
    async fn apply(fact: &SecondStepEnabled, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            fact.person.into(),
            fact.secret.as_str().into(),
            fact.at.into(),
            fact.step.into(),
        ];
        let insert = sql!("INSERT INTO unscoped_second_step (person, secret, since, last_step) VALUES ($1, $2, $3, $4)");
        writer.run(insert, &values).await?;
        write_codes(writer, fact.person, &fact.codes).await
    }
}

impl Writes<SecondStepDisabled> for Tables {
    async fn apply(fact: &SecondStepDisabled, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        use_step(writer, fact.person, fact.step).await?;
        remove_second_step(writer, fact.person).await
    }
}

impl Writes<SecondStepRemoved> for Tables {
    async fn apply(fact: &SecondStepRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        remove_second_step(writer, fact.person).await
    }
}

async fn remove_second_step(writer: &mut Writer<'_>, person: PersonId) -> Result<(), StoreError> {
    let remove = sql!("DELETE FROM unscoped_second_step WHERE person = $1");
    writer.change_one(remove, &[person.into()]).await?;
    forget_codes(writer, person).await
}

impl Writes<RecoveryCodesRenewed> for Tables {
    async fn apply(fact: &RecoveryCodesRenewed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        use_step(writer, fact.person, fact.step).await?;
        write_codes(writer, fact.person, &fact.codes).await
    }
}

impl Writes<PasskeyAdded> for Tables {
    async fn apply(fact: &PasskeyAdded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            fact.passkey.into(),
            fact.person.into(),
            fact.name.as_str().into(),
            fact.credential.as_str().into(),
            fact.document.as_str().into(),
            fact.at.into(),
        ];
        let insert = sql!(
            "INSERT INTO unscoped_passkey (id, person, name, credential, document, added) VALUES ($1, $2, $3, $4, $5, $6)"
        );
        writer.run(insert, &values).await
    }
}

impl Writes<PasskeyRenamed> for Tables {
    async fn apply(fact: &PasskeyRenamed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let rename = sql!("UPDATE unscoped_passkey SET name = $3 WHERE id = $1 AND person = $2");
        let values = [fact.passkey.into(), fact.person.into(), fact.name.as_str().into()];
        writer.change_one(rename, &values).await
    }
}

impl Writes<PasskeyRemoved> for Tables {
    async fn apply(fact: &PasskeyRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let remove = sql!("DELETE FROM unscoped_passkey WHERE id = $1 AND person = $2");
        writer.change_one(remove, &[fact.passkey.into(), fact.person.into()]).await
    }
}

/// What was refused is told, and changes nothing.
impl Writes<SignInsFailed> for Tables {
    async fn apply(_: &SignInsFailed, _: &mut Writer<'_>) -> Result<(), StoreError> {
        Ok(())
    }
}

impl Writes<SecondProofDemanded> for Tables {
    async fn apply(fact: &SecondProofDemanded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let choose = sql!(
            "INSERT INTO unscoped_demand (id, second_proof) VALUES (1, $1) \
             ON CONFLICT (id) DO UPDATE SET second_proof = excluded.second_proof"
        );
        writer.run(choose, &[i64::from(fact.demanded).into()]).await
    }
}
