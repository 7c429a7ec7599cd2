//! How people come in to this installation: how long a session lasts, which proxies are believed, under which address the
//! pages are reached, which other provider of identity is offered.
//!
//! It is all given by `app`, from the command line; nothing here reads the environment.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::caller::Network;
use crate::leaked::LeakedPasswords;

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetimes {
    /// Since the sign-in, whatever is done.
    pub whole_seconds: i64,
    /// Since the last page.
    pub idle_seconds: i64,
}

/// A working day, and two hours away from the screen.
impl Default for Lifetimes {
    fn default() -> Self {
        Self {
            whole_seconds: 12 * 60 * 60,
            idle_seconds: 2 * 60 * 60,
        }
    }
}

/// The address under which people reach the pages: `https://pacte.mairie.fr`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(String);

/// Why a text is not the address of an installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotPublic {
    /// Neither http nor https, or something after the host.
    #[error("écrivez une adresse comme https://pacte.mairie.fr, sans rien après le nom")]
    Form,
    /// Passkeys are bound to a name.
    #[error(
        "écrivez un nom et non une suite de chiffres : les clés d’accès sont liées à un nom. Sur votre machine, ce nom est localhost"
    )]
    Number,
}

impl PublicUrl {
    /// Reads an origin: a scheme, a name, perhaps a port.
    pub fn parse(text: &str) -> Result<Self, NotPublic> {
        let text = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .ok_or(NotPublic::Form)?;
        let (host, port) = rest.split_once(':').map_or((rest, None), |(host, port)| (host, Some(port)));
        if rest.starts_with('[') || host.parse::<std::net::IpAddr>().is_ok() {
            return Err(NotPublic::Number);
        }
        let name = !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
        let numbered = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
        if name && numbered {
            Ok(Self(text))
        } else {
            Err(NotPublic::Form)
        }
    }

    /// The origin, without a last `/`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// The name alone, to which passkeys are bound.
    #[must_use]
    pub fn host(&self) -> &str {
        let (_, rest) = self.0.split_once("://").unwrap_or(("", &self.0));
        rest.split(':').next().unwrap_or(rest)
    }
}

/// Another provider of identity, as pages speak of it: its name, and whether it answered the last time it was asked.
#[derive(Debug, Clone)]
pub struct OtherProvider {
    label: String,
    silent: Arc<AtomicBool>,
}

impl OtherProvider {
    /// A provider that people call so.
    #[must_use]
    pub fn named(label: &str) -> Self {
        Self {
            label: label.to_owned(),
            silent: Arc::default(),
        }
    }

    /// Its name.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Whether it did not answer the last time.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.silent.load(Ordering::Relaxed)
    }

    /// Says whether it answered.
    pub fn answered(&self, answered: bool) {
        self.silent.store(!answered, Ordering::Relaxed);
    }
}

/// All of it.
#[derive(Debug, Clone, Default)]
pub struct Door {
    /// How long a session lasts.
    pub lifetimes: Lifetimes,
    /// The proxies whose word is taken for the address of a caller.
    pub trusted_proxies: Vec<Network>,
    /// Under which address the pages are reached, when it is said.
    pub public_url: Option<PublicUrl>,
    /// Where letters and links lead, when it is not that address: the demo listens at an address of figures, to which no passkey is
    /// bound.
    pub listens_at: Option<String>,
    /// By which other provider of identity people may sign in.
    pub provider: Option<OtherProvider>,
    /// Passwords that nobody may choose here because they leaked elsewhere, when a list is given.
    pub leaked: Option<LeakedPasswords>,
}

impl Door {
    /// Where letters and links lead, when it is said: never what a request says of itself.
    #[must_use]
    pub fn origin(&self) -> Option<&str> {
        let public = self.public_url.as_ref().map(PublicUrl::origin);
        self.listens_at.as_deref().or(public)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_and_a_name() {
        for (text, origin, host) in [
            ("https://pacte.mairie.fr", "https://pacte.mairie.fr", "pacte.mairie.fr"),
            ("https://Pacte.Mairie.fr/", "https://pacte.mairie.fr", "pacte.mairie.fr"),
            ("http://localhost:8080", "http://localhost:8080", "localhost"),
        ] {
            let url = PublicUrl::parse(text).expect(text);
            assert_eq!((url.origin(), url.host()), (origin, host));
        }
        for wrong in [
            "pacte.mairie.fr",
            "ftp://a.fr",
            "https://",
            "https://a.fr/pacte",
            "https://a.fr:0",
            "https://a@b.fr",
            "https://a.fr?x",
        ] {
            assert_eq!(PublicUrl::parse(wrong), Err(NotPublic::Form), "{wrong}");
        }
        for number in ["http://127.0.0.1:8080", "https://[::1]:443"] {
            assert_eq!(PublicUrl::parse(number), Err(NotPublic::Number), "{number}");
        }
    }
}
