//! Threads that walk batches of rows while the next ones are read. They wait for nothing else, and read nothing themselves.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use super::{Batch, Heads, Part};

/// Batches that may wait for a thread: reading goes no further ahead.
const AHEAD: usize = 4;

/// The threads and their work.
pub(super) struct Crew {
    batches: SyncSender<Batch>,
    parts: Receiver<Part>,
    threads: Vec<JoinHandle<()>>,
}

impl Crew {
    /// As many threads as there are cores.
    pub(super) fn start(heads: &Arc<Heads>) -> Self {
        let (batches, waiting) = sync_channel(AHEAD);
        let (done, parts) = channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        let threads = (0..threads).map(|_| {
            let (waiting, done, heads) = (Arc::clone(&waiting), done.clone(), Arc::clone(heads));
            thread::spawn(move || work(&waiting, &done, &heads))
        });
        Self {
            batches,
            parts,
            threads: threads.collect(),
        }
    }

    /// Hands over a batch, and gives what is already found.
    pub(super) fn take(&self, batch: Batch) -> Vec<Part> {
        // The threads end only once this end is dropped.
        let _ = self.batches.send(batch);
        self.parts.try_iter().collect()
    }

    /// Waits for what is left.
    pub(super) fn end(self) -> Vec<Part> {
        drop(self.batches);
        let parts = self.parts.iter().collect();
        for thread in self.threads {
            if let Err(panic) = thread.join() {
                std::panic::resume_unwind(panic);
            }
        }
        parts
    }
}

fn work(waiting: &Mutex<Receiver<Batch>>, done: &Sender<Part>, heads: &Heads) {
    loop {
        let batch = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(batch) = batch else { return };
        if done.send(batch.walked(heads)).is_err() {
            return;
        }
    }
}
