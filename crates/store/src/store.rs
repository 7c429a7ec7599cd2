//! The store of one installation: where it is opened, and where both doors are.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::access::{VerbType, Viewer};
use domain::digest::Digest;
use domain::time::{Day, Instant};
use vault::Vault;

use crate::apart::apart;
use crate::archive::{ArchiveError, Backup};
use crate::backup;
use crate::engine::{Engine, sqlite};
use crate::error::{OpenError, StoreError};
use crate::figures::Figures;
use crate::files;
use crate::house::House;
use crate::job;
use crate::journal;
use crate::migrate;
use crate::notes::Notes;
use crate::plan::Plans;
use crate::reader::Reader;
use crate::ready;
use crate::tx::{Opened, Permitted, Tx};
use crate::verify::{self, Verification};

/// Where the data is.
#[derive(Clone)]
pub enum Target {
    /// A file in this folder, made when it is not there. Kept files stand in the same folder, under `files`.
    Sqlite {
        /// The folder.
        dir: PathBuf,
    },
    /// A PostgreSQL server. The address holds a secret and is never shown.
    Postgres {
        /// `postgres://…`
        url: String,
        /// The folder of kept files: the same for every server of the installation.
        files: PathBuf,
    },
}

impl Target {
    /// The files of the embedded engine, whether they are there or not; none for a server.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Sqlite { dir } => sqlite::files(dir).into(),
            Self::Postgres { .. } => Vec::new(),
        }
    }

    /// Where files are kept beside the data.
    #[must_use]
    pub fn vault(&self) -> Vault {
        Vault::at(match self {
            Self::Sqlite { dir } => dir.join("files"),
            Self::Postgres { files, .. } => files.clone(),
        })
    }
}

/// An open store. Clones share its connections.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    house: Arc<House>,
    plans: Arc<Plans>,
    vault: Vault,
}

impl Store {
    /// Opens the store with what the rooms bring. Tables made by a newer version are refused.
    pub async fn open(target: Target, house: House) -> Result<Self, OpenError> {
        let engine = Engine::open(&target).await?;
        let store = Self(Arc::new(Inner {
            plans: Arc::new(Plans::new(engine.dialect(), &house.scopes)?),
            engine,
            house: Arc::new(house),
            vault: target.vault(),
        }));
        store.pending().await?;
        Ok(store)
    }

    /// The names of the migrations that are not applied yet.
    pub async fn pending(&self) -> Result<Vec<&'static str>, OpenError> {
        migrate::pending(&self.0.engine).await
    }

    /// Applies them, each whole or not at all, and tells which they were.
    pub async fn migrate(&self) -> Result<Vec<&'static str>, OpenError> {
        migrate::apply(&self.0.engine).await
    }

    /// What was counted since the store was opened.
    #[must_use]
    pub fn figures(&self) -> Figures {
        self.0.engine.counters().read()
    }

    /// Whether the database answers, takes writes and has the tables of this version. A write is tried only after one
    /// that the disk did not take.
    pub async fn ready(&self) -> Result<(), StoreError> {
        ready::check(&self.0.engine).await
    }

    /// Begins a work that several servers share, unless one of them began it less than `every_micros` ago.
    pub async fn begin_job(&self, name: &'static str, now: Instant, every_micros: i64) -> Result<bool, StoreError> {
        job::begin(&self.0.engine, name, now, every_micros).await
    }

    /// The read door: one snapshot, as it is on this day.
    pub async fn read(&self, today: Day) -> Result<Reader, StoreError> {
        let link = self.0.engine.read().await?;
        Ok(Reader::new(link, today, Arc::clone(&self.0.plans)))
    }

    /// The write door, with the permission for `V` at this place.
    pub async fn begin<V: VerbType>(
        &self,
        viewer: &Viewer,
        place: V::Place,
        now: Instant,
    ) -> Result<Tx<Permitted<V>>, StoreError> {
        self.write(viewer, now).await?.permit::<V>(place).await
    }

    /// The write door, before any permission.
    pub async fn write(&self, viewer: &Viewer, now: Instant) -> Result<Tx<Opened>, StoreError> {
        let link = self.0.engine.write().await?;
        Ok(Tx::opened(
            link,
            *viewer,
            now,
            Arc::clone(&self.0.plans),
            Arc::clone(&self.0.house),
        ))
    }

    /// A turn at the notes: what passes, and is not told.
    pub async fn notes(&self, now: Instant) -> Result<Notes, StoreError> {
        Ok(Notes::new(self.0.engine.write().await?, now))
    }

    /// The files kept beside the data.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// The digests of all files that the data refer to, whoever may see them.
    pub async fn referred_files(&self) -> Result<BTreeSet<Digest>, StoreError> {
        files::referred(&mut self.0.engine.read().await?).await
    }

    /// What tells this installation from any other: the hash of the first row of its journal. A copy has the same. Nothing before
    /// anything was recorded.
    pub async fn identity(&self) -> Result<Option<Digest>, StoreError> {
        journal::identity(&mut self.0.engine.read().await?).await
    }

    /// Walks every chain of the journal and names the first row that does not hold.
    pub async fn verify(&self) -> Result<Verification, StoreError> {
        let store = self.clone();
        apart(move || async move { verify::verify(&mut store.0.engine.read().await?).await }).await
    }

    /// Leaves nothing on the disk of what was erased: asked for after someone was. Whoever writes meanwhile waits.
    pub async fn rewrite(&self) -> Result<(), StoreError> {
        self.0.engine.rewrite().await
    }

    /// Lets the engine plan its reads after what the tables hold by now. Short, and asked for now and then.
    pub async fn keep_statistics(&self) -> Result<(), StoreError> {
        self.0.engine.keep_statistics().await
    }

    /// Writes everything to a file that is not there yet, kept files included, as it is at one moment, and reads it back.
    pub async fn backup(&self, file: &Path, now: Instant) -> Result<Backup, ArchiveError> {
        let (store, file) = (self.clone(), file.to_owned());
        apart(move || async move { backup::backup(&store.0.engine, &store.0.vault, &file, now).await }).await
    }

    /// The definitions of all tables, as this engine keeps them, in a stable order.
    pub async fn schema(&self) -> Result<String, StoreError> {
        migrate::schema(&self.0.engine).await
    }
}
