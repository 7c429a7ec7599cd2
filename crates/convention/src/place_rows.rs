//! What is read of the places of a convention: each party, what the referential gives, what a person said.
//!
//! Every query reads scoped names; none knows a page.

use domain::ids::ConventionId;
use domain::reading::OrganisationKind;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use territory::Reason;

/// A party that may be a place.
#[derive(Debug, Clone)]
pub(crate) struct PlaceRow {
    pub(crate) party: i64,
    pub(crate) signs: bool,
    pub(crate) name: String,
    pub(crate) kind: OrganisationKind,
    /// The place: what a person said, otherwise what was recognised.
    pub(crate) code: Option<String>,
    pub(crate) reason: Option<Reason>,
    pub(crate) candidates: Vec<String>,
    /// When a person said which.
    pub(crate) settled: Option<Instant>,
}

query! {
    /// The parties of the convention, with their places.
    pub(crate) Places(convention: ConventionId) -> PlaceRow
    reading ["party_place"]
    "SELECT party, signs, name, kind, code, reason, candidates, settled FROM party_place WHERE convention = $4 ORDER BY party"
}

query! {
    /// One party, with its place.
    pub(crate) OnePlace(convention: ConventionId, party: i64) -> PlaceRow
    reading ["party_place"]
    "SELECT party, signs, name, kind, code, reason, candidates, settled FROM party_place WHERE convention = $4 AND party = $5"
}

impl FromRow for PlaceRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let candidates = columns.opt_text(6)?.unwrap_or_default();
        Ok(Self {
            party: columns.int(0)?,
            signs: columns.flag(1)?,
            name: columns.text(2)?,
            kind: columns.word(3, OrganisationKind::from_code)?,
            code: columns.opt_text(4)?,
            reason: columns.opt_text(5)?.and_then(|code| Reason::from_code(&code)),
            candidates: candidates.split_whitespace().map(str::to_owned).collect(),
            settled: columns.opt_instant(7)?,
        })
    }
}

impl PlaceRow {
    /// Whether it may be a place: only these are asked about.
    pub(crate) const fn may_be_a_place(&self) -> bool {
        matches!(
            self.kind,
            OrganisationKind::Commune | OrganisationKind::Intercommunality | OrganisationKind::Department
        )
    }

    /// Whether someone has to say which place it is: a place that is only named adds nothing to the perimeter.
    pub(crate) const fn is_open(&self) -> bool {
        self.signs && self.may_be_a_place() && self.code.is_none() && self.settled.is_none()
    }
}

/// The day of an edition.
pub(crate) struct EditionRow(pub(crate) Day);

impl FromRow for EditionRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.day(0).map(Self)
    }
}

query! {
    /// In which edition of the referential the convention was looked up.
    pub(crate) Edition(convention: ConventionId) -> EditionRow
    reading ["place_lookup"]
    "SELECT edition FROM place_lookup WHERE convention = $4"
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Places>(),
        QueryInfo::of::<OnePlace>(),
        QueryInfo::of::<Edition>(),
    ]
}
