//! One migration for both engines: the same tables, with the same columns in the same order.

use std::collections::BTreeMap;

use app::rooms;
use store::{Store, Target};
use testkit::{Base, Engine};

type Tables = BTreeMap<String, Vec<String>>;

async fn schema(target: Target) -> String {
    let store = Store::open(target, rooms::house()).await.expect("opens");
    store.migrate().await.expect("migrates");
    store.schema().await.expect("a schema")
}

/// Tables and columns, from the definitions kept by SQLite.
fn of_sqlite(schema: &str) -> Tables {
    let mut tables = Tables::new();
    for definition in schema.split("CREATE TABLE ").skip(1) {
        let (name, rest) = definition.split_once('(').expect("a table");
        let columns = parts(rest).into_iter().filter_map(column).collect();
        tables.insert(name.trim().trim_matches('"').to_owned(), columns);
    }
    tables
}

/// What stands between the parentheses of a table, comma by comma: columns, constraints, and columns added later.
fn parts(definition: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, c) in definition.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => {
                parts.push(&definition[start..at]);
                return parts;
            }
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&definition[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts
}

/// The column that a part defines; a constraint begins with a capital.
fn column(part: &str) -> Option<String> {
    let word = part.split_whitespace().next()?;
    word.starts_with(|c: char| c.is_ascii_lowercase()).then(|| word.to_owned())
}

/// Tables and columns, from the list of PostgreSQL: `table.column TYPE`.
fn of_postgres(schema: &str) -> Tables {
    let mut tables = Tables::new();
    for line in schema.lines() {
        let word = line.split(' ').next().unwrap_or(line);
        if let Some((table, column)) = word.split_once('.').filter(|(table, _)| !table.contains(' ')) {
            tables.entry(table.to_owned()).or_default().push(column.to_owned());
        }
    }
    tables
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = schema(Target::Sqlite {
        dir: folder.path().to_owned(),
    })
    .await;
    let mut file = of_sqlite(&file);
    for columns in file.values_mut() {
        columns.retain(|column| !column.is_empty());
    }
    assert!(
        file.len() > 20 && file["unscoped_mandate"].contains(&"since".to_owned()),
        "{file:?}"
    );
    if Engine::under_test() == Engine::Postgres {
        let base = Base::empty().await;
        let server = of_postgres(&schema(base.target()).await);
        assert_eq!(server, file);
    }
}
