//! The tables of a database as they stand, whichever engine keeps them: names, columns, and the order of their rows.
//!
//! It looks at what is there and never at what the migrations say; it reads no row.

use std::fmt::Write as _;

use crate::columns::{Columns, FromRow};
use crate::dialect::Dialect;
use crate::engine::Link;
use crate::error::{Broken, StoreError};

/// A table, its columns in the order in which they were declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) columns: Vec<Column>,
    /// The columns of the primary key, in its order.
    pub(crate) key: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Int,
    Text,
    Bytes,
}

impl Kind {
    /// The word of a backup for it.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Int => "int",
            Self::Text => "text",
            Self::Bytes => "bytes",
        }
    }

    pub(crate) fn from_code(code: &str) -> Option<Self> {
        [Self::Int, Self::Text, Self::Bytes]
            .into_iter()
            .find(|kind| kind.code() == code)
    }

    /// The word of an engine for it.
    fn from_type(word: &str) -> Option<Self> {
        match word {
            "INTEGER" | "int8" => Some(Self::Int),
            "TEXT" | "text" => Some(Self::Text),
            "BLOB" | "bytea" => Some(Self::Bytes),
            _ => None,
        }
    }
}

/// One column of one table, as the engine tells it; `place` is its place in the primary key, from 1, or 0.
struct Told {
    table: String,
    column: String,
    kind: Kind,
    place: i64,
}

impl FromRow for Told {
    fn from_row(c: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            table: c.text(0)?,
            column: c.text(1)?,
            kind: c.word(2, Kind::from_type)?,
            place: c.int(3)?,
        })
    }
}

/// Every table but the register of the migrations, by name.
pub(crate) async fn shapes(link: &mut Link) -> Result<Vec<Shape>, StoreError> {
    let text = match link.dialect() {
        Dialect::Sqlite => include_str!("shape/columns.sqlite.sql"),
        Dialect::Postgres => include_str!("shape/columns.postgres.sql"),
    };
    let told: Vec<Told> = link.rows(text, &[]).await?;
    let mut shapes = Vec::new();
    for columns in told.chunk_by(|one, next| one.table == next.table) {
        shapes.push(shape(columns)?);
    }
    Ok(shapes)
}

fn shape(told: &[Told]) -> Result<Shape, StoreError> {
    let name = told.first().map_or_else(String::new, |first| first.table.clone());
    let mut key: Vec<&Told> = told.iter().filter(|column| column.place > 0).collect();
    key.sort_by_key(|column| column.place);
    let shape = Shape {
        key: key.into_iter().map(|column| column.column.clone()).collect(),
        columns: told.iter().map(Told::column).collect(),
        name,
    };
    let names = std::iter::once(&shape.name).chain(shape.columns.iter().map(|column| &column.name));
    if names.clone().all(|name| is_plain(name)) {
        Ok(shape)
    } else {
        Err(StoreError::Engine(Broken::said(
            "a table or a column has a name that is not plain",
        )))
    }
}

impl Told {
    fn column(&self) -> Column {
        Column {
            name: self.column.clone(),
            kind: self.kind,
        }
    }
}

/// Letters, digits and `_`: a name that needs no quotation beyond its marks.
pub(crate) fn is_plain(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

impl Shape {
    /// Reads every row, in the order of the primary key.
    pub(crate) fn select(&self) -> String {
        let order: Vec<&str> = match self.key.as_slice() {
            [] => self.columns.iter().map(|column| column.name.as_str()).collect(),
            key => key.iter().map(String::as_str).collect(),
        };
        format!("SELECT {} FROM \"{}\" ORDER BY {}", self.list(), self.name, quoted(order))
    }

    /// Reads what a column of texts holds, each text once.
    pub(crate) fn values_of(&self, column: &Column) -> String {
        let (name, table) = (&column.name, &self.name);
        format!("SELECT DISTINCT \"{name}\" FROM \"{table}\" WHERE \"{name}\" IS NOT NULL")
    }

    /// Writes one row, on the file.
    pub(crate) fn insert(&self) -> String {
        let mut marks = String::new();
        for i in 1..=self.columns.len() {
            let _ = write!(marks, "{}?{i}", if i == 1 { "" } else { ", " });
        }
        format!("INSERT INTO \"{}\" ({}) VALUES ({marks})", self.name, self.list())
    }

    /// Writes rows, on the server.
    pub(crate) fn copy(&self) -> String {
        format!("COPY \"{}\" ({}) FROM STDIN (FORMAT binary)", self.name, self.list())
    }

    fn list(&self) -> String {
        quoted(self.columns.iter().map(|column| column.name.as_str()))
    }
}

fn quoted<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let marked: Vec<String> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    marked.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_in_the_order_of_its_key_and_written_column_by_column() {
        let column = |name: &str, kind| Column {
            name: name.to_owned(),
            kind,
        };
        let shape = Shape {
            name: "unscoped_scan".to_owned(),
            columns: vec![column("content", Kind::Bytes), column("ordinal", Kind::Int)],
            key: vec!["ordinal".to_owned()],
        };
        assert_eq!(
            shape.select(),
            "SELECT \"content\", \"ordinal\" FROM \"unscoped_scan\" ORDER BY \"ordinal\""
        );
        assert_eq!(
            shape.insert(),
            "INSERT INTO \"unscoped_scan\" (\"content\", \"ordinal\") VALUES (?1, ?2)"
        );
        let keyless = Shape {
            key: Vec::new(),
            ..shape
        };
        assert!(keyless.select().ends_with("ORDER BY \"content\", \"ordinal\""));
    }

    #[test]
    fn a_name_that_would_end_its_quotation_is_refused() {
        assert!(is_plain("unscoped_action_2"));
        for name in ["", "a\"b", "a b", "é"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
