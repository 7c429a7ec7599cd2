//! The elections after which mandates are to be confirmed, and where their days are written.

use domain::access::Role;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, StoreError, query};

/// An election, and where its days are written.
pub(crate) struct Election {
    pub(crate) name: String,
    /// The role that it renews.
    pub(crate) role: Role,
    pub(crate) first_round: Day,
    pub(crate) second_round: Day,
    pub(crate) source: String,
    pub(crate) official: bool,
}

query! {
    /// The elections known, the last first.
    pub(crate) Elections() -> Election
    reading ["election"]
    "SELECT name, first_round, second_round, source, status, role FROM election ORDER BY first_round DESC, id"
}

impl FromRow for Election {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            name: c.text(0)?,
            role: c.word(5, Role::from_code)?,
            first_round: c.day(1)?,
            second_round: c.day(2)?,
            source: c.text(3)?,
            official: c.str(4)? == "official",
        })
    }
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Elections>()]
}
