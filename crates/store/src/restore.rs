//! Brings a backup into an installation where nothing was ever recorded: all of it, in one transaction, or nothing.
//!
//! Kept files come to their folder before the rows that refer to them are kept: should the rows be refused, nothing refers to
//! those files, and they are swept.
//!
//! The tables are made again as they were when the backup was written, filled, compared with its digests, brought up to date,
//! and the journal is walked; only then is anything kept. Data that are there are never touched.

use std::path::{Path, PathBuf};

use vault::{Vault, VaultError};

use crate::apart::apart;
use crate::archive::{self, ArchiveError, Backup, Reading};
use crate::dialect::Dialect;
use crate::engine::{Engine, Link};
use crate::error::{OpenError, StoreError};
use crate::migrate;
use crate::shape::{Shape, shapes};
use crate::store::Target;
use crate::verify::{self, Fault, Verification};

/// Every fact leaves its row in the journal, and an account needs one: where both are empty, nothing was ever recorded.
const WITNESSES: [&str; 4] = [
    "unscoped_journal",
    "unscoped_journal_head",
    "unscoped_person",
    "unscoped_convention",
];

/// What was brought in.
#[derive(Debug)]
pub struct Restored {
    /// What the backup holds.
    pub backup: Backup,
    /// What the walk of the journal found: no fault.
    pub journal: Verification,
    /// The migrations that the backup did not have yet.
    pub migrations: Vec<&'static str>,
}

/// Nothing was brought in.
#[derive(Debug, thiserror::Error)]
pub enum RestoreError {
    /// The backup itself.
    #[error("{0} Rien n’a été restauré.")]
    Archive(ArchiveError),
    /// Something was recorded there.
    #[error(
        "Cette installation contient déjà des données\u{a0}: une sauvegarde ne se restaure que dans une installation vide. Rien n’a été modifié. Indiquez un autre dossier, ou une autre base."
    )]
    NotEmpty,
    /// The journal of the backup does not hold.
    #[error("Le journal de cette sauvegarde ne se vérifie pas. {0} Rien n’a été restauré.")]
    Journal(Fault),
    /// The tables of the backup are not those of its migrations.
    #[error("Les tables de cette sauvegarde ne sont pas celles que sa version de Pacte prépare. Rien n’a été restauré.")]
    OtherTables,
    /// The database cannot be opened, or its tables cannot be made.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<ArchiveError> for RestoreError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Store(error) => Self::Open(OpenError::Store(error)),
            other => Self::Archive(other),
        }
    }
}

impl From<VaultError> for RestoreError {
    fn from(error: VaultError) -> Self {
        Self::Archive(ArchiveError::File(error))
    }
}

impl From<StoreError> for RestoreError {
    fn from(error: StoreError) -> Self {
        Self::Open(OpenError::Store(error))
    }
}

/// Reads the whole backup first, so that a bad one leaves no trace at all; then brings it in.
pub async fn restore(target: Target, file: PathBuf) -> Result<Restored, RestoreError> {
    apart(move || async move { whole(&target, &file).await }).await
}

async fn whole(target: &Target, file: &Path) -> Result<Restored, RestoreError> {
    let read = archive::check(file, |_| ())?;
    let mut reading = Reading::open(file)?;
    let made = migrate::known(&reading.head().migrations)?;
    let engine = Engine::open(target).await?;
    let mut link = engine.write().await?;
    empty(&mut link).await?;
    migrate::make(&mut link, &made).await?;
    fill(&mut link, &mut reading).await?;
    keep_files(&target.vault(), &mut reading)?;
    let backup = reading.close()?;
    if backup.digest != read.digest {
        // The file was replaced while it was read.
        return Err(RestoreError::OtherTables);
    }
    let migrations = migrate::bring_up(&mut link, &made).await?;
    let journal = verify::verify(&mut link).await?;
    if let Some(fault) = journal.fault {
        return Err(RestoreError::Journal(fault));
    }
    link.commit().await?;
    Ok(Restored {
        backup,
        journal,
        migrations,
    })
}

/// Keeps every file of the backup, part after part.
fn keep_files(vault: &Vault, reading: &mut Reading) -> Result<(), RestoreError> {
    while let Some(mut incoming) = reading.file()? {
        let mut draft = vault.begin(incoming.digest())?;
        while let Some(part) = incoming.part()? {
            draft.write(&part)?;
        }
        draft.close()?;
    }
    Ok(())
}

/// Makes sure that nothing was ever recorded there, that nobody records meanwhile, and takes the empty tables away: they may be
/// newer than those of the backup.
async fn empty(link: &mut Link) -> Result<(), RestoreError> {
    if link.dialect() == Dialect::Postgres {
        // Two at once: the second waits here, and then finds what the first has brought. So does whoever writes a fact.
        link.script(include_str!("restore/alone.postgres.sql")).await?;
    }
    let tables: Vec<String> = shapes(link).await?.into_iter().map(|shape| shape.name).collect();
    for table in WITNESSES.iter().filter(|table| tables.iter().any(|there| there == *table)) {
        let rows: Vec<()> = link.rows(&*format!("SELECT 1 FROM \"{table}\" LIMIT 1"), &[]).await?;
        if !rows.is_empty() {
            return Err(RestoreError::NotEmpty);
        }
    }
    match link.dialect() {
        Dialect::Postgres => link.script(include_str!("restore/clear.postgres.sql")).await?,
        Dialect::Sqlite => {
            for table in tables.iter().map(String::as_str).chain(["unscoped_migration"]) {
                link.script(&format!("DROP TABLE IF EXISTS \"{table}\"")).await?;
            }
        }
    }
    Ok(())
}

/// Fills the tables. References are compared once all of them are full, whatever the order.
async fn fill(link: &mut Link, reading: &mut Reading) -> Result<(), RestoreError> {
    let standing = shapes(link).await?;
    if !alike(reading.shapes(), &standing) {
        return Err(RestoreError::OtherTables);
    }
    let dialect = link.dialect();
    let (before, after) = match dialect {
        Dialect::Sqlite => ("PRAGMA defer_foreign_keys = ON", ""),
        Dialect::Postgres => (
            include_str!("restore/defer.postgres.sql"),
            include_str!("restore/settle.postgres.sql"),
        ),
    };
    link.script(before).await?;
    while let Some(shape) = reading.next_shape().cloned() {
        let Some(mut rows) = reading.table()? else { break };
        // What the migrations themselves wrote there is in the backup too.
        link.script(&format!("DELETE FROM \"{}\"", shape.name)).await?;
        link.load::<RestoreError>(&shape, || Ok(rows.values()?)).await?;
    }
    link.script(after).await?;
    if dialect == Dialect::Sqlite {
        let lost: Vec<()> = link.rows("SELECT 1 FROM pragma_foreign_key_check LIMIT 1", &[]).await?;
        if !lost.is_empty() {
            return Err(StoreError::Conflict.into());
        }
    }
    Ok(())
}

/// Whether both have the same tables, with the same columns, in whatever order the columns were added.
fn alike(told: &[Shape], standing: &[Shape]) -> bool {
    let sorted = |shape: &Shape| {
        let mut columns = shape.columns.clone();
        columns.sort_by(|one, other| one.name.cmp(&other.name));
        (shape.name.clone(), columns)
    };
    told.iter().map(sorted).eq(standing.iter().map(sorted))
}
