//! What was read of a text, for the eyes of the person who brings it.

use crate::Import;

/// A readable summary.
#[must_use]
pub fn summary(import: &Import) -> String {
    format!("{} actions", import.reading.actions.len())
}
