//! What differs of the actions, field by field, in the order in which a page tells them.
//!
//! An action that the file leaves out stays, and one that it brings comes after the last: what is done about each keeps its number.

use std::collections::BTreeSet;

use domain::reading::{ActionRead, Holder, Key, Lines, Sourced};

use super::words::{self, Both, Spot};
use super::{Aspect, Difference, Found, Part, Sides, matching, tracks};
use crate::mapping::{plain_name, plain_number};

/// All of them: those of both sides, those of the file alone, those of the convention alone.
pub(super) fn actions(sides: &Sides<'_>, found: &mut Found) {
    let (here, there) = (&sides.here.actions, &sides.there.actions);
    for (rank, own) in sides.pairs.actions.iter().enumerate() {
        let other = &there[rank];
        let Some(own) = *own else {
            let lines = other.title.lines.union(&other.number.lines);
            found.alone(&spot(other, None, Some(rank)), &other.title.value, lines, true);
            continue;
        };
        let pair = Pair {
            sides,
            own: &here[own],
            other,
            spot: spot(&here[own], Some(own), Some(rank)),
        };
        let first = found.differences.len();
        pair.compare(found);
        on_its_row(&mut found.differences[first..], &other.title.lines);
    }
    for own in matching::left(here.len(), &sides.pairs.actions) {
        let action = &here[own];
        found.alone(&spot(action, Some(own), None), &action.title.value, Lines::default(), false);
    }
}

/// What has no line of its own stands on that of its title: a row.
fn on_its_row(differences: &mut [Difference], line: &Lines) {
    for difference in differences
        .iter_mut()
        .filter(|one| one.lines.is_empty() && one.says.is_some())
    {
        difference.lines = line.clone();
    }
}

fn spot(action: &ActionRead, here: Option<usize>, there: Option<usize>) -> Spot {
    let number = &action.number.value;
    let before = if number.is_empty() {
        "Action".to_owned()
    } else {
        format!("Action\u{a0}{number}")
    };
    Spot {
        part: Part::Actions,
        here,
        there,
        called: format!("{before}, {}", action.title.value),
    }
}

/// An action of both sides.
struct Pair<'s, 'r> {
    sides: &'s Sides<'r>,
    own: &'r ActionRead,
    other: &'r ActionRead,
    spot: Spot,
}

impl Pair<'_, '_> {
    fn compare(&self, found: &mut Found) {
        let (own, other) = (self.own, self.other);
        // A rank in the plan is no printed number: it changes with what stands before.
        if !own.number.lines.is_empty() && !other.number.lines.is_empty() {
            let same = plain_number(&own.number.value) == plain_number(&other.number.value);
            if !same {
                found.text(&self.spot, Aspect::Number, Some(&own.number), Some(&other.number));
            }
        }
        self.title(found);
        self.parent(found);
        self.themes(found);
        self.holders(Aspect::Pilots, [&own.pilots, &other.pilots], found);
        self.holders(Aspect::Bearers, [&own.bearers, &other.bearers], found);
        self.holders(Aspect::Partners, [&own.partners, &other.partners], found);
        self.years(found);
        self.communes(found);
        self.words(found);
    }

    /// Whether the file says nothing of a field by leaving it empty.
    fn is_silent(&self, empty: bool) -> bool {
        self.sides.is_spreadsheet && empty
    }

    /// A wording that the text prints elsewhere is no other title.
    fn title(&self, found: &mut Found) {
        let (own, other) = (self.own, self.other);
        let elsewhere = own
            .other_titles
            .iter()
            .any(|title| words::gap(&title.value, &other.title.value) == words::Gap::None);
        if !elsewhere {
            found.text(&self.spot, Aspect::Title, Some(&own.title), Some(&other.title));
        }
    }

    fn parent(&self, found: &mut Found) {
        let (sides, own, other) = (self.sides, self.own.parent.as_ref(), self.other.parent.as_ref());
        if self.is_silent(other.is_none()) {
            return;
        }
        let known = other.map(|key| sides.node(&key.value));
        if known == own.map(|key| Some(key.value.clone())) {
            return;
        }
        let both = Both {
            was: own.and_then(|key| words::node(sides.here, &key.value)),
            says: other.and_then(|key| words::node(sides.there, &key.value)),
            lines: other.map(|key| key.lines.clone()).unwrap_or_default(),
        };
        if both.was.is_some() || both.says.is_some() {
            found.tell(&self.spot, Aspect::Parent, both, true);
        }
    }

    fn themes(&self, found: &mut Found) {
        let (sides, own, other) = (self.sides, &self.own.themes, &self.other.themes);
        if self.is_silent(other.is_empty()) {
            return;
        }
        let ours: BTreeSet<Option<Key>> = own.iter().map(|key| Some(key.value.clone())).collect();
        let theirs: BTreeSet<Option<Key>> = other.iter().map(|key| sides.theme(&key.value)).collect();
        if ours == theirs {
            return;
        }
        let both = Both {
            was: words::joined(own.iter().filter_map(|key| words::theme(sides.here, &key.value))),
            says: words::joined(other.iter().filter_map(|key| words::theme(sides.there, &key.value))),
            lines: together(other),
        };
        found.tell(&self.spot, Aspect::Themes, both, true);
    }

    fn holders(&self, aspect: Aspect, [own, other]: [&Vec<Sourced<Holder>>; 2], found: &mut Found) {
        let sides = self.sides;
        if self.is_silent(other.is_empty()) {
            return;
        }
        let ours = own.iter().map(|holder| match &holder.value {
            Holder::Text(words) => sides.own_holder(words),
            known @ Holder::Known(_) => known.clone(),
        });
        let ours: BTreeSet<String> = ours.map(compared).collect();
        let theirs: BTreeSet<String> = other.iter().map(|holder| compared(sides.holder(&holder.value))).collect();
        if ours == theirs {
            return;
        }
        let both = Both {
            was: words::joined(own.iter().map(|holder| words::holder(sides.here, &holder.value))),
            says: words::joined(other.iter().map(|holder| words::holder(sides.there, &holder.value))),
            lines: together(other),
        };
        found.tell(&self.spot, aspect, both, true);
    }

    fn years(&self, found: &mut Found) {
        let (sides, own, other) = (self.sides, self.own, self.other);
        let ours = tracks::planned(own, |key| Some(key.clone()));
        let theirs = tracks::planned(other, |key| sides.key(key));
        let empty = other.tracks.is_empty();
        // A row of years names no commune.
        let years = |planned: &Option<tracks::Planned>| -> BTreeSet<i16> {
            planned.iter().flat_map(|planned| planned.keys().copied()).collect()
        };
        let same = if sides.is_spreadsheet {
            empty || years(&ours) == years(&theirs)
        } else {
            theirs.is_some() && ours == theirs
        };
        if same {
            return;
        }
        let both = Both {
            was: tracks::words(own, sides.here),
            says: tracks::words(other, sides.there),
            lines: tracks::lines(other),
        };
        found.tell(&self.spot, Aspect::Years, both, theirs.is_some());
    }

    /// Where it takes place, when the text says it apart from the marks.
    fn communes(&self, found: &mut Found) {
        let (sides, own, other) = (self.sides, self.own, self.other);
        let marked = own.tracks.iter().flat_map(|track| &track.communes);
        let ours: BTreeSet<&Key> = own.communes.iter().map(|key| &key.value).collect();
        let theirs: Option<BTreeSet<Key>> = other.communes.iter().map(|key| sides.key(&key.value)).collect();
        let known: BTreeSet<&Key> = ours.iter().copied().chain(marked).collect();
        let same = match &theirs {
            Some(theirs) if sides.is_spreadsheet => theirs.iter().all(|key| known.contains(key)),
            Some(theirs) => theirs.iter().collect::<BTreeSet<_>>() == ours,
            None => false,
        };
        if same {
            return;
        }
        let both = Both {
            was: words::joined(own.communes.iter().map(|key| sides.here.shown(&key.value))),
            says: words::joined(other.communes.iter().map(|key| sides.there.shown(&key.value))),
            lines: together(&other.communes),
        };
        found.tell(&self.spot, Aspect::Communes, both, theirs.is_some());
    }

    /// What is said in words alone.
    fn words(&self, found: &mut Found) {
        let (own, other) = (self.own, self.other);
        let details = |action: &'_ ActionRead| action.details.iter().map(|detail| detail.text.clone()).collect::<Vec<_>>();
        let amounts = |action: &'_ ActionRead| action.amounts.iter().map(|amount| amount.text.clone()).collect::<Vec<_>>();
        let lists = [
            (Aspect::Details, details(own), details(other)),
            (Aspect::Means, own.means.clone(), other.means.clone()),
            (Aspect::Funding, own.funding.clone(), other.funding.clone()),
            (Aspect::Amounts, amounts(own), amounts(other)),
            (Aspect::Objectives, own.objectives.clone(), other.objectives.clone()),
            (Aspect::Indicators, own.indicators.clone(), other.indicators.clone()),
        ];
        for (aspect, own, other) in lists {
            if !self.is_silent(other.is_empty()) {
                found.texts(&self.spot, aspect, &own, &other);
            }
        }
        for (aspect, own, other) in [
            (Aspect::Public, &own.public, &other.public),
            (Aspect::Calendar, &own.calendar, &other.calendar),
        ] {
            if !self.is_silent(other.is_none()) {
                found.text(&self.spot, aspect, own.as_ref(), other.as_ref());
            }
        }
    }
}

/// Who holds a role, as it is compared.
fn compared(holder: Holder) -> String {
    match holder {
        Holder::Known(key) => format!("={}", key.0),
        Holder::Text(words) => plain_name(&words),
    }
}

fn together<T>(values: &[Sourced<T>]) -> Lines {
    values.iter().fold(Lines::default(), |all, value| all.union(&value.lines))
}
