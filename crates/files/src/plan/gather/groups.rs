//! Which places speak of the same action: the same number, or the same title where there is no number.
//!
//! Two sheets that bear one number under two titles are two actions.

use std::collections::HashMap;

use super::super::walk::{Shown, Spot, Told, is_infinitive};
use crate::wording;

/// The places of each action, the one that says most first; actions in the order of the text.
pub(super) fn groups(spots: Vec<Spot>) -> Vec<Vec<Spot>> {
    let mut spots = kept(spots);
    for spot in &mut spots {
        spot.told = spot
            .told
            .iter()
            .filter_map(Told::ticked)
            .flat_map(|told| told.apart())
            .collect();
    }
    let mut groups: Vec<Vec<Spot>> = Vec::new();
    let mut by_code: HashMap<String, Vec<usize>> = HashMap::new();
    for spot in spots {
        let at = match &spot.code {
            Some(code) => {
                let known = by_code.entry(code.value.clone()).or_default();
                let same = known.iter().copied().find(|at| same(&groups[*at], &spot));
                if same.is_none() {
                    known.push(groups.len());
                }
                same
            }
            None => groups.iter().position(|group| group.iter().any(|other| alike(other, &spot))),
        };
        match at {
            Some(at) => groups[at].push(spot),
            None => groups.push(vec![spot]),
        }
    }
    groups.retain(|group| group.iter().any(|spot| !spot.title.is_empty()));
    for group in &mut groups {
        group.sort_by_key(rank);
    }
    groups
}

/// A sheet speaks before a row, a row before a list, a place that names the action last.
fn rank(spot: &Spot) -> u8 {
    match spot.shown {
        Shown::Sheet => 0,
        Shown::Row | Shown::Numbered if !spot.told.is_empty() => 1,
        Shown::Row => 3,
        Shown::Numbered => 2,
        Shown::Item => 4,
        Shown::Named => 5,
    }
}

/// What has no other sign than its place is kept where nothing stronger tells the actions.
fn kept(spots: Vec<Spot>) -> Vec<Spot> {
    let strong = |spot: &Spot| matches!(spot.shown, Shown::Sheet | Shown::Row) && !spot.title.is_empty();
    let any_strong = spots.iter().any(strong);
    let placed = spots.iter().any(|spot| strong(spot) && spot.node.is_some());
    let codes: Vec<String> = spots
        .iter()
        .filter(|spot| strong(spot))
        .filter_map(|spot| Some(spot.code.as_ref()?.value.clone()))
        .collect();
    let numbered = spots.iter().filter(|spot| spot.shown == Shown::Numbered).count();
    let verbs = spots
        .iter()
        .filter(|spot| spot.shown == Shown::Numbered && is_verbal(spot))
        .count();
    // In a list of actions, most titles are verbs; a list of anything else is none.
    let listed = verbs * 2 > numbered;
    let keep = |spot: &Spot| match spot.shown {
        Shown::Numbered => {
            let named = spot.code.as_ref().is_some_and(|code| codes.contains(&code.value));
            named || !spot.told.is_empty() || listed && (is_verbal(spot) || !any_strong)
        }
        Shown::Item => !placed,
        Shown::Sheet => !spot.title.is_empty() || !spot.told.is_empty(),
        Shown::Row | Shown::Named => true,
    };
    spots.into_iter().filter(keep).collect()
}

fn is_verbal(spot: &Spot) -> bool {
    spot.title.joined().split_whitespace().next().is_some_and(is_infinitive)
}

/// Whether a place with the same code speaks of the same action.
fn same(group: &[Spot], spot: &Spot) -> bool {
    let rivals = group.iter().filter(|other| !other.title.is_empty());
    let mut rivals = rivals.filter(|other| other.shown == spot.shown).peekable();
    spot.title.is_empty() || rivals.peek().is_none() || rivals.any(|other| alike(other, spot))
}

/// Whether two titles are wordings of one.
fn alike(a: &Spot, b: &Spot) -> bool {
    let (a, b) = (meaning(a), meaning(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let held = |one: &[String], other: &[String]| one.iter().filter(|word| other.contains(word)).count() * 10 >= one.len() * 7;
    held(&a, &b) && held(&b, &a)
}

fn meaning(spot: &Spot) -> Vec<String> {
    let words = spot.title.words();
    words.into_iter().filter(|word| !wording::is_link(word)).collect()
}
