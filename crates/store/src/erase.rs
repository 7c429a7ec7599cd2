//! A convention of example leaves whole: its rows are found by the shape of the tables, so that a table of tomorrow is emptied too.
//!
//! It is the only way out of a journal, and it serves for examples alone: the tables themselves refuse to lose the journal of
//! anything else. Kept files that nothing refers to any more are swept afterwards, like any other.

use std::collections::BTreeSet;

use domain::example::ExampleConvention;

use crate::columns::{Columns, FromRow};
use crate::dialect::Dialect;
use crate::engine::Link;
use crate::error::{Broken, StoreError};
use crate::shape::{is_plain, shapes};
use crate::sql;
use crate::sql::Sql;

/// The column that says to which convention a row belongs, in whatever table it stands.
const COLUMN: &str = "convention";

/// The chain first, while the convention still says that it is an example: the guards of the journal look at it. Its head before its
/// entries: whoever writes in it holds the head, and what they write is seen once they let it go.
const CHAIN: [Sql; 3] = [
    sql!("DELETE FROM unscoped_journal_head WHERE chain = $1"),
    sql!("DELETE FROM unscoped_journal_personal WHERE chain = $1"),
    sql!("DELETE FROM unscoped_journal WHERE chain = $1"),
];

/// A table, and one that it refers to.
struct Reference {
    from: String,
    to: String,
}

impl FromRow for Reference {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            from: c.text(0)?,
            to: c.text(1)?,
        })
    }
}

/// Removes every row that holds the number of the convention; its own row is left to the room that owns it.
pub(crate) async fn remove(link: &mut Link, example: ExampleConvention) -> Result<(), StoreError> {
    let values = [example.id().into()];
    for sql in CHAIN {
        link.run(sql, &values).await?;
    }
    let tables = shapes(link).await?.into_iter();
    let holding = tables.filter(|shape| shape.columns.iter().any(|column| column.name == COLUMN));
    let names: BTreeSet<String> = holding.map(|shape| shape.name).collect();
    for table in referring_first(names, &references(link).await?)? {
        let forget = match link.dialect() {
            Dialect::Sqlite => format!("DELETE FROM \"{table}\" WHERE \"{COLUMN}\" = ?1"),
            Dialect::Postgres => format!("DELETE FROM \"{table}\" WHERE \"{COLUMN}\" = $1"),
        };
        link.run(&*forget, &values).await?;
    }
    Ok(())
}

/// Which table refers to which, as the engine tells it.
async fn references(link: &mut Link) -> Result<Vec<Reference>, StoreError> {
    let text = match link.dialect() {
        Dialect::Sqlite => include_str!("erase/references.sqlite.sql"),
        Dialect::Postgres => include_str!("erase/references.postgres.sql"),
    };
    link.rows(text, &[]).await
}

/// The tables in an order in which each is emptied after those that refer to it. A table may refer to itself.
fn referring_first(mut left: BTreeSet<String>, references: &[Reference]) -> Result<Vec<String>, StoreError> {
    let mut order = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let awaited = |table: &String| {
            let to_it = references.iter().filter(|reference| reference.to == *table);
            to_it.into_iter().any(|one| one.from != *table && left.contains(&one.from))
        };
        let ready: Vec<String> = left.iter().filter(|table| !awaited(table)).cloned().collect();
        if ready.is_empty() || !ready.iter().all(|table| is_plain(table)) {
            return Err(StoreError::Engine(Broken::said(
                "the tables refer to one another in a circle",
            )));
        }
        left.retain(|table| !ready.contains(table));
        order.extend(ready);
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(tables: &[&str], references: &[(&str, &str)]) -> Option<Vec<String>> {
        let references: Vec<Reference> = references
            .iter()
            .map(|(from, to)| Reference {
                from: (*from).to_owned(),
                to: (*to).to_owned(),
            })
            .collect();
        referring_first(tables.iter().map(|&table| table.to_owned()).collect(), &references).ok()
    }

    #[test]
    fn a_table_is_emptied_after_those_that_refer_to_it() {
        let tables = ["campaign", "comment", "link", "recipient"];
        let references = [("recipient", "campaign"), ("link", "recipient"), ("comment", "comment")];
        let order = order(&tables, &references).expect("an order");
        let place = |name: &str| order.iter().position(|table| table == name);
        assert!(
            place("link") < place("recipient") && place("recipient") < place("campaign"),
            "{order:?}"
        );
        assert_eq!(order.len(), tables.len());
    }

    #[test]
    fn a_circle_is_no_order() {
        assert_eq!(order(&["one", "other"], &[("one", "other"), ("other", "one")]), None);
    }
}
