//! What this room writes when a view is kept, changed or removed. A view is nobody's history: it is changed in place, and goes.

use domain::ids::{PersonId, SavedViewId};
use domain::people::Erased;
use domain::saved_view::{Sharing, ViewChanged, ViewRemoved, ViewSaved, ViewTakenOver};
use store::{StoreError, Value, Writer, Writes, sql};

use crate::tables::Tables;

fn key(view: SavedViewId, person: PersonId) -> [Value; 3] {
    [view.convention.into(), view.ordinal.into(), person.into()]
}

fn shared(sharing: Sharing) -> Value {
    (sharing == Sharing::Members).into()
}

impl Writes<ViewSaved> for Tables {
    async fn apply(fact: &ViewSaved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let keep = sql!(
            "INSERT INTO unscoped_saved_view (convention, ordinal, person, page, query, name, shared, saved) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
        );
        let [convention, ordinal, person] = key(fact.view, fact.person);
        let values = [
            convention,
            ordinal,
            person,
            fact.page.code().into(),
            fact.query.as_str().into(),
            fact.name.as_str().into(),
            shared(fact.sharing),
            fact.at.into(),
        ];
        writer.run(keep, &values).await
    }
}

impl Writes<ViewChanged> for Tables {
    async fn apply(fact: &ViewChanged, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let change = sql!(
            "UPDATE unscoped_saved_view SET name = $4, shared = $5 WHERE convention = $1 AND ordinal = $2 AND person = $3"
        );
        let [convention, ordinal, person] = key(fact.view, fact.person);
        let values = [convention, ordinal, person, fact.name.as_str().into(), shared(fact.sharing)];
        writer.change_one(change, &values).await
    }
}

impl Writes<ViewRemoved> for Tables {
    async fn apply(fact: &ViewRemoved, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let remove = sql!("DELETE FROM unscoped_saved_view WHERE convention = $1 AND ordinal = $2 AND person = $3");
        writer.change_one(remove, &key(fact.view, fact.person)).await
    }
}

/// Only while nobody else keeps it: a mandate in force of its keeper, or that someone was quicker, refuses it.
impl Writes<ViewTakenOver> for Tables {
    async fn apply(fact: &ViewTakenOver, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let take = sql!(
            "UPDATE unscoped_saved_view SET person = $3 WHERE convention = $1 AND ordinal = $2 AND shared = 1 \
             AND NOT EXISTS (SELECT 1 FROM unscoped_mandate m JOIN unscoped_person k ON k.id = m.person \
             JOIN unscoped_person p ON p.id = unscoped_saved_view.person \
             WHERE m.convention = $1 AND COALESCE(k.kept, k.id) = COALESCE(p.kept, p.id) \
             AND m.since <= $4 AND (m.until IS NULL OR m.until >= $4))"
        );
        let [convention, ordinal, person] = key(fact.view, fact.person);
        writer
            .change_one(take, &[convention, ordinal, person, fact.at.paris_day().into()])
            .await
    }
}

/// The views that a person kept go with them, shared ones too: their names are that person's words.
pub(crate) async fn forget(erased: &Erased, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let forget = sql!("DELETE FROM unscoped_saved_view WHERE person = $1");
    for number in erased.numbers() {
        writer.run(forget, &[number.into()]).await?;
    }
    Ok(())
}
