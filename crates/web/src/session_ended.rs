//! A form that arrives when nobody is signed in: a session that ended, a cookie that is gone. Nothing is kept here, and nothing that was
//! typed is lost: the page gives it back, to be sent again once signed in elsewhere.
//!
//! It is the same whatever the address names.

use askama::Template;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::given_back::{GivenBack, Sent};
use crate::session;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "session_ended.html")]
struct SessionEnded {
    frame: Frame,
    back: GivenBack,
}

/// The page; nothing for whoever never had a session and wrote nothing.
pub(crate) fn page(visit: &Visit) -> Option<Failure> {
    let back = Sent::new(&visit.uri, &visit.headers, &visit.body)
        .map(Sent::again)
        .unwrap_or_default();
    let was_signed_in = session::received(&visit.headers, visit.site.secure_cookies).is_some();
    if !was_signed_in && back.words().next().is_none() {
        return None;
    }
    Some(match rendered(visit, back) {
        Ok(page) => Failure::SessionEnded(Box::new(page)),
        Err(failure) => failure,
    })
}

fn rendered(visit: &Visit, back: GivenBack) -> Result<Answer, Failure> {
    let frame = visit.bare("Votre session a pris fin");
    visit.page(&SessionEnded { frame, back })
}
