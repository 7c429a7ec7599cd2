//! The only clock and the only chance of the product. Everything below receives the time it is.

use domain::time::Instant;

/// The time it is.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the clock that everything else is given")]
pub fn now() -> Instant {
    Instant::from_micros(jiff::Timestamp::now().as_microsecond())
}

/// 32 random bytes, from the system.
///
/// # Panics
/// When the system has no randomness: no secret could be made, so nothing can go on.
#[must_use]
pub fn randomness() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}
