//! The framework with its actions, flattened in reading order: what opens, what stands there, what closes.
//!
//! Levels go from none to four; nothing here looks at what they are called.

use std::collections::BTreeSet;

use domain::wording::capitalised;

use crate::rows::{ActionRow, NodeRow};

/// One step of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A node begins.
    Open {
        /// Its depth, from 0.
        depth: i64,
        /// Its code and title: "1a. Développer…".
        heading: String,
        /// How many actions stand below, at any depth.
        actions: usize,
        /// Which ones, by their index.
        below: Vec<usize>,
    },
    /// Actions that stand there, by their index in the list they came from; never empty.
    Actions(Vec<usize>),
    /// The last opened node ends.
    Close,
}

/// The outline of a plan. Actions under no known node come first, as the text leaves them.
pub(crate) fn outline(nodes: &[NodeRow], actions: &[ActionRow]) -> Vec<Step> {
    let known = |node: i64| nodes.iter().any(|row| row.ordinal == node);
    let mut steps = Vec::new();
    list(actions, |action| !action.node.is_some_and(known), &mut steps);
    for root in nodes.iter().filter(|node| !node.parent.is_some_and(known)) {
        open(root, nodes, actions, &mut steps);
    }
    steps
}

/// The same outline, without the nodes under which nothing stands.
pub(crate) fn held(mut steps: Vec<Step>) -> Vec<Step> {
    let mut left_out = 0_usize;
    steps.retain(|step| match step {
        Step::Open { actions: 0, .. } => {
            left_out += 1;
            false
        }
        Step::Close if left_out > 0 => {
            left_out -= 1;
            false
        }
        _ => true,
    });
    steps
}

fn open(node: &NodeRow, nodes: &[NodeRow], actions: &[ActionRow], steps: &mut Vec<Step>) {
    let below = below(node, nodes, actions);
    steps.push(Step::Open {
        depth: node.depth,
        heading: heading(node),
        actions: below.len(),
        below,
    });
    list(actions, |action| action.node == Some(node.ordinal), steps);
    for child in children(node, nodes) {
        open(child, nodes, actions, steps);
    }
    steps.push(Step::Close);
}

fn below(node: &NodeRow, nodes: &[NodeRow], actions: &[ActionRow]) -> Vec<usize> {
    let all = family(node, nodes);
    let under = |action: &ActionRow| action.node.is_some_and(|node| all.contains(&node));
    let kept = actions.iter().enumerate().filter(|(_, action)| under(action));
    kept.map(|(index, _)| index).collect()
}

/// A node and all those below it, by ordinal.
pub(crate) fn family(node: &NodeRow, nodes: &[NodeRow]) -> BTreeSet<i64> {
    let mut all = BTreeSet::from([node.ordinal]);
    for child in children(node, nodes) {
        all.extend(family(child, nodes));
    }
    all
}

/// The nodes just below. The depth must grow: a damaged parent cannot make a loop.
fn children<'a>(node: &'a NodeRow, nodes: &'a [NodeRow]) -> impl Iterator<Item = &'a NodeRow> {
    nodes
        .iter()
        .filter(|child| child.parent == Some(node.ordinal) && child.depth > node.depth)
}

fn list(actions: &[ActionRow], keep: impl Fn(&ActionRow) -> bool, steps: &mut Vec<Step>) {
    let kept = actions.iter().enumerate().filter(|(_, action)| keep(action));
    let indexes: Vec<usize> = kept.map(|(index, _)| index).collect();
    if !indexes.is_empty() {
        steps.push(Step::Actions(indexes));
    }
}

/// "Enjeu 1. Titre" at the top, "1a. Titre" below.
pub(crate) fn heading(node: &NodeRow) -> String {
    let level = node.level.as_deref().filter(|_| node.depth == 0);
    match (level, &node.code) {
        (Some(level), Some(code)) => format!("{} {code}. {}", singular(level), node.title),
        (None, Some(code)) => format!("{code}. {}", node.title),
        (_, None) => node.title.clone(),
    }
}

/// The name of one node of a level, from the name the text gives the level: "enjeux" → "Enjeu".
pub(crate) fn singular(level: &str) -> String {
    let words = level.split(' ').map(|word| match word.strip_suffix(['s', 'x', 'S', 'X']) {
        Some(stem) if stem.chars().count() > 2 => stem,
        _ => word,
    });
    capitalised(&words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(ordinal: i64, depth: i64, parent: Option<i64>, code: &str) -> NodeRow {
        NodeRow {
            ordinal,
            depth,
            parent,
            code: Some(code.to_owned()),
            title: format!("T{ordinal}"),
            level: Some(if depth == 0 { "enjeux" } else { "orientations" }.to_owned()),
        }
    }

    fn action(ordinal: i64, node: Option<i64>) -> ActionRow {
        ActionRow {
            ordinal,
            number: ordinal.to_string(),
            title: String::new(),
            sort_key: String::new(),
            node,
        }
    }

    fn drawn(steps: &[Step]) -> String {
        let step = |step: &Step| match step {
            Step::Open { heading, actions, .. } => format!("({heading}/{actions} "),
            Step::Actions(indexes) => indexes.iter().flat_map(|index| [index.to_string(), " ".to_owned()]).collect(),
            Step::Close => ")".to_owned(),
        };
        steps.iter().map(step).collect()
    }

    #[test]
    fn two_levels_and_their_counts() {
        let nodes = [node(1, 0, None, "1"), node(2, 1, Some(1), "1a"), node(3, 1, Some(1), "1b")];
        let actions = [action(1, Some(3)), action(2, Some(2)), action(3, Some(2))];
        let expected = "(Enjeu 1. T1/3 (1a. T2/2 1 2 )(1b. T3/1 0 ))";
        assert_eq!(drawn(&outline(&nodes, &actions)), expected);
    }

    #[test]
    fn a_node_that_holds_nothing_is_left_out_with_all_below_it() {
        let nodes = [
            node(1, 0, None, "1"),
            node(2, 1, Some(1), "1a"),
            node(3, 0, None, "2"),
            node(4, 1, Some(3), "2a"),
            node(5, 1, Some(3), "2b"),
        ];
        let steps = held(outline(&nodes, &[action(1, Some(5))]));
        assert_eq!(drawn(&steps), "(Enjeu 2. T3/1 (2b. T5/1 0 ))");
    }

    #[test]
    fn a_plan_without_levels_is_a_list() {
        assert_eq!(drawn(&outline(&[], &[action(1, None), action(2, Some(9))])), "0 1 ");
    }

    #[test]
    fn levels_are_named_one_by_one() {
        assert_eq!(singular("enjeux"), "Enjeu");
        assert_eq!(singular("axes stratégiques"), "Axe stratégique");
        assert_eq!(singular("volet"), "Volet");
    }
}
