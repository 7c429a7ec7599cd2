//! How a connection to the file is made: its settings, and what is said when it cannot be.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{statement, statistics};
use crate::error::OpenError;

const FILE_NAME: &str = "pacte.sqlite";

/// The files that hold the data of a folder: the database and what the engine keeps beside it while it is open.
pub(crate) fn files(dir: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|suffix| dir.join(format!("{FILE_NAME}{suffix}")))
}

/// How long a connection waits for another one to let go of the file.
const PATIENCE: Duration = Duration::from_secs(5);

/// Between two tries where the engine itself does not wait.
const BREATH: Duration = Duration::from_millis(2);

/// How often it asks again before it gives up: as long as the engine would have waited.
const TRIES: u32 = 2_500;

/// Statements kept ready by each connection.
const CACHED_STATEMENTS: usize = 128;

const WRITE_AHEAD: &str = "PRAGMA journal_mode = WAL;";

const SETTINGS: &str = "\
    PRAGMA synchronous = FULL;
    PRAGMA foreign_keys = ON;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -16000;
    PRAGMA mmap_size = 1073741824;";

/// Makes the folder when it is missing, for this account alone, and names the file in it.
pub(super) fn prepare_folder(dir: &Path) -> Result<PathBuf, OpenError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| OpenError::Folder {
        dir: dir.to_owned(),
        source,
    })?;
    #[cfg(unix)]
    keep_private(dir);
    Ok(dir.join(FILE_NAME))
}

/// The file holds hashes of passwords: nobody else of the machine reads it. A new one is made for this account alone, and what the
/// engine keeps beside it takes the same rights; one that others may read is closed to them. What the system refuses here is said by
/// the engine itself, or leaves the file as open as it was.
#[cfg(unix)]
fn keep_private(dir: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS: u32 = 0o007;
    let [main, beside @ ..] = files(dir);
    if vault::private::create_new(&main).is_ok() {
        return;
    }
    let mut closed = 0;
    for file in std::iter::once(main).chain(beside) {
        let Ok(told) = fs::metadata(&file) else {
            continue;
        };
        let rights = told.permissions().mode();
        if !told.is_file() || rights & OTHERS == 0 {
            continue;
        }
        // What may only be read stays so.
        match fs::set_permissions(&file, fs::Permissions::from_mode(rights & 0o700)) {
            Ok(()) => closed += 1,
            Err(error) => tracing::warn!(file = %file.display(), %error, "any account of this machine may read the data"),
        }
    }
    if closed > 0 {
        tracing::warn!(folder = %dir.display(), files = closed, "the data could be read by any account of this machine: no more");
    }
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
        Ok((connection, false)) => {
            // A plan may be poorer without them; that is no reason not to open.
            if let Err(error) = statistics::keep_statistics(&connection) {
                tracing::warn!(%error, "the statistics of the tables could not be renewed");
            }
            Ok(connection)
        }
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
    connection.busy_timeout(PATIENCE)?;
    write_ahead(&connection)?;
    connection.execute_batch(SETTINGS)?;
    // Without this guarantee SQLite plans a cached statement again at each execution, to look at the values bound.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

/// Asks for the write-ahead log. Of two that open a new file at once, each reads it and wants it for itself: the engine refuses one
/// without waiting, since waiting would never end. That one lets go, and asks again.
fn write_ahead(connection: &Connection) -> rusqlite::Result<()> {
    for _ in 1..TRIES {
        match connection.execute_batch(WRITE_AHEAD) {
            Err(error) if busy(&error) => std::thread::sleep(BREATH),
            told => return told,
        }
    }
    connection.execute_batch(WRITE_AHEAD)
}

fn busy(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy)
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

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;
    use tempfile::TempDir;

    use super::*;
    use crate::value::Value;

    const PLANNED_BY_VALUES: &str = "SELECT COUNT(*) FROM note WHERE kind = ?1 AND day > ?2";

    /// How many times the engine planned the statement again while it ran with different values.
    fn plans_again(connection: &Connection) -> i32 {
        for day in 0_i64..20 {
            let values = [Value::from(day % 2), Value::from(day * 50)];
            statement::rows::<i64>(connection, PLANNED_BY_VALUES, &values).expect("a count");
        }
        let statement = connection.prepare_cached(PLANNED_BY_VALUES).expect("kept ready");
        statement.get_status(StatementStatus::RePrepare)
    }

    #[test]
    fn a_statement_is_planned_once_on_every_connection() {
        let dir = TempDir::new().expect("a folder");
        let file = prepare_folder(dir.path()).expect("a folder");
        let writer = writer(dir.path(), &file).expect("opens");
        let table = "CREATE TABLE note (kind INTEGER, day INTEGER);
            CREATE INDEX note_kind ON note (kind); CREATE INDEX note_day ON note (day);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO note SELECT i % 100 = 0, i FROM n;
            PRAGMA analysis_limit = 0; ANALYZE;";
        writer.execute_batch(table).expect("a table");
        let reader = reader(&file).expect("opens");
        for connection in [&writer, &reader] {
            assert_eq!(plans_again(connection), 0);
        }
        reader
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, false)
            .expect("set");
        reader.flush_prepared_statement_cache();
        assert!(
            plans_again(&reader) > 0,
            "without the guarantee the engine looks at the values"
        );
    }

    #[test]
    fn two_open_a_new_file_at_once() {
        for _ in 0..40 {
            let dir = TempDir::new().expect("a folder");
            let file = prepare_folder(dir.path()).expect("a folder");
            let start = std::sync::Barrier::new(4);
            std::thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| {
                        start.wait();
                        writer(dir.path(), &file).expect("opens")
                    });
                }
            });
        }
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_and_its_files_are_for_one_account() {
        use std::os::unix::fs::PermissionsExt as _;
        let above = TempDir::new().expect("a folder");
        let dir = above.path().join("data/pacte");
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        let open = || {
            let file = prepare_folder(&dir).expect("a folder");
            let writer = writer(&dir, &file).expect("opens");
            writer
                .execute_batch("CREATE TABLE IF NOT EXISTS note (text TEXT)")
                .expect("a table");
            let reader = reader(&file).expect("opens");
            for file in files(&dir) {
                assert_eq!(mode(&file), 0o600, "{}", file.display());
            }
            drop(reader);
        };
        open();
        assert_eq!(mode(&dir), 0o700);
        // An older version left the file open to all.
        let [file, ..] = files(&dir);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("set");
        open();
        // What was opened to a group on purpose stays so.
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
        prepare_folder(&dir).expect("a folder");
        assert_eq!(mode(&file), 0o640);
    }

    #[test]
    fn a_reader_cannot_write() {
        let dir = TempDir::new().expect("a folder");
        let file = prepare_folder(dir.path()).expect("a folder");
        writer(dir.path(), &file)
            .expect("opens")
            .execute_batch("CREATE TABLE note (text TEXT)")
            .expect("a table");
        let refused = reader(&file).expect("opens").execute_batch("INSERT INTO note VALUES ('x')");
        assert!(refused.is_err());
    }

    #[test]
    fn the_settings_are_those_of_the_house() {
        let dir = TempDir::new().expect("a folder");
        let file = prepare_folder(dir.path()).expect("a folder");
        let writer = writer(dir.path(), &file).expect("opens");
        let mode: String = writer
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .expect("a setting");
        assert_eq!(mode, "wal");
        for (name, value) in [
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("busy_timeout", 5_000),
            ("wal_autocheckpoint", 4_000),
        ] {
            let set: i64 = writer
                .query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))
                .expect("a setting");
            assert_eq!(set, value, "{name}");
        }
    }
}
