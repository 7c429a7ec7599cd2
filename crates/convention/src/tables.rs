//! What this room writes when a fact is recorded.

use domain::convention::{ConventionEntered, ProjectionRebuilt};
use domain::perimeter::{PlaceChosen, PlacesRecognised};
use store::{Sql, StoreError, Value, Writer, Writes, sql};

use crate::place_recognition;
use crate::projection::{Act, rows};

/// The tables of this room.
#[derive(Debug, Clone, Copy)]
pub struct Tables;

impl Writes<ConventionEntered> for Tables {
    async fn apply(fact: &ConventionEntered, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let act = Act {
            convention: fact.convention,
            reading: &fact.reading,
            text: &fact.text,
            document: &fact.document,
        };
        for row in rows(&act) {
            writer.run(row.table.insert(), &row.values).await?;
        }
        place_recognition::write(fact.convention, writer).await
    }
}

impl Writes<PlacesRecognised> for Tables {
    async fn apply(fact: &PlacesRecognised, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        place_recognition::write(fact.convention, writer).await
    }
}

const CHOOSE: Sql = sql!(
    "INSERT INTO unscoped_party_place_choice (convention, party, code, edition, instant) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (convention, party) DO UPDATE SET code = excluded.code, edition = excluded.edition, instant = excluded.instant"
);

impl Writes<PlaceChosen> for Tables {
    async fn apply(fact: &PlaceChosen, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let values = [
            Value::from(fact.party.convention),
            fact.party.ordinal.into(),
            fact.code.as_deref().into(),
            fact.edition.into(),
            fact.at.into(),
        ];
        writer.run(CHOOSE, &values).await
    }
}

impl Writes<ProjectionRebuilt> for Tables {
    async fn apply(fact: &ProjectionRebuilt, writer: &mut Writer<'_>) -> Result<(), StoreError> {
        let act = Act {
            convention: fact.convention,
            reading: &fact.reading,
            text: &fact.text,
            document: &fact.document,
        };
        for row in rows(&act).iter().filter(|row| fact.tables.contains(&row.table.name())) {
            writer.run(row.table.insert(), &row.values).await?;
        }
        Ok(())
    }
}
