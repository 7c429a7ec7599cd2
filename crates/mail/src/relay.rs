//! The mail server that takes letters for everyone: where it is, how one speaks to it, in whose name letters leave.
//!
//! Its password is never printed: neither here nor in what is said of a wrong address.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::Address;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;

/// How long a server may take to answer one command, and twice as long for a whole letter.
const PATIENCE: Duration = Duration::from_mins(1);

/// A mail server, and the sender of the letters.
#[derive(Clone)]
pub struct Relay {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) encryption: Encryption,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) hello: Option<String>,
    /// Certificates that vouch for the server, beside the public ones, in PEM.
    pub(crate) authority: Option<Vec<u8>>,
    pub(crate) patience: Duration,
    pub(crate) from: Mailbox,
}

/// How what is said stays between the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encryption {
    /// From the first byte: `smtps://`.
    Whole,
    /// Asked for first, and nothing is said without it: `smtp://`.
    Demanded,
    /// None: the server is on this machine.
    Loopback,
}

/// What is wrong with the settings. The address itself is not repeated: it holds a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadRelay {
    /// It is not an address of a mail server.
    Address,
    /// A parameter that is not known, or has no such value.
    Parameter,
    /// The sender is not an address.
    Sender,
    /// The file of certificates cannot be read, or holds none.
    Authority,
}

impl Relay {
    /// Reads `smtp[s]://user:password@host:port?hello=…&timeout=…&ca=…` and `Name <address>`.
    pub fn parse(address: &str, from: &str) -> Result<Self, BadRelay> {
        let (scheme, rest) = address.trim().split_once("://").ok_or(BadRelay::Address)?;
        let (rest, parameters) = rest.split_once('?').unwrap_or((rest, ""));
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let (credentials, place) = match rest.rsplit_once('@') {
            Some((who, place)) => (Some(credentials(who)?), place),
            None => (None, rest),
        };
        let whole = match scheme {
            "smtps" => true,
            "smtp" => false,
            _ => return Err(BadRelay::Address),
        };
        let (host, port) = host_and_port(place, if whole { 465 } else { 587 })?;
        let encryption = match (whole, is_loopback(&host)) {
            (true, _) => Encryption::Whole,
            (false, true) => Encryption::Loopback,
            (false, false) => Encryption::Demanded,
        };
        let mut relay = Self {
            host,
            port,
            encryption,
            credentials,
            hello: None,
            authority: None,
            patience: PATIENCE,
            from: sender(from)?,
        };
        for pair in parameters.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').ok_or(BadRelay::Parameter)?;
            relay.set(name, &decoded(value).ok_or(BadRelay::Parameter)?)?;
        }
        Ok(relay)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), BadRelay> {
        match name {
            "hello" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic()) => {
                self.hello = Some(value.to_owned());
            }
            "timeout" => {
                let seconds: u64 = value.parse().map_err(|_| BadRelay::Parameter)?;
                if !(1..=600).contains(&seconds) {
                    return Err(BadRelay::Parameter);
                }
                self.patience = Duration::from_secs(seconds);
            }
            "ca" => {
                let pem = std::fs::read(value).map_err(|_| BadRelay::Authority)?;
                lettre::transport::smtp::client::Certificate::from_pem(&pem).map_err(|_| BadRelay::Authority)?;
                self.authority = Some(pem);
            }
            _ => return Err(BadRelay::Parameter),
        }
        Ok(())
    }

    /// The machine, as pages say it.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// In whose name letters leave, as pages say it.
    #[must_use]
    pub fn sender(&self) -> String {
        self.from.to_string()
    }
}

/// Where it is, without who we are for it.
impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relay({}:{}, {:?})", self.host, self.port, self.encryption)
    }
}

fn credentials(who: &str) -> Result<Credentials, BadRelay> {
    let (user, password) = who.split_once(':').ok_or(BadRelay::Address)?;
    let part = |text| {
        decoded(text)
            .filter(|part: &String| !part.is_empty())
            .ok_or(BadRelay::Address)
    };
    Ok(Credentials::new(part(user)?, part(password)?))
}

/// `host`, `host:25`, `[::1]:25`.
fn host_and_port(place: &str, usual: u16) -> Result<(String, u16), BadRelay> {
    let (host, port) = match place.strip_prefix('[') {
        Some(rest) => {
            let (host, rest) = rest.split_once(']').ok_or(BadRelay::Address)?;
            host.parse::<IpAddr>().map_err(|_| BadRelay::Address)?;
            (
                host,
                if rest.is_empty() {
                    None
                } else {
                    Some(rest.strip_prefix(':').ok_or(BadRelay::Address)?)
                },
            )
        }
        None => match place.split_once(':') {
            Some((host, port)) => (host, Some(port)),
            None => (place, None),
        },
    };
    let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':');
    if host.is_empty() || !host.bytes().all(named) {
        return Err(BadRelay::Address);
    }
    let port = port.map_or(Ok(usual), |port| port.parse().map_err(|_| BadRelay::Address))?;
    Ok((host.to_owned(), port))
}

fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// `Name <address>`, or an address alone: the name is then that of the product.
fn sender(text: &str) -> Result<Mailbox, BadRelay> {
    let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"').trim(), address),
        None => ("", text.trim()),
    };
    let address: Address = address.parse().map_err(|_| BadRelay::Sender)?;
    if name.chars().any(char::is_control) {
        return Err(BadRelay::Sender);
    }
    let name = if name.is_empty() { "Pacte" } else { name };
    Ok(Mailbox::new(Some(name.to_owned()), address))
}

/// A part of an address, in which `%40` stands for `@`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let value = digit(rest.next())? * 16 + digit(rest.next())?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: &str = "Pacte des Pennes <pacte@mairie.test>";

    fn parsed(address: &str) -> Result<(String, u16, Encryption, bool), BadRelay> {
        let relay = Relay::parse(address, FROM)?;
        Ok((relay.host, relay.port, relay.encryption, relay.credentials.is_some()))
    }

    #[test]
    fn an_address_says_where_and_how() {
        for (address, host, port, encryption, known) in [
            (
                "smtp://mail.mairie.test",
                "mail.mairie.test",
                587,
                Encryption::Demanded,
                false,
            ),
            (
                "smtps://moi:se%40cret@mail.mairie.test",
                "mail.mairie.test",
                465,
                Encryption::Whole,
                true,
            ),
            ("smtp://localhost:2525", "localhost", 2525, Encryption::Loopback, false),
            ("smtp://[::1]:25/", "::1", 25, Encryption::Loopback, false),
            (
                "smtp://10.0.0.2:25?timeout=5&hello=pacte.test",
                "10.0.0.2",
                25,
                Encryption::Demanded,
                false,
            ),
        ] {
            assert_eq!(parsed(address), Ok((host.to_owned(), port, encryption, known)), "{address}");
        }
    }

    #[test]
    fn what_is_not_one_is_refused_without_being_repeated() {
        for (address, why) in [
            ("mail.mairie.test", BadRelay::Address),
            ("http://mail.mairie.test", BadRelay::Address),
            ("smtp://", BadRelay::Address),
            ("smtp://moi@mail.test", BadRelay::Address),
            ("smtp://mail.test:port", BadRelay::Address),
            ("smtp://mail test", BadRelay::Address),
            ("smtp://mail.test?tls=none", BadRelay::Parameter),
            ("smtp://mail.test?timeout=0", BadRelay::Parameter),
            ("smtp://mail.test?ca=/nowhere/at/all.pem", BadRelay::Authority),
        ] {
            assert_eq!(parsed(address), Err(why), "{address}");
        }
        for from in ["", "Pacte", "Pacte <nobody>", "Pacte\u{7} <a@b.test>"] {
            assert_eq!(Relay::parse("smtp://localhost", from).err(), Some(BadRelay::Sender), "{from}");
        }
    }

    #[test]
    fn a_password_is_printed_nowhere() {
        let relay = Relay::parse("smtps://moi:mot-de-passe@mail.mairie.test", FROM).expect("a relay");
        assert!(!format!("{relay:?}").contains("mot-de-passe"));
        assert_eq!(relay.sender(), "Pacte des Pennes <pacte@mairie.test>");
        let plain = Relay::parse("smtp://localhost", "pacte@mairie.test").expect("a relay");
        assert_eq!(plain.sender(), "Pacte <pacte@mairie.test>");
    }
}
