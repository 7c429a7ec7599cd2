//! The embedded engine: one file, several readers, one writer.

mod connect;
mod own;
mod readers;
mod statement;
mod statistics;
mod turn;

use std::path::Path;
use std::sync::Arc;

pub(crate) use connect::files;
pub(crate) use readers::Lease;
pub(crate) use statement::{each, load, rows, run, run_all, script};
pub(crate) use turn::Turn;

use crate::error::{OpenError, StoreError};
use crate::figures::Counters;
use readers::Readers;
use turn::Desk;

/// The file and its connections.
pub(crate) struct Database {
    readers: Arc<Readers>,
    desk: Arc<Desk>,
    pub(crate) counters: Arc<Counters>,
}

impl Database {
    /// Opens the file of this folder, making both when they are not there.
    pub(crate) fn open(dir: &Path) -> Result<Self, OpenError> {
        let file = connect::prepare_folder(dir)?;
        let writer = connect::writer(dir, &file)?;
        let counters = Arc::<Counters>::default();
        Ok(Self {
            readers: Readers::of(file),
            desk: Desk::of(writer, &counters),
            counters,
        })
    }

    pub(crate) async fn read(&self) -> Result<Lease, StoreError> {
        Readers::lease(&self.readers).await
    }

    pub(crate) async fn write(&self) -> Result<Turn, StoreError> {
        Desk::turn(&self.desk).await
    }

    /// Writes the file anew, so that nothing erased is left in it, nor in the file beside it.
    pub(crate) async fn rewrite(&self) -> Result<(), StoreError> {
        Desk::rewrite(&self.desk).await?;
        self.readers.renew();
        Ok(())
    }

    /// Counts again what the tables hold, where it has changed much. Whoever reads from now on knows it.
    pub(crate) async fn keep_statistics(&self) -> Result<(), StoreError> {
        Desk::keep_statistics(&self.desk).await?;
        self.readers.renew();
        Ok(())
    }

    /// Runs a script at the desk, whole or not at all.
    pub(crate) async fn script(&self, script: &str) -> Result<(), StoreError> {
        let mut turn = self.write().await?;
        statement::script(turn.connection()?, script)?;
        turn.commit().await
    }
}
