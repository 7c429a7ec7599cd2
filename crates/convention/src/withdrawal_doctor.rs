//! What `pacte doctor` asks of withdrawals: is each convention hidden, or shown, as its journal says?
//!
//! A row added behind the doors would hide a convention from everyone, and one taken out would show it: both are named.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::Viewer;
use domain::convention::{ConventionReinstated, ConventionWithdrawn};
use domain::fact::Fact as _;
use domain::ids::{ConventionId, Id};
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};

use crate::doctor::Finding;

query! {
    /// The conventions that are hidden.
    Hidden() -> i64
    reading ["withdrawn"]
    "SELECT convention FROM withdrawn WHERE ordinal IS NOT NULL ORDER BY convention"
}

/// A withdrawal, or its end, as the journal tells it.
struct Told {
    convention: ConventionId,
    fact: String,
}

query! {
    /// What the journal says of withdrawals, in its order.
    ToldWithdrawals(withdrawn: &'static str, reinstated: &'static str) -> Told
    reading ["journal"]
    "SELECT convention, fact FROM journal WHERE fact = $4 OR fact = $5 ORDER BY convention, seq"
}

impl FromRow for Told {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.id(0)?,
            fact: columns.text(1)?,
        })
    }
}

/// The conventions for which the two disagree.
pub(crate) async fn check(reader: &mut Reader, viewer: &Viewer) -> Result<Vec<Finding>, StoreError> {
    let hidden: BTreeSet<i64> = reader.rows(viewer, Hidden {}).await?.into_iter().collect();
    let asked = ToldWithdrawals {
        withdrawn: ConventionWithdrawn::NAME,
        reinstated: ConventionReinstated::NAME,
    };
    let told = reader.rows(viewer, asked).await?.into_iter();
    let last: BTreeMap<i64, bool> = told
        .map(|told| (told.convention.ordinal(), told.fact == ConventionWithdrawn::NAME))
        .collect();
    let unsaid = hidden
        .iter()
        .filter(|convention| last.get(convention) != Some(&true))
        .map(|convention| (*convention, "Elle est retirée sans que son journal le dise."));
    let undone = last
        .iter()
        .filter(|(convention, withdrawn)| **withdrawn && !hidden.contains(convention))
        .map(|(convention, _)| (*convention, "Son journal la dit retirée, et elle ne l’est pas."));
    let finding = |(convention, sentence): (i64, &str)| Finding {
        convention: Id::new(convention),
        sentence: sentence.to_owned(),
    };
    Ok(unsaid.chain(undone).map(finding).collect())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Hidden>(), QueryInfo::of::<ToldWithdrawals>()]
}
