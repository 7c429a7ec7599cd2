//! The whole plan at a glance: one pip an action, in the order of the framework, and how many stand in each state.
//!
//! Twenty-four is few: each action is shown, and each number leads to the rows that it counts.

use domain::followup::{Percent, Status};
use domain::ids::{ActionId, ConventionId};
use domain::places::Target;
use web::components::{Pip, Status as Drawn};
use web::href::{href, with_query};

use crate::outline::{Step, outline};
use crate::progress_filter::{OUTSIDE, Situation};
use crate::report_rows::Names;
use crate::rows::{ActionRow, NodeRow};
use crate::standing::Standing;

/// One line of the board.
pub(crate) enum BoardStep {
    Head(String),
    Row {
        title: String,
        pips: Vec<Pip>,
        /// The mean of what was reported of its actions.
        share: Option<Percent>,
        /// Of how many actions it is: what nobody told is not counted as nothing done.
        telling: usize,
        /// Where those are listed.
        address: String,
    },
}

/// The board of a plan. `standings` are those of `actions`, in their order.
pub(crate) fn board(
    convention: ConventionId,
    nodes: &[NodeRow],
    (actions, standings): (&[ActionRow], &[Standing]),
    names: &Names,
) -> Vec<BoardStep> {
    let mut board = Vec::new();
    let mut title = String::new();
    for step in outline(nodes, actions) {
        match step {
            Step::Open { depth: 0, heading, .. } => {
                title.clone_from(&heading);
                board.push(BoardStep::Head(heading));
            }
            Step::Open { heading, .. } => title = heading,
            Step::Actions(indexes) => board.push(BoardStep::Row {
                title: title.clone(),
                share: Percent::mean(told(&indexes, standings)),
                telling: told(&indexes, standings).count(),
                address: measured(convention, actions[indexes[0]].node, nodes.is_empty()),
                pips: indexes
                    .iter()
                    .map(|index| pip(convention, &actions[*index], &standings[*index], names))
                    .collect(),
            }),
            Step::Close => {}
        }
    }
    board
}

/// The actions of an element of the framework whose share is known, the furthest first.
fn measured(convention: ConventionId, node: Option<i64>, bare: bool) -> String {
    let node = node
        .map(|node| node.to_string())
        .or_else(|| (!bare).then(|| OUTSIDE.to_owned()));
    let mut filters = vec![
        ("situation", Situation::Measured.code()),
        ("tri", "avancement"),
        ("sens", "desc"),
    ];
    filters.extend(node.as_deref().map(|node| ("rubrique", node)));
    with_query(href(Target::PlanTable(convention)), &filters)
}

/// The shares that some actions tell.
fn told<'s>(indexes: &'s [usize], standings: &'s [Standing]) -> impl Iterator<Item = Percent> + 's {
    indexes.iter().filter_map(|index| standings[*index].state.progress)
}

pub(crate) fn pip(convention: ConventionId, action: &ActionRow, standing: &Standing, names: &Names) -> Pip {
    Pip {
        target: Target::Action(ActionId {
            convention,
            ordinal: action.ordinal,
        }),
        number: action.number.clone(),
        title: action.title.clone(),
        status: Drawn::of(standing.state.status),
        own: names.own(&standing.state.status).map(str::to_owned),
        late: standing.late.is_some(),
    }
}

/// How many actions stand in one state, and where they are listed.
pub(crate) struct Count {
    pub(crate) status: Status,
    pub(crate) name: String,
    pub(crate) actions: usize,
    pub(crate) address: String,
}

impl Count {
    /// How it is drawn; what nobody said has no drawing.
    pub(crate) fn drawn(&self) -> Option<Drawn> {
        Drawn::of(self.status)
    }
}

/// The states in which some action stands, in the order in which they are offered.
pub(crate) fn counts(convention: ConventionId, standings: &[Standing], names: &Names) -> Vec<Count> {
    let count = |status: Status| standings.iter().filter(|standing| standing.state.status == status).count();
    let all = Status::ALL.into_iter().map(|status| Count {
        status,
        name: names.name(&status).to_owned(),
        actions: count(status),
        address: with_query(href(Target::PlanTable(convention)), &[("etat", status.code())]),
    });
    all.filter(|one| one.actions > 0).collect()
}
