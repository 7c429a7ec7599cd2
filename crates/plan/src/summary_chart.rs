//! The two charts of the summary: the states of the actions of each top node, and the weather told of them. Counts only, each
//! with its whole.
//!
//! Pure: widths are out of the whole, and the table of values says the same in words.

use std::collections::BTreeMap;

use domain::followup::{Status, Weather};
use domain::ids::ConventionId;
use domain::places::Target;
use domain::wording::inside_a_sentence;
use web::components::Status as Drawn;
use web::href::{href, with_query};

use crate::outline::{Step, heading, outline};
use crate::progress_filter::OUTSIDE;
use crate::report_rows::Names;
use crate::rows::{ActionRow, NodeRow};
use crate::standing::Standing;

/// The width of a whole bar.
const WIDTH: usize = 560;

/// One state in a bar or in the legend.
pub(crate) struct Part {
    pub(crate) status: Status,
    pub(crate) name: String,
    pub(crate) count: usize,
    pub(crate) address: String,
}

impl Part {
    /// How it is drawn; what nobody said has no drawing.
    pub(crate) fn drawn(&self) -> Option<Drawn> {
        Drawn::of(self.status)
    }
}

/// A piece of a bar.
pub(crate) struct Piece {
    pub(crate) class: &'static str,
    pub(crate) x: usize,
    pub(crate) width: usize,
    pub(crate) count: usize,
    pub(crate) status: Status,
    /// The rows that it counts.
    pub(crate) address: String,
}

/// One top node: how its actions stand.
pub(crate) struct Bar {
    pub(crate) title: String,
    pub(crate) total: usize,
    pub(crate) pieces: Vec<Piece>,
    /// All the rows that it counts.
    pub(crate) address: String,
}

impl Bar {
    /// Those of its actions that stand so.
    pub(crate) fn piece(&self, status: &Status) -> Option<&Piece> {
        self.pieces.iter().find(|piece| piece.status == *status)
    }

    /// What a piece says: "réalisée : 2".
    pub(crate) fn piece_words(&self, piece: &Piece, states: &[Part]) -> String {
        let known = states.iter().find(|part| part.status == piece.status);
        let name = known.map_or_else(|| piece.status.french(), |part| part.name.as_str());
        format!("{}\u{a0}: {}", inside_a_sentence(name), piece.count)
    }

    /// What it shows, in words: "Sur 12 actions, réalisée : 2, en cours : 10".
    pub(crate) fn words(&self, states: &[Part]) -> String {
        let said: Vec<String> = self.pieces.iter().map(|piece| self.piece_words(piece, states)).collect();
        format!("Sur {} actions, {}", self.total, said.join(", "))
    }
}

/// The class that fills a state.
const fn fill(status: Status) -> &'static str {
    match status {
        Status::Done => "f-done",
        Status::Sustained => "f-kept",
        Status::Going => "f-going",
        Status::Preparing | Status::Reoriented => "f-prep",
        Status::Suspended | Status::Postponed => "f-hold",
        Status::NotStarted | Status::Abandoned | Status::Unspecified => "f-sunken",
    }
}

/// In which order states are drawn: what is done first, what nobody said last.
const DRAWN: [Status; 10] = [
    Status::Done,
    Status::Sustained,
    Status::Going,
    Status::Preparing,
    Status::Reoriented,
    Status::Suspended,
    Status::Postponed,
    Status::NotStarted,
    Status::Abandoned,
    Status::Unspecified,
];

/// A bar for each top node, in the order of the framework; actions under none have theirs.
pub(crate) fn bars(convention: ConventionId, nodes: &[NodeRow], actions: &[ActionRow], standings: &[Standing]) -> Vec<Bar> {
    let mut groups: Vec<(String, Vec<Status>)> = Vec::new();
    for step in outline(nodes, actions) {
        match step {
            Step::Open { depth: 0, heading, .. } => groups.push((heading, Vec::new())),
            Step::Actions(indexes) => {
                if groups.is_empty() {
                    groups.push(("Hors du cadre".to_owned(), Vec::new()));
                }
                if let Some((_, states)) = groups.last_mut() {
                    states.extend(indexes.iter().map(|index| standings[*index].state.status));
                }
            }
            Step::Open { .. } | Step::Close => {}
        }
    }
    let held = groups.into_iter().filter(|(_, states)| !states.is_empty());
    let node = |title: &str| nodes.iter().find(|node| node.depth == 0 && heading(node) == title);
    held.map(|(title, states)| {
        let outside = || (!nodes.is_empty()).then(|| OUTSIDE.to_owned());
        let node = node(&title).map(|node| node.ordinal.to_string()).or_else(outside);
        bar(title, &states, |status| {
            let state = status.map(|status| ("etat", status.code()));
            let place = node.as_deref().map(|node| ("rubrique", node));
            let filters: Vec<_> = place.into_iter().chain(state).collect();
            with_query(href(Target::PlanTable(convention)), &filters)
        })
    })
    .collect()
}

fn bar(title: String, states: &[Status], address: impl Fn(Option<Status>) -> String) -> Bar {
    let total = states.len();
    let mut before = 0;
    let pieces = DRAWN.into_iter().filter_map(|status| {
        let count = states.iter().filter(|state| **state == status).count();
        let (start, end) = (before * WIDTH / total.max(1), (before + count) * WIDTH / total.max(1));
        before += count;
        (count > 0).then_some(Piece {
            class: fill(status),
            x: start,
            width: end - start,
            count,
            status,
            address: address(Some(status)),
        })
    });
    Bar {
        pieces: pieces.collect(),
        address: address(None),
        title,
        total,
    }
}

/// The states in which some action stands, in the order in which they are drawn.
pub(crate) fn states(convention: ConventionId, standings: &[Standing], names: &Names) -> Vec<Part> {
    let mut counted: BTreeMap<Status, usize> = BTreeMap::new();
    for standing in standings {
        *counted.entry(standing.state.status).or_default() += 1;
    }
    let parts = DRAWN.into_iter().filter_map(|status| {
        Some(Part {
            status,
            name: names.name(&status).to_owned(),
            count: *counted.get(&status)?,
            address: with_query(href(Target::PlanTable(convention)), &[("etat", status.code())]),
        })
    });
    parts.collect()
}

/// One weather: how many actions tell it.
pub(crate) struct Slice {
    pub(crate) weather: Weather,
    pub(crate) count: usize,
    /// The rows that it counts.
    pub(crate) address: String,
}

/// The weathers, from fine to bad; none is left out, so that zero is read.
pub(crate) fn weathers(convention: ConventionId, standings: &[Standing]) -> Vec<Slice> {
    let slices = Weather::ALL.into_iter().map(|weather| Slice {
        weather,
        count: standings.iter().filter(|one| one.state.weather == Some(weather)).count(),
        address: with_query(href(Target::PlanTable(convention)), &[("meteo", weather.code())]),
    });
    slices.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_of_a_bar_fill_it_and_count_every_action() {
        let states = [
            Status::Going,
            Status::Done,
            Status::Unspecified,
            Status::Going,
            Status::Done,
            Status::Done,
            Status::Going,
        ];
        let bar = bar("Enjeu 1".to_owned(), &states, |status| {
            status.map_or("", Status::code).to_owned()
        });
        assert_eq!(bar.pieces.iter().map(|piece| piece.count).sum::<usize>(), 7);
        assert_eq!(bar.pieces.iter().map(|piece| piece.width).sum::<usize>(), WIDTH);
        assert_eq!(bar.pieces[0].status, Status::Done, "what is done comes first");
        let piece = |status| bar.piece(&status).map(|piece| (piece.count, piece.address.as_str()));
        assert_eq!((piece(Status::Going), piece(Status::Suspended)), (Some((3, "going")), None));
        assert_eq!((bar.total, bar.address.as_str()), (7, ""));
    }
}
