//! The framework as each place of the text words and orders it, side by side.
//!
//! It compares words and order, and judges neither: which wording holds is for those who signed.

use std::collections::BTreeSet;

use askama::Template;
use domain::ids::ConventionId;
use domain::places::Target;
use domain::reading::Lines;
use domain::search::fold;
use store::{Columns, FromRow, QueryInfo, StoreError, query};
use web::answer::Answer;
use web::components::ViewLink;
use web::failure::Failure;
use web::frame::Frame;
use web::visit::Visit;

use crate::contract_views::{ContractView, contract_views, counted};
use crate::convention_rows::lines;

struct EntryRow {
    place: i64,
    ordinal: i64,
    node: Option<i64>,
    code: Option<String>,
    title: String,
    lines: Lines,
}

query! {
    /// What each place lists.
    Entries(convention: ConventionId) -> EntryRow
    reading ["framework_entry"]
    "SELECT place, ordinal, node, code, title, lines FROM framework_entry WHERE convention = $4 ORDER BY place, ordinal"
}

impl FromRow for EntryRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            place: columns.int(0)?,
            ordinal: columns.int(1)?,
            node: columns.opt_int(2)?,
            code: columns.opt_text(3)?,
            title: columns.text(4)?,
            lines: lines(columns, 5)?,
        })
    }
}

struct NodeRow {
    ordinal: i64,
    depth: i64,
    code: Option<String>,
    title: String,
}

query! {
    /// The framework as the plan shows it.
    ShownNodes(convention: ConventionId) -> NodeRow
    reading ["node"]
    "SELECT ordinal, depth, code, title FROM node WHERE convention = $4 ORDER BY ordinal"
}

impl FromRow for NodeRow {
    fn from_row(columns: &Columns<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            ordinal: columns.int(0)?,
            depth: columns.int(1)?,
            code: columns.opt_text(2)?,
            title: columns.text(3)?,
        })
    }
}

/// One place of the text.
struct PlaceHead {
    place: i64,
    lines: Lines,
}

#[derive(Template)]
#[template(path = "framework_compare.html")]
struct FrameworkCompare {
    frame: Frame,
    convention: ConventionId,
    views: Vec<ViewLink>,
    nodes: Vec<NodeRow>,
    entries: Vec<EntryRow>,
    places: Vec<PlaceHead>,
}

impl FrameworkCompare {
    fn entry(&self, node: &NodeRow, place: &PlaceHead) -> Option<&EntryRow> {
        self.entries
            .iter()
            .find(|entry| entry.node == Some(node.ordinal) && entry.place == place.place)
    }

    /// Whether places word it differently, capitals, accents and punctuation aside.
    fn differs(&self, node: &NodeRow) -> bool {
        let own = self.entries.iter().filter(|entry| entry.node == Some(node.ordinal));
        own.map(|entry| bare(&entry.title)).collect::<BTreeSet<_>>().len() > 1
    }

    /// The rank of an entry among those of its level there: an order that changes shows.
    fn rank(&self, node: &NodeRow, place: &PlaceHead) -> usize {
        let level = |ordinal: Option<i64>| {
            self.nodes
                .iter()
                .find(|other| Some(other.ordinal) == ordinal)
                .map(|other| other.depth)
        };
        let entry = self.entry(node, place).map_or(0, |entry| entry.ordinal);
        let before = self
            .entries
            .iter()
            .filter(|other| other.place == place.place && other.ordinal <= entry && level(other.node) == Some(node.depth));
        before.count()
    }

    fn summary(&self) -> String {
        let differing = self.nodes.iter().filter(|node| self.differs(node)).count();
        let places = counted(&self.places.len(), "passage du texte", "passages du texte");
        match differing {
            0 => format!("{places}, les mêmes mots partout."),
            _ => format!(
                "{places}, {}.",
                counted(
                    &differing,
                    "intitulé rédigé de plusieurs façons",
                    "intitulés rédigés de plusieurs façons"
                )
            ),
        }
    }
}

/// The words alone, folded.
fn bare(title: &str) -> String {
    let folded = fold(title);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

pub(crate) async fn get(mut visit: Visit) -> Result<Answer, Failure> {
    let convention = visit.convention()?;
    let frame = visit.frame("Rédactions du cadre").await?;
    let entries = visit.rows(Entries { convention }).await?;
    let page = FrameworkCompare {
        frame: frame
            .under(Target::Convention(convention))
            .crumb("Convention", Target::Convention(convention)),
        convention,
        views: contract_views(convention, ContractView::Framework),
        nodes: visit.rows(ShownNodes { convention }).await?,
        places: places(&entries),
        entries,
    };
    visit.page(&page)
}

fn places(entries: &[EntryRow]) -> Vec<PlaceHead> {
    let mut places: Vec<PlaceHead> = Vec::new();
    for entry in entries {
        match places.last_mut() {
            Some(head) if head.place == entry.place => head.lines = head.lines.union(&entry.lines),
            _ => places.push(PlaceHead {
                place: entry.place,
                lines: entry.lines.clone(),
            }),
        }
    }
    for head in &mut places {
        if let (Some(first), Some(last)) = (head.lines.first(), head.lines.last()) {
            head.lines = Lines::span(first, last);
        }
    }
    places
}

pub(crate) fn queries() -> Vec<QueryInfo> {
    vec![QueryInfo::of::<Entries>(), QueryInfo::of::<ShownNodes>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_are_compared_by_their_words_alone() {
        assert_eq!(bare("L’accès aux droits,"), bare("L'ACCES aux  droits"));
        assert_ne!(bare("L’offre de service"), bare("L’offre de services"));
    }

    #[test]
    fn each_place_is_named_by_all_its_lines() {
        let entry = |place, ordinal, line| EntryRow {
            place,
            ordinal,
            node: Some(ordinal),
            code: None,
            title: String::new(),
            lines: Lines::one(line),
        };
        let heads = places(&[entry(1, 1, 32), entry(1, 2, 44), entry(2, 1, 805)]);
        let lines: Vec<String> = heads.iter().map(|head| head.lines.to_string()).collect();
        assert_eq!(lines, ["32-44", "805"]);
    }
}
