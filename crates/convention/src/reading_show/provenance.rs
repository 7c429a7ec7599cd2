//! Whether a value without lines was typed by a person, or made of what was read: the seat of a member, the nature of a duty.
//!
//! It never guesses from the value: only a correction, or a convention typed by hand, makes it typed.

use domain::ids::ConventionId;
use files::correction::{FieldPath, lines_in};
use store::{QueryInfo, query};

use super::Desk;

query! {
    /// The places that were corrected, without the corrections that were undone.
    pub(super) Corrected(convention: ConventionId) -> String
    reading ["reading_version"]
    "SELECT r.place FROM reading_version r WHERE r.convention = $4 AND r.undoes IS NULL AND NOT EXISTS (SELECT 1 \
        FROM reading_version u WHERE u.convention = r.convention AND u.undoes = r.version) ORDER BY r.version"
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Corrected>()]
}

impl Desk {
    /// Whether a person typed what stands at a place that no line tells of.
    pub(super) fn is_typed(&self, path: &str) -> bool {
        let told: Option<FieldPath> = path.parse().ok();
        match told.and_then(|path| lines_in(&self.root, &path)) {
            Some(lines) => lines.is_empty(),
            None => self.is_by_hand() || self.corrected.iter().any(|place| is_within(path, place)),
        }
    }
}

/// Whether a place is another one, or inside it.
fn is_within(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_in_whole_holds_its_values() {
        assert!(is_within("/bodies/0/members/1/replaceable", "/bodies/0/members/1"));
        assert!(is_within("/duties/3/kind", "/duties/3/kind"));
        assert!(!is_within("/duties/31/kind", "/duties/3"));
    }
}
