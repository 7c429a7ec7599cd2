//! What this room writes when a fact is recorded.

use domain::convention::{ConventionEntered, ProjectionRebuilt};
use store::{StoreError, Writer, Writes};

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
        Ok(())
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
