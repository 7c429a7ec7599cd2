//! How often something may be tried: a password, a code, a link.
//!
//! Counts live among the notes of the store, so that two processes share them, and end by themselves. What does not exist is counted
//! like anything else: the answer tells nothing.

use domain::digest::Digest;
use domain::people::{Pace, Tried};
use domain::time::Instant;

use crate::failure::Failure;
use crate::french;
use crate::visit::Visit;

/// A kind of attempt, and its pace.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The kind of its notes.
    pub kind: &'static str,
    /// How often.
    pub pace: Pace,
}

impl Limit {
    /// The key of what is counted: never the text itself.
    #[must_use]
    pub fn key(self, what: &str) -> Digest {
        Digest::of_parts([self.kind.as_bytes(), what.as_bytes()])
    }
}

impl Visit {
    /// Counts one attempt under each of these, before it is made; or answers from when one may try again, and counts nothing.
    /// Callers name them in the same order: account, person or link first, address last.
    pub async fn attempt(&mut self, limits: &[(Limit, &str)]) -> Result<Result<(), Instant>, Failure> {
        let now = self.now;
        let mut notes = self.notes().await?;
        let mut counted = Vec::with_capacity(limits.len());
        for (limit, what) in limits {
            let key = limit.key(what);
            let before = notes.hold(limit.kind, key).await?.map(|note| Tried {
                count: note.value.parse().unwrap_or(0),
                at: note.at,
            });
            match limit.pace.attempt(before, now) {
                Ok(tried) => counted.push((limit, key, tried)),
                Err(open) => {
                    tracing::warn!(kind = limit.kind, "too many attempts");
                    return Ok(Err(open));
                }
            }
        }
        for (limit, key, tried) in counted {
            let expires = now.plus_seconds(limit.pace.memory(tried));
            notes.keep(limit.kind, key, &tried.count.to_string(), expires).await?;
        }
        notes.commit().await?;
        Ok(Ok(()))
    }

    /// Forgets the attempts made: the proof was right.
    pub async fn forget_attempts(&mut self, limit: Limit, what: &str) -> Result<(), Failure> {
        self.unnote(limit.kind, limit.key(what)).await
    }
}

/// When to come back, as people read it: the moment is told to the minute, and the one after it is sure.
#[must_use]
pub fn open_words(open: Instant) -> String {
    french::moment(open.plus_seconds(59))
}
