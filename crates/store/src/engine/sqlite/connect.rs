//! How a connection to the file is made: its settings, and what is said when it cannot be.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::statement;
use crate::error::OpenError;

const FILE_NAME: &str = "pacte.sqlite";

/// Statements kept ready by each connection.
const CACHED_STATEMENTS: usize = 128;

const SETTINGS: &str = "\
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16000;
    PRAGMA mmap_size = 1073741824;";

/// Makes the folder when it is missing, and names the file in it.
pub(super) fn prepare_folder(dir: &Path) -> Result<PathBuf, OpenError> {
    fs::create_dir_all(dir).map_err(|source| OpenError::Folder {
        dir: dir.to_owned(),
        source,
    })?;
    Ok(dir.join(FILE_NAME))
}

/// The one connection that writes, or why there is none.
pub(super) fn writer(dir: &Path, file: &Path) -> Result<Connection, OpenError> {
    let connection = connect(file).and_then(|connection| {
        connection.execute_batch("PRAGMA wal_autocheckpoint = 4000;")?;
        // The engine opens what it may only read without complaint, and would say so at the first write.
        let frozen = connection.is_readonly("main")?;
        Ok((connection, frozen))
    });
    match connection {
        Ok((connection, false)) => Ok(connection),
        Ok((_, true)) => Err(OpenError::ReadOnly { dir: dir.to_owned() }),
        Err(error) => Err(explain(error, dir, file)),
    }
}

/// A connection that cannot write.
pub(super) fn reader(file: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(file)?;
    connection.execute_batch("PRAGMA query_only = 1;")?;
    Ok(connection)
}

fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.execute_batch(SETTINGS)?;
    // Without this guarantee SQLite plans a cached statement again at each execution, to look at the values bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

/// Says why the file cannot be opened.
fn explain(error: rusqlite::Error, dir: &Path, file: &Path) -> OpenError {
    match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            OpenError::ReadOnly { dir: dir.to_owned() }
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => OpenError::NotADatabase { file: file.to_owned() },
        _ => OpenError::Store(statement::explain(error)),
    }
}
