//! The lines of a backup. A line that starts with `[` is a row; the others say what comes, or what has come.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::digest::Digest;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};

use crate::columns::Columns;
use crate::error::StoreError;
use crate::shape::{Column, Kind, Shape};
use crate::value::Value;

/// The first line: what the whole is.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Head {
    pub(crate) format: String,
    /// The version of Pacte that wrote it: for people.
    pub(crate) version: String,
    /// When, in microseconds since 1970.
    pub(crate) instant: i64,
    pub(crate) migrations: Vec<Level>,
    pub(crate) tables: Vec<TableHead>,
}

/// A migration that was applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Level {
    pub(crate) number: i64,
    pub(crate) name: String,
    pub(crate) digest: String,
}

/// A table that comes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct TableHead {
    pub(crate) name: String,
    /// Pairs: the name of a column and what it holds.
    pub(crate) columns: Vec<(String, String)>,
}

/// The line before the rows of a table.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Start {
    pub(crate) table: String,
}

/// The line after the rows of a table.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Ended {
    pub(crate) end: String,
    pub(crate) rows: u64,
    pub(crate) digest: String,
}

/// The line before the parts of a kept file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FileStart {
    pub(crate) file: String,
    pub(crate) bytes: u64,
}

/// The line in the place of a kept file that was missing or altered.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct FileAbsent {
    pub(crate) absent: String,
}

/// The last line: its digest covers every line before it that is no row and no part of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Close {
    pub(crate) closed: u64,
    /// How many files; the older form has none.
    #[serde(default)]
    pub(crate) files: u64,
    pub(crate) digest: String,
}

/// What may come after the last table.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum After {
    File(FileStart),
    Absent(FileAbsent),
    Close(Close),
}

impl Head {
    /// With these tables to come.
    pub(crate) fn with(mut self, shapes: &[Shape]) -> Self {
        self.tables = shapes.iter().map(TableHead::of).collect();
        self
    }

    /// Before anything was read.
    pub(crate) const fn none() -> Self {
        Self {
            format: String::new(),
            version: String::new(),
            instant: 0,
            migrations: Vec::new(),
            tables: Vec::new(),
        }
    }
}

impl TableHead {
    pub(crate) fn of(shape: &Shape) -> Self {
        let columns = shape.columns.iter();
        Self {
            name: shape.name.clone(),
            columns: columns
                .map(|column| (column.name.clone(), column.kind.code().to_owned()))
                .collect(),
        }
    }

    /// The shape it tells; nothing when a word of it is not one of ours.
    pub(crate) fn shape(&self) -> Option<Shape> {
        let columns: Option<Vec<Column>> = self.columns.iter().map(column).collect();
        let plain = self.name.starts_with("unscoped_") && crate::shape::is_plain(&self.name);
        plain.then_some(Shape {
            name: self.name.clone(),
            columns: columns?,
            key: Vec::new(),
        })
    }
}

fn column((name, kind): &(String, String)) -> Option<Column> {
    crate::shape::is_plain(name).then_some(Column {
        name: name.clone(),
        kind: Kind::from_code(kind)?,
    })
}

/// A line that says something, with its end.
pub(crate) fn said(line: &impl Serialize) -> Vec<u8> {
    // None of these structures can fail to be written: no map, no foreign type.
    let mut text = serde_json::to_vec(line).unwrap_or_default();
    text.push(b'\n');
    text
}

/// Writes a row as a line, with its end.
pub(crate) fn write_row(out: &mut Vec<u8>, kinds: &[Kind], row: &Columns<'_>) -> Result<(), StoreError> {
    for (i, kind) in kinds.iter().enumerate() {
        out.push(if i == 0 { b'[' } else { b',' });
        match kind {
            Kind::Int => put(out, &row.opt_int(i)?),
            Kind::Text => put(out, &row.opt_str(i)?),
            Kind::Bytes => put(out, &row.opt_bytes(i)?.map(|bytes| STANDARD.encode(bytes))),
        }
    }
    out.extend_from_slice(b"]\n");
    Ok(())
}

fn put(out: &mut Vec<u8>, value: &impl Serialize) {
    // Writing an integer or a text in memory cannot fail.
    let _ = serde_json::to_writer(out, value);
}

/// Writes a part of a file as a line, with its end.
pub(crate) fn write_part(out: &mut Vec<u8>, part: &[u8]) {
    out.extend_from_slice(b"[\"");
    out.extend_from_slice(STANDARD.encode(part).as_bytes());
    out.extend_from_slice(b"\"]\n");
}

/// The part of a line; nothing when it is none.
pub(crate) fn read_part(line: &[u8]) -> Option<Vec<u8>> {
    let letters = line.strip_prefix(b"[\"")?.strip_suffix(b"\"]\n")?;
    STANDARD.decode(letters).ok()
}

/// The row of a line; nothing when the line is no row of these kinds.
pub(crate) fn read_row(line: &[u8], kinds: &[Kind]) -> Option<Vec<Value>> {
    let cells: Vec<Cell> = serde_json::from_slice(line).ok()?;
    if cells.len() != kinds.len() {
        return None;
    }
    cells.into_iter().zip(kinds).map(|(cell, kind)| value(cell, *kind)).collect()
}

fn value(cell: Cell, kind: Kind) -> Option<Value> {
    match (cell, kind) {
        (Cell::Null, Kind::Int) => Some(Value::Int(None)),
        (Cell::Null, Kind::Text) => Some(Value::Text(None)),
        (Cell::Null, Kind::Bytes) => Some(Value::Bytes(None)),
        (Cell::Int(number), Kind::Int) => Some(Value::Int(Some(number))),
        (Cell::Text(text), Kind::Text) => Some(Value::Text(Some(text))),
        (Cell::Text(text), Kind::Bytes) => STANDARD.decode(text).ok().map(|bytes| Value::Bytes(Some(bytes))),
        (Cell::Int(_), Kind::Text | Kind::Bytes) | (Cell::Text(_), Kind::Int) => None,
    }
}

/// What stands in a row: nothing, a whole number or a text.
enum Cell {
    Null,
    Int(i64),
    Text(String),
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Cell;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("nothing, a whole number or a text")
            }

            fn visit_unit<E>(self) -> Result<Cell, E> {
                Ok(Cell::Null)
            }

            fn visit_i64<E>(self, number: i64) -> Result<Cell, E> {
                Ok(Cell::Int(number))
            }

            fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Cell, E> {
                i64::try_from(number).map(Cell::Int).map_err(E::custom)
            }

            fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
                Ok(Cell::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Cell, E> {
                Ok(Cell::Text(text))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// The digest that a line tells.
pub(crate) fn digest(text: &str) -> Option<Digest> {
    Digest::from_hex(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [Kind; 3] = [Kind::Int, Kind::Text, Kind::Bytes];

    #[test]
    fn a_row_is_read_in_the_kinds_of_its_table() {
        let read = |line: &str| read_row(line.as_bytes(), &KINDS);
        let full = [Value::from(-7_i64), Value::from("« été »\n"), Value::from(vec![0, 255])];
        assert_eq!(read("[-7,\"« été »\\n\",\"AP8=\"]\n"), Some(full.to_vec()));
        let empty = [Value::Int(None), Value::Text(None), Value::Bytes(None)];
        assert_eq!(read("[null,null,null]\n"), Some(empty.to_vec()));
        for wrong in [
            "[1,2,null]",
            "[\"1\",null,null]",
            "[1,\"a\",\"é\"]",
            "[1,\"a\"]",
            "[1.5,\"a\",null]",
            "{}",
            "[",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_table_whose_name_is_not_ours_has_no_shape() {
        let head = |name: &str, kind: &str| TableHead {
            name: name.to_owned(),
            columns: vec![("id".to_owned(), kind.to_owned())],
        };
        assert!(head("unscoped_person", "int").shape().is_some());
        assert!(head("sqlite_schema", "int").shape().is_none());
        assert!(head("unscoped_\"; DROP", "int").shape().is_none());
        assert!(head("unscoped_person", "real").shape().is_none());
    }
}
