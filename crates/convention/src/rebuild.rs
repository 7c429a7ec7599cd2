//! Conventions that entered under an older version: what it did not project is projected from what was read.
//!
//! It fills tables that hold nothing of a convention and touches no other, from the last correction when there is one; the act
//! is read, never changed. Run when a
//! database is brought up to date, it does nothing the second time.

use std::collections::BTreeSet;

use domain::access::{Reason, Viewer, verbs};
use domain::convention::ProjectionRebuilt;
use domain::example::Nature;
use domain::ids::{ConventionId, Id};
use domain::time::Instant;
use store::{QueryInfo, Sequence, Store, StoreError, query};

use crate::projection::{Act, LATER, rows};
use crate::reading_versions::LastVersion;
use crate::tables::Tables;

query! {
    /// Conventions whose later tables are still to be filled.
    Behind() -> i64
    reading ["act", "agreement"]
    "SELECT a.convention FROM act a LEFT JOIN agreement g ON g.convention = a.convention \
        WHERE a.ordinal = 1 AND g.convention IS NULL ORDER BY a.convention"
}

query! {
    /// Whether they are filled.
    Filled(convention: ConventionId) -> i64
    reading ["agreement"]
    "SELECT 1 FROM agreement WHERE convention = $4"
}

query! {
    /// The act as stored.
    pub(crate) Document(convention: ConventionId) -> String
    reading ["act"]
    "SELECT document FROM act WHERE convention = $4 AND ordinal = 1"
}

query! {
    /// The lines of its text.
    pub(crate) TextOf(convention: ConventionId) -> String
    reading ["source_line"]
    "SELECT text FROM source_line WHERE convention = $4 AND act = 1 ORDER BY line"
}

/// A convention could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    /// Its act does not read any more.
    #[error("L’acte signé de la convention {convention} ne se lit plus\u{a0}: {place}. Lancez «\u{a0}pacte doctor\u{a0}».")]
    Unreadable {
        /// Which convention.
        convention: ConventionId,
        /// Where, in the document.
        place: String,
    },
    /// The store refused, or is broken.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Projects what is missing, convention by convention; answers how many were filled.
pub async fn rebuild(store: &Store, now: Instant) -> Result<usize, RebuildError> {
    let viewer = Viewer::Job(Reason::Upgrade);
    let behind = store.read(now.paris_day()).await?.rows(&viewer, Behind {}).await?;
    let mut filled = 0;
    for convention in behind.into_iter().map(Id::new) {
        filled += usize::from(fill(store, &viewer, now, convention).await?);
    }
    Ok(filled)
}

/// Fills the later tables of one convention, unless another process just did.
async fn fill(store: &Store, viewer: &Viewer, now: Instant, convention: ConventionId) -> Result<bool, RebuildError> {
    let mut tx = store.begin::<verbs::RebuildProjection>(viewer, convention, now).await?;
    // The ordinal first: it holds back another process that fills the same convention, until this one is kept.
    let rebuild = tx.allocate(Sequence::Convention(convention, "projection")).await?;
    if tx.load_first(Filled { convention }).await?.is_some() {
        return Ok(false);
    }
    let corrected = tx.load_first(LastVersion { convention }).await?.map(|last| last.document);
    let entered = tx.load_first(Document { convention }).await?;
    let Some(document) = corrected.or(entered) else {
        return Ok(false);
    };
    let reading = files::interchange::read(&document).map_err(|error| RebuildError::Unreadable {
        convention,
        place: error.place,
    })?;
    let mut fact = ProjectionRebuilt {
        convention,
        rebuild,
        reading,
        text: tx.load(TextOf { convention }).await?,
        document,
        tables: Vec::new(),
    };
    fact.tables = filled_tables(&fact);
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(true)
}

/// The later tables that the act has rows for.
fn filled_tables(fact: &ProjectionRebuilt) -> Vec<&'static str> {
    let act = Act {
        convention: fact.convention,
        // None of the later tables tells what a convention is called.
        nature: Nature::default(),
        reading: &fact.reading,
        text: &fact.text,
        document: &fact.document,
    };
    let names: BTreeSet<&'static str> = rows(&act).iter().map(|row| row.table.name()).collect();
    LATER
        .into_iter()
        .map(crate::projection::Table::name)
        .filter(|name| names.contains(name))
        .collect()
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Behind>(),
        QueryInfo::of::<Filled>(),
        QueryInfo::of::<Document>(),
        QueryInfo::of::<TextOf>(),
    ]
}
