//! A backup, as a file: lines of JSON in one compressed stream, the same whichever engine kept the data (`docs/backup.md`).
//!
//! It knows tables, rows and files, and nothing of what they mean. It never holds more than one row, or one part of a file, in
//! memory.

mod error;
mod line;
mod reading;
mod writing;

pub use error::{ArchiveError, Place};
pub(crate) use line::{Head, Level};
pub(crate) use reading::{Reading, check};
pub(crate) use writing::Writing;

use domain::digest::{Digest, RunningDigest};

/// The word by which a file says that it is a backup, and of which form.
pub(crate) const FORMAT: &str = "pacte-backup-2";

/// The form before, which held no file.
pub(crate) const OLDER_FORMAT: &str = "pacte-backup-1";

/// What a backup holds, once every line of it has been read and compared with its digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Each table, in the order of the names.
    pub tables: Vec<BackedTable>,
    /// Each kept file, in the order of the digests.
    pub files: Vec<BackedFile>,
    /// The digests of those that were missing or altered when it was written.
    pub absent: Vec<Digest>,
    /// The digest of the whole.
    pub digest: Digest,
    /// How long the file is.
    pub bytes: u64,
}

/// A table of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackedTable {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// The digest of its rows: the same rows give the same digest on both engines.
    pub digest: Digest,
}

/// A kept file of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackedFile {
    /// Its digest.
    pub digest: Digest,
    /// How long it is.
    pub bytes: u64,
}

impl Backup {
    /// The digest of what it holds, whenever it was written and on whichever engine: two backups of the same rows and files have the
    /// same.
    #[must_use]
    pub fn content(&self) -> Digest {
        let mut running = RunningDigest::new();
        for table in &self.tables {
            running.add(format!("{} {} {}\n", table.name, table.rows, table.digest).as_bytes());
        }
        for file in &self.files {
            running.add(format!("{} {}\n", file.digest, file.bytes).as_bytes());
        }
        running.finish()
    }

    /// How many rows it holds, all tables together.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}
