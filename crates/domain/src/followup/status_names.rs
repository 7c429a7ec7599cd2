//! What a convention calls its statuses: its own words where it chose some, the usual ones elsewhere.

use std::collections::BTreeMap;

use super::Status;

/// The names of the statuses of one convention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StatusNames(BTreeMap<Status, String>);

impl FromIterator<(Status, String)> for StatusNames {
    fn from_iter<T: IntoIterator<Item = (Status, String)>>(chosen: T) -> Self {
        Self(chosen.into_iter().collect())
    }
}

impl StatusNames {
    /// With one more.
    pub fn set(&mut self, status: Status, name: String) {
        self.0.insert(status, name);
    }

    /// What this convention calls it.
    #[must_use]
    pub fn name(&self, status: Status) -> &str {
        self.own(status).unwrap_or_else(|| status.french())
    }

    /// The name that this convention chose, if it did.
    #[must_use]
    pub fn own(&self, status: Status) -> Option<&str> {
        self.0.get(&status).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_keeps_its_usual_name_until_another_is_chosen() {
        let names: StatusNames = [(Status::Going, "Lancée".to_owned())].into_iter().collect();
        assert_eq!(
            (names.name(Status::Going), names.own(Status::Going)),
            ("Lancée", Some("Lancée"))
        );
        assert_eq!((names.name(Status::Done), names.own(Status::Done)), ("Réalisée", None));
    }
}
