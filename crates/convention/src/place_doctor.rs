//! What `pacte doctor` asks of the places: were they looked up in this edition, are they what it gives, and is every
//! choice about a party that is there?
//!
//! It reads everything and changes nothing.

use domain::access::Viewer;
use domain::ids::ConventionId;
use domain::time::Day;
use store::{Columns, FromRow, QueryInfo, Reader, StoreError, query};
use territory::Referential;

use crate::place_recognition::{Named, Recognised, places};
use crate::place_rows::{Edition, EditionRow};

query! {
    /// The parties, as the tables have them.
    Parties(convention: ConventionId) -> Named
    reading ["party"]
    "SELECT ordinal, kind, name FROM party WHERE convention = $4 ORDER BY ordinal"
}

query! {
    /// What stands in the table of recognised places.
    StoredPlaces(convention: ConventionId) -> StoredRow
    reading ["stored_place"]
    "SELECT party, code, reason, candidates FROM stored_place WHERE convention = $4 ORDER BY party"
}

/// A row of the table, to compare with what the referential gives.
#[derive(Debug, PartialEq, Eq)]
struct StoredRow {
    party: i64,
    code: Option<String>,
    reason: Option<String>,
    candidates: String,
}

impl FromRow for StoredRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            party: columns.int(0)?,
            code: columns.opt_text(1)?,
            reason: columns.opt_text(2)?,
            candidates: columns.text(3)?,
        })
    }
}

impl From<Recognised> for StoredRow {
    fn from(row: Recognised) -> Self {
        Self {
            party: row.party,
            code: row.code,
            reason: row.reason.map(str::to_owned),
            candidates: row.candidates,
        }
    }
}

query! {
    /// The choices about a party that is not there.
    LostChoices(convention: ConventionId) -> i64
    reading ["place_lookup"]
    "SELECT choice FROM place_lookup WHERE convention = $4 AND choice IS NOT NULL AND known IS NULL ORDER BY choice"
}

/// The first thing that is wrong with the places of a convention, in French.
pub(crate) async fn check(
    reader: &mut Reader,
    viewer: &Viewer,
    convention: ConventionId,
) -> Result<Option<String>, StoreError> {
    let edition = reader.first(viewer, Edition { convention }).await?.map(|EditionRow(day)| day);
    let parties = reader.rows(viewer, Parties { convention }).await?;
    let stored = reader.rows(viewer, StoredPlaces { convention }).await?;
    let lost = reader.first(viewer, LostChoices { convention }).await?;
    let lost = lost.map(|party| format!("Table party_place_choice : la partie {party} n’existe pas."));
    let expected: Vec<StoredRow> = places(&parties).into_iter().map(Into::into).collect();
    Ok(outdated(edition).or(lost).or_else(|| compare(&expected, &stored)))
}

fn outdated(edition: Option<Day>) -> Option<String> {
    let current = Referential::embedded().edition();
    (edition != Some(current)).then(|| {
        format!(
            "ses parties n’ont pas été cherchées dans le référentiel du {}\u{a0}: lancez « pacte migrate ».",
            web::french::date(current)
        )
    })
}

/// The first party whose place is not the expected one.
fn compare(expected: &[StoredRow], stored: &[StoredRow]) -> Option<String> {
    let unlike = |one: &[StoredRow], other: &[StoredRow]| {
        let first = one.iter().find(|row| !other.contains(row));
        first.map(|row| row.party)
    };
    let wrong = unlike(expected, stored).into_iter().chain(unlike(stored, expected)).min()?;
    Some(format!(
        "Table party_place : le lieu de la partie {wrong} n’est pas celui que donne le référentiel."
    ))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![
        QueryInfo::of::<Parties>(),
        QueryInfo::of::<StoredPlaces>(),
        QueryInfo::of::<LostChoices>(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(party: i64, code: &str) -> StoredRow {
        StoredRow {
            party,
            code: Some(code.to_owned()),
            reason: Some("only_one".to_owned()),
            candidates: String::new(),
        }
    }

    #[test]
    fn a_place_that_the_referential_does_not_give_is_named() {
        let said = |expected: &[StoredRow], stored: &[StoredRow]| compare(expected, stored).unwrap_or_default();
        assert_eq!(said(&[row(2, "13071")], &[row(2, "13071")]), "");
        assert!(said(&[row(2, "13071")], &[row(2, "13106")]).contains("partie 2"));
        assert!(said(&[row(2, "13071")], &[]).contains("partie 2"));
        assert!(said(&[], &[row(3, "13071")]).contains("partie 3"));
    }

    #[test]
    fn another_edition_is_a_reason_to_look_again() {
        assert_eq!(outdated(Some(Referential::embedded().edition())), None);
        assert!(outdated(None).is_some_and(|said| said.contains("pacte migrate")));
    }
}
