//! What a letter holds, as it is kept until it is sent.
//!
//! A document of this room alone: no other room reads it, and nothing prints it.

use domain::mail::Letter;
use serde::{Deserialize, Serialize};

/// The text, the link, and the address that stops such letters.
#[derive(Serialize, Deserialize)]
pub(crate) struct Body {
    pub(crate) paragraphs: Vec<String>,
    pub(crate) link: Option<Link>,
    pub(crate) unsubscribe: Option<String>,
}

/// A button, and where it leads.
#[derive(Serialize, Deserialize)]
pub(crate) struct Link {
    pub(crate) words: String,
    pub(crate) address: String,
}

impl Body {
    pub(crate) fn of(letter: &Letter) -> Self {
        Self {
            paragraphs: letter.paragraphs.clone(),
            link: letter.link.as_ref().map(|link| Link {
                words: link.words.clone(),
                address: link.address.expose().to_owned(),
            }),
            unsubscribe: letter.list_unsubscribe.as_ref().map(|address| address.expose().to_owned()),
        }
    }

    /// The document to keep.
    pub(crate) fn document(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
