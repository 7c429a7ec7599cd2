//! The folder of kept files. A file is known by the digest of its bytes, written once, confirmed by the disk, and never
//! changed after; the same bytes are kept once, whoever gave them.
//!
//! No other crate touches this folder, and this one knows no document: who may read what, and what a file is called, is kept
//! with the data. A file that no data refer to is harmless, and swept after a day.

mod draft;
mod error;
mod kept;
pub mod private;
mod sweep;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use domain::digest::Digest;
use domain::time::Instant;

pub use draft::Draft;
pub use error::VaultError;
pub use kept::{Kept, PART_BYTES, Parts};

/// A folder of kept files. It is made with the first file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vault {
    folder: PathBuf,
}

impl Vault {
    /// The files of this folder, which other processes may share.
    #[must_use]
    pub const fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps these bytes, and answers their digest once the disk has confirmed them. To be done before the data that refer to
    /// them are recorded: what was told to be kept is then never missing.
    pub fn keep(&self, bytes: &[u8], now: Instant) -> Result<Digest, VaultError> {
        let digest = Digest::of(bytes);
        if self.renew(digest, now)? {
            return Ok(digest);
        }
        let mut draft = Draft::begin(self, digest, Some(now))?;
        draft.write(bytes)?;
        draft.close()?;
        Ok(digest)
    }

    /// Begins a file whose digest is known; its bytes come piece by piece. It bears the moment that the system gives it.
    pub fn begin(&self, digest: Digest) -> Result<Draft, VaultError> {
        Draft::begin(self, digest, None)
    }

    /// Opens a file.
    pub fn open(&self, digest: Digest) -> Result<Kept, VaultError> {
        Kept::open(self, digest)
    }

    /// Reads a whole file and compares it with its digest; answers how long it is.
    pub fn check(&self, digest: Digest) -> Result<u64, VaultError> {
        let kept = self.open(digest)?;
        let bytes = kept.bytes();
        kept.check()?;
        Ok(bytes)
    }

    /// A file that is there already is looked at again and counted as new: a sweep under way leaves it. One that was altered is
    /// no longer there, as far as who keeps it again is concerned.
    fn renew(&self, digest: Digest, now: Instant) -> Result<bool, VaultError> {
        if self.check(digest).is_err() {
            return Ok(false);
        }
        let path = self.path(digest);
        let touched = File::options()
            .write(true)
            .open(&path)
            .and_then(|file| file.set_modified(moment(now)));
        match touched {
            // Asked last: a sweep that took it aside before it was touched has made it disappear.
            Ok(()) => Ok(path.exists()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(VaultError::Unwritten { source }),
        }
    }

    /// `files/ab/cdef…`: a folder for each beginning, so that none holds too many.
    fn path(&self, digest: Digest) -> PathBuf {
        let letters = digest.to_string();
        let (start, rest) = letters.split_at(2);
        self.folder.join(start).join(rest)
    }
}

/// A moment, as files bear it.
fn moment(instant: Instant) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(instant.micros().max(0).unsigned_abs())
}

/// Makes a folder that only this account may read, and waits for the disk to hold its name.
fn make(folder: &Path) -> std::io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        make(above)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => folder.parent().map_or(Ok(()), confirm),
    }
}

/// Waits for the disk to hold the names of a folder.
fn confirm(folder: &Path) -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
