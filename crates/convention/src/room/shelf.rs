//! The last readings laid over their texts, kept in memory: what is laid once serves until it is pushed out by others.
//!
//! A reading is known by the digest of its document: another one never answers in its place, and who may see it is asked before.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::digest::Digest;

use super::index::RoomIndex;

/// How many are kept: a long convention weighs some megabytes.
const KEPT: usize = 6;

static SHELF: Shelf = Shelf(Mutex::new(VecDeque::new()));

type Row = (Digest, Arc<RoomIndex>);

/// The readings kept, the last used first.
struct Shelf(Mutex<VecDeque<Row>>);

impl Shelf {
    fn rows(&self) -> MutexGuard<'_, VecDeque<Row>> {
        // A reading is put or taken whole: what a panic leaves is sound.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, digest: Digest) -> Option<Arc<RoomIndex>> {
        let mut rows = self.rows();
        let place = rows.iter().position(|(own, _)| *own == digest)?;
        let row = rows.remove(place)?;
        let index = Arc::clone(&row.1);
        rows.push_front(row);
        Some(index)
    }

    fn put(&self, digest: Digest, index: &Arc<RoomIndex>) {
        let mut rows = self.rows();
        rows.retain(|(own, _)| *own != digest);
        rows.push_front((digest, Arc::clone(index)));
        rows.truncate(KEPT);
    }
}

/// The reading of this digest, when it is at hand.
pub(super) fn at_hand(digest: Digest) -> Option<Arc<RoomIndex>> {
    SHELF.take(digest)
}

/// Keeps the reading of this digest at hand.
pub(super) fn keep(digest: Digest, index: RoomIndex) -> Arc<RoomIndex> {
    let index = Arc::new(index);
    SHELF.put(digest, &index);
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reading_unused_for_longest_leaves_first() {
        let shelf = Shelf(Mutex::new(VecDeque::new()));
        let digest = |number: usize| Digest::of(number.to_string().as_bytes());
        for number in 0..KEPT {
            shelf.put(digest(number), &Arc::default());
        }
        assert!(shelf.take(digest(0)).is_some(), "used again");
        shelf.put(digest(KEPT), &Arc::default());
        assert!(shelf.take(digest(0)).is_some() && shelf.take(digest(KEPT)).is_some());
        assert!(shelf.take(digest(1)).is_none(), "pushed out");
    }
}
