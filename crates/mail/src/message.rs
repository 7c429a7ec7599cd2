//! A letter as it travels: headers, a text for every reader, the same in HTML.
//!
//! The HTML holds no style, no picture and nothing that tells whether it was read; each mail program shows it in its own colours.

use std::time::{Duration, UNIX_EPOCH};

use askama::Template;
use domain::time::Instant;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::body::Body;
use crate::letter_rows::DueLetter;

const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");
const UNSUBSCRIBE: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe");
const ONE_CLICK: HeaderName = HeaderName::new_from_ascii_str("List-Unsubscribe-Post");

/// A letter that no server could take, whatever it answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfit {
    #[error("l’adresse n’a pas la forme d’une adresse électronique")]
    Address,
    #[error("le courrier ne peut pas être écrit")]
    Letter,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct Html<'l> {
    subject: &'l str,
    name: &'l str,
    body: &'l Body,
    sender: &'l str,
}

/// The letter, to this address.
pub(crate) struct Composed {
    pub(crate) to: Address,
    pub(crate) bytes: Vec<u8>,
}

/// Writes a letter as it travels, in the name of `from`, dated `now`.
pub(crate) fn compose(letter: &DueLetter, from: &Mailbox, now: Instant) -> Result<Composed, Unfit> {
    let to: Address = letter.address.parse().map_err(|_| Unfit::Address)?;
    let body = Body::read(&letter.body).ok_or(Unfit::Letter)?;
    let sender = from.name.as_deref().unwrap_or("Pacte");
    let html = Html {
        subject: &letter.subject,
        name: &letter.name,
        body: &body,
        sender,
    };
    let html = html.render().map_err(|_| Unfit::Letter)?;
    let name = (!letter.name.is_empty()).then(|| letter.name.clone());
    let date = UNIX_EPOCH + Duration::from_micros(u64::try_from(now.micros()).unwrap_or(0));
    let mut message = Message::builder()
        .from(from.clone())
        .to(Mailbox::new(name, to.clone()))
        .subject(letter.subject.clone())
        .date(date)
        .message_id(Some(format!("<{}@{}>", letter.message_id, from.email.domain())))
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()));
    if let Some(address) = &body.unsubscribe {
        message = message
            .raw_header(HeaderValue::new(UNSUBSCRIBE, format!("<{address}>")))
            .raw_header(HeaderValue::new(ONE_CLICK, "List-Unsubscribe=One-Click".to_owned()));
    }
    let part = |kind, text: String| SinglePart::builder().header(kind).body(text);
    let parts = MultiPart::alternative()
        .singlepart(part(ContentType::TEXT_PLAIN, text(&letter.name, &body, sender)))
        .singlepart(part(ContentType::TEXT_HTML, html));
    let message = message.multipart(parts).map_err(|_| Unfit::Letter)?;
    Ok(Composed {
        to,
        bytes: message.formatted(),
    })
}

/// The letter for whoever reads text alone: the link stands on a line of its own.
pub(crate) fn text(name: &str, body: &Body, sender: &str) -> String {
    let mut lines = vec![greeting(name)];
    lines.extend(body.paragraphs.iter().cloned());
    if let Some(link) = &body.link {
        lines.push(format!("{}\u{a0}:\n{}", link.words, link.address));
    }
    lines.push(format!(
        "{sender}\nMessage envoyé par Pacte\u{a0}: il n’attend pas de réponse."
    ));
    if let Some(address) = &body.unsubscribe {
        lines.push(format!("Ne plus recevoir ces messages\u{a0}:\n{address}"));
    }
    let mut text = lines.join("\n\n");
    text.push('\n');
    text
}

/// How a letter begins.
pub(crate) fn greeting(name: &str) -> String {
    if name.is_empty() {
        "Bonjour,".to_owned()
    } else {
        format!("Bonjour {name},")
    }
}
