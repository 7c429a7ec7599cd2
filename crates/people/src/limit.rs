//! How often one may try to prove something: by account, by address of the network, by person.
//!
//! An account that does not exist is counted like any other: the answer tells nothing.

use domain::people::Pace;
use domain::time::Instant;
use web::attempts::{Limit, open_words};
use web::failure::Failure;
use web::visit::Visit;

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

/// Counts one attempt under each of these, before it is made; or answers from when one may try again.
pub(crate) async fn attempt(visit: &mut Visit, limits: &[(Limit, &str)]) -> Result<Result<(), Instant>, Failure> {
    visit.attempt(limits).await
}

/// Forgets the attempts made: the proof was right.
pub(crate) async fn forget(visit: &mut Visit, limit: Limit, what: &str) -> Result<(), Failure> {
    visit.forget_attempts(limit, what).await
}

/// What people are told.
pub(crate) fn sentence(open: Instant) -> String {
    format!(
        "Trop d’essais en peu de temps\u{a0}: cette demande n’a pas été examinée. Recommencez après le {}.",
        open_words(open)
    )
}
