//! Two addresses for who watches the server: does it answer, can it work.
//!
//! They tell yes or no and nothing else: whoever asks is a stranger.

use crate::answer::Answer;
use crate::failure::Failure;
use crate::visit::Visit;

const PLAIN: &str = "text/plain; charset=utf-8";

/// `GET /sante/vie`: the server answers.
pub(crate) async fn alive(_: Visit) -> Result<Answer, Failure> {
    Ok(Answer::bytes("Pacte répond.\n".into(), PLAIN))
}

/// `GET /sante`: the database answers, takes writes and has the tables of this version.
pub(crate) async fn ready(mut visit: Visit) -> Result<Answer, Failure> {
    visit.leave();
    visit.site.store.ready().await?;
    Ok(Answer::bytes("Pacte est prêt.\n".into(), PLAIN))
}
