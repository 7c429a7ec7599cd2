//! Runs one statement on one connection of the file, inline: nothing is awaited, nothing is copied twice.

use rusqlite::types::{ToSql, ToSqlOutput, Value as Owned, ValueRef};
use rusqlite::{CachedStatement, Connection, ErrorCode};

use crate::columns::{Columns, FromRow};
use crate::error::{Broken, StoreError};
use crate::shape::Shape;
use crate::value::Value;

pub(crate) fn rows<R: FromRow>(connection: &Connection, text: &str, values: &[Value]) -> Result<Vec<R>, StoreError> {
    let mut statement = bound(connection, text, values)?;
    let mut cursor = statement.raw_query();
    let mut rows = Vec::new();
    while let Some(row) = cursor.next().map_err(explain)? {
        rows.push(R::from_row(&Columns::sqlite(row))?);
    }
    Ok(rows)
}

/// Shows each row as it comes.
pub(crate) fn each<E: From<StoreError>>(
    connection: &Connection,
    text: &str,
    values: &[Value],
    mut row: impl FnMut(&Columns<'_>) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = bound(connection, text, values)?;
    let mut cursor = statement.raw_query();
    while let Some(found) = cursor.next().map_err(explain)? {
        row(&Columns::sqlite(found))?;
    }
    Ok(())
}

/// Writes rows as they come.
pub(crate) fn load<E: From<StoreError>>(
    connection: &Connection,
    shape: &Shape,
    mut next: impl FnMut() -> Result<Option<Vec<Value>>, E>,
) -> Result<(), E> {
    let text = shape.insert();
    while let Some(values) = next()? {
        run(connection, &text, &values)?;
    }
    Ok(())
}

/// Runs several statements.
pub(crate) fn script(connection: &Connection, script: &str) -> Result<(), StoreError> {
    connection.execute_batch(script).map_err(explain)
}

pub(crate) fn run(connection: &Connection, text: &str, values: &[Value]) -> Result<u64, StoreError> {
    let changed = bound(connection, text, values)?.raw_execute().map_err(explain)?;
    Ok(changed as u64)
}

/// The same statement for each of these rows.
pub(crate) fn run_all(connection: &Connection, text: &str, rows: &[Vec<Value>]) -> Result<Vec<u64>, StoreError> {
    rows.iter().map(|values| run(connection, text, values)).collect()
}

/// Runs a word of the transaction itself: `BEGIN`, `COMMIT`…
pub(super) fn word(connection: &Connection, text: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(text)?.raw_execute().map(drop)
}

fn bound<'c>(connection: &'c Connection, text: &str, values: &[Value]) -> Result<CachedStatement<'c>, StoreError> {
    let mut statement = connection.prepare_cached(text).map_err(explain)?;
    // A query may ignore the last values the store binds for the scopes; it may not ask for more than it is given.
    let asked = statement.parameter_count();
    if asked > values.len() {
        return Err(StoreError::Engine(Broken::said(
            "a statement has more parameters than values",
        )));
    }
    for (i, value) in values.iter().take(asked).enumerate() {
        statement.raw_bind_parameter(i + 1, value).map_err(explain)?;
    }
    Ok(statement)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Int(Some(number)) => ToSqlOutput::Owned(Owned::Integer(*number)),
            Self::Text(Some(text)) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Self::Bytes(Some(bytes)) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Int(None) | Self::Text(None) | Self::Bytes(None) => ToSqlOutput::Owned(Owned::Null),
        })
    }
}

/// Sorts the answers of the engine: a conflict is of the trade, a full disk is told to people, the rest is broken.
pub(super) fn explain(error: rusqlite::Error) -> StoreError {
    use rusqlite::ffi;
    let Some(failure) = error.sqlite_error() else {
        return StoreError::Engine(Broken::new(error));
    };
    match (failure.code, failure.extended_code) {
        (
            ErrorCode::ConstraintViolation,
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_FOREIGNKEY,
        ) => StoreError::Conflict,
        (ErrorCode::DiskFull, _) => StoreError::NotWritten,
        (ErrorCode::DatabaseBusy, _) => StoreError::Unavailable(Broken::new(error)),
        _ => StoreError::Engine(Broken::new(error)),
    }
}
