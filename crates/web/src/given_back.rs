//! What people wrote in a form that was not kept, given back to them: a session that ended, a disk that is full, something that a
//! colleague took away meanwhile.
//!
//! It never gives back a password or a code, keeps nothing on the server, and tells nothing of what the address names.

use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};

use crate::asked::address_of;
use crate::form;

/// The fields of forms that hold a password or a code.
const SECRETS: [&str; 5] = ["actuel", "mdp", "nouveau", "preuve", "code"];

/// What is shorter is a choice or a number, and is not shown again beside its form.
const WORTH_SHOWING: usize = 12;

/// A form as it arrived, while nobody knows yet whether it will be kept.
pub(crate) struct Sent {
    action: String,
    body: Bytes,
}

impl Sent {
    /// Keeps what arrived at hand. A form with files is not: nobody sends a file again by hand.
    pub(crate) fn new(uri: &Uri, headers: &HeaderMap, body: &Bytes) -> Option<Self> {
        let url_encoded = headers
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        (url_encoded && !body.is_empty()).then(|| Self {
            action: address_of(uri),
            body: body.clone(),
        })
    }

    /// What people wrote in it, to be sent again from the page that shows it.
    pub(crate) fn again(self) -> GivenBack {
        let action = Some(self.action.clone());
        GivenBack {
            action,
            ..self.for_copying()
        }
    }

    /// What people wrote in it, to be copied: sent again, it would be refused again, or kept twice.
    pub(crate) fn for_copying(self) -> GivenBack {
        let sent: Vec<(String, String)> = form::decode(&self.body).unwrap_or_default();
        let fields = sent.into_iter().filter(|(name, _)| !SECRETS.contains(&name.as_str()));
        GivenBack {
            action: None,
            fields: fields.collect(),
        }
    }
}

/// What a page gives back.
#[derive(Default)]
pub(crate) struct GivenBack {
    /// Where it is sent again, when it may be.
    pub(crate) action: Option<String>,
    /// Every field but the secret ones.
    pub(crate) fields: Vec<(String, String)>,
}

impl GivenBack {
    /// What was written in words, to be read and copied.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        let texts = self.fields.iter().map(|(_, text)| text.trim());
        texts.filter(|text| text.chars().count() >= WORTH_SHOWING && text.contains(' '))
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.action.is_none() && self.words().next().is_none() || self.fields.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn sent(body: &'static str) -> Option<Sent> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        Sent::new(&Uri::from_static("/ici?a=b"), &headers, &Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn sentences_come_back_and_secrets_do_not() {
        let back = sent("texte=Deux+ateliers+en+mai&etat=1&mdp=un+secret+de+plusieurs+mots")
            .expect("a form")
            .again();
        assert_eq!(back.action.as_deref(), Some("/ici?a=b"));
        assert_eq!(back.words().collect::<Vec<_>>(), ["Deux ateliers en mai"]);
        assert_eq!(back.fields.len(), 2);
    }

    #[test]
    fn a_choice_alone_is_sent_again_and_never_shown() {
        assert!(sent("etat=1").expect("a form").for_copying().is_empty());
        let again = sent("etat=1").expect("a form").again();
        assert!(!again.is_empty() && again.words().next().is_none());
    }

    #[test]
    fn what_is_no_form_is_left_alone() {
        assert!(sent("").is_none());
        assert!(Sent::new(&Uri::from_static("/"), &HeaderMap::new(), &Bytes::from_static(b"x")).is_none());
        assert!(sent("a=%00").expect("a form").again().is_empty());
    }
}
