//! What the embedded engine knows of its tables, so that a long one is not walked where a key leads.
//!
//! Nothing here changes a row that anybody reads: only what the planner of the engine believes.

use rusqlite::{Connection, OptionalExtension as _};

/// All tables are considered, not only those that this connection has read: pages are read by others. Each is counted whole: a sample
/// takes the few lines of one chain for those of all, and walks a million of them. A second for a million lines, and only where a
/// table was never counted or has grown tenfold.
const STATISTICS: &str = "PRAGMA optimize = 0x10002;";

/// The keys by which a page of the journal is filtered.
const JOURNAL_KEYS: [&str; 3] = ["journal_by_person", "journal_by_organisation", "journal_by_fact"];

/// How many values of a key share a chain, at least: as many as the facts of a convention that lives.
const KINDS: u64 = 64;

const COUNTED: &str = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1')";

const TOLD_OF: &str = "SELECT stat FROM sqlite_stat1 WHERE idx = ?1";

const TELL_OF: &str = "UPDATE sqlite_stat1 SET stat = ?2 WHERE idx = ?1";

/// Counts again what the tables hold, where it has changed much since it was last counted or was never counted: without it the
/// engine takes the key of a table for the shortest way to its rows, and a page may walk a million of them.
///
/// Connections that were open before go on with what they knew.
pub(super) fn keep_statistics(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(STATISTICS)?;
    lead_by_keys(connection)
}

/// Lets the keys of the journal lead to its entries whatever they hold. An average says nothing of a rare fact: where ten kinds of
/// facts share a million entries, the engine would walk the chain to find the one that happened once. They are counted as if
/// [`KINDS`] at least shared it: each key gives its entries in the order of the chain, so that it is never the longer way.
fn lead_by_keys(connection: &Connection) -> rusqlite::Result<()> {
    let counted: bool = connection.query_row(COUNTED, [], |row| row.get(0))?;
    if !counted {
        return Ok(());
    }
    let mut changed = 0;
    for key in JOURNAL_KEYS {
        let told = connection
            .query_row(TOLD_OF, [key], |row| row.get::<_, String>(0))
            .optional()?;
        if let Some(stat) = told.as_deref().and_then(shared_by_kinds) {
            changed += connection.execute(TELL_OF, [key, &stat])?;
        }
    }
    if changed > 0 {
        // Read again by this connection.
        connection.execute_batch("ANALYZE sqlite_schema;")?;
    }
    Ok(())
}

/// What is told of a key, "1000000 1000000 100000 1": all lines, those of a chain, those of a chain under one value. Nothing when
/// it tells as many values already.
fn shared_by_kinds(stat: &str) -> Option<String> {
    let mut numbers: Vec<u64> = stat.split_whitespace().map_while(|word| word.parse().ok()).collect();
    let [_, chain, kind, ..] = numbers.as_mut_slice() else {
        return None;
    };
    let most = (*chain / KINDS).max(1);
    if *kind <= most {
        return None;
    }
    *kind = most;
    let words: Vec<String> = numbers.iter().map(u64::to_string).collect();
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(table: &str) -> Connection {
        let connection = Connection::open_in_memory().expect("opens");
        connection.execute_batch(table).expect("a table");
        keep_statistics(&connection).expect("counted");
        connection
    }

    fn told(connection: &Connection, key: &str) -> String {
        connection
            .query_row(TOLD_OF, [key], |row| row.get(0))
            .expect("its statistics")
    }

    #[test]
    fn a_long_chain_is_counted_whole() {
        let connection = memory(
            "CREATE TABLE entry (chain INTEGER, fact TEXT); CREATE INDEX entry_chain ON entry (chain);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO entry SELECT i > 10, 'x' FROM n;",
        );
        assert_eq!(
            told(&connection, "entry_chain"),
            "20000 10000",
            "a sample would say 500 lines a chain"
        );
    }

    #[test]
    fn the_keys_of_the_journal_count_as_shared_by_many_kinds() {
        let connection = memory(
            "CREATE TABLE entry (chain INTEGER, fact TEXT, seq INTEGER); CREATE INDEX journal_by_fact ON entry (chain, fact, seq);
            CREATE INDEX other ON entry (chain, fact, seq);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO entry SELECT 1, i % 4, i FROM n;",
        );
        assert_eq!(told(&connection, "journal_by_fact"), "20000 20000 312 1");
        assert_eq!(told(&connection, "other"), "20000 20000 5000 1", "only those of the journal");
        keep_statistics(&connection).expect("counted again");
        assert_eq!(told(&connection, "journal_by_fact"), "20000 20000 312 1");
    }

    #[test]
    fn a_key_of_more_kinds_is_left_as_it_was_counted() {
        assert_eq!(shared_by_kinds("6400 6400 100 1"), None);
        assert_eq!(shared_by_kinds("6400 6400 101 1").as_deref(), Some("6400 6400 100 1"));
        assert_eq!(shared_by_kinds("10 10 10 1").as_deref(), Some("10 10 1 1"));
        assert_eq!(shared_by_kinds("5"), None);
    }
}
