//! A session opens: the same way whether one typed a password, founded the installation or chose a persona.
//!
//! One browser holds one session: the one it held before closes. Who the person is was settled before; nothing here checks a secret.

use domain::access::{Installation, Viewer, verbs};
use domain::ids::PersonId;
use domain::people::SignedIn;
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::href::LocalPath;
use web::visit::Visit;

use crate::tables::Tables;

/// How long a session lasts without a new sign-in: a working day.
const LIFETIME_SECONDS: i64 = 12 * 60 * 60;

/// Opens a session for `person` and leads to `back`, or to the conventions.
pub(crate) async fn open(mut visit: Visit, person: PersonId, back: Option<&LocalPath>) -> Result<Answer, Failure> {
    let token = visit.new_token();
    visit.viewer = Viewer::Person(person);
    let fact = SignedIn {
        person,
        token: token.digest(),
        at: visit.now,
        expires: visit.now.plus_seconds(LIFETIME_SECONDS),
        replaces: visit.session(),
    };
    let tx = visit.begin::<verbs::SignIn>(Installation).await?;
    tx.record::<Tables, _>(&fact).await?.commit().await?;
    let answer = back.map_or_else(|| Answer::see_other(Target::OwnConventions), Answer::back_to);
    Ok(answer.opening(token, LIFETIME_SECONDS))
}
