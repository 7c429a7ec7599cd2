//! Writes a backup of a store that goes on working: one snapshot, read row by row, at a pace that leaves room for pages.
//!
//! It reads everything and changes nothing; what it reads goes to a file that only this account may open. Kept files come after
//! the rows that refer to them; one that is missing or was altered is told, and does not keep the rest from being saved.

use std::path::{Path, PathBuf};

use domain::digest::Digest;
use domain::time::Instant;
use vault::{Kept, Vault};

use crate::apart::apart;
use crate::archive::{self, ArchiveError, Backup, FORMAT, Head, Writing};
use crate::engine::{Engine, Link};
use crate::files;
use crate::migrate;
use crate::pace::Pace;
use crate::shape::{Shape, shapes};

/// Bytes of rows written in a second, before compression: a gigabyte in half a minute, on a fraction of one core.
const WRITTEN_A_SECOND: u64 = 40 << 20;

/// Bytes of rows read back in a second.
const READ_A_SECOND: u64 = 100 << 20;

/// Writes the file, and tells what it holds once it was read back.
pub(crate) async fn backup(engine: &Engine, vault: &Vault, file: &Path, now: Instant) -> Result<Backup, ArchiveError> {
    let mut link = engine.read().await?;
    let head = Head {
        format: FORMAT.to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        instant: now.micros(),
        migrations: migrate::levels(&mut link).await?,
        tables: Vec::new(),
    };
    let shapes = shapes(&mut link).await?;
    let referred = files::referred(&mut link).await?;
    let mut writing = Writing::begin(file, &head.with(&shapes))?;
    let mut pace = Pace::new(WRITTEN_A_SECOND);
    for shape in &shapes {
        table(&mut link, &mut writing, shape, &mut pace).await?;
    }
    drop(link);
    for digest in referred {
        kept_file(vault, &mut writing, digest, &mut pace)?;
    }
    let mut kept = None;
    writing.close(|draft| {
        let mut pace = Pace::new(READ_A_SECOND);
        let read = archive::check(draft, |bytes| pace.done(bytes))?;
        let digest = read.digest;
        kept = Some(read);
        Ok::<Digest, ArchiveError>(digest)
    })?;
    kept.ok_or_else(|| ArchiveError::NotKept { file: file.to_owned() })
}

async fn table(link: &mut Link, writing: &mut Writing, shape: &Shape, pace: &mut Pace) -> Result<(), ArchiveError> {
    writing.table(shape)?;
    link.each(&shape.select(), &[], |row| {
        pace.done(writing.row(row)?);
        Ok::<(), ArchiveError>(())
    })
    .await?;
    writing.end(shape)
}

/// Read twice: what was altered is told, and never written for what it was.
fn kept_file(vault: &Vault, writing: &mut Writing, digest: Digest, pace: &mut Pace) -> Result<(), ArchiveError> {
    match vault.open(digest).and_then(Kept::check) {
        Ok(kept) => writing.file(kept, |bytes| pace.done(bytes)),
        Err(error) => {
            tracing::error!(%digest, %error, "a kept file could not be saved");
            writing.absent(digest)
        }
    }
}

/// Reads a whole backup and tells what it holds; changes nothing anywhere.
pub async fn check_backup(file: PathBuf) -> Result<Backup, ArchiveError> {
    apart(move || async move { archive::check(&file, |_| ()) }).await
}
