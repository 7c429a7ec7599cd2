//! Requests forged from another site, refused by what the browser itself says of their origin.
//!
//! The layer of tower-http compares `Sec-Fetch-Site` and `Origin`; this module adds the one case it lets pass: a cookie
//! sent by something that says neither.

use axum::http::header::{COOKIE, ORIGIN};
use axum::http::{HeaderMap, HeaderName, Method};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the request changes something, carries a cookie and does not say where it comes from.
pub(crate) fn says_nothing(method: &Method, headers: &HeaderMap) -> bool {
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    changes && headers.contains_key(COOKIE) && !headers.contains_key(ORIGIN) && !headers.contains_key(SEC_FETCH_SITE)
}
