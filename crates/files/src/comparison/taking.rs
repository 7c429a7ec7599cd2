//! The reading of a convention with what a person chose to take of a second file.
//!
//! No action, party or element moves and none goes. A value keeps the lines of the one that it takes the place of, and those of the
//! file are left behind: a line of a reading is one of its own text.

use std::collections::BTreeMap;

use domain::reading::{
    ActionRead, AmountRead, ArticleRead, Detail, Holder, Key, Lines, NodeRead, Paragraph, PartyRead, Reading, SignatoryRead,
    Sourced, ThemeRead,
};

use super::{Aspect, Difference, Part, SecondFile, Sides, tracks, words};
use crate::mapping::free;

/// The reading, with the values of these differences. `said` is what was said when they were found.
#[must_use]
pub fn taken<'d>(
    here: &Reading,
    second: &SecondFile,
    said: &BTreeMap<String, String>,
    chosen: impl IntoIterator<Item = &'d Difference>,
) -> Reading {
    let mut taking = Taking {
        sides: Sides::of(here, second, said),
        reading: here.clone(),
        nodes: BTreeMap::new(),
        themes: BTreeMap::new(),
    };
    for difference in chosen.into_iter().filter(|one| one.can_be_read) {
        taking.take(difference);
    }
    taking.reading
}

struct Taking<'r> {
    sides: Sides<'r>,
    reading: Reading,
    /// The nodes and themes of the file that came in, with their keys here.
    nodes: BTreeMap<Key, Key>,
    themes: BTreeMap<Key, Key>,
}

impl Taking<'_> {
    fn take(&mut self, difference: &Difference) {
        match difference.part {
            Part::Agreement => self.agreement(difference.aspect),
            Part::Parties => self.party(difference),
            Part::Perimeter => self.perimeter(),
            Part::Framework => self.framework(difference),
            Part::Themes => self.theme_of(difference),
            Part::Actions => self.action(difference),
            Part::Articles => self.article(difference),
            Part::Facilities | Part::Bodies => {}
        }
    }

    fn agreement(&mut self, aspect: Aspect) {
        let (own, other) = (&mut self.reading.agreement, &self.sides.there.agreement);
        match aspect {
            Aspect::Title => replace_some(&mut own.title, other.title.as_ref()),
            Aspect::Nature => replace_some(&mut own.kind, other.kind.as_ref()),
            Aspect::Start => replace_some(&mut own.start, other.start.as_ref()),
            Aspect::End => replace_some(&mut own.end, other.end.as_ref()),
            _ => {}
        }
    }

    fn party(&mut self, difference: &Difference) {
        let Some((own, other)) = pair(difference, &mut self.reading.parties, &self.sides.there.parties) else {
            return;
        };
        match difference.aspect {
            Aspect::Title => replace(&mut own.name, &other.name),
            Aspect::Signatories => own.signatories = signatories(own, other),
            _ => {}
        }
    }

    fn perimeter(&mut self) {
        let keys = self.sides.there.perimeter.iter().filter_map(|key| self.sides.key(&key.value));
        let came = keys.map(|key| kept(&self.sides.here.perimeter, key));
        self.reading.perimeter = came.collect();
    }

    fn framework(&mut self, difference: &Difference) {
        if difference.aspect == Aspect::Added {
            let node = difference.there.and_then(|rank| self.sides.there.nodes.get(rank));
            if let Some(key) = node.map(|node| node.id.clone()) {
                self.node(&key);
            }
        } else if let Some((own, other)) = pair(difference, &mut self.reading.nodes, &self.sides.there.nodes) {
            replace(&mut own.title, &other.title);
        }
    }

    fn theme_of(&mut self, difference: &Difference) {
        if difference.aspect == Aspect::Added {
            let theme = difference.there.and_then(|rank| self.sides.there.themes.get(rank));
            if let Some(key) = theme.map(|theme| theme.id.clone()) {
                self.theme(&key);
            }
        } else if let Some((own, other)) = pair(difference, &mut self.reading.themes, &self.sides.there.themes) {
            replace(&mut own.name, &other.name);
        }
    }

    /// The node of the reading behind a node of the file; one that is not known comes in, under its own.
    fn node(&mut self, there: &Key) -> Option<Key> {
        let known = self.sides.node(there).or_else(|| self.nodes.get(there).cloned());
        if known.is_some() {
            return known;
        }
        let other = self.sides.there.nodes.iter().find(|node| node.id == *there)?;
        let id = free("n", self.reading.nodes.iter().map(|node| &node.id));
        // Known before its parent is looked for: a framework that turns in circles ends.
        self.nodes.insert(there.clone(), id.clone());
        let parent = other.parent.as_ref().and_then(|parent| self.node(parent));
        self.reading.nodes.push(NodeRead {
            lines: Lines::default(),
            id: id.clone(),
            level: other.level,
            code: other.code.as_ref().map(bare),
            title: bare(&other.title),
            other_titles: Vec::new(),
            parent,
        });
        Some(id)
    }

    /// The same, of a theme.
    fn theme(&mut self, there: &Key) -> Option<Key> {
        let known = self.sides.theme(there).or_else(|| self.themes.get(there).cloned());
        if known.is_some() {
            return known;
        }
        let other = self.sides.there.themes.iter().find(|theme| theme.id == *there)?;
        let id = free("t", self.reading.themes.iter().map(|theme| &theme.id));
        self.themes.insert(there.clone(), id.clone());
        self.reading.themes.push(ThemeRead {
            lines: Lines::default(),
            id: id.clone(),
            name: bare(&other.name),
            other_names: Vec::new(),
        });
        Some(id)
    }

    fn article(&mut self, difference: &Difference) {
        let Some((own, other)) = pair(difference, &mut self.reading.articles, &self.sides.there.articles) else {
            return;
        };
        match difference.aspect {
            Aspect::Title => replace(&mut own.title, &other.title),
            Aspect::Text => own.text = paragraphs(own, other),
            _ => {}
        }
    }

    fn action(&mut self, difference: &Difference) {
        let Some(other) = difference.there.and_then(|rank| self.sides.there.actions.get(rank)) else {
            return;
        };
        if difference.aspect == Aspect::Added {
            let new = ActionRead::named(self.number(other), bare(&other.title));
            let new = Aspect::OF_AN_ACTION
                .into_iter()
                .fold(new, |own, aspect| self.with(aspect, own, other));
            self.reading.actions.push(new);
            return;
        }
        let Some(own) = difference.here.and_then(|rank| self.reading.actions.get(rank)).cloned() else {
            return;
        };
        let own = self.with(difference.aspect, own, other);
        if let Some(place) = difference.here.and_then(|rank| self.reading.actions.get_mut(rank)) {
            *place = own;
        }
    }

    /// The number of an action that comes in: where none is printed, its rank in the plan, or the first after it that no action bears.
    fn number(&self, other: &ActionRead) -> Sourced<String> {
        let actions = &self.reading.actions;
        let borne = |number: &String| actions.iter().any(|action| action.number.value == *number);
        if !other.number.value.is_empty() && !borne(&other.number.value) {
            return bare(&other.number);
        }
        let mut ranks = (actions.len() + 1..).map(|rank| rank.to_string());
        Sourced::new(ranks.find(|rank| !borne(rank)).unwrap_or_default(), Lines::default())
    }

    /// An action with what the file says of one aspect.
    fn with(&mut self, aspect: Aspect, mut own: ActionRead, other: &ActionRead) -> ActionRead {
        match aspect {
            Aspect::Number => replace(&mut own.number, &other.number),
            Aspect::Title => replace(&mut own.title, &other.title),
            Aspect::Parent => {
                let parent = other.parent.as_ref().and_then(|key| self.node(&key.value));
                own.parent = parent.map(|key| Sourced::new(key, own.parent.map(|key| key.lines).unwrap_or_default()));
            }
            Aspect::Themes => {
                let keys: Vec<Key> = other.themes.iter().filter_map(|key| self.theme(&key.value)).collect();
                own.themes = keys.into_iter().map(|key| kept(&own.themes, key)).collect();
            }
            Aspect::Pilots => own.pilots = self.holders(&own.pilots, &other.pilots),
            Aspect::Bearers => own.bearers = self.holders(&own.bearers, &other.bearers),
            Aspect::Partners => own.partners = self.holders(&own.partners, &other.partners),
            Aspect::Years if self.sides.is_spreadsheet => own.tracks = tracks::taken_from_cells(&own, other),
            Aspect::Years => own.tracks = tracks::taken(&self.sides, &own, other),
            Aspect::Communes => {
                let keys = other.communes.iter().filter_map(|key| self.sides.key(&key.value));
                own.communes = keys.map(|key| kept(&own.communes, key)).collect();
            }
            Aspect::Details => own.details = self.details(&own, other),
            Aspect::Amounts => own.amounts = self.amounts(&own, other),
            Aspect::Means => own.means = texts(&own.means, &other.means),
            Aspect::Funding => own.funding = texts(&own.funding, &other.funding),
            Aspect::Objectives => own.objectives = texts(&own.objectives, &other.objectives),
            Aspect::Indicators => own.indicators = texts(&own.indicators, &other.indicators),
            Aspect::Public => replace_or_none(&mut own.public, other.public.as_ref()),
            Aspect::Calendar => replace_or_none(&mut own.calendar, other.calendar.as_ref()),
            _ => {}
        }
        own
    }

    fn holders(&self, own: &[Sourced<Holder>], other: &[Sourced<Holder>]) -> Vec<Sourced<Holder>> {
        let mut holders: Vec<Sourced<Holder>> = Vec::new();
        for holder in other.iter().map(|holder| self.sides.holder(&holder.value)) {
            if holders.iter().all(|known| known.value != holder) {
                holders.push(kept(own, holder));
            }
        }
        holders
    }

    fn details(&self, own: &ActionRead, other: &ActionRead) -> Vec<Detail> {
        let detail = |detail: &Detail| Detail {
            text: known_text(own.details.iter().map(|detail| &detail.text), &detail.text),
            commune: detail.commune.as_ref().and_then(|key| self.sides.key(key)),
        };
        other.details.iter().map(detail).collect()
    }

    fn amounts(&self, own: &ActionRead, other: &ActionRead) -> Vec<AmountRead> {
        let amount = |amount: &AmountRead| AmountRead {
            text: known_text(own.amounts.iter().map(|amount| &amount.text), &amount.text),
            funder: amount.funder.as_ref().map(|funder| self.sides.holder(funder)),
            ..amount.clone()
        };
        other.amounts.iter().map(amount).collect()
    }
}

impl Aspect {
    /// What an action that comes in is made of, beside its number and its title.
    const OF_AN_ACTION: [Self; 15] = [
        Self::Parent,
        Self::Themes,
        Self::Pilots,
        Self::Bearers,
        Self::Partners,
        Self::Years,
        Self::Communes,
        Self::Details,
        Self::Amounts,
        Self::Means,
        Self::Funding,
        Self::Objectives,
        Self::Indicators,
        Self::Public,
        Self::Calendar,
    ];
}

/// Both sides of a difference, in a list of each.
fn pair<'p, T>(difference: &Difference, own: &'p mut [T], other: &'p [T]) -> Option<(&'p mut T, &'p T)> {
    Some((own.get_mut(difference.here?)?, other.get(difference.there?)?))
}

/// Another value on the same lines.
fn replace<T: Clone>(own: &mut Sourced<T>, other: &Sourced<T>) {
    own.value = other.value.clone();
}

fn replace_some<T: Clone>(own: &mut Option<Sourced<T>>, other: Option<&Sourced<T>>) {
    if other.is_some() {
        replace_or_none(own, other);
    }
}

fn replace_or_none<T: Clone>(own: &mut Option<Sourced<T>>, other: Option<&Sourced<T>>) {
    let lines = own.take().map(|own| own.lines).unwrap_or_default();
    *own = other.map(|other| Sourced::new(other.value.clone(), lines));
}

/// A value of the file, without its line.
fn bare<T: Clone>(value: &Sourced<T>) -> Sourced<T> {
    Sourced::new(value.value.clone(), Lines::default())
}

/// A value with the lines that it has here, none when it comes in.
fn kept<T: PartialEq>(own: &[Sourced<T>], value: T) -> Sourced<T> {
    let lines = own.iter().find(|own| own.value == value).map(|own| own.lines.clone());
    Sourced::new(value, lines.unwrap_or_default())
}

/// A text as it stands here when it says the same, else as the file says it.
fn known_text<'v>(mut own: impl Iterator<Item = &'v Sourced<String>>, other: &Sourced<String>) -> Sourced<String> {
    let known = own.find(|own| words::gap(&own.value, &other.value) != words::Gap::Words);
    known.cloned().unwrap_or_else(|| bare(other))
}

fn texts(own: &[Sourced<String>], other: &[Sourced<String>]) -> Vec<Sourced<String>> {
    other.iter().map(|text| known_text(own.iter(), text)).collect()
}

fn paragraphs(own: &ArticleRead, other: &ArticleRead) -> Vec<Paragraph> {
    let paragraph = |paragraph: &Paragraph| Paragraph {
        kind: paragraph.kind,
        text: known_text(own.text.iter().map(|one| &one.text), &paragraph.text),
    };
    other.text.iter().map(paragraph).collect()
}

fn signatories(own: &PartyRead, other: &PartyRead) -> Vec<SignatoryRead> {
    let signatory = |one: &SignatoryRead| {
        let known = own
            .signatories
            .iter()
            .find(|known| words::gap(&known.name.value, &one.name.value) != words::Gap::Words);
        known.cloned().unwrap_or_else(|| SignatoryRead {
            lines: Lines::default(),
            name: bare(&one.name),
            function: one.function.as_ref().map(bare),
        })
    };
    other.signatories.iter().map(signatory).collect()
}
