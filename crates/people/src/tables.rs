//! What this room writes when a fact is recorded: its own facts, and the organisations that a new convention names.

use domain::convention::{ConventionEntered, ReadingCorrected, ReadingRenewed};
use domain::ids::{ConventionId, Id, OrganisationId};
use domain::people::{AccountCreated, InstallationFounded, PasswordChanged, SignedIn, SignedOut};
use domain::reading::{OrganisationKind, short_name};
use domain::search::fold;
use store::{Sequence, StoreError, Value, Writer, Writes, sql};

use crate::installation::{FOUNDING_CODE, founding_key};
use crate::proof_tables::use_up;

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Writes<InstallationFounded> for Tables {
    async fn apply(fact: &InstallationFounded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let person = Person {
            id: fact.person.into(),
            name: &fact.name,
            email: &fact.email,
            password_hash: Some(fact.password_hash.clone()),
            administrator: true,
            example: false,
        };
        person.insert(writer).await?;
        // The code opened the installation once, and opens nothing any more.
        writer.forget_note(FOUNDING_CODE, founding_key()).await
    }
}

impl Writes<AccountCreated> for Tables {
    async fn apply(fact: &AccountCreated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let person = Person {
            id: fact.person.into(),
            name: &fact.name,
            email: &fact.email,
            password_hash: fact.password_hash.clone(),
            administrator: fact.administrator,
            example: fact.example,
        };
        person.insert(writer).await
    }
}

/// A person, as inserted.
pub(crate) struct Person<'a> {
    pub(crate) id: Value,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) password_hash: Option<String>,
    pub(crate) administrator: bool,
    pub(crate) example: bool,
}

impl Person<'_> {
    pub(crate) async fn insert(self, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            self.id,
            self.name.into(),
            self.email.into(),
            self.password_hash.into(),
            self.administrator.into(),
            self.example.into(),
        ];
        let insert = sql!(
            "INSERT INTO unscoped_person (id, name, email, password_hash, administrator, example, active) \
             VALUES ($1, $2, $3, $4, $5, $6, 1)"
        );
        writer.run(insert, &values).await
    }
}

impl Writes<SignedIn> for Tables {
    async fn apply(fact: &SignedIn, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [fact.token.into(), fact.person.into(), fact.at.into(), fact.expires.into()];
        let insert = sql!("INSERT INTO unscoped_session (token, person, opened, expires) VALUES ($1, $2, $3, $4)");
        writer.run(insert, &values).await?;
        if let Some(browser) = &fact.browser {
            let insert = sql!("INSERT INTO unscoped_session_browser (token, browser) VALUES ($1, $2)");
            writer.run(insert, &[fact.token.into(), browser.into()]).await?;
        }
        use_up(fact, writer).await?;
        let Some(replaced) = fact.replaces else {
            return Ok(());
        };
        let close = sql!("UPDATE unscoped_session SET closed = $2 WHERE token = $1 AND closed IS NULL");
        writer.run(close, &[replaced.into(), fact.at.into()]).await
    }
}

impl Writes<SignedOut> for Tables {
    async fn apply(fact: &SignedOut, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [fact.token.into(), fact.person.into(), fact.at.into()];
        writer
            .run(
                sql!("UPDATE unscoped_session SET closed = $3 WHERE token = $1 AND person = $2"),
                &values,
            )
            .await
    }
}

impl Writes<PasswordChanged> for Tables {
    async fn apply(fact: &PasswordChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [fact.person.into(), fact.password_hash.as_str().into()];
        writer
            .run(sql!("UPDATE unscoped_person SET password_hash = $2 WHERE id = $1"), &values)
            .await?;
        let others = sql!("UPDATE unscoped_session SET closed = $3 WHERE person = $1 AND token <> $2 AND closed IS NULL");
        writer
            .run(others, &[fact.person.into(), fact.kept.into(), fact.at.into()])
            .await
    }
}

/// A new convention names parties and other organisations: those already known under the same name and kind are the
/// same organisation, the others become known.
impl Writes<ConventionEntered> for Tables {
    async fn apply(fact: &ConventionEntered, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for (party, read) in (1_i64..).zip(fact.reading.everyone()) {
            let named = organisation(writer, read.kind(), read.name()).await?;
            link(writer, fact.convention, party, named).await?;
        }
        Ok(())
    }
}

/// A party that a correction added is an organisation too: mandates are given for it.
impl Writes<ReadingCorrected> for Tables {
    async fn apply(fact: &ReadingCorrected, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        if let Some(party) = nature_of(&fact.field) {
            return follow_nature(writer, fact, party).await;
        }
        let added = fact.field.strip_prefix("/parties/").is_some_and(|rest| !rest.contains('/'));
        let Some((party, read)) = (1_i64..).zip(fact.made.reading.everyone()).last().filter(|_| added) else {
            return Ok(());
        };
        let linked = sql!("SELECT organisation FROM unscoped_party_organisation WHERE convention = $1 AND party = $2");
        let values = [fact.made.convention.into(), party.into()];
        if writer.first::<i64>(linked, &values).await?.is_some() {
            return Ok(());
        }
        let named = organisation(writer, read.kind(), read.name()).await?;
        link(writer, fact.made.convention, party, named).await
    }
}

/// The party, from 1, whose nature this field is.
fn nature_of(field: &str) -> Option<i64> {
    let index: i64 = field.strip_prefix("/parties/")?.strip_suffix("/kind")?.parse().ok()?;
    Some(index + 1)
}

/// An organisation is of the nature that its party is said to be. Where other conventions name it too, or another one is known under that
/// name, the party becomes that one, with the mandates that are held for it here.
async fn follow_nature(writer: &mut Writer<'_>, fact: &ReadingCorrected, party: i64) -> Result<(), StoreError> {
    let convention = fact.made.convention;
    let Some((_, read)) = (1_i64..).zip(fact.made.reading.everyone()).find(|(at, _)| *at == party) else {
        return Ok(());
    };
    let (kind, name) = (read.kind(), short_name(read.kind(), read.name()));
    let sort_key = fold(&name);
    let own = sql!("SELECT organisation FROM unscoped_party_organisation WHERE convention = $1 AND party = $2");
    let was: Option<i64> = writer.first(own, &[convention.into(), party.into()]).await?;
    let shared = sql!(
        "SELECT (SELECT COUNT(*) FROM unscoped_party_organisation WHERE organisation = $1 AND NOT (convention = $2 AND party = $3)) \
         + (SELECT COUNT(*) FROM unscoped_organisation WHERE sort_key = $4 AND kind = $5 AND id <> $1)"
    );
    let values = [
        was.into(),
        convention.into(),
        party.into(),
        sort_key.as_str().into(),
        kind.code().into(),
    ];
    if writer.first::<i64>(shared, &values).await? == Some(0) {
        let rename = sql!("UPDATE unscoped_organisation SET kind = $2, name = $3, sort_key = $4 WHERE id = $1");
        let values = [was.into(), kind.code().into(), name.as_str().into(), sort_key.as_str().into()];
        return writer.run(rename, &values).await;
    }
    let named = organisation(writer, kind, read.name()).await?;
    for follow in [
        sql!("UPDATE unscoped_mandate SET organisation = $1, origin = NULL WHERE organisation = $2 AND convention = $3"),
        sql!(
            "UPDATE unscoped_party_organisation SET organisation = $1, origin = NULL WHERE organisation = $2 AND convention = $3"
        ),
    ] {
        writer.run(follow, &[named.into(), was.into(), convention.into()]).await?;
    }
    Ok(())
}

/// What a later reader names for the first time is an organisation too; those that are linked already stay as they are.
impl Writes<ReadingRenewed> for Tables {
    async fn apply(fact: &ReadingRenewed, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        for (party, read) in (1_i64..).zip(fact.made.reading.everyone()) {
            let linked = sql!("SELECT organisation FROM unscoped_party_organisation WHERE convention = $1 AND party = $2");
            let values = [fact.made.convention.into(), party.into()];
            if writer.first::<i64>(linked, &values).await?.is_none() {
                let named = organisation(writer, read.kind(), read.name()).await?;
                link(writer, fact.made.convention, party, named).await?;
            }
        }
        Ok(())
    }
}

/// The organisation of this name: its own, or else another one that it is known by.
async fn organisation(writer: &mut Writer<'_>, kind: OrganisationKind, printed: &str) -> Result<i64, StoreError> {
    let name = short_name(kind, printed);
    let sort_key = fold(&name);
    let values = [sort_key.as_str().into(), kind.code().into()];
    for known in [
        sql!("SELECT id FROM unscoped_organisation WHERE sort_key = $1 AND kind = $2 ORDER BY id LIMIT 1"),
        sql!(
            "SELECT o.id FROM unscoped_organisation o JOIN unscoped_organisation_alias a ON a.organisation = o.id \
             WHERE a.sort_key = $1 AND o.kind = $2 ORDER BY o.id LIMIT 1"
        ),
    ] {
        if let Some(id) = writer.first::<i64>(known, &values).await? {
            return Ok(id);
        }
    }
    let id = writer.allocate(Sequence::Installation("organisation")).await?;
    enter_organisation(writer, Id::new(id), &name, kind).await?;
    Ok(id)
}

/// An organisation enters the directory, found afterwards by its name without accents nor capitals.
pub(crate) async fn enter_organisation(
    writer: &mut Writer<'_>,
    id: OrganisationId,
    name: &str,
    kind: OrganisationKind,
) -> Result<(), StoreError> {
    let insert = sql!("INSERT INTO unscoped_organisation (id, name, sort_key, kind) VALUES ($1, $2, $3, $4)");
    let values = [Value::from(id), name.into(), fold(name).into(), kind.code().into()];
    writer.run(insert, &values).await
}

/// What the text names stands for the organisation of this name, or for the one it was merged into.
async fn link(writer: &mut Writer<'_>, convention: ConventionId, party: i64, named: i64) -> Result<(), StoreError> {
    let insert = sql!(
        "INSERT INTO unscoped_party_organisation (convention, party, organisation, origin) \
         SELECT $1, $2, COALESCE(kept, id), CASE WHEN kept IS NULL THEN NULL ELSE id END FROM unscoped_organisation WHERE id = $3"
    );
    writer
        .change_one(insert, &[convention.into(), party.into(), named.into()])
        .await
}
