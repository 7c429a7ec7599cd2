//! Some communes and what lies around them: the blocks that hold them, their outline, their neighbours.
//!
//! It chooses no scale and draws nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::limits::{Block, Limits, Rings, Step};
use crate::outline::{self, Outline};

/// Communes chosen, on their limits.
pub struct Area {
    pub(crate) limits: &'static Limits,
    pub(crate) blocks: Vec<Arc<Block>>,
    chosen: BTreeSet<String>,
    outline: Outline,
}

/// A commune on its limits: its code, whether it was chosen, and where its rings are.
#[derive(Clone, Copy)]
pub struct Shape<'a> {
    pub(crate) block: &'a Block,
    pub(crate) rings: &'a Rings,
    /// Whether it is one of those chosen.
    pub chosen: bool,
    /// Whether it shares a limit with one of those chosen.
    pub touches: bool,
}

impl Shape<'_> {
    /// The INSEE code.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.rings.code
    }
}

/// The département of a commune, from its code.
fn department(code: &str) -> &str {
    let letters = if code.starts_with("97") || code.starts_with("98") {
        3
    } else {
        2
    };
    code.get(..letters).unwrap_or(code)
}

impl Area {
    /// The communes of these codes. Those that have no limits here (overseas collectivities) are left out.
    #[must_use]
    pub fn of<'c>(codes: impl IntoIterator<Item = &'c str>) -> Self {
        let limits = Limits::embedded();
        let asked: BTreeSet<&str> = codes.into_iter().collect();
        let mut ranks: BTreeSet<usize> = asked.iter().filter_map(|code| limits.rank(department(code))).collect();
        let inside: Vec<Arc<Block>> = ranks.iter().filter_map(|rank| limits.block(*rank)).collect();
        let known = inside
            .iter()
            .flat_map(|block| block.communes.iter().map(|commune| commune.code.as_str()));
        let chosen: BTreeSet<String> = known.filter(|code| asked.contains(code)).map(str::to_owned).collect();
        let outline = Outline::of(&inside, &chosen);
        let own = ranks.clone();
        ranks.extend(outline.beyond(&inside));
        let around = ranks.difference(&own).filter_map(|rank| limits.block(*rank));
        let blocks: Vec<Arc<Block>> = inside.iter().cloned().chain(around).collect();
        Self {
            limits,
            blocks,
            chosen,
            outline,
        }
    }

    /// How many of the communes asked for have limits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chosen.len()
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// The arcs used once among the communes chosen.
    #[must_use]
    pub fn outline_arcs(&self) -> usize {
        self.outline.steps().len()
    }

    /// The closed lines of the outline, as quantised points, the last one joined to the first.
    #[must_use]
    pub fn outline(&self) -> Vec<Vec<[i32; 2]>> {
        outline::rings(&self.blocks, self.outline.steps())
    }

    /// How many pieces the outline has, holes left out.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.outline().iter().filter(|ring| outline::turn(ring) < 0).count()
    }

    pub(crate) fn outline_steps(&self) -> &[(usize, Step)] {
        self.outline.steps()
    }

    /// The arcs of the outline, by number: what lies on both sides of one touches.
    fn outline_numbers(&self) -> BTreeSet<u32> {
        let steps = self.outline.steps().iter();
        steps.map(|(block, step)| self.blocks[*block].arcs[step.arc].number).collect()
    }

    /// Every commune of the blocks, those chosen and those around.
    #[must_use]
    pub fn shapes(&self) -> Vec<Shape<'_>> {
        let border = self.outline_numbers();
        let all = self
            .blocks
            .iter()
            .flat_map(|block| block.communes.iter().map(move |rings| (block, rings)));
        all.map(|(block, rings)| {
            let chosen = self.chosen.contains(&rings.code);
            let mut steps = rings.rings.iter().flatten();
            Shape {
                block,
                rings,
                chosen,
                touches: !chosen && steps.any(|step| border.contains(&block.arcs[step.arc].number)),
            }
        })
        .collect()
    }

    /// The codes of the communes that share a limit with those chosen, sorted.
    #[must_use]
    pub fn neighbours(&self) -> Vec<String> {
        let touching = self.shapes().into_iter().filter(|shape| shape.touches);
        let sorted: BTreeSet<String> = touching.map(|shape| shape.code().to_owned()).collect();
        sorted.into_iter().collect()
    }
}
