//! What the directory knows of one organisation when it leaves: its names, its people, their mandates, its conventions.
//!
//! No secret leaves: neither a password nor what stands for one is within reach here.

use domain::access::Viewer;
use domain::ids::{ConventionId, OrganisationId};
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, Whole, query};

/// A table that leaves.
pub struct TakenRows {
    /// What it is called.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<Whole>,
}

query! {
    /// The organisation itself, or nothing.
    Own(organisation: OrganisationId) -> Whole
    reading ["organisation"]
    "SELECT id, name, kind, kept FROM organisation WHERE id = $4"
}

query! {
    /// Its other names.
    Aliases(organisation: OrganisationId) -> Whole
    reading ["organisation_alias"]
    "SELECT organisation, name FROM organisation_alias WHERE own = $4 ORDER BY name"
}

query! {
    /// Those who work for it, in what function.
    Attached(organisation: OrganisationId) -> Whole
    reading ["affiliation", "person"]
    "SELECT p.id, p.name, p.address, a.function FROM affiliation a JOIN person p ON p.id = a.person \
        WHERE a.organisation = $4 ORDER BY p.id"
}

query! {
    /// Every mandate that was held for it.
    HeldFor(organisation: OrganisationId) -> Whole
    reading ["mandate", "person"]
    "SELECT m.id, m.convention, m.person, p.name, m.role, m.since, m.until FROM mandate m JOIN person p ON p.id = m.person \
        WHERE m.organisation = $4 ORDER BY m.id"
}

/// A convention in which the organisation is named.
struct PlaceRow(ConventionId);

impl FromRow for PlaceRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        columns.id(0).map(Self)
    }
}

query! {
    /// The conventions that the organisation signs.
    Signed(organisation: OrganisationId) -> PlaceRow
    reading ["mandatable", "party"]
    "SELECT DISTINCT m.convention FROM mandatable m JOIN party p ON p.convention = m.convention AND p.ordinal = m.party \
        WHERE m.organisation = $4 AND p.signs = 1 ORDER BY m.convention"
}

/// The rows of the directory about an organisation; none when nobody knows it.
pub async fn take(reader: &mut Reader, viewer: &Viewer, organisation: OrganisationId) -> Result<Vec<TakenRows>, StoreError> {
    let own = reader.rows(viewer, Own { organisation }).await?;
    if own.is_empty() {
        return Ok(Vec::new());
    }
    let aliases = reader.rows(viewer, Aliases { organisation }).await?;
    let attached = reader.rows(viewer, Attached { organisation }).await?;
    let held = reader.rows(viewer, HeldFor { organisation }).await?;
    Ok(vec![
        taken("organisation", &["id", "name", "kind", "kept"], own),
        taken("organisation_alias", &["organisation", "name"], aliases),
        taken("affiliation", &["person", "name", "address", "function"], attached),
        taken(
            "mandate",
            &["id", "convention", "person", "name", "role", "since", "until"],
            held,
        ),
    ])
}

const fn taken(name: &'static str, columns: &'static [&'static str], rows: Vec<Whole>) -> TakenRows {
    TakenRows { name, columns, rows }
}

/// The conventions that an organisation signs: what it has a right to.
pub async fn signed(
    reader: &mut Reader,
    viewer: &Viewer,
    organisation: OrganisationId,
) -> Result<Vec<ConventionId>, StoreError> {
    let rows = reader.rows(viewer, Signed { organisation }).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Own>(),
        QueryInfo::of::<Aliases>(),
        QueryInfo::of::<Attached>(),
        QueryInfo::of::<HeldFor>(),
        QueryInfo::of::<Signed>(),
    ]
}
