//! The gallery: every component, in its states, with long and empty texts.

use askama::Template;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
}

/// `GET /composants`.
pub(crate) async fn show(mut visit: Visit) -> Result<Answer, Failure> {
    let frame = visit.frame("Composants").await?;
    visit.page(&Gallery { frame })
}
