//! What a convention calls the states of its actions: whoever answers reads the words that its partners chose.
//!
//! The names themselves are chosen in the room of the plan; nothing here changes one.

use std::sync::Arc;

use domain::followup::{Status, StatusNames};
use domain::ids::ConventionId;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// One of them.
pub(crate) struct LabelRow(Status, String);

query! {
    /// Those of a convention.
    pub(crate) StatusLabels(convention: ConventionId) -> LabelRow
    reading ["status_label"]
    "SELECT status, label FROM status_label WHERE convention = $4"
}

query! {
    /// Those of the convention that a link opens.
    pub(crate) HeldStatusLabels() -> LabelRow
    reading ["held_status_label"]
    "SELECT status, label FROM held_status_label"
}

impl FromRow for LabelRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self(c.word(0, Status::from_code)?, c.text(1)?))
    }
}

/// All of them, for every lane that is shown.
pub(crate) fn shared(rows: Vec<LabelRow>) -> Arc<StatusNames> {
    Arc::new(rows.into_iter().map(|LabelRow(status, label)| (status, label)).collect())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<StatusLabels>(), QueryInfo::of::<HeldStatusLabels>()]
}
