//! What changes how one comes in asks again who one is: the password, unless this session was opened some minutes ago.
//!
//! It protects who left a page open; whoever knows the password is the person.

use domain::time::Instant;
use store::{QueryInfo, query};
use web::failure::Failure;
use web::form::{Errors, Secret};
use web::visit::Visit;

use crate::account_own;
use crate::own_email::own_password;

/// How long the proof given when the session was opened is enough: five minutes.
const RECENT_SECONDS: i64 = 5 * 60;

query! {
    /// When a session of one's own was opened, in microseconds.
    OpenedAt(token: String) -> i64
    reading ["own_session"]
    "SELECT opened FROM own_session WHERE token = $4"
}

/// Whether a session opened then still proves its person.
pub(crate) fn is_recent(opened: Instant, now: Instant) -> bool {
    now <= opened.plus_seconds(RECENT_SECONDS)
}

/// Whether the session that asks was opened some minutes ago.
pub(crate) async fn proved_recently(visit: &mut Visit) -> Result<bool, Failure> {
    let token = visit.session().ok_or(Failure::NotFound)?.to_string();
    let opened = visit.first(OpenedAt { token }).await?;
    Ok(opened.is_some_and(|opened| is_recent(Instant::from_micros(opened), visit.now)))
}

/// Asks for the password under the field `preuve`, unless the proof is recent; what is wrong is told in `errors`.
pub(crate) async fn prove_again(visit: &mut Visit, typed: &Secret<String>, errors: &mut Errors) -> Result<(), Failure> {
    if proved_recently(visit).await? {
        return Ok(());
    }
    if account_own::hash(visit).await?.is_none() {
        errors.add("", WITHOUT_A_PASSWORD);
    } else if !own_password(visit, typed, errors).await? {
        errors.add("preuve", "Ce n’est pas votre mot de passe. Tapez-le de nouveau.");
    }
    Ok(())
}

const WITHOUT_A_PASSWORD: &str = "Vous êtes connecté depuis plus de cinq minutes, et ce compte n’a pas de mot de passe\u{a0}: déconnectez-vous, connectez-vous de nouveau, puis recommencez.";

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<OpenedAt>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_recent_for_five_minutes() {
        let opened = Instant::from_micros(1_795_545_000_000_000);
        assert!(is_recent(opened, opened) && is_recent(opened, opened.plus_seconds(300)));
        assert!(!is_recent(opened, opened.plus_seconds(301)));
    }
}
