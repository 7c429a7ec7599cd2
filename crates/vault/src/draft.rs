//! A file on its way: written beside its name, confirmed by the disk, and named only then.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use domain::digest::{Digest, RunningDigest};
use domain::time::Instant;

use crate::error::VaultError;
use crate::{Vault, confirm, make, moment, private};

/// How the name of an unfinished file ends.
pub(crate) const UNFINISHED: &str = "partial";

/// An unfinished file. Dropped, it is removed; when the process dies, a sweep removes it.
pub struct Draft {
    file: File,
    path: PathBuf,
    to: PathBuf,
    digest: Digest,
    running: RunningDigest,
    now: Option<Instant>,
    named: bool,
}

impl Draft {
    pub(crate) fn begin(vault: &Vault, digest: Digest, now: Option<Instant>) -> Result<Self, VaultError> {
        let to = vault.path(digest);
        let begun = to.parent().map_or(Ok(()), make).and_then(|()| new_beside(&to));
        let (path, file) = begun.map_err(unwritten)?;
        Ok(Self {
            file,
            path,
            to,
            digest,
            running: RunningDigest::new(),
            now,
            named: false,
        })
    }

    /// Some more of its bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), VaultError> {
        self.running.add(bytes);
        self.file.write_all(bytes).map_err(unwritten)
    }

    /// All its bytes are there: they are compared with the digest, confirmed by the disk, and take their name.
    pub fn close(mut self) -> Result<(), VaultError> {
        if std::mem::take(&mut self.running).finish() != self.digest {
            return Err(VaultError::Altered { digest: self.digest });
        }
        self.settle().map_err(unwritten)?;
        self.named = true;
        Ok(())
    }

    fn settle(&self) -> std::io::Result<()> {
        if let Some(now) = self.now {
            self.file.set_modified(moment(now))?;
        }
        self.file.sync_all()?;
        // Another one of the same bytes may have taken the name meanwhile: it is replaced by its like.
        fs::rename(&self.path, &self.to)?;
        self.to.parent().map_or(Ok(()), confirm)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.named {
            let _ = fs::remove_file(&self.path);
        }
    }
}

const fn unwritten(source: std::io::Error) -> VaultError {
    VaultError::Unwritten { source }
}

/// A new file in the same folder, under a name that nobody else has: other processes, of other machines, may write there.
fn new_beside(to: &Path) -> std::io::Result<(PathBuf, File)> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let rank = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = to.with_extension(format!("{}-{rank}.{UNFINISHED}", std::process::id()));
        match private::create_new(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (path, file)),
        }
    }
}
