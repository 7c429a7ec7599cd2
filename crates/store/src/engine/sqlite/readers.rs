//! The connections that read: as many as may work at once, opened when first needed, cleaned when they come back.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use super::own::Own;
use super::{connect, statement};
use crate::engine::PATIENCE;
use crate::error::{StoreError, unavailable};

/// Beyond one for each worker of the runtime: a reader may be away while its page is being written.
const SPARE: usize = 2;

/// The pool.
pub(super) struct Readers {
    file: PathBuf,
    permits: Arc<Semaphore>,
    idle: Mutex<Idle>,
}

/// Connections at rest, and how often all were renewed.
#[derive(Default)]
struct Idle {
    connections: Vec<Connection>,
    age: u64,
}

/// A connection and the snapshot it reads. It goes back to the pool when dropped.
pub(crate) struct Lease {
    connection: Option<Own>,
    readers: Arc<Readers>,
    age: u64,
    _permit: OwnedSemaphorePermit,
}

impl Readers {
    pub(super) fn of(file: PathBuf) -> Arc<Self> {
        let workers = Handle::try_current().map_or(1, |runtime| runtime.metrics().num_workers());
        Arc::new(Self {
            file,
            permits: Arc::new(Semaphore::new(workers + SPARE)),
            idle: Mutex::default(),
        })
    }

    pub(super) async fn lease(readers: &Arc<Self>) -> Result<Lease, StoreError> {
        let permit = timeout(PATIENCE, Arc::clone(&readers.permits).acquire_owned()).await;
        let permit = permit.map_err(unavailable)?.map_err(unavailable)?;
        let (idle, age) = readers.at_rest(|idle| (idle.connections.pop(), idle.age));
        let connection = match idle {
            Some(connection) => connection,
            None => connect::reader(&readers.file).map_err(statement::explain)?,
        };
        statement::word(&connection, "BEGIN").map_err(statement::explain)?;
        Ok(Lease {
            connection: Some(Own::new(connection)),
            readers: Arc::clone(readers),
            age,
            _permit: permit,
        })
    }

    /// Opens every connection again when it is next needed: those that are there go on with what they knew of the tables.
    pub(super) fn renew(&self) {
        let old = self.at_rest(|idle| {
            idle.age += 1;
            std::mem::take(&mut idle.connections)
        });
        drop(old);
    }

    fn at_rest<T>(&self, look: impl FnOnce(&mut Idle) -> T) -> T {
        look(&mut self.idle.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn take_back(&self, connection: Connection, age: u64) {
        if !connection.is_autocommit() && statement::word(&connection, "ROLLBACK").is_err() {
            return;
        }
        self.at_rest(|idle| {
            if idle.age == age {
                idle.connections.push(connection);
            }
        });
    }
}

impl Lease {
    pub(crate) fn connection(&mut self) -> Result<&Connection, StoreError> {
        Ok(self.connection.as_mut().ok_or(StoreError::NotWritten)?.get())
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.readers.take_back(connection.into_inner(), self.age);
        }
    }
}
