//! How often one may try to prove something: by account, by address of the network, by person.
//!
//! Counts live among the notes of the store, so that two processes share them, and end by themselves. An account that does not
//! exist is counted like any other: the answer tells nothing.

use domain::digest::Digest;
use domain::people::{Pace, Tried};
use domain::time::Instant;
use web::failure::Failure;
use web::french;
use web::visit::Visit;

/// A kind of attempt, and its pace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    kind: &'static str,
    pace: Pace,
}

/// Passwords of one account.
pub(crate) const ACCOUNT: Limit = Limit {
    kind: "tried_account",
    pace: Pace {
        free: 5,
        first_wait: 30,
        longest_wait: 15 * 60,
        forget: 10 * 60,
    },
};

/// Everything that can be tried from one address: passwords, links, passkeys, forgotten passwords. A town hall shares one.
pub(crate) const ADDRESS: Limit = Limit {
    kind: "tried_address",
    pace: Pace {
        free: 60,
        first_wait: 10,
        longest_wait: 15 * 60,
        forget: 30,
    },
};

/// One-time codes and recovery codes of one person: six digits are few.
pub(crate) const CODE: Limit = Limit {
    kind: "tried_code",
    pace: Pace {
        free: 5,
        first_wait: 60,
        longest_wait: 60 * 60,
        forget: 60 * 60,
    },
};

/// Passwords forgotten, for one account.
pub(crate) const FORGOTTEN: Limit = Limit {
    kind: "tried_forgotten",
    pace: Pace {
        free: 3,
        first_wait: 10 * 60,
        longest_wait: 60 * 60,
        forget: 60 * 60,
    },
};

impl Limit {
    /// The key of what is counted: never the text itself.
    fn key(self, what: &str) -> Digest {
        Digest::of_parts([self.kind.as_bytes(), what.as_bytes()])
    }
}

/// Counts one attempt under each of these, before it is made; or answers from when one may try again, and counts nothing.
/// Callers name them in the same order: account or person first, address last.
pub(crate) async fn attempt(visit: &mut Visit, limits: &[(Limit, &str)]) -> Result<Result<(), Instant>, Failure> {
    let now = visit.now;
    let mut notes = visit.notes().await?;
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
pub(crate) async fn forget(visit: &mut Visit, limit: Limit, what: &str) -> Result<(), Failure> {
    let mut notes = visit.notes().await?;
    if notes.take(limit.kind, limit.key(what)).await?.is_some() {
        notes.commit().await?;
    }
    Ok(())
}

/// What people are told.
pub(crate) fn sentence(open: Instant) -> String {
    // The moment is told to the minute: the one after it is sure.
    format!(
        "Trop d’essais en peu de temps\u{a0}: cette demande n’a pas été examinée. Recommencez après le {}.",
        french::moment(open.plus_seconds(59))
    )
}
