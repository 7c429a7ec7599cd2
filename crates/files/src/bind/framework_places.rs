//! The framework as each place of the text lists it: every numbered list, and the headings of every plan.
//!
//! Each entry points at the node that holds its wording; what is no node is not listed.

use std::collections::HashMap;

use domain::reading::{FrameworkEntry, FrameworkPlace, Lines, NodeRead, Sourced};

use super::union;
use crate::recognise::framework::List;
use crate::segment::{Kind, Segment};

/// Places beyond this are noise.
const MOST_PLACES: usize = 40;

/// Where a list or a plan stands, and the codes that it prints, by line.
pub(crate) struct Place {
    first: u32,
    last: u32,
    codes: HashMap<u32, String>,
}

/// The places, in the order of the text.
pub(crate) fn places(lists: &[List], segments: &[Segment<'_>]) -> Vec<Place> {
    let listed = lists.iter().filter_map(|list| {
        let lines = union(list.entries.iter().map(|entry| &entry.title.lines));
        let codes = list
            .entries
            .iter()
            .flat_map(|entry| entry.title.lines.iter().map(|line| (line, entry.printed.clone())));
        Some(Place {
            first: lines.first()?,
            last: lines.last()?,
            codes: codes.collect(),
        })
    });
    let planned = segments
        .iter()
        .filter(|segment| segment.kind == Kind::Outline)
        .filter_map(|segment| {
            Some(Place {
                first: segment.lines.first()?.number,
                last: segment.lines.last()?.number,
                codes: HashMap::new(),
            })
        });
    let mut places: Vec<Place> = listed.take(MOST_PLACES).chain(planned.take(MOST_PLACES)).collect();
    places.sort_by_key(|place| place.first);
    places
}

/// The entries of each place; a place that words no node is left out.
pub(crate) fn bind(places: Vec<Place>, nodes: &[NodeRead]) -> Vec<FrameworkPlace> {
    let read = places.into_iter().map(|place| {
        let mut entries: Vec<FrameworkEntry> = nodes.iter().flat_map(|node| entries(node, &place)).collect();
        entries.sort_by_key(|entry| entry.title.lines.first());
        FrameworkPlace {
            lines: union(entries.iter().map(|entry| &entry.title.lines)),
            entries,
        }
    });
    read.filter(|place| !place.entries.is_empty()).collect()
}

/// The wordings of one node that stand inside a place.
fn entries<'n>(node: &'n NodeRead, place: &'n Place) -> impl Iterator<Item = FrameworkEntry> + 'n {
    let wordings = [&node.title].into_iter().chain(&node.other_titles);
    wordings.filter_map(|wording| {
        let inside = |line: &u32| (place.first..=place.last).contains(line);
        let lines: Lines = wording.lines.iter().filter(inside).collect();
        let first = lines.first()?;
        let code = place
            .codes
            .get(&first)
            .map(|code| Sourced::new(code.clone(), Lines::one(first)));
        Some(FrameworkEntry {
            node: node.id.clone(),
            code,
            title: Sourced::new(wording.value.clone(), lines),
        })
    })
}
