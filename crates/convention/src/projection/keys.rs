//! Keys of a reading (`p2`, `n4`, the printed number of an action) turned into the ordinals of the tables.

use std::collections::HashMap;
use std::hash::Hash;

use domain::reading::{Key, Named, Reading};

/// Where each key stands. Everyone who is named is in one numbering.
pub(crate) struct Keys<'a> {
    parties: HashMap<&'a Key, i64>,
    groups: HashMap<&'a Key, &'a [Key]>,
    nodes: HashMap<&'a Key, i64>,
    themes: HashMap<&'a Key, i64>,
    actions: HashMap<&'a str, i64>,
}

impl<'a> Keys<'a> {
    pub(crate) fn of(reading: &'a Reading) -> Self {
        Self {
            parties: numbered(reading.everyone().map(Named::id)),
            groups: reading
                .groups
                .iter()
                .map(|group| (&group.id, group.members.as_slice()))
                .collect(),
            nodes: numbered(reading.nodes.iter().map(|node| &node.id)),
            themes: numbered(reading.themes.iter().map(|theme| &theme.id)),
            actions: (0..)
                .zip(&reading.actions)
                .map(|(index, action)| (action.number.value.as_str(), reading.action_ordinal(index)))
                .collect(),
        }
    }

    /// The organisations a key stands for: itself, or the members of a group.
    pub(crate) fn parties(&self, key: &Key) -> Vec<i64> {
        match self.groups.get(key) {
            Some(members) => members.iter().filter_map(|member| self.party(member)).collect(),
            None => self.party(key).into_iter().collect(),
        }
    }

    /// The name of an organisation, by its ordinal.
    pub(crate) fn name<'r>(&'r self, reading: &'r Reading, ordinal: i64) -> Option<&'r str> {
        let found = self.parties.iter().find(|(_, own)| **own == ordinal);
        found.map(|(key, _)| reading.shown(key))
    }

    pub(crate) fn party(&self, key: &Key) -> Option<i64> {
        self.parties.get(key).copied()
    }

    pub(crate) fn node(&self, key: &Key) -> Option<i64> {
        self.nodes.get(key).copied()
    }

    pub(crate) fn theme(&self, key: &Key) -> Option<i64> {
        self.themes.get(key).copied()
    }

    /// The action of this printed number.
    pub(crate) fn action(&self, number: &str) -> Option<i64> {
        self.actions.get(number).copied()
    }
}

fn numbered<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, i64> {
    keys.enumerate().map(|(index, key)| (key, super::ordinal(index))).collect()
}
