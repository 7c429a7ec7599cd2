//! An outline: the arcs used once among some communes, joined end to end.
//!
//! An arc between two départements stands in two blocks under one number, and counts as one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::limits::{Block, Step};

/// The arcs of an outline: the rank of their block among those of the area, and the way they are travelled.
pub(crate) struct Outline(Vec<(usize, Step)>);

impl Outline {
    /// The arcs used once among the communes of these codes.
    pub(crate) fn of(blocks: &[Arc<Block>], chosen: &BTreeSet<String>) -> Self {
        let mut once: BTreeMap<u32, Option<(usize, Step)>> = BTreeMap::new();
        for (rank, block) in blocks.iter().enumerate() {
            let own = block.communes.iter().filter(|commune| chosen.contains(&commune.code));
            for step in own.flat_map(|commune| commune.rings.iter().flatten()) {
                let number = block.arcs[step.arc].number;
                once.entry(number)
                    .and_modify(|used| *used = None)
                    .or_insert(Some((rank, *step)));
            }
        }
        Self(once.into_values().flatten().collect())
    }

    pub(crate) fn steps(&self) -> &[(usize, Step)] {
        &self.0
    }

    /// The départements on the other side.
    pub(crate) fn beyond(&self, blocks: &[Arc<Block>]) -> BTreeSet<usize> {
        let steps = self.0.iter();
        steps.filter_map(|(rank, step)| blocks[*rank].arcs[step.arc].beyond).collect()
    }
}

/// Steps joined end to end, as groups that close.
pub(crate) fn closed(blocks: &[Arc<Block>], steps: &[(usize, Step)]) -> Vec<Vec<(usize, Step)>> {
    let mut starting: BTreeMap<[i32; 2], Vec<usize>> = BTreeMap::new();
    for (at, (rank, step)) in steps.iter().enumerate() {
        if let Some([from, _]) = blocks[*rank].ends(*step) {
            starting.entry(from).or_default().push(at);
        }
    }
    let mut groups = Vec::new();
    let mut used = vec![false; steps.len()];
    for first in 0..steps.len() {
        let mut group = Vec::new();
        let mut next = Some(first).filter(|first| !used[*first]);
        while let Some(at) = next {
            used[at] = true;
            group.push(steps[at]);
            let (rank, step) = steps[at];
            let end = blocks[rank].ends(step).map(|[_, to]| to);
            let from = end.and_then(|end| starting.get(&end));
            next = from.and_then(|from| from.iter().copied().find(|at| !used[*at]));
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}

/// The points of an arc, in the way it is travelled, without its last one: the next arc starts there.
pub(crate) fn points(block: &Block, step: Step) -> Vec<[i32; 2]> {
    let line = &block.arcs[step.arc].points;
    let mut points: Vec<[i32; 2]> = line.clone();
    if step.backwards {
        points.reverse();
    }
    points.pop();
    points
}

/// Closed lines as points, the last one joined to the first.
pub(crate) fn rings(blocks: &[Arc<Block>], steps: &[(usize, Step)]) -> Vec<Vec<[i32; 2]>> {
    let ring = |group: Vec<(usize, Step)>| group.iter().flat_map(|(rank, step)| points(&blocks[*rank], *step)).collect();
    closed(blocks, steps).into_iter().map(ring).collect()
}

/// Twice the surface, positive when the line turns counter-clockwise in longitude and latitude.
pub(crate) fn turn(ring: &[[i32; 2]]) -> i64 {
    let next = ring.iter().cycle().skip(1);
    let cross =
        |(one, two): (&[i32; 2], &[i32; 2])| i64::from(one[0]) * i64::from(two[1]) - i64::from(two[0]) * i64::from(one[1]);
    ring.iter().zip(next).map(cross).sum()
}
