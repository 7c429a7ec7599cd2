//! Which écarts an entry of the journal settled, and to whom they were entrusted: the chain holds the first letters of their keys.
//!
//! It reads what the register kept at that moment, and nothing of how it stands since.

use std::fmt::Write as _;

use domain::settlement::SettlementState;
use domain::time::Instant;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::failure::Failure;
use web::french;
use web::visit::Visit;

use crate::journal_rows::EntryRow;

/// The fact told here.
pub(crate) const SETTLED: &str = "anomalies_settled";

/// An écart, as it was settled at a moment.
pub(crate) struct SettledRow {
    key: String,
    sentence: String,
    owner: Option<String>,
    at: Instant,
}

query! {
    /// What was settled between two moments, both included.
    SettledBetween(convention: i64, from: Instant, to: Instant) -> SettledRow
    reading ["anomaly_settlement"]
    "SELECT key, sentence, owner, instant FROM anomaly_settlement WHERE convention = $4 AND instant >= $5 AND instant <= $6 ORDER BY key"
}

impl FromRow for SettledRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            key: c.text(0)?,
            sentence: c.text(1)?,
            owner: c.opt_text(2)?,
            at: c.instant(3)?,
        })
    }
}

/// What the entries of a page settled; nothing is read when none did.
pub(crate) async fn settled_by(visit: &mut Visit, convention: i64, entries: &[EntryRow]) -> Result<Vec<SettledRow>, Failure> {
    let moments = || {
        entries
            .iter()
            .filter(|entry| entry.fact == SETTLED)
            .map(|entry| entry.instant)
    };
    let (Some(from), Some(to)) = (moments().min(), moments().max()) else {
        return Ok(Vec::new());
    };
    visit.rows(SettledBetween { convention, from, to }).await
}

/// "Ouvert : 1 écart, « Il manque un pilote. », confié à Ana Petit", from "open 1: 3f…" and what was kept at that moment.
pub(crate) fn told(became: &str, at: Instant, rows: &[SettledRow]) -> Option<String> {
    let (head, keys) = became.split_once(':')?;
    let (state, count) = head.split_once(' ')?;
    let state = SettlementState::from_code(state)?.french();
    let count: i64 = count.parse().ok()?;
    let keys: Vec<&str> = keys.split(',').map(str::trim).collect();
    let is_it = |row: &&SettledRow| row.at == at && keys.iter().any(|key| row.key.starts_with(key));
    let mut told = format!("{state}\u{a0}: {}", french::count(count, "écart", "écarts"));
    let Some(first) = rows.iter().find(is_it) else {
        return Some(told);
    };
    let _ = write!(told, ", «\u{a0}{}\u{a0}»", first.sentence);
    if count > 1 {
        let _ = write!(told, " et {}", french::count(count - 1, "autre", "autres"));
    }
    if let Some(owner) = first.owner.as_deref().filter(|owner| !owner.is_empty()) {
        let _ = write!(told, ", confié à {owner}");
    }
    Some(told)
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<SettledBetween>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(key: &str, at: i64) -> SettledRow {
        SettledRow {
            key: format!("{key}0123456789"),
            sentence: "L’action 3 n’a pas de pilote.".to_owned(),
            owner: Some("Ana Petit".to_owned()),
            at: Instant::from_micros(at),
        }
    }

    #[test]
    fn an_entry_says_which_ecart_and_to_whom_it_was_entrusted_then() {
        let rows = [row("aaaaaaaaaaaa", 1), row("aaaaaaaaaaaa", 2), row("bbbbbbbbbbbb", 2)];
        let at = Instant::from_micros;
        assert_eq!(
            told("open 1: aaaaaaaaaaaa", at(2), &rows).as_deref(),
            Some("Ouvert\u{a0}: 1\u{a0}écart, «\u{a0}L’action 3 n’a pas de pilote.\u{a0}», confié à Ana Petit")
        );
        let both = told("closed 2: aaaaaaaaaaaa, bbbbbbbbbbbb", at(2), &rows).expect("told");
        assert!(both.contains("» et 1\u{a0}autre"), "{both}");
        let unknown = told("open 1: cccccccccccc", at(2), &rows);
        assert_eq!(
            unknown.as_deref(),
            Some("Ouvert\u{a0}: 1\u{a0}écart"),
            "an erased one keeps its count"
        );
    }
}
