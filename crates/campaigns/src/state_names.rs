//! What a convention calls the states of its actions: whoever answers reads the words that its partners chose.
//!
//! The names themselves are chosen in the room of the plan; nothing here changes one.

use std::sync::Arc;

use domain::followup::Status;
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// One of them.
pub(crate) struct LabelRow {
    status: Status,
    label: String,
}

query! {
    /// Those of a convention.
    pub(crate) StateLabels(convention: ConventionId) -> LabelRow
    reading ["status_label"]
    "SELECT status, label FROM status_label WHERE convention = $4"
}

query! {
    /// Those of the convention that a link opens.
    pub(crate) HeldStateLabels() -> LabelRow
    reading ["held_status_label"]
    "SELECT status, label FROM held_status_label"
}

impl FromRow for LabelRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            status: c.word(0, Status::from_code)?,
            label: c.text(1)?,
        })
    }
}

/// The names, own or usual.
#[derive(Debug, Clone, Default)]
pub(crate) struct StateNames(Arc<[(Status, String)]>);

impl StateNames {
    pub(crate) fn of(rows: Vec<LabelRow>) -> Self {
        Self(rows.into_iter().map(|row| (row.status, row.label)).collect())
    }

    /// What this convention calls it.
    pub(crate) fn name(&self, status: &Status) -> &str {
        let own = self.0.iter().find(|(other, _)| other == status);
        own.map_or_else(|| status.french(), |(_, label)| label)
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<StateLabels>(), QueryInfo::of::<HeldStateLabels>()]
}
