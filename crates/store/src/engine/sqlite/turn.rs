//! The one writer of the file, and the group commit.
//!
//! Units of work take turns at the desk, in order of arrival. The first of a batch opens the transaction; each works under
//! a savepoint, hands the desk over and waits. A committer takes its place in the same queue and confirms the whole batch
//! with one write to the disk; only then are the units answered. Nothing but statements is ever awaited inside a turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};
use tokio::time::timeout;

use super::own::Own;
use super::statement::{self, word};
use super::statistics;
use crate::engine::PATIENCE;
use crate::error::{Broken, StoreError, unavailable};
use crate::figures::Counters;

/// How long the units ahead of the committer may keep it waiting before one of them commits in its place.
const LONGEST_BATCH: Duration = Duration::from_millis(2);

/// Where units take turns.
pub(super) struct Desk {
    // Fair: first come, first served.
    ledger: Arc<Mutex<Ledger>>,
    counters: Arc<Counters>,
    overdue: AtomicBool,
}

/// The connection and the units that wait for its next commit.
struct Ledger {
    connection: Own,
    waiting: Vec<oneshot::Sender<Answer>>,
    counters: Arc<Counters>,
    stopped: bool,
}

/// What the batch became.
type Answer = Result<(), Lost>;

/// What is done to the whole file, outside of any transaction.
type Work = fn(&Connection) -> Result<(), StoreError>;

/// The batch was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lost {
    /// Nothing of it will ever be there.
    Wholly,
    /// The disk did not confirm it: the next start finds all of it, or nothing.
    InDoubt,
}

/// A unit at the desk. Dropped before it commits, it undoes its own work and no other's.
pub(crate) struct Turn {
    desk: Arc<Desk>,
    ledger: Option<OwnedMutexGuard<Ledger>>,
}

impl Desk {
    pub(super) fn of(connection: Connection, counters: &Arc<Counters>) -> Arc<Self> {
        let ledger = Ledger {
            connection: Own::new(connection),
            waiting: Vec::new(),
            counters: Arc::clone(counters),
            stopped: false,
        };
        Arc::new(Self {
            ledger: Arc::new(Mutex::new(ledger)),
            counters: Arc::clone(counters),
            overdue: AtomicBool::new(false),
        })
    }

    pub(super) async fn turn(desk: &Arc<Self>) -> Result<Turn, StoreError> {
        let waiting = desk.counters.wait();
        let ledger = timeout(PATIENCE, Arc::clone(&desk.ledger).lock_owned()).await;
        drop(waiting);
        let mut ledger = ledger.map_err(unavailable)?;
        ledger.enter()?;
        Ok(Turn {
            desk: Arc::clone(desk),
            ledger: Some(ledger),
        })
    }

    /// Writes the file anew, between two batches, on another thread. Whoever comes meanwhile waits for a turn.
    pub(super) async fn rewrite(desk: &Arc<Self>) -> Result<(), StoreError> {
        Self::between_batches(desk, rewrite).await
    }

    /// Counts what the tables hold, between two batches, on another thread. Whoever comes meanwhile waits for a turn.
    pub(super) async fn keep_statistics(desk: &Arc<Self>) -> Result<(), StoreError> {
        Self::between_batches(desk, |connection| {
            statistics::keep_statistics(connection).map_err(statement::explain)
        })
        .await
    }

    async fn between_batches(desk: &Arc<Self>, work: Work) -> Result<(), StoreError> {
        let ledger = timeout(PATIENCE, Arc::clone(&desk.ledger).lock_owned()).await;
        let mut ledger = ledger.map_err(unavailable)?;
        let done = tokio::task::spawn_blocking(move || ledger.between_batches(work)).await;
        done.map_err(unavailable)?
    }

    /// Confirms the batch when its place in the queue comes.
    async fn close_batch(self: Arc<Self>) {
        let mut place = std::pin::pin!(Arc::clone(&self.ledger).lock_owned());
        let ledger = tokio::select! {
            biased;
            ledger = &mut place => ledger,
            () = tokio::time::sleep(LONGEST_BATCH) => {
                self.overdue.store(true, Ordering::Relaxed);
                place.await
            }
        };
        self.commit_apart(ledger);
    }

    /// Waits for the disk on another thread: those that serve pages never do.
    fn commit_apart(&self, mut ledger: OwnedMutexGuard<Ledger>) {
        self.overdue.store(false, Ordering::Relaxed);
        tokio::task::spawn_blocking(move || ledger.commit());
    }
}

impl Turn {
    /// The connection, as long as the transaction stands.
    pub(crate) fn connection(&mut self) -> Result<&Connection, StoreError> {
        let connection = self.ledger.as_mut().ok_or(StoreError::NotWritten)?.connection.get();
        // The engine undoes everything by itself when the disk is full: what follows must not be written alone.
        if connection.is_autocommit() {
            Err(StoreError::NotWritten)
        } else {
            Ok(connection)
        }
    }

    /// Hands the desk over and waits for the batch to be confirmed.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        word(self.connection()?, "RELEASE unit").map_err(statement::explain)?;
        let Some(mut ledger) = self.ledger.take() else {
            return Err(StoreError::NotWritten);
        };
        let (answer, answered) = oneshot::channel();
        ledger.waiting.push(answer);
        if self.desk.overdue.load(Ordering::Relaxed) {
            self.desk.commit_apart(ledger);
        } else {
            if ledger.waiting.len() == 1 {
                tokio::spawn(Arc::clone(&self.desk).close_batch());
            }
            drop(ledger);
        }
        match answered.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Lost::InDoubt)) => Err(StoreError::Unconfirmed),
            Ok(Err(Lost::Wholly)) | Err(_) => Err(StoreError::NotWritten),
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(mut ledger) = self.ledger.take() {
            ledger.abandon();
        }
    }
}

impl Ledger {
    /// Opens the transaction when none is, and a savepoint in it.
    fn enter(&mut self) -> Result<(), StoreError> {
        if self.stopped {
            return Err(StoreError::WritesStopped);
        }
        if self.connection.get().is_autocommit() {
            self.answer(Err(Lost::Wholly));
            word(self.connection.get(), "BEGIN IMMEDIATE").map_err(statement::explain)?;
        }
        word(self.connection.get(), "SAVEPOINT unit").map_err(|error| {
            self.abandon();
            statement::explain(error)
        })
    }

    /// Undoes the unit that has the desk; the units before it stay, unless the engine has undone them too.
    fn abandon(&mut self) {
        let undone = if self.connection.get().is_autocommit() {
            Err(Lost::Wholly)
        } else if self.waiting.is_empty() {
            self.undo_all();
            Ok(())
        } else {
            word(self.connection.get(), "ROLLBACK TO unit")
                .and_then(|()| word(self.connection.get(), "RELEASE unit"))
                .map_err(|_| Lost::Wholly)
        };
        if undone.is_err() {
            self.undo_all();
            self.answer(Err(Lost::Wholly));
        }
    }

    /// Confirms the batch and answers its units.
    fn commit(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        if self.connection.get().is_autocommit() {
            return self.answer(Err(Lost::Wholly));
        }
        let Err(error) = word(self.connection.get(), "COMMIT") else {
            self.counters.committed(self.waiting.len());
            return self.answer(Ok(()));
        };
        self.counters.commit_failed();
        tracing::error!(%error, units = self.waiting.len(), "a batch of writes could not be committed: all its units fail");
        let doubt = leaves_the_disk_in_doubt(&error);
        self.stopped |= doubt;
        self.undo_all();
        self.answer(Err(if doubt { Lost::InDoubt } else { Lost::Wholly }));
    }

    /// Works on the whole file, once the units that wait are answered.
    fn between_batches(&mut self, work: Work) -> Result<(), StoreError> {
        if self.stopped {
            return Err(StoreError::WritesStopped);
        }
        self.commit();
        work(self.connection.get())
    }

    fn undo_all(&mut self) {
        if self.connection.get().is_autocommit() {
            return;
        }
        if let Err(error) = word(self.connection.get(), "ROLLBACK") {
            tracing::error!(%error, "a failed batch could not be undone: writes stop until the next start");
            self.stopped = true;
        }
    }

    fn answer(&mut self, answer: Answer) {
        for unit in self.waiting.drain(..) {
            // A unit whose client has left does not listen any more.
            let _ = unit.send(answer);
        }
    }
}

/// Writes the file anew, and first the statistics: they hold samples of what was erased. Its temporary copy is a file too: it can
/// be larger than the memory there is.
fn rewrite(connection: &Connection) -> Result<(), StoreError> {
    let done = statement::script(
        connection,
        "ANALYZE; PRAGMA temp_store = FILE; VACUUM; PRAGMA temp_store = MEMORY;",
    );
    done.and_then(|()| statistics::keep_statistics(connection).map_err(statement::explain))
        .and_then(|()| empty_log(connection))
}

/// Moves what stands beside the file into it, and leaves nothing beside. Readers that hold an older snapshot are waited for.
fn empty_log(connection: &Connection) -> Result<(), StoreError> {
    let busy: Vec<i64> = statement::rows(connection, "PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
    if busy.first() == Some(&0) {
        Ok(())
    } else {
        Err(StoreError::Unavailable(Broken::said(
            "a reader keeps an older snapshot of the file",
        )))
    }
}

/// After a failed write or sync nobody knows what the disk holds: trying again may report a success that is none.
fn leaves_the_disk_in_doubt(error: &rusqlite::Error) -> bool {
    let doubt = matches!(error.sqlite_error_code(), Some(ErrorCode::SystemIoFailure));
    if doubt {
        tracing::error!("the disk did not confirm a write: Pacte keeps reading and refuses to write until the next start");
    }
    doubt
}

#[cfg(test)]
mod tests;
