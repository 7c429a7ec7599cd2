//! What the address of a page asks for, as a form sends it.
//!
//! It understands no field: each page does.

use std::borrow::Cow;

use axum::http::Uri;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// Path and query, as typed.
pub(crate) fn address_of(uri: &Uri) -> String {
    uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string)
}

/// What a query asks for; a query that does not have the expected form is an address that leads nowhere.
pub(crate) fn understood<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    serde_urlencoded::from_str(&said(query)).map_err(|_| Failure::NotFound)
}

/// A query without the fields that say nothing: a form sends them all, and a field left empty is one that nobody filled.
fn said(query: &str) -> Cow<'_, str> {
    let is_empty = |pair: &str| pair.is_empty() || pair.ends_with('=') && pair.matches('=').count() == 1;
    if !query.split('&').any(is_empty) {
        return Cow::Borrowed(query);
    }
    let said: Vec<&str> = query.split('&').filter(|pair| !is_empty(pair)).collect();
    Cow::Owned(said.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_left_empty_is_as_one_that_is_absent() {
        for (query, left) in [
            ("", ""),
            ("fait=&organisme=&qui=Camille&du=", "qui=Camille"),
            ("q=a%3D&x=1", "q=a%3D&x=1"),
            ("q==", "q=="),
            ("page=", ""),
        ] {
            assert_eq!(said(query), left, "{query}");
        }
    }
}
