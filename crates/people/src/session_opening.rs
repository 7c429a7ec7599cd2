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
use web::visit::Visit;

use crate::browser_family;
use crate::tables::Tables;

/// Opens a session for `person`, who proved it this way, and leads to `back`, or to the conventions.
pub(crate) async fn open(visit: &mut Visit, person: PersonId, way: Way, back: Option<&LocalPath>) -> Result<Answer, Failure> {
    let token = visit.new_token();
    let lifetime = visit.door().lifetimes.whole_seconds;
    visit.viewer = Viewer::Person(person);
    let fact = SignedIn {
        person,
        token: token.digest(),
        at: visit.now,
        expires: visit.now.plus_seconds(lifetime),
        replaces: visit.session(),
        way,
        browser: browser_family::of(visit.user_agent()),
    };
    let tx = visit.begin::<verbs::SignIn>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    let answer = back.map_or_else(|| Answer::see_other(Target::OwnConventions), Answer::back_to);
    let answer = if visit.ceremony().is_some() { answer.ending() } else { answer };
    Ok(answer.opening(token, lifetime))
}
