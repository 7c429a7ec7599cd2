//! The framework above the actions: levels of 0 to 4 depths, and themes beside them.
//!
//! The words "enjeu", "orientation", "axe" are labels of a level; no rule ever looks at them.

use super::{Key, Lines, Sourced};

/// A node of the framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeRead {
    /// Where it is printed, in every view.
    pub lines: Lines,
    /// Its key in this reading.
    pub id: Key,
    /// Its depth: 0 is the top level.
    pub level: u8,
    /// Its printed code: `1`, `1a`.
    pub code: Option<Sourced<String>>,
    /// The title retained.
    pub title: Sourced<String>,
    /// The other wordings, as each place of the text prints them.
    pub other_titles: Vec<Sourced<String>>,
    /// The node above.
    pub parent: Option<Key>,
}

impl NodeRead {
    /// What it is called, with its code: `1a. Accueillir`.
    #[must_use]
    pub fn called(&self) -> String {
        match &self.code {
            Some(code) => format!("{}. {}", code.value, self.title.value),
            None => self.title.value.clone(),
        }
    }
}

/// A theme under which actions are filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeRead {
    /// Where it is announced.
    pub lines: Lines,
    /// Its key in this reading.
    pub id: Key,
    /// As announced.
    pub name: Sourced<String>,
    /// The other wordings met on the sheets.
    pub other_names: Vec<Sourced<String>>,
}
