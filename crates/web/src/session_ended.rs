//! A form that arrives after the session of whoever typed it ended: nothing is kept here, and nothing that was typed is lost. The page
//! gives it back, to be sent again once signed in elsewhere.
//!
//! It is the same whatever the address names, and a password is never given back.

use askama::Template;

use crate::answer::Answer;
use crate::failure::Failure;
use crate::form;
use crate::frame::Frame;
use crate::session;
use crate::visit::{Visit, address_of};

/// The fields of forms that hold a password or a code.
const SECRETS: [&str; 5] = ["actuel", "mdp", "nouveau", "preuve", "code"];

/// What is shorter is a choice or a number, and is not shown again beside its form.
const WORTH_SHOWING: usize = 12;

#[derive(Template)]
#[template(path = "session_ended.html")]
struct SessionEnded {
    frame: Frame,
    action: String,
    fields: Vec<(String, String)>,
}

impl SessionEnded {
    /// What was written in words, to be read and copied.
    fn words(&self) -> impl Iterator<Item = &str> {
        let texts = self.fields.iter().map(|(_, text)| text.trim());
        texts.filter(|text| text.chars().count() >= WORTH_SHOWING && text.contains(' '))
    }
}

/// The page, for a form that came with a session that is no more; nothing for whoever never had one.
pub(crate) fn page(visit: &Visit) -> Option<Failure> {
    session::received(&visit.headers, visit.site.secure_cookies)?;
    Some(match rendered(visit) {
        Ok(page) => Failure::SessionEnded(Box::new(page)),
        Err(failure) => failure,
    })
}

fn rendered(visit: &Visit) -> Result<Answer, Failure> {
    let sent: Vec<(String, String)> = form::decode(&visit.body).unwrap_or_default();
    let fields = sent.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()));
    let page = SessionEnded {
        frame: visit.bare("Votre session a pris fin"),
        action: address_of(&visit.uri),
        fields: fields.collect(),
    };
    visit.page(&page)
}
