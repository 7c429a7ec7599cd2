//! What this room writes of the directory: contacts, other names, merges and their return, separations.
//!
//! A merge moves what is held and keeps where it came from; nothing is erased but a name taken back by hand.

use domain::ids::{OrganisationId, PersonId};
use domain::people::{
    AliasAdded, AliasRemoved, CardChanged, ContactRecorded, DistinctDeclared, MergeUndone, Merged, OrganisationRecorded,
    OrganisationSeparated, PersonAttached, PersonDetached, Twins,
};
use domain::search::fold;
use store::{Sql, StoreError, Writer, Writes, sql};

use crate::merge_refusal::held_twice;
use crate::tables::{Tables, enter_organisation};

impl Writes<ContactRecorded> for Tables {
    async fn apply(fact: &ContactRecorded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_person (id, name, contact_email, administrator, example, active, account) \
             VALUES ($1, $2, $3, 0, 0, 0, 0)"
        );
        let values = [fact.person.into(), fact.name.as_str().into(), fact.email.clone().into()];
        writer.run(insert, &values).await
    }
}

impl Writes<OrganisationRecorded> for Tables {
    async fn apply(fact: &OrganisationRecorded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        enter_organisation(writer, fact.organisation, &fact.name, fact.kind).await
    }
}

/// Of two who change one card at once, the second reads it again first.
impl Writes<CardChanged> for Tables {
    async fn apply(fact: &CardChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let change = sql!(
            "UPDATE unscoped_person SET name = $2, contact_email = $3, phone = $4 WHERE id = $1 AND name = $5 \
             AND merged IS NULL AND erased IS NULL"
        );
        let values = [
            fact.person.into(),
            fact.after.name.as_str().into(),
            fact.after.email.clone().into(),
            fact.after.phone.clone().into(),
            fact.before.name.as_str().into(),
        ];
        writer.change_one(change, &values).await
    }
}

impl Writes<PersonAttached> for Tables {
    async fn apply(fact: &PersonAttached, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!(
            "INSERT INTO unscoped_affiliation (person_origin, origin, person, organisation, function) VALUES ($1, $2, $1, $2, $3) \
             ON CONFLICT (person_origin, origin) DO UPDATE SET person = $1, organisation = $2, function = $3"
        );
        let values = [fact.person.into(), fact.organisation.into(), fact.function.clone().into()];
        writer.run(insert, &values).await
    }
}

impl Writes<PersonDetached> for Tables {
    async fn apply(fact: &PersonDetached, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let delete = sql!("DELETE FROM unscoped_affiliation WHERE person = $1 AND organisation = $2");
        writer.run(delete, &[fact.person.into(), fact.organisation.into()]).await
    }
}

impl Writes<AliasAdded> for Tables {
    async fn apply(fact: &AliasAdded, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let insert = sql!("INSERT INTO unscoped_organisation_alias (organisation, sort_key, name) VALUES ($1, $2, $3)");
        let values = [fact.organisation.into(), fold(&fact.name).into(), fact.name.as_str().into()];
        writer.run(insert, &values).await
    }
}

impl Writes<AliasRemoved> for Tables {
    async fn apply(fact: &AliasRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let delete = sql!("DELETE FROM unscoped_organisation_alias WHERE organisation = $1 AND sort_key = $2");
        writer
            .change_one(delete, &[fact.organisation.into(), fold(&fact.name).into()])
            .await
    }
}

impl Writes<Merged> for Tables {
    async fn apply(fact: &Merged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        match fact.twins {
            Twins::Organisations { kept, merged } => merge_organisations(writer, kept, merged).await?,
            Twins::People { kept, merged } => merge_people(writer, kept, merged).await?,
        }
        let (one, other) = ordered(fact.twins);
        let same_after_all = sql!("DELETE FROM unscoped_distinct WHERE kind = $1 AND one = $2 AND other = $3");
        writer
            .run(same_after_all, &[fact.twins.code().into(), one.into(), other.into()])
            .await
    }
}

async fn merge_organisations(writer: &mut Writer<'_>, kept: OrganisationId, merged: OrganisationId) -> Result<(), StoreError> {
    let values = [merged.into(), kept.into()];
    let point = sql!(
        "UPDATE unscoped_organisation SET merged = $2, kept = $2 WHERE id = $1 AND merged IS NULL AND id <> $2 \
         AND EXISTS (SELECT 1 FROM unscoped_organisation k WHERE k.id = $2 AND k.merged IS NULL)"
    );
    writer.change_one(point, &values).await?;
    for follow in [
        sql!("UPDATE unscoped_organisation SET kept = $2 WHERE kept = $1"),
        sql!(
            "UPDATE unscoped_party_organisation SET origin = COALESCE(origin, organisation), organisation = $2 WHERE organisation = $1"
        ),
        sql!("UPDATE unscoped_mandate SET origin = COALESCE(origin, organisation), organisation = $2 WHERE organisation = $1"),
        sql!("UPDATE unscoped_affiliation SET organisation = $2 WHERE organisation = $1"),
    ] {
        writer.run(follow, &values).await?;
    }
    let twice = sql!(held_twice!("unscoped_mandate", "organisation", "person", "($1)"));
    refuse_twice(writer, twice, kept.ordinal()).await
}

async fn merge_people(writer: &mut Writer<'_>, kept: PersonId, merged: PersonId) -> Result<(), StoreError> {
    let values = [merged.into(), kept.into()];
    let point = sql!(
        "UPDATE unscoped_person SET merged = $2, kept = $2 WHERE id = $1 AND merged IS NULL AND active = 0 AND erased IS NULL AND id <> $2 \
         AND EXISTS (SELECT 1 FROM unscoped_person k WHERE k.id = $2 AND k.merged IS NULL AND k.closed IS NULL AND k.erased IS NULL)"
    );
    writer.change_one(point, &values).await?;
    for follow in [
        sql!("UPDATE unscoped_person SET kept = $2 WHERE kept = $1"),
        sql!("UPDATE unscoped_mandate SET person_origin = COALESCE(person_origin, person), person = $2 WHERE person = $1"),
        sql!("UPDATE unscoped_affiliation SET person = $2 WHERE person = $1"),
    ] {
        writer.run(follow, &values).await?;
    }
    let twice = sql!(held_twice!("unscoped_mandate", "person", "organisation", "($1)"));
    refuse_twice(writer, twice, kept.ordinal()).await
}

/// The same mandate held twice in the same days: one of them ends first.
async fn refuse_twice(writer: &mut Writer<'_>, twice: Sql, kept: i64) -> Result<(), StoreError> {
    match writer.first::<i64>(twice, &[kept.into()]).await? {
        Some(_) => Err(writer.refuse()),
        None => Ok(()),
    }
}

impl Writes<MergeUndone> for Tables {
    async fn apply(fact: &MergeUndone, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let (kept, merged) = fact.twins.ordinals();
        let values = [merged.into(), kept.into()];
        let (free, follow) = match fact.twins {
            Twins::Organisations { .. } => organisations_apart(),
            Twins::People { .. } => people_apart(),
        };
        writer.change_one(free, &values).await?;
        for statement in follow {
            writer.run(statement, &values).await?;
        }
        Ok(())
    }
}

/// The merged one stands by itself again; what had been merged into it before follows, with what each had brought.
fn organisations_apart() -> (Sql, Vec<Sql>) {
    let free = sql!("UPDATE unscoped_organisation SET merged = NULL, kept = NULL WHERE id = $1 AND merged = $2 AND kept = $2");
    let follow = vec![
        sql!(
            "UPDATE unscoped_organisation SET kept = $1 WHERE kept = $2 AND id IN (WITH RECURSIVE c(id) AS \
             (SELECT id FROM unscoped_organisation WHERE merged = $1 UNION \
             SELECT o.id FROM unscoped_organisation o JOIN c ON o.merged = c.id) SELECT id FROM c)"
        ),
        sql!(
            "UPDATE unscoped_party_organisation SET organisation = $1 WHERE organisation = $2 \
             AND origin IN (SELECT id FROM unscoped_organisation WHERE id = $1 OR kept = $1)"
        ),
        sql!(
            "UPDATE unscoped_mandate SET organisation = $1 WHERE organisation = $2 \
             AND origin IN (SELECT id FROM unscoped_organisation WHERE id = $1 OR kept = $1)"
        ),
        sql!(
            "UPDATE unscoped_affiliation SET organisation = $1 WHERE organisation = $2 \
             AND origin IN (SELECT id FROM unscoped_organisation WHERE id = $1 OR kept = $1)"
        ),
    ];
    (free, follow)
}

fn people_apart() -> (Sql, Vec<Sql>) {
    let free = sql!("UPDATE unscoped_person SET merged = NULL, kept = NULL WHERE id = $1 AND merged = $2 AND kept = $2");
    let follow = vec![
        sql!(
            "UPDATE unscoped_person SET kept = $1 WHERE kept = $2 AND id IN (WITH RECURSIVE c(id) AS \
             (SELECT id FROM unscoped_person WHERE merged = $1 UNION \
             SELECT o.id FROM unscoped_person o JOIN c ON o.merged = c.id) SELECT id FROM c)"
        ),
        sql!(
            "UPDATE unscoped_mandate SET person = $1 WHERE person = $2 \
             AND person_origin IN (SELECT id FROM unscoped_person WHERE id = $1 OR kept = $1)"
        ),
        sql!(
            "UPDATE unscoped_affiliation SET person = $1 WHERE person = $2 \
             AND person_origin IN (SELECT id FROM unscoped_person WHERE id = $1 OR kept = $1)"
        ),
    ];
    (free, follow)
}

impl Writes<DistinctDeclared> for Tables {
    async fn apply(fact: &DistinctDeclared, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let (one, other) = ordered(fact.twins);
        distinct(writer, fact.twins.code(), one, other).await
    }
}

impl Writes<OrganisationSeparated> for Tables {
    async fn apply(fact: &OrganisationSeparated, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let copy = sql!(
            "INSERT INTO unscoped_organisation (id, name, sort_key, kind) \
             SELECT $1, name, sort_key, kind FROM unscoped_organisation WHERE id = $2 AND merged IS NULL"
        );
        writer.change_one(copy, &[fact.separate.into(), fact.known.into()]).await?;
        let values = [fact.separate.into(), fact.known.into(), fact.convention.into()];
        for follow in [
            sql!(
                "UPDATE unscoped_party_organisation SET organisation = $1, origin = NULL WHERE organisation = $2 AND convention = $3"
            ),
            sql!("UPDATE unscoped_mandate SET organisation = $1, origin = NULL WHERE organisation = $2 AND convention = $3"),
        ] {
            writer.run(follow, &values).await?;
        }
        let (one, other) = (fact.known.ordinal(), fact.separate.ordinal());
        distinct(writer, "organisation", one.min(other), one.max(other)).await
    }
}

async fn distinct(writer: &mut Writer<'_>, kind: &str, one: i64, other: i64) -> Result<(), StoreError> {
    let insert = sql!("INSERT INTO unscoped_distinct (kind, one, other) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
    writer.run(insert, &[kind.into(), one.into(), other.into()]).await
}

/// Both ordinals, the smaller first.
fn ordered(twins: Twins) -> (i64, i64) {
    let (kept, merged) = twins.ordinals();
    (kept.min(merged), kept.max(merged))
}
