//! A message that came back to the sender, as mail servers write it (RFC 3464): which letter it is about, for whom it failed, what
//! was said.
//!
//! Anyone may have written it. Nothing of it is believed here: whoever asks compares it with a letter that left.

use std::borrow::Cow;

use domain::mail::Answered;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders as _, PartType};

use crate::server_words::without_addresses;

/// How many parts a message may speak of. A report holds three, and those of the letter; one of thousands, each in another, would be
/// long to read.
const MOST_PARTS: usize = 200;

/// What a report says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// The name of the letter between mail servers, without its domain.
    pub(crate) message_id: String,
    /// For whom it failed for good.
    failures: Vec<Failure>,
}

/// One recipient for whom the letter failed.
#[derive(Debug, PartialEq, Eq)]
struct Failure {
    /// The address as the last server knew it, and as the first one was given it.
    addresses: Vec<String>,
    answered: Answered,
}

/// Why a message tells of no letter that came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoReport {
    /// It is no report, or one that does not say of which letter.
    Unread,
    /// It tells of a letter that is late, was passed on or arrived.
    NotFailed,
}

impl Report {
    /// Reads a message, whatever it is.
    pub(crate) fn read(message: &[u8]) -> Result<Self, NoReport> {
        let message = without_envelope(message);
        if parts_spoken_of(message) > MOST_PARTS {
            return Err(NoReport::Unread);
        }
        let message = MessageParser::default().parse(message).ok_or(NoReport::Unread)?;
        let parts = parts_of_report(&message).ok_or(NoReport::Unread)?;
        let status = parts.iter().find(|part| is_one_of(part, &STATUS)).ok_or(NoReport::Unread)?;
        let groups = groups(&decoded(status.contents()));
        let failures: Vec<Failure> = groups.iter().filter_map(failure).collect();
        if failures.is_empty() {
            let told = groups.iter().any(|group| field(group, "action").is_some());
            return Err(if told { NoReport::NotFailed } else { NoReport::Unread });
        }
        let message_id = parts.iter().find_map(|part| original(part)).ok_or(NoReport::Unread)?;
        Ok(Self { message_id, failures })
    }

    /// What was said of this address; nothing when the letter did not fail for it.
    pub(crate) fn about(&self, address: &str) -> Option<&Answered> {
        let address = address.to_lowercase();
        let failure = self.failures.iter().find(|failure| failure.addresses.contains(&address))?;
        Some(&failure.answered)
    }
}

/// What says how each delivery ended, and what holds the letter or its headers.
const STATUS: [(&str, &str); 2] = [("message", "delivery-status"), ("message", "global-delivery-status")];
const HEADERS: [(&str, &str); 3] = [
    ("text", "rfc822-headers"),
    ("message", "global-headers"),
    ("message", "rfc822-headers"),
];

fn is_one_of(part: &MessagePart<'_>, kinds: &[(&str, &str)]) -> bool {
    kinds.iter().any(|(kind, subtype)| part.is_content_type(kind, subtype))
}

/// A mail server that hands a message to a program may put a line in front, that of a mailbox.
fn without_envelope(message: &[u8]) -> &[u8] {
    if !message.starts_with(b"From ") {
        return message;
    }
    let end = message.iter().position(|byte| *byte == b'\n');
    end.map_or(&[], |end| &message[end + 1..])
}

fn parts_spoken_of(message: &[u8]) -> usize {
    let header = b"content-type";
    message
        .windows(header.len())
        .filter(|window| window.eq_ignore_ascii_case(header))
        .count()
}

/// The parts of a report on a delivery; nothing where the message is another.
fn parts_of_report<'m>(message: &'m Message<'m>) -> Option<Vec<&'m MessagePart<'m>>> {
    let whole = message.parts.first()?;
    let kind = whole.content_type()?.attribute("report-type").unwrap_or("delivery-status");
    let PartType::Multipart(own) = &whole.body else {
        return None;
    };
    if !whole.is_content_type("multipart", "report") || !kind.eq_ignore_ascii_case("delivery-status") {
        return None;
    }
    Some(own.iter().filter_map(|part| message.parts.get(*part as usize)).collect())
}

/// The name of the letter that a part holds, whole or by its headers alone.
fn original(part: &MessagePart<'_>) -> Option<String> {
    let found = match &part.body {
        PartType::Message(letter) => name_of(letter),
        _ if is_one_of(part, &HEADERS) || part.is_content_type("message", "rfc822") => {
            name_of(&MessageParser::default().parse_headers(part.contents())?)
        }
        _ => None,
    }?;
    Some(found.split('@').next()?.trim_matches(['<', ' ']).to_owned())
}

fn name_of(letter: &Message<'_>) -> Option<String> {
    letter.parts.first()?;
    letter.message_id().map(str::to_owned)
}

/// Some servers write what they say in the alphabet of Western Europe, whatever the part announces.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into(),
    }
}

/// The fields of a recipient, their names in small letters.
type Group = Vec<(String, String)>;

/// The fields, a group for each recipient: a blank line stands between two, and a field goes on where a line begins with a space.
fn groups(text: &str) -> Vec<Group> {
    let mut groups = vec![Group::new()];
    for line in text.lines() {
        let group = groups.last_mut().filter(|group| !group.is_empty());
        match (group, line.split_once(':')) {
            (Some(_), _) if line.trim().is_empty() => groups.push(Group::new()),
            (Some(group), _) if line.starts_with([' ', '\t']) => {
                if let Some((_, value)) = group.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            }
            (_, Some((name, value))) => {
                if let Some(group) = groups.last_mut() {
                    group.push((name.trim().to_lowercase(), value.trim().to_owned()));
                }
            }
            _ => {}
        }
    }
    groups
}

fn field<'g>(group: &'g Group, name: &str) -> Option<&'g str> {
    let found = group.iter().find(|(own, _)| own == name);
    found.map(|(_, value)| value.as_str())
}

/// What failed for good, when the group says so.
fn failure(group: &Group) -> Option<Failure> {
    let action = first_word(field(group, "action")?)?;
    if !action.eq_ignore_ascii_case("failed") {
        return None;
    }
    let addresses: Vec<String> = ["final-recipient", "original-recipient"]
        .into_iter()
        .filter_map(|name| address(field(group, name)?))
        .collect();
    let said = typed(field(group, "diagnostic-code").unwrap_or_default());
    let code = first_word(said).and_then(|word| word.get(..3)?.parse().ok());
    Some(Failure {
        addresses,
        answered: Answered::of_a_return(
            field(group, "status").and_then(first_word),
            code.filter(|code| (400..600).contains(code)),
            &without_addresses(said),
        ),
    })
}

fn first_word(text: &str) -> Option<&str> {
    text.split_whitespace().next()
}

/// What follows the kind of a field: `rfc822; a@b`, `smtp; 550 no`.
fn typed(value: &str) -> &str {
    match value.split_once(';') {
        Some((kind, rest)) if !kind.trim().contains(char::is_whitespace) => rest.trim(),
        _ => value.trim(),
    }
}

fn address(value: &str) -> Option<String> {
    let address = typed(value).trim_matches(['<', '>', ' ']).to_lowercase();
    (!address.is_empty()).then_some(address)
}

#[cfg(test)]
mod tests;
