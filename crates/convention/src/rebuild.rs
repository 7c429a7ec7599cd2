//! Conventions that an older version projected: what it did not project, or projected otherwise, is projected from what was read.
//!
//! It makes the tables that changed since and touches no other, from the last correction when there is one; the act is read,
//! never changed. Run when a database is brought up to date, it does nothing the second time.

use domain::access::{Reason, Viewer, verbs};
use domain::convention::ProjectionRebuilt;
use domain::ids::{ConventionId, Id};
use domain::time::Instant;
use store::{QueryInfo, Sequence, Store, StoreError, query};

use crate::projection::{PROJECTION, Table, outdated};
use crate::reading_versions::LastVersion;
use crate::tables::Tables;

query! {
    /// Conventions that an older version projected.
    Behind(current: i64) -> i64
    reading ["act", "agreement"]
    "SELECT a.convention FROM act a LEFT JOIN agreement g ON g.convention = a.convention \
        WHERE a.ordinal = 1 AND (g.convention IS NULL OR g.projection < $4) ORDER BY a.convention"
}

query! {
    /// Which version projected a convention; nothing when none told it.
    Projected(convention: ConventionId) -> i64
    reading ["agreement"]
    "SELECT projection FROM agreement WHERE convention = $4"
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

/// Projects what is missing or outdated, convention by convention; answers how many were.
pub async fn rebuild(store: &Store, now: Instant) -> Result<usize, RebuildError> {
    let viewer = Viewer::Job(Reason::Upgrade);
    let behind = store
        .read(now.paris_day())
        .await?
        .rows(&viewer, Behind { current: PROJECTION })
        .await?;
    let mut filled = 0;
    for convention in behind.into_iter().map(Id::new) {
        filled += usize::from(fill(store, &viewer, now, convention).await?);
    }
    Ok(filled)
}

/// Makes the outdated tables of one convention, unless another process just did.
async fn fill(store: &Store, viewer: &Viewer, now: Instant, convention: ConventionId) -> Result<bool, RebuildError> {
    let mut tx = store.begin::<verbs::RebuildProjection>(viewer, convention, now).await?;
    // The ordinal first: it holds back another process that fills the same convention, until this one is kept.
    let rebuild = tx.allocate(Sequence::Convention(convention, "projection")).await?;
    let tables = outdated(tx.load_first(Projected { convention }).await?);
    if tables.is_empty() {
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
    let fact = ProjectionRebuilt {
        convention,
        rebuild,
        reading,
        text: tx.load(TextOf { convention }).await?,
        document,
        tables: tables.into_iter().map(Table::name).collect(),
    };
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(true)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Behind>(),
        QueryInfo::of::<Projected>(),
        QueryInfo::of::<Document>(),
        QueryInfo::of::<TextOf>(),
    ]
}
