//! What is taken away from an example says so: a file in its name, a table in a column of its own, which any program can read.
//!
//! Files are named in the router and tables marked where they are written, so that an export of tomorrow is marked without
//! thinking of it.

use domain::documents::{FileName, MediaType};

/// The head of the column, and what it says on every line.
pub(crate) const COLUMN: (&str, &str) = ("Exemple", "suivi inventé");

/// What stands before the name of a file.
const BEFORE: &str = "exemple-";

/// Parts of an address that say how something leaves, and not what it is.
const WAYS: [&str; 3] = ["export", "exporter", "fichier"];

/// The name of a kept file.
pub(crate) fn named(name: &FileName) -> FileName {
    FileName::stored(format!("{BEFORE}{name}"))
}

/// The name of a file made for a page: what its address is about, with the ending of its type.
pub(crate) fn file_name(pattern: &str, content_type: &str) -> String {
    let parts = pattern.rsplit('/').filter(|part| !part.is_empty() && !part.starts_with('{'));
    let about = parts.into_iter().find(|part| !WAYS.contains(part)).unwrap_or("pacte");
    let kind = content_type.split(';').next().unwrap_or_default();
    let ending = match (kind, MediaType::from_code(kind)) {
        ("text/calendar", _) => "ics",
        ("text/markdown", _) => "md",
        (_, Some(media)) => media.ending(),
        (other, None) => other.rsplit('/').next().unwrap_or_default(),
    };
    format!("{BEFORE}{about}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_what_its_address_is_about() {
        let name = |pattern| file_name(pattern, "text/csv; charset=utf-8");
        assert_eq!(name("/conventions/{convention}/plan/tableau/export"), "exemple-tableau.csv");
        assert_eq!(name("/conventions/{convention}/actions/{action}"), "exemple-actions.csv");
        assert_eq!(
            file_name("/conventions/{convention}/calendrier/fichier", "text/calendar; charset=utf-8"),
            "exemple-calendrier.ics"
        );
    }
}
