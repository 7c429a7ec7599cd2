//! Which organisation of a file is which of a convention: by its name, by another name that the text gives it, or because a person
//! says so. What only looks alike is proposed with its reason, and decides nothing.
//!
//! It knows the names of both readings and no directory.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::people::{Candidate, Likeness, organisations_alike};
use domain::reading::{Holder, Key, PartyRead, Reading, Sourced};

use super::Sides;
use crate::mapping::plain_name;

/// The most organisations of a file that are compared with those of the convention two by two.
const MOST_COMPARED: usize = 300;

/// Why an organisation of the file is one of the convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameReason {
    /// It has its name.
    Name,
    /// It has one of its other names.
    Alias,
    /// A person says so.
    Said,
}

/// An organisation of the file that is one of the convention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Same {
    /// Its name in the file.
    pub name: String,
    /// The name of the other.
    pub own: String,
    /// Why.
    pub reason: SameReason,
}

/// An organisation of the file that looks like one of the convention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    /// Its name in the file.
    pub name: String,
    /// The same, as it is said that they are one.
    pub folded: String,
    /// The name of the other.
    pub own: String,
    /// Its key.
    pub key: Key,
    /// Why they look alike.
    pub reasons: Vec<Likeness>,
}

/// The names of a convention, and the keys behind them.
pub(super) struct Known {
    names: HashMap<String, (Key, SameReason)>,
}

impl Known {
    pub(super) fn of(here: &Reading, said: &BTreeMap<String, String>) -> Self {
        let mut names = HashMap::new();
        let mut know = |name: &str, key: &Key, reason: SameReason| {
            names.entry(plain_name(name)).or_insert_with(|| (key.clone(), reason));
        };
        let keys: BTreeSet<&Key> = keys(here).collect();
        for (name, key) in said
            .iter()
            .map(|(name, key)| (name, Key(key.clone())))
            .filter(|(_, key)| keys.contains(key))
        {
            know(name, &key, SameReason::Said);
        }
        for party in &here.parties {
            know(&party.name.value, &party.id, SameReason::Name);
        }
        for (id, name) in named(here) {
            know(&name.value, id, SameReason::Name);
        }
        for party in &here.parties {
            aliases(party).for_each(|alias| know(alias, &party.id, SameReason::Alias));
        }
        Self { names }
    }

    fn reason(&self, name: &str) -> Option<&(Key, SameReason)> {
        self.names.get(&plain_name(name))
    }

    pub(super) fn of_name(&self, name: &str) -> Option<Key> {
        self.reason(name).map(|(key, _)| key.clone())
    }

    /// The party of the convention that a party of the file is, by any of its names.
    pub(super) fn of_party(&self, party: &PartyRead) -> Option<Key> {
        self.of_name(&party.name.value)
            .or_else(|| aliases(party).find_map(|alias| self.of_name(alias)))
    }
}

/// The names of a party beside its own: a letter of the marks names nobody.
fn aliases(party: &PartyRead) -> impl Iterator<Item = &str> {
    let aliases = party.aliases.iter().map(|alias| alias.value.as_str());
    aliases.filter(|alias| alias.chars().count() > 2)
}

fn keys(reading: &Reading) -> impl Iterator<Item = &Key> {
    reading
        .parties
        .iter()
        .map(|party| &party.id)
        .chain(named(reading).map(|(id, _)| id))
}

/// Organisations and groups.
fn named(reading: &Reading) -> impl Iterator<Item = (&Key, &Sourced<String>)> {
    let organisations = reading.organisations.iter().map(|one| (&one.id, &one.name));
    organisations.chain(reading.groups.iter().map(|group| (&group.id, &group.name)))
}

impl Sides<'_> {
    /// The key of the convention behind a key of the file.
    pub(super) fn key(&self, there: &Key) -> Option<Key> {
        // A spreadsheet was read with the keys of the convention.
        if self.is_spreadsheet {
            return Some(there.clone());
        }
        match self.there.parties.iter().find(|party| party.id == *there) {
            Some(party) => self.names.of_party(party),
            None => named(self.there)
                .find(|(id, _)| *id == there)
                .and_then(|(_, name)| self.names.of_name(&name.value)),
        }
    }

    /// The holder of a role in the file, as the convention would name it.
    pub(super) fn holder(&self, there: &Holder) -> Holder {
        match there {
            Holder::Known(key) => match self.key(key) {
                Some(key) => Holder::Known(key),
                None => Holder::Text(self.there.shown(key).to_owned()),
            },
            Holder::Text(words) => self.own_holder(words),
        }
    }

    /// Words that name an organisation of the convention are that one.
    pub(super) fn own_holder(&self, words: &str) -> Holder {
        self.names
            .of_name(words)
            .map_or_else(|| Holder::Text(words.to_owned()), Holder::Known)
    }
}

/// The names of the organisations of a file, each once.
fn names_there(sides: &Sides<'_>) -> Vec<String> {
    let there = sides.there;
    let mut names: Vec<String> = Vec::new();
    if !sides.is_spreadsheet {
        names.extend(there.parties.iter().map(|party| party.name.value.clone()));
        names.extend(named(there).map(|(_, name)| name.value.clone()));
    }
    for action in &there.actions {
        let holders = action.pilots.iter().chain(&action.bearers).chain(&action.partners);
        names.extend(holders.filter_map(|holder| match &holder.value {
            Holder::Text(words) => Some(words.clone()),
            Holder::Known(_) => None,
        }));
    }
    let mut seen = BTreeSet::new();
    names.retain(|name| seen.insert(plain_name(name)));
    names
}

/// The organisations that are the same, then those that look alike.
pub(super) fn told(sides: &Sides<'_>) -> (Vec<Same>, Vec<Alike>) {
    let (mut same, mut unknown) = (Vec::new(), Vec::new());
    for name in names_there(sides) {
        match known(sides, &name) {
            Some((key, reason)) => same.push(Same {
                own: sides.here.shown(&key).to_owned(),
                name,
                reason,
            }),
            None => unknown.push(name),
        }
    }
    let alike = alike(sides.here, &unknown);
    (same, alike)
}

fn known(sides: &Sides<'_>, name: &str) -> Option<(Key, SameReason)> {
    if let Some(known) = sides.names.reason(name) {
        return Some(known.clone());
    }
    let party = sides.there.parties.iter().find(|party| party.name.value == name)?;
    sides.names.of_party(party).map(|key| (key, SameReason::Alias))
}

fn alike(here: &Reading, unknown: &[String]) -> Vec<Alike> {
    let unknown: Vec<&String> = unknown.iter().take(MOST_COMPARED).collect();
    let mut own: Vec<(&Key, Vec<String>)> = Vec::new();
    for party in &here.parties {
        let names = std::iter::once(party.name.value.as_str()).chain(aliases(party));
        own.push((&party.id, names.map(str::to_owned).collect()));
    }
    own.extend(named(here).map(|(id, name)| (id, vec![name.value.clone()])));
    let names = unknown.iter().map(|name| vec![(*name).clone()]);
    let all = own.iter().map(|(_, names)| names.clone()).chain(names);
    let candidates: Vec<Candidate> = (0..)
        .zip(all)
        .map(|(ordinal, names)| Candidate {
            ordinal,
            names,
            email: None,
        })
        .collect();
    let across = |one: i64, other: i64| {
        let (own, other) = (
            own.get(usize::try_from(one).ok()?)?,
            usize::try_from(other).ok()?.checked_sub(own.len())?,
        );
        unknown.get(other).map(|name| (own, *name))
    };
    let proposals = organisations_alike(&candidates).into_iter();
    proposals
        .filter_map(|proposal| {
            let ((key, names), name) = across(proposal.one, proposal.other)?;
            Some(Alike {
                folded: plain_name(name),
                name: name.clone(),
                own: names.first()?.clone(),
                key: (*key).clone(),
                reasons: proposal.reasons,
            })
        })
        .collect()
}
