//! What no data refer to is removed after a day: a process that died between a file and the data that would have named it
//! leaves such a file, and so does a form that is refused after its file was kept.
//!
//! A file that someone keeps again meanwhile is left: it is taken aside first, and looked at once more.

use std::collections::BTreeSet;
use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use domain::digest::Digest;
use domain::time::Instant;

use crate::draft::UNFINISHED;
use crate::error::VaultError;
use crate::{Vault, confirm, make, moment, private};

/// How long what no data refer to is left: far longer than any form takes to be recorded.
const LEFT_FOR: Duration = Duration::from_hours(24);

/// The name of the file that tells whose folder this is.
const OWNER: &str = "installation";

/// How the name of a file taken aside ends.
const ASIDE: &str = "aside";

impl Vault {
    /// Whether this folder is that of the installation known by `owner`. A folder that is nobody's yet becomes its own: two
    /// installations that share one by mistake are told apart before anything is removed.
    pub fn belongs_to(&self, owner: Digest) -> Result<bool, VaultError> {
        let mark = self.folder.join(OWNER);
        let read = |file: &Path| fs::read_to_string(file).map(|text| text.trim() == owner.to_string());
        match read(&mark) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            told => return told.map_err(|source| VaultError::Unwritten { source }),
        }
        let marked = make(&self.folder)
            .and_then(|()| private::create_new(&mark))
            .and_then(|mut file| {
                file.write_all(owner.to_string().as_bytes())?;
                file.sync_all()
            })
            .and_then(|()| confirm(&self.folder));
        match marked {
            // Another server did so meanwhile.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => read(&mark),
            marked => marked.map(|()| true),
        }
        .map_err(|source| VaultError::Unwritten { source })
    }

    /// Removes what none of the digests `referred` to names, when it is older than a day; answers how many files. Only one process
    /// at a time may sweep. `referred` is read before: what was kept since is too young to be removed.
    pub fn sweep(&self, referred: &BTreeSet<Digest>, now: Instant) -> std::io::Result<u64> {
        let before = moment(now).checked_sub(LEFT_FOR).unwrap_or(SystemTime::UNIX_EPOCH);
        let mut removed = 0;
        for folder in entries(&self.folder)?.into_iter().filter(|path| path.is_dir()) {
            for path in entries(&folder)? {
                removed += u64::from(swept(&path, referred, before)?);
            }
        }
        Ok(removed)
    }
}

/// The entries of a folder; none when it is not there yet.
fn entries(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect(),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Removes a file when it is time, and tells whether it did. What bears none of our names is left alone.
fn swept(path: &Path, referred: &BTreeSet<Digest>, before: SystemTime) -> std::io::Result<bool> {
    let ending = path.extension().and_then(|ending| ending.to_str());
    match ending {
        Some(UNFINISHED) if is_old(path, before)? => fs::remove_file(path).map(|()| true),
        // A sweep that was interrupted: its file goes back to its place, and is looked at next time.
        Some(ASIDE) => fs::rename(path, path.with_extension("")).map(|()| false),
        None if digest_of(path).is_some_and(|digest| !referred.contains(&digest)) && is_old(path, before)? => {
            let aside = path.with_extension(ASIDE);
            fs::rename(path, &aside)?;
            if is_old(&aside, before)? {
                return fs::remove_file(&aside).map(|()| true);
            }
            fs::rename(&aside, path).map(|()| false)
        }
        _ => Ok(false),
    }
}

fn is_old(path: &Path, before: SystemTime) -> std::io::Result<bool> {
    match fs::metadata(path) {
        Ok(about) => Ok(about.is_file() && about.modified()? < before),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// The digest that a path tells.
fn digest_of(path: &Path) -> Option<Digest> {
    let start = path.parent()?.file_name()?.to_str()?;
    let rest = path.file_name()?.to_str()?;
    Digest::from_hex(&format!("{start}{rest}"))
}
