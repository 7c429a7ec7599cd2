//! The journal as the tests read it: through the read door, by a scope that only tests declare.

use domain::access::{Reason, Verb, Viewer};
use store::{Columns, FromRow, Gate, Scope, Store, StoreError, query};

use crate::moment;

/// The scope to add to the house.
pub const SCOPE: Scope = Scope {
    name: "entry_of_tests",
    columns_sql: "SELECT t.chain, t.seq, t.person, t.mandate, t.organisation, t.job, t.verb, t.fact, t.subject FROM unscoped_journal t",
    gate: Gate::Convention {
        column: "t.chain",
        verb: Verb::ViewJournal,
    },
};

/// One row of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The convention, or 0 for the installation.
    pub chain: i64,
    /// Its place there.
    pub seq: i64,
    /// Who.
    pub person: Option<i64>,
    /// Under which mandate.
    pub mandate: Option<i64>,
    /// For which party.
    pub organisation: Option<i64>,
    /// The job, when nobody did it.
    pub job: Option<String>,
    /// What was permitted.
    pub verb: String,
    /// What happened.
    pub fact: String,
    /// To what.
    pub subject: String,
}

query! {
    /// The whole journal.
    Entries() -> Entry
    reading ["entry_of_tests"]
    "SELECT chain, seq, person, mandate, organisation, job, verb, fact, subject FROM entry_of_tests ORDER BY chain, seq"
}

impl FromRow for Entry {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            chain: c.int(0)?,
            seq: c.int(1)?,
            person: c.opt_int(2)?,
            mandate: c.opt_int(3)?,
            organisation: c.opt_int(4)?,
            job: c.opt_text(5)?,
            verb: c.text(6)?,
            fact: c.text(7)?,
            subject: c.text(8)?,
        })
    }
}

/// Everything the journal holds.
///
/// # Panics
/// When the store was opened without [`SCOPE`], or cannot be read.
pub async fn entries(store: &Store) -> Vec<Entry> {
    let mut reader = store.read(moment::today()).await.expect("a reader");
    let rows = reader.rows(&Viewer::Job(Reason::Doctor), Entries {}).await;
    rows.expect("the journal")
}
