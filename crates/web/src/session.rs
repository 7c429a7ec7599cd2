//! The secret kept in the browser of a person signed in.
//!
//! The server keeps its digest only; this module writes and reads the cookie, and never opens or closes a session.

use std::fmt::Write as _;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use domain::digest::Digest;

use crate::form::Secret;

/// A random secret that names a session.
#[derive(Clone)]
pub struct Token(Secret<String>);

impl Token {
    /// A token from 32 random bytes.
    #[must_use]
    pub fn from_random(bytes: [u8; 32]) -> Self {
        let mut text = String::with_capacity(64);
        for byte in bytes {
            let _ = write!(text, "{byte:02x}");
        }
        Self(Secret::new(text))
    }

    /// The token held by a cookie or an address, when it has the form of one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let form = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        form.then(|| Self(Secret::new(text.to_owned())))
    }

    /// What the database keeps.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.0.expose().as_bytes())
    }

    /// The secret itself, for the one line that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The text of the cookie: for a client without a browser, in tests.
    #[must_use]
    pub fn cookie(&self, secure: bool) -> String {
        format!("{}={}", cookie_name(secure), self.0.expose())
    }
}

/// How long a proof asked in several steps may take.
pub const CEREMONY_SECONDS: i64 = 10 * 60;

/// The cookie of a proof asked in several steps.
pub(crate) const fn ceremony_name(secure: bool) -> &'static str {
    if secure { "__Host-pacte-etape" } else { "pacte-etape" }
}

/// The digest of the token of the proof under way.
pub(crate) fn ceremony(headers: &HeaderMap, secure: bool) -> Option<Digest> {
    Token::parse(cookie(headers, ceremony_name(secure))?).map(|token| token.digest())
}

/// `__Host-` binds the cookie to this host and to https; plain http cannot set it.
pub(crate) const fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-pacte" } else { "pacte" }
}

/// The digest of the session token sent with the request.
pub(crate) fn received(headers: &HeaderMap, secure: bool) -> Option<Digest> {
    Token::parse(cookie(headers, cookie_name(secure))?).map(|token| token.digest())
}

/// The cookie of this name.
pub(crate) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn with_cookie(text: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("autre=1; pacte-theme=dark"));
        headers.append(COOKIE, HeaderValue::from_static(text));
        headers
    }

    #[test]
    fn the_token_comes_back_as_its_digest() {
        let token = Token::from_random([7; 32]);
        let headers = with_cookie("a=b; pacte=0707070707070707070707070707070707070707070707070707070707070707");
        assert_eq!(received(&headers, false), Some(token.digest()));
        assert_eq!(received(&headers, true), None, "the plain name is not read over https");
        assert_eq!(cookie(&headers, "pacte-theme"), Some("dark"));
    }

    #[test]
    fn anything_else_is_no_token() {
        for text in [
            "pacte=",
            "pacte=court",
            "pacte=zz07070707070707070707070707070707070707070707070707070707070707",
        ] {
            assert_eq!(received(&with_cookie(text), false), None, "{text}");
        }
    }
}
