//! Closing one's own session.

use domain::access::{Installation, verbs};
use domain::people::SignedOut;
use domain::places::Target;
use web::answer::Answer;
use web::failure::Failure;
use web::visit::Visit;

use crate::tables::Tables;

pub(crate) async fn post(mut visit: Visit) -> Result<Answer, Failure> {
    if let (Some(person), Some(token)) = (visit.viewer.person(), visit.session()) {
        let fact = SignedOut {
            person,
            token,
            at: visit.now,
        };
        let tx = visit.begin::<verbs::SignIn>(Installation).await?;
        tx.record::<Tables, _>(&fact).await?.commit().await?;
    }
    Ok(Answer::see_other(Target::SignIn).closing())
}
