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

struct Stored {
    party: i64,
    known: bool,
    recognised: Option<Recognition>,
    chosen: bool,
}

#[derive(PartialEq)]
struct Recognition {
    code: Option<String>,
    reason: Option<String>,
    candidates: String,
}

query! {
    /// The rows of both tables, a party each.
    StoredPlaces(convention: ConventionId) -> Stored
    reading ["stored_place"]
    "SELECT party, known, code, reason, candidates, chosen FROM stored_place WHERE convention = $4 ORDER BY party"
}

impl FromRow for Stored {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        let candidates = columns.opt_text(4)?;
        let (code, reason) = (columns.opt_text(2)?, columns.opt_text(3)?);
        Ok(Self {
            party: columns.int(0)?,
            known: columns.flag(1)?,
            recognised: candidates.map(|candidates| Recognition {
                code,
                reason,
                candidates,
            }),
            chosen: columns.flag(5)?,
        })
    }
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
    Ok(outdated(edition).or_else(|| compare(&places(&parties), &stored)))
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

fn compare(expected: &[Recognised], stored: &[Stored]) -> Option<String> {
    if let Some(lost) = stored.iter().find(|row| row.chosen && !row.known) {
        return Some(format!("Table party_place_choice : la partie {} n’existe pas.", lost.party));
    }
    let expected_of = |party: i64| {
        let row = expected.iter().find(|row| row.party == party)?;
        Some(Recognition {
            code: row.code.clone(),
            reason: row.reason.map(str::to_owned),
            candidates: row.candidates.clone(),
        })
    };
    let parties = stored.iter().map(|row| row.party).chain(expected.iter().map(|row| row.party));
    let stored_of = |party: i64| {
        stored
            .iter()
            .find(|row| row.party == party)
            .and_then(|row| row.recognised.as_ref())
    };
    let mut parties: Vec<i64> = parties.collect();
    parties.sort_unstable();
    let wrong = parties
        .into_iter()
        .find(|party| expected_of(*party).as_ref() != stored_of(*party))?;
    Some(format!(
        "Table party_place : le lieu de la partie {wrong} n’est pas celui que donne le référentiel."
    ))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Parties>(), QueryInfo::of::<StoredPlaces>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(party: i64, code: &str) -> Stored {
        Stored {
            party,
            known: true,
            recognised: Some(Recognition {
                code: Some(code.to_owned()),
                reason: Some("only_one".to_owned()),
                candidates: String::new(),
            }),
            chosen: false,
        }
    }

    fn expected(party: i64, code: &str) -> Recognised {
        Recognised {
            party,
            code: Some(code.to_owned()),
            reason: Some("only_one"),
            candidates: String::new(),
        }
    }

    #[test]
    fn a_place_that_the_referential_does_not_give_is_named() {
        assert_eq!(compare(&[expected(2, "13071")], &[stored(2, "13071")]), None);
        assert!(compare(&[expected(2, "13071")], &[stored(2, "13106")]).is_some_and(|said| said.contains("partie 2")));
        assert!(compare(&[expected(2, "13071")], &[]).is_some_and(|said| said.contains("partie 2")));
        assert!(compare(&[], &[stored(3, "13071")]).is_some_and(|said| said.contains("partie 3")));
    }

    #[test]
    fn a_choice_about_nobody_is_named() {
        let lost = Stored {
            known: false,
            chosen: true,
            recognised: None,
            ..stored(9, "13071")
        };
        assert!(compare(&[], &[lost]).is_some_and(|said| said.contains("la partie 9 n’existe pas")));
    }

    #[test]
    fn another_edition_is_a_reason_to_look_again() {
        assert_eq!(outdated(Some(Referential::embedded().edition())), None);
        assert!(outdated(None).is_some_and(|said| said.contains("pacte migrate")));
    }
}
