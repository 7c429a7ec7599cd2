//! A session opens: the same way however one proved who one is.
//!
//! One browser holds one session: the one it held before closes. Who the person is was settled before; nothing here checks a secret.

use domain::access::{Installation, Viewer, verbs};
use domain::ids::PersonId;
use domain::people::{SignedIn, Way};
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::href::LocalPath;
use web::session::Token;
use web::visit::Visit;

use crate::browser_family;
use crate::tables::Tables;

/// Opens a session for `person`, who proved it this way, and leads to `back`, or to the conventions.
pub(crate) async fn open(visit: &mut Visit, person: PersonId, way: Way, back: Option<&LocalPath>) -> Result<Answer, Failure> {
    let (token, fact) = entering(visit, person, way);
    let tx = visit.begin::<verbs::SignIn>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    Ok(entered(visit, token, back))
}

/// The secret of a new session, and the fact that opens it. From now on the visit is the person's.
pub(crate) fn entering(visit: &mut Visit, person: PersonId, way: Way) -> (Token, SignedIn) {
    let token = visit.new_token();
    visit.viewer = Viewer::Person(person);
    let fact = SignedIn {
        person,
        token: token.digest(),
        at: visit.now,
        expires: visit.now.plus_seconds(visit.door().lifetimes.whole_seconds),
        replaces: visit.session(),
        way,
        browser: browser_family::of(visit.user_agent()),
    };
    (token, fact)
}

/// The answer to someone whose session was just opened.
pub(crate) fn entered(visit: &Visit, token: Token, back: Option<&LocalPath>) -> Answer {
    let answer = back.map_or_else(|| Answer::see_other(Target::OwnConventions), Answer::back_to);
    let answer = if visit.ceremony().is_some() { answer.ending() } else { answer };
    answer.opening(token, visit.door().lifetimes.whole_seconds)
}
