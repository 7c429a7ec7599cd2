//! Looking up the parties of a convention in the referential, when it enters, when it is read again, and after an upgrade.
//!
//! What is found stands beside the text and is never written into it; what a person said is never overwritten.

use domain::access::{Installation, Reason, Viewer, verbs};
use domain::ids::{ConventionId, Id};
use domain::perimeter::PlacesRecognised;
use domain::reading::{OrganisationKind, Reading};
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, Sql, Store, StoreError, Value, Writer, query, sql};
use territory::{Asked, Outcome, Referential, recognise};

use crate::tables::Tables;

const PARTIES: Sql = sql!("SELECT ordinal, kind, name FROM unscoped_party WHERE convention = $1 ORDER BY ordinal");
const FORGET: Sql = sql!("DELETE FROM unscoped_party_place WHERE convention = $1");
const KEEP: Sql =
    sql!("INSERT INTO unscoped_party_place (convention, party, code, reason, candidates) VALUES ($1, $2, $3, $4, $5)");
const LOOKED_UP: Sql = sql!(
    "INSERT INTO unscoped_place_lookup (convention, edition) VALUES ($1, $2) \
     ON CONFLICT (convention) DO UPDATE SET edition = excluded.edition"
);

/// A party, as far as it may be a place.
pub(crate) struct Named {
    pub(crate) party: i64,
    pub(crate) kind: OrganisationKind,
    pub(crate) name: String,
}

impl FromRow for Named {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            party: columns.int(0)?,
            kind: columns.word(1, OrganisationKind::from_code)?,
            name: columns.text(2)?,
        })
    }
}

/// What the referential says of a party that may be a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recognised {
    pub(crate) party: i64,
    pub(crate) code: Option<String>,
    pub(crate) reason: Option<&'static str>,
    /// Codes apart by a space: between which ones someone says.
    pub(crate) candidates: String,
}

/// One row a party that may be a place.
pub(crate) fn places(parties: &[Named]) -> Vec<Recognised> {
    // Without a place to look for, the referential stays closed.
    let places = [
        OrganisationKind::Commune,
        OrganisationKind::Intercommunality,
        OrganisationKind::Department,
    ];
    if !parties.iter().any(|party| places.contains(&party.kind)) {
        return Vec::new();
    }
    let asked: Vec<Asked<'_>> = parties
        .iter()
        .map(|party| Asked {
            kind: party.kind,
            name: &party.name,
        })
        .collect();
    let outcomes = recognise(Referential::embedded(), &asked);
    let rows = parties.iter().zip(outcomes);
    rows.filter_map(|(party, outcome)| {
        let (code, reason, candidates) = match outcome {
            Outcome::NotAPlace => return None,
            Outcome::Unknown => (None, None, String::new()),
            Outcome::One(code, reason) => (Some(code), Some(reason.code()), String::new()),
            Outcome::Several(codes) => (None, None, codes.join(" ")),
        };
        Some(Recognised {
            party: party.party,
            code,
            reason,
            candidates,
        })
    })
    .collect()
}

/// Opens the referential for the parties of a reading, so that a transaction which looks them up is short.
pub(crate) fn prepare(reading: &Reading) {
    let parties: Vec<Named> = (1..)
        .zip(reading.everyone())
        .filter(|(_, named)| named.party().is_some())
        .map(|(party, named)| Named {
            party,
            kind: named.kind(),
            name: named.name().to_owned(),
        })
        .collect();
    places(&parties);
}

/// Looks up the parties as they now stand in the tables. Called by whatever writes parties, in the same transaction.
pub(crate) async fn write(convention: ConventionId, writer: &mut Writer<'_>) -> Result<(), StoreError> {
    let parties: Vec<Named> = writer.rows(PARTIES, &[convention.into()]).await?;
    writer.run(FORGET, &[convention.into()]).await?;
    for place in places(&parties) {
        let values = [
            Value::from(convention),
            place.party.into(),
            place.code.into(),
            place.reason.into(),
            place.candidates.into(),
        ];
        writer.run(KEEP, &values).await?;
    }
    let edition = Referential::EDITION;
    writer.run(LOOKED_UP, &[convention.into(), edition.into()]).await
}

struct LookedUp {
    convention: ConventionId,
    edition: Option<Day>,
}

query! {
    /// In which edition each convention was looked up, for those of another edition and those that never were.
    Outdated(edition: &'static str) -> LookedUp
    reading ["looked_up"]
    "SELECT convention, edition FROM looked_up WHERE edition IS NULL OR edition <> $4 ORDER BY convention"
}

impl FromRow for LookedUp {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            convention: columns.id(0)?,
            edition: columns.opt_day(1)?,
        })
    }
}

/// Looks up the conventions that entered before this edition of the referential, or before there was one. Answers how
/// many there were.
pub async fn recognise_places(store: &Store, now: Instant) -> Result<usize, StoreError> {
    let viewer = Viewer::Job(Reason::CommandLine);
    let edition = Referential::EDITION;
    let outdated = store.read(now.paris_day()).await?.rows(&viewer, Outdated { edition }).await?;
    for LookedUp {
        convention,
        edition: before,
    } in &outdated
    {
        let fact = PlacesRecognised {
            convention: Id::new(convention.ordinal()),
            before: *before,
            edition: Referential::embedded().edition(),
        };
        let tx = store.begin::<verbs::EnterConvention>(&viewer, Installation, now).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(outdated.len())
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Outdated>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(party: i64, kind: OrganisationKind, name: &str) -> Named {
        Named {
            party,
            kind,
            name: name.to_owned(),
        }
    }

    #[test]
    fn a_homonym_keeps_its_candidates_and_an_association_has_no_row() {
        let rows = places(&[
            named(1, OrganisationKind::Association, "Les Pennes-Mirabeau"),
            named(2, OrganisationKind::Commune, "Commune de Sainte-Colombe"),
            named(3, OrganisationKind::Commune, "Commune de Nulle-Part-sur-Rien"),
        ]);
        let told: Vec<(i64, bool, usize)> = rows
            .iter()
            .map(|row| (row.party, row.code.is_some(), row.candidates.split_whitespace().count()))
            .collect();
        assert_eq!(told, [(2, false, 12), (3, false, 0)]);
    }

    #[test]
    fn nothing_is_looked_for_without_a_place() {
        assert!(places(&[named(1, OrganisationKind::FamilyFund, "Caf du Rhône")]).is_empty());
    }
}
