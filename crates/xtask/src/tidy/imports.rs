//! The import law: which room may import which, and which library belongs to one room alone.
//!
//! Read from the manifests; this file is the one table of it.

use serde_json::Value;

use super::{Finding, House};

/// The rooms under the slices, and above them, with the rooms of ours that each may import.
const FOUNDATION: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("vault", &["domain"]),
    ("store", &["domain", "vault"]),
    ("web", &["domain", "store", "vault", "files"]),
    ("files", &["domain"]),
    ("typesetting", &["domain"]),
    ("territory", &["domain"]),
    ("identity", &["domain"]),
    ("testkit", &["domain", "store", "web"]),
    ("app", &EVERYTHING),
    ("verify", &[]),
    ("xtask", &[]),
];

/// The slices that were decided; another one needs an ADR first.
const SLICES: [&str; 15] = [
    "people",
    "convention",
    "diagnosis",
    "plan",
    "governance",
    "finance",
    "evaluation",
    "anomalies",
    "compliance",
    "documents",
    "discussion",
    "portfolio",
    "portal",
    "mail",
    "campaigns",
];

/// What a slice may import: never another slice.
const FOR_A_SLICE: [&str; 7] = ["domain", "store", "web", "files", "territory", "identity", "vault"];

const EVERYTHING: [&str; 25] = [
    "domain",
    "vault",
    "store",
    "web",
    "files",
    "typesetting",
    "territory",
    "identity",
    "testkit",
    "people",
    "convention",
    "diagnosis",
    "plan",
    "governance",
    "finance",
    "evaluation",
    "anomalies",
    "compliance",
    "documents",
    "discussion",
    "portfolio",
    "portal",
    "mail",
    "campaigns",
    "verify",
];

/// Libraries that only these rooms may name. The test kit plays the intruder behind the store, and no room links it.
const RESERVED: [(&str, &[&str]); 18] = [
    ("rusqlite", &["store", "testkit"]),
    ("libsqlite3-sys", &["store"]),
    ("tokio-postgres", &["store", "testkit"]),
    ("deadpool-postgres", &["store"]),
    ("sqlx", &[]),
    ("axum", &["web", "testkit", "app"]),
    ("tower", &["web", "testkit", "app"]),
    ("tower-http", &["web"]),
    ("argon2", &["people"]),
    ("webauthn-rs", &["identity"]),
    ("totp-rs", &["identity"]),
    ("openidconnect", &["identity"]),
    ("zxcvbn", &["people"]),
    ("image", &["files"]),
    ("lettre", &["mail"]),
    ("rust_xlsxwriter", &["files"]),
    ("calamine", &["files"]),
    ("zip", &["files"]),
];

/// All that the law book may name: days, digests and the shape of words. No I/O, no serialisation, no clock.
const FOR_THE_LAW_BOOK: [&str; 4] = ["jiff", "sha2", "rust-stemmers", "unicode-normalization"];

pub(super) fn check(house: &House) -> Vec<Finding> {
    let packages = house.metadata["packages"].as_array();
    packages.into_iter().flatten().flat_map(room).collect()
}

fn room(package: &Value) -> Vec<Finding> {
    let name = package["name"].as_str().unwrap_or_default();
    let manifest = format!("crates/{name}/Cargo.toml");
    let Some(allowed) = allowed(name) else {
        return vec![Finding::new(
            &manifest,
            1,
            format!("`{name}` is not a room of the import law: rooms are decided by an ADR"),
        )];
    };
    let dependencies = package["dependencies"].as_array();
    let broken = dependencies.into_iter().flatten().filter_map(|dependency| {
        let import = dependency["name"].as_str()?;
        let for_tests = dependency["kind"].as_str() == Some("dev");
        let ours = dependency["path"].is_string();
        let why = if ours {
            our_room(name, import, allowed, for_tests)
        } else {
            library(name, import, for_tests)
        }?;
        Some(Finding::new(&manifest, 1, why))
    });
    broken.collect()
}

/// Whether this name is on the list of slices.
pub(crate) fn is_slice(room: &str) -> bool {
    SLICES.contains(&room)
}

fn allowed(room: &str) -> Option<&'static [&'static str]> {
    let foundation = FOUNDATION.iter().find(|(name, _)| *name == room).map(|(_, allowed)| *allowed);
    foundation.or_else(|| SLICES.contains(&room).then_some(&FOR_A_SLICE as &[_]))
}

fn our_room(name: &str, import: &str, allowed: &[&str], for_tests: bool) -> Option<String> {
    let tests_of_a_slice = for_tests && import == "testkit" && SLICES.contains(&name);
    if allowed.contains(&import) || tests_of_a_slice {
        return None;
    }
    Some(format!("`{name}` may not import `{import}`"))
}

fn library(name: &str, import: &str, for_tests: bool) -> Option<String> {
    let reserved = RESERVED.iter().find(|(library, _)| *library == import);
    if let Some((_, rooms)) = reserved
        && !rooms.contains(&name)
    {
        return Some(format!("`{name}` may not name the library `{import}`"));
    }
    if name == "domain" && !for_tests && !FOR_THE_LAW_BOOK.contains(&import) {
        return Some(format!("the law book may not name the library `{import}`"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check_room(name: &str, imports: &Value) -> Vec<String> {
        let package = json!({ "name": name, "dependencies": imports });
        room(&package).into_iter().map(|finding| finding.says).collect()
    }

    fn ours(name: &str, kind: Option<&str>) -> Value {
        json!({ "name": name, "kind": kind, "path": "/somewhere" })
    }

    #[test]
    fn a_slice_never_imports_another() {
        let said = check_room("plan", &json!([ours("domain", None), ours("convention", None)]));
        assert_eq!(said, ["`plan` may not import `convention`"]);
    }

    #[test]
    fn a_slice_may_use_the_test_kit_in_its_tests_only() {
        assert!(check_room("plan", &json!([ours("testkit", Some("dev"))])).is_empty());
        assert_eq!(check_room("plan", &json!([ours("testkit", None)])).len(), 1);
    }

    #[test]
    fn only_the_store_knows_a_driver() {
        let driver = json!([{ "name": "rusqlite", "kind": null }]);
        assert!(check_room("store", &driver).is_empty());
        assert_eq!(check_room("app", &driver), ["`app` may not name the library `rusqlite`"]);
    }

    #[test]
    fn the_law_book_names_no_library_with_a_clock_or_a_format() {
        let said = check_room(
            "domain",
            &json!([{ "name": "serde", "kind": null }, { "name": "serde_json", "kind": "dev" }]),
        );
        assert_eq!(said, ["the law book may not name the library `serde`"]);
    }

    #[test]
    fn rooms_are_decided() {
        assert_eq!(check_room("helpers", &json!([])).len(), 1);
    }
}
