//! What differs of the rest of a convention: title and period, parties, communes, framework, themes, articles, facilities, bodies.
//!
//! Facilities and bodies are told by their names alone.

use std::collections::BTreeSet;

use domain::reading::{ArticleRead, Key, Lines, PartyRead, Sourced};
use domain::time::Day;

use super::words::{self, Both, Gap, Spot};
use super::{Aspect, Found, Part, Sides, matching};
use crate::mapping::plain_name;

/// Title and period.
pub(super) fn agreement(sides: &Sides<'_>, found: &mut Found) {
    let (here, there) = (&sides.here.agreement, &sides.there.agreement);
    let spot = Spot {
        part: Part::Agreement,
        here: None,
        there: None,
        called: "La convention".to_owned(),
    };
    if there.title.is_some() {
        found.text(&spot, Aspect::Title, here.title.as_ref(), there.title.as_ref());
    }
    if there.kind.is_some() {
        found.text(&spot, Aspect::Nature, here.kind.as_ref(), there.kind.as_ref());
    }
    day(&spot, Aspect::Start, [&here.start, &there.start], found);
    day(&spot, Aspect::End, [&here.end, &there.end], found);
}

/// A file without a day says nothing of it: it may be a draft.
fn day(spot: &Spot, aspect: Aspect, [here, there]: [&Option<Sourced<Day>>; 2], found: &mut Found) {
    let Some(says) = there
        .as_ref()
        .filter(|there| here.as_ref().is_none_or(|here| here.value != there.value))
    else {
        return;
    };
    let both = Both {
        was: here.as_ref().map(|day| day.value.to_string()),
        says: Some(says.value.to_string()),
        lines: says.lines.clone(),
    };
    found.tell(spot, aspect, both, true);
}

/// Those who sign. None comes in or goes by this way: the organisations are numbered after them.
pub(super) fn parties(sides: &Sides<'_>, found: &mut Found) {
    let mut met: BTreeSet<Key> = BTreeSet::new();
    for (rank, party) in sides.there.parties.iter().enumerate() {
        let own = sides.names.of_party(party);
        let at = own.and_then(|key| sides.here.parties.iter().position(|own| own.id == key));
        let Some(at) = at else {
            let spot = spot(Part::Parties, None, Some(rank), &party.name.value);
            found.alone(&spot, &party.name.value, party.name.lines.clone(), false);
            continue;
        };
        let own = &sides.here.parties[at];
        met.insert(own.id.clone());
        let spot = spot(Part::Parties, Some(at), Some(rank), own.usual_name());
        if plain_name(&own.name.value) != plain_name(&party.name.value) {
            found.text(&spot, Aspect::Title, Some(&own.name), Some(&party.name));
        }
        signatories(&spot, [own, party], found);
    }
    for (at, own) in sides
        .here
        .parties
        .iter()
        .enumerate()
        .filter(|(_, own)| !met.contains(&own.id))
    {
        let spot = spot(Part::Parties, Some(at), None, own.usual_name());
        found.alone(&spot, &own.name.value, Lines::default(), false);
    }
}

fn signatories(spot: &Spot, [own, other]: [&PartyRead; 2], found: &mut Found) {
    let names = |party: &PartyRead| party.signatories.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    let [signed, signs] = [own, other].map(names);
    if !signs.is_empty() {
        found.texts(spot, Aspect::Signatories, &signed, &signs);
    }
}

fn spot(part: Part, here: Option<usize>, there: Option<usize>, called: &str) -> Spot {
    Spot {
        part,
        here,
        there,
        called: called.to_owned(),
    }
}

/// Where the convention applies.
pub(super) fn perimeter(sides: &Sides<'_>, found: &mut Found) {
    let (here, there) = (&sides.here.perimeter, &sides.there.perimeter);
    let ours: BTreeSet<Option<Key>> = here.iter().map(|key| Some(key.value.clone())).collect();
    let theirs: BTreeSet<Option<Key>> = there.iter().map(|key| sides.key(&key.value)).collect();
    if ours == theirs || there.is_empty() {
        return;
    }
    let both = Both {
        was: words::joined(here.iter().map(|key| sides.here.shown(&key.value))),
        says: words::joined(there.iter().map(|key| sides.there.shown(&key.value))),
        lines: there.iter().fold(Lines::default(), |all, key| all.union(&key.lines)),
    };
    let known = !theirs.contains(&None);
    found.tell(
        &spot(Part::Perimeter, None, None, "Le périmètre"),
        Aspect::Communes,
        both,
        known,
    );
}

impl Sides<'_> {
    /// The node of the convention that a node of the file is.
    pub(super) fn node(&self, there: &Key) -> Option<Key> {
        // A spreadsheet was read under the framework of the convention.
        if self.is_spreadsheet && self.here.nodes.iter().any(|node| node.id == *there) {
            return Some(there.clone());
        }
        let rank = self.there.nodes.iter().position(|node| node.id == *there)?;
        let own = self.pairs.nodes.get(rank).copied().flatten()?;
        self.here.nodes.get(own).map(|node| node.id.clone())
    }

    /// The theme of the convention that a theme of the file is.
    pub(super) fn theme(&self, there: &Key) -> Option<Key> {
        if self.is_spreadsheet && self.here.themes.iter().any(|theme| theme.id == *there) {
            return Some(there.clone());
        }
        let rank = self.there.themes.iter().position(|theme| theme.id == *there)?;
        let own = self.pairs.themes.get(rank).copied().flatten()?;
        self.here.themes.get(own).map(|theme| theme.id.clone())
    }
}

/// The elements above the actions.
pub(super) fn framework(sides: &Sides<'_>, found: &mut Found) {
    let (here, there) = (&sides.here.nodes, &sides.there.nodes);
    for (rank, own) in sides.pairs.nodes.iter().enumerate() {
        let named = &there[rank];
        let Some(own) = *own else {
            let spot = spot(Part::Framework, None, Some(rank), &named.called());
            found.alone(&spot, &named.called(), named.title.lines.clone(), true);
            continue;
        };
        let node = &here[own];
        let spot = spot(Part::Framework, Some(own), Some(rank), &node.called());
        if !is_printed(&node.other_titles, &named.title) {
            found.text(&spot, Aspect::Title, Some(&node.title), Some(&named.title));
        }
    }
    for own in matching::left(here.len(), &sides.pairs.nodes) {
        let words = here[own].called();
        found.alone(
            &spot(Part::Framework, Some(own), None, &words),
            &words,
            Lines::default(),
            false,
        );
    }
}

/// Whether a wording is one that the text prints elsewhere.
fn is_printed(others: &[Sourced<String>], title: &Sourced<String>) -> bool {
    others.iter().any(|other| words::gap(&other.value, &title.value) == Gap::None)
}

/// The themes.
pub(super) fn themes(sides: &Sides<'_>, found: &mut Found) {
    let (here, there) = (&sides.here.themes, &sides.there.themes);
    for (rank, own) in sides.pairs.themes.iter().enumerate() {
        let other = &there[rank];
        let Some(own) = *own else {
            let spot = spot(Part::Themes, None, Some(rank), &other.name.value);
            found.alone(&spot, &other.name.value, other.name.lines.clone(), true);
            continue;
        };
        let known = &here[own];
        if !is_printed(&known.other_names, &other.name) {
            let spot = spot(Part::Themes, Some(own), Some(rank), &known.name.value);
            found.text(&spot, Aspect::Title, Some(&known.name), Some(&other.name));
        }
    }
    for own in matching::left(here.len(), &sides.pairs.themes) {
        let name = &here[own].name.value;
        found.alone(&spot(Part::Themes, Some(own), None, name), name, Lines::default(), false);
    }
}

/// The articles.
pub(super) fn articles(sides: &Sides<'_>, found: &mut Found) {
    let (here, there) = (&sides.here.articles, &sides.there.articles);
    let called = |article: &ArticleRead| match &article.number {
        Some(number) => format!("Article\u{a0}{}, {}", number.value, article.title.value),
        None => article.title.value.clone(),
    };
    for (rank, own) in sides.pairs.articles.iter().enumerate() {
        let other = &there[rank];
        let Some(own) = *own else {
            let spot = spot(Part::Articles, None, Some(rank), &called(other));
            found.alone(&spot, &other.title.value, other.lines.clone(), false);
            continue;
        };
        let article = &here[own];
        let spot = spot(Part::Articles, Some(own), Some(rank), &called(article));
        if !is_printed(&article.other_titles, &other.title) {
            found.text(&spot, Aspect::Title, Some(&article.title), Some(&other.title));
        }
        paragraphs(&spot, [article, other], found);
    }
    for own in matching::left(here.len(), &sides.pairs.articles) {
        let article = &here[own];
        let spot = spot(Part::Articles, Some(own), None, &called(article));
        found.alone(&spot, &article.title.value, Lines::default(), false);
    }
}

/// The paragraphs from the first that differs to the last.
fn paragraphs(spot: &Spot, [own, other]: [&ArticleRead; 2], found: &mut Found) {
    let texts = |article: &ArticleRead| article.text.iter().map(|one| one.text.clone()).collect::<Vec<_>>();
    let (mut own, mut other) = (texts(own), texts(other));
    let same = |one: &Sourced<String>, two: &Sourced<String>| words::gap(&one.value, &two.value) != Gap::Words;
    let first = own.iter().zip(&other).take_while(|(one, two)| same(one, two)).count();
    (own, other) = (own.split_off(first), other.split_off(first));
    while let (Some(one), Some(two)) = (own.last(), other.last())
        && same(one, two)
    {
        own.pop();
        other.pop();
    }
    if !own.is_empty() || !other.is_empty() {
        found.texts(spot, Aspect::Text, &own, &other);
    }
}

/// Facilities and bodies, by their names.
pub(super) fn named(sides: &Sides<'_>, found: &mut Found) {
    let facilities = |reading: &domain::reading::Reading| {
        let listed = reading.facilities.listed.iter();
        listed.map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    let bodies = |reading: &domain::reading::Reading| reading.bodies.iter().map(|body| body.name.clone()).collect::<Vec<_>>();
    by_name(Part::Facilities, [facilities(sides.here), facilities(sides.there)], found);
    by_name(Part::Bodies, [bodies(sides.here), bodies(sides.there)], found);
}

/// A file that lists none says nothing of them.
fn by_name(part: Part, [here, there]: [Vec<Sourced<String>>; 2], found: &mut Found) {
    if there.is_empty() {
        return;
    }
    let names = |list: &[Sourced<String>]| list.iter().map(|name| plain_name(&name.value)).collect::<BTreeSet<_>>();
    let (ours, theirs) = (names(&here), names(&there));
    for (rank, name) in there
        .iter()
        .enumerate()
        .filter(|(_, name)| !ours.contains(&plain_name(&name.value)))
    {
        found.alone(
            &spot(part, None, Some(rank), &name.value),
            &name.value,
            name.lines.clone(),
            false,
        );
    }
    for (at, name) in here
        .iter()
        .enumerate()
        .filter(|(_, name)| !theirs.contains(&plain_name(&name.value)))
    {
        found.alone(&spot(part, Some(at), None, &name.value), &name.value, Lines::default(), false);
    }
}
