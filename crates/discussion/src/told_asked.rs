//! What a notification about a campaign is of, in words: the campaign, the organisation that was asked, about which actions, by when.
//!
//! Never who answered nor what. What the reader may no longer see of campaigns is not told.

use std::collections::BTreeMap;

use domain::digest::Digest;
use domain::time::{Day, Instant};
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::french;

/// How many actions are named; the others are counted.
const MOST_ACTIONS: usize = 5;

/// An action about which someone was asked.
pub(crate) struct AskedRow {
    mark: Digest,
    title: String,
    due: Day,
    organisation: String,
    number: String,
}

query! {
    /// What the notifications about campaigns since a moment are of.
    pub(crate) ToldAsked(since: Instant) -> AskedRow
    reading ["told_asked"]
    "SELECT DISTINCT mark, title, due, organisation_name, action, number FROM told_asked WHERE instant > $4 ORDER BY mark, action"
}

impl FromRow for AskedRow {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            mark: c.digest(0)?,
            title: c.text(1)?,
            due: c.day(2)?,
            organisation: c.text(3)?,
            number: c.text(5)?,
        })
    }
}

/// What each notification is of, by its mark.
pub(crate) fn by_mark(rows: Vec<AskedRow>) -> BTreeMap<[u8; 32], String> {
    let mut grouped: BTreeMap<[u8; 32], Vec<AskedRow>> = BTreeMap::new();
    for row in rows {
        grouped.entry(*row.mark.as_bytes()).or_default().push(row);
    }
    let told = grouped.into_iter().filter_map(|(mark, rows)| Some((mark, words(&rows)?)));
    told.collect()
}

/// "Campagne « Point d’automne », Association exemple, actions 3 et 5, réponse attendue le 4 déc. 2026".
fn words(rows: &[AskedRow]) -> Option<String> {
    let first = rows.first()?;
    let mut told = vec![format!("Campagne «\u{a0}{}\u{a0}»", first.title)];
    told.extend(Some(first.organisation.clone()).filter(|name| !name.trim().is_empty()));
    let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
    let noun = if numbers.len() == 1 { "action" } else { "actions" };
    told.push(format!("{noun}\u{a0}{}", french::list_to(&numbers, MOST_ACTIONS)));
    told.push(format!("réponse attendue le {}", french::date(first.due)));
    Some(told.join(", "))
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<ToldAsked>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_campaign_asks_is_one_line() {
        let row = |number: &str| AskedRow {
            mark: Digest::of(b"one"),
            title: "Point d’automne".to_owned(),
            due: "2026-12-04".parse().expect("a day"),
            organisation: "Association exemple".to_owned(),
            number: number.to_owned(),
        };
        let told = by_mark(vec![row("3"), row("5")]);
        let line = told.into_values().next().expect("one");
        assert_eq!(
            line,
            "Campagne «\u{a0}Point d’automne\u{a0}», Association exemple, actions\u{a0}3 et 5, réponse attendue le 4\u{a0}déc.\u{a0}2026"
        );
    }
}
