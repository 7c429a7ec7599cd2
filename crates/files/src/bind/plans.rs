//! The plan of a text: as outlines, grids and sheets of one wording tell it, or of any shape. The one that holds more is kept.
//!
//! The two are never mixed: a value of the one is not completed by the other.

use domain::reading::{
    ActionRead, AgreementRead, Doubt, FrameworkPlace, NodeRead, OrganisationRead, PartyRead, Sourced, ThemeRead,
};
use domain::time::Day;

use super::territory::Territory;
use super::{columns, framework, framework_places, organisations, plan, themes};
use crate::calendar;
use crate::lines::Line;
use crate::names::{Names, Uses};
use crate::plan::{self as any_shape, PlanRead};
use crate::recognise::{self, Seen};
use crate::segment::Segment;
use crate::wording;

/// The plan, and what is learnt of the parties on the way.
pub(super) struct Plan {
    pub(super) levels: Vec<Sourced<String>>,
    pub(super) nodes: Vec<NodeRead>,
    pub(super) places: Vec<FrameworkPlace>,
    pub(super) themes: Vec<ThemeRead>,
    pub(super) actions: Vec<ActionRead>,
    pub(super) organisations: Vec<OrganisationRead>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) uses: Uses,
}

/// What is known of a text before its plan is read.
pub(super) struct Known<'k> {
    pub(super) names: &'k Names,
    pub(super) parties: &'k [PartyRead],
    pub(super) territory: &'k Territory,
    pub(super) agreement: &'k AgreementRead,
}

/// Reads the plan both ways, and keeps the one that holds more of the text.
pub(super) fn plan(lines: &[Line], segments: &[Segment<'_>], known: &Known<'_>) -> Plan {
    let read = as_worded(lines, segments, known);
    let about = any_shape::Known {
        names: known.names,
        communes: known.territory.names(known.parties),
        term: term(known.agreement, lines),
    };
    let other = any_shape::read(lines, segments, &about);
    if is_kept(&read.actions, &read.nodes, &other) {
        read
    } else {
        replaced(read, other)
    }
}

/// The outline, the grid, the sheets and the torn columns, action by action.
fn as_worded(lines: &[Line], segments: &[Segment<'_>], known: &Known<'_>) -> Plan {
    let mut themes = themes::Themes::new(recognise::themes::announced(segments));
    let torn = recognise::columns::torn(segments);
    let mut seen: Vec<Seen> = recognise::outline::actions(segments);
    seen.extend(recognise::table::rows(segments));
    seen.extend(torn.into_iter().map(|torn| columns::sort(torn, known.names, &mut themes)));
    let lists = recognise::framework::lists(lines);
    let places = framework_places::places(&lists, segments);
    let mut framework = framework::Framework::new(lists, segments);
    let mut uses = Uses::default();
    let mut organisations = organisations::Organisations::of(&known.territory.others);
    let binder = plan::Binder {
        names: known.names,
        themes: &mut themes,
        framework: &mut framework,
        organisations: &mut organisations,
        uses: &mut uses,
    };
    let actions = binder.actions(seen);
    let (levels, nodes) = (framework.levels(), framework.into_nodes());
    Plan {
        levels,
        places: framework_places::bind(places, &nodes),
        nodes,
        themes: themes.into_read(),
        actions,
        organisations: organisations.into_read(),
        doubts: Vec::new(),
        uses,
    }
}

/// The plan of any shape takes the place of the one that was read; a framework that only the other has stays.
fn replaced(read: Plan, other: PlanRead) -> Plan {
    let mut organisations = read.organisations;
    organisations.extend(other.communes);
    let plan = Plan {
        themes: other.themes,
        actions: other.actions,
        organisations,
        doubts: other.doubts,
        uses: other.uses,
        ..read
    };
    if other.nodes.is_empty() {
        return plan;
    }
    Plan {
        levels: other.levels,
        nodes: other.nodes,
        places: Vec::new(),
        ..plan
    }
}

/// The years of the convention: those of its days, else those that its title prints.
fn term(agreement: &AgreementRead, lines: &[Line]) -> Option<(i16, i16)> {
    let year = |day: &Option<Sourced<Day>>| day.as_ref().map(|day| day.value.year());
    if let (Some(first), Some(last)) = (year(&agreement.start), year(&agreement.end)) {
        return Some((first, last));
    }
    let printed = |line: &Line| {
        line.words.windows(2).find_map(|pair| {
            let (first, last) = (calendar::year(&pair[0])?, calendar::year(&pair[1])?);
            (first < last && last < first + 8).then_some((first, last))
        })
    };
    let titled = |line: &&Line| {
        line.words
            .iter()
            .any(|word| word == "convention" || word == "ctg" || word.starts_with("annee") || line.level == Some(1))
    };
    let written = || lines.iter().filter(|line| !line.is_blank());
    // "ANNEXE 3 : PLAN D'ACTIONS 2025-2029".
    let plan =
        |line: &&Line| line.words.len() <= MOST_TITLE && wording::position(&line.words, &["plan", "d", "actions"]).is_some();
    let first = written().take(60).filter(titled).find_map(printed);
    first.or_else(|| written().filter(plan).find_map(printed))
}

/// The title of a plan has no more words.
const MOST_TITLE: usize = 9;

/// Whether the plan read as the reference is read is whole, or holds as much as the one of any shape.
fn is_kept(actions: &[ActionRead], nodes: &[NodeRead], other: &PlanRead) -> bool {
    let (other, other_nodes) = (&other.actions, &other.nodes);
    let whole = held(actions) * 10 >= actions.len() * 4 * 9;
    let most = actions.len() * 10 >= other.len() * 9;
    let more = held(actions) + nodes.len() >= held(other) + other_nodes.len();
    !actions.is_empty() && (whole && most || more)
}

/// How many actions have their place, how many their pilots, their bearers, their years.
fn held(actions: &[ActionRead]) -> usize {
    let of = |action: &ActionRead| {
        let said = [
            action.parent.is_some(),
            !action.pilots.is_empty(),
            !action.bearers.is_empty(),
            !action.tracks.is_empty(),
        ];
        said.into_iter().filter(|said| *said).count()
    };
    actions.iter().map(of).sum()
}
