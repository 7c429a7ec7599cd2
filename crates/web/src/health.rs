//! Two addresses for who watches the server: does it answer, can it work. The status says it; the page is for people.
//!
//! They tell yes or no and nothing else: whoever asks is a stranger.

use askama::Template;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "health.html")]
struct Health {
    frame: Frame,
    sentence: &'static str,
}

/// `GET /sante/vie`: the server answers.
pub(crate) async fn alive(mut visit: Visit) -> Result<Answer, Failure> {
    let frame = visit.frame("Pacte répond").await?;
    visit.page(&Health {
        frame,
        sentence: "Le serveur est en marche.",
    })
}

/// `GET /sante`: the database answers, takes writes and has the tables of this version.
pub(crate) async fn ready(mut visit: Visit) -> Result<Answer, Failure> {
    let frame = visit.frame("Pacte est prêt").await?;
    visit.leave();
    visit.site.store.ready().await?;
    visit.page(&Health {
        frame,
        sentence: "Le serveur est en marche, sa base de données répond et accepte les écritures.",
    })
}
