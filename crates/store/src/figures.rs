//! What the store counts of its own work, for who watches the installation. Never what the work was about.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::error::StoreError;

/// The counts so far, since the store was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figures {
    /// Units of work that wait for their turn to write.
    pub waiting: u64,
    /// Commits confirmed by the disk or the server.
    pub commits: u64,
    /// Units of work that these commits kept: many share one on the embedded engine.
    pub units: u64,
    /// Commits that failed.
    pub failed_commits: u64,
    /// Rows of the journal that were kept.
    pub journal_rows: u64,
}

/// Where they are counted.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    waiting: AtomicU64,
    commits: AtomicU64,
    units: AtomicU64,
    failed_commits: AtomicU64,
    journal_rows: AtomicU64,
    refusing: AtomicBool,
}

/// Someone waits as long as this is held.
pub(crate) struct Waiting<'a>(&'a Counters);

impl Counters {
    pub(crate) fn wait(&self) -> Waiting<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Waiting(self)
    }

    pub(crate) fn committed(&self, units: usize) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.units.fetch_add(units as u64, Ordering::Relaxed);
    }

    pub(crate) fn commit_failed(&self) {
        self.failed_commits.fetch_add(1, Ordering::Relaxed);
    }

    /// Remembers that the disk took nothing, when that is what happened.
    pub(crate) fn heed<T>(&self, written: &Result<T, StoreError>) {
        if matches!(written, Err(StoreError::NotWritten | StoreError::Unconfirmed)) {
            self.refusing.store(true, Ordering::Relaxed);
        }
    }

    /// The disk took a write.
    pub(crate) fn kept(&self) {
        self.refusing.store(false, Ordering::Relaxed);
    }

    /// Whether the last write was one that the disk did not take.
    pub(crate) fn is_refusing(&self) -> bool {
        self.refusing.load(Ordering::Relaxed)
    }

    pub(crate) fn told(&self, journal_rows: u64) {
        self.journal_rows.fetch_add(journal_rows, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Figures {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Figures {
            waiting: read(&self.waiting),
            commits: read(&self.commits),
            units: read(&self.units),
            failed_commits: read(&self.failed_commits),
            journal_rows: read(&self.journal_rows),
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}
