//! The plan of any convention: its framework, its actions and what is said of them, whatever the text looks like.
//!
//! Three steps: tables are found, the text is walked through, what several places say of one action is put together. Nothing is
//! keyed to the wording of one text, and a value that no place says is absent.

mod codes;
mod communes;
mod gather;
mod holders;
mod labels;
mod legend;
mod levels;
mod payers;
mod prose;
mod running;
mod sums;
mod tables;
mod walk;
mod years;

use std::collections::HashSet;

use domain::reading::{ActionRead, Doubt, NodeRead, OrganisationRead, Sourced, ThemeRead};

use crate::lines::Line;
use crate::names::{Names, Uses};
use crate::segment::{Kind, Segment};

/// What a text says of its plan.
#[derive(Debug, Default)]
pub(crate) struct PlanRead {
    pub(crate) levels: Vec<Sourced<String>>,
    pub(crate) nodes: Vec<NodeRead>,
    pub(crate) themes: Vec<ThemeRead>,
    pub(crate) actions: Vec<ActionRead>,
    /// Communes that the plan names and that do not sign.
    pub(crate) communes: Vec<OrganisationRead>,
    pub(crate) doubts: Vec<Doubt>,
    /// The ways in which the parties are called in it.
    pub(crate) uses: Uses,
}

/// What is known of the text before its plan is read.
pub(crate) struct Known<'k> {
    pub(crate) names: &'k Names,
    /// The communes of the territory, by their own names.
    pub(crate) communes: Vec<String>,
    /// The first and the last year of the convention, when the text says them.
    pub(crate) term: Option<(i16, i16)>,
}

/// Reads the plan.
pub(crate) fn read(lines: &[Line], segments: &[Segment<'_>], known: &Known<'_>) -> PlanRead {
    let running = running::running(lines);
    let text = tables::Text {
        lines,
        running: &running,
    };
    let tables = tables::tables(text);
    let legend = legend::Legend::of(lines);
    let communes = communes::Communes::of(&known.communes, lines, &legend, tables.values());
    let n = years::year_called_n(lines.iter().map(|line| line.text.as_str()));
    let added = years::most_added(lines.iter().map(|line| line.text.as_str()));
    let counted = n.filter(|_| added > 0).map(|n| (n, n + added));
    let term = known.term.or(counted).map(|(first, last)| years::Term { first, last, n });
    let walk = walk::walk(text, &tables, &contents(segments), (term, &communes));
    let around = gather::Around {
        names: known.names,
        legend: &legend,
        communes: &communes,
        term,
    };
    gather::gather(walk, &around)
}

/// The lines of the table of contents: its entries announce, and hold nothing.
fn contents(segments: &[Segment<'_>]) -> HashSet<u32> {
    let contents = segments.iter().filter(|segment| segment.kind == Kind::Contents);
    contents
        .flat_map(|segment| segment.lines.iter().map(|line| line.number))
        .collect()
}
