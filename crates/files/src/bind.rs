//! Fourth pass, bind: words become keys, and what several places say of one thing is put together.
//!
//! Where two places differ, both are kept. Nothing is corrected, and nothing that the text does not say is added.

mod agreement;
mod amendment;
mod bodies;
mod columns;
mod doubts;
mod due;
mod duties;
mod facilities;
mod framework;
mod framework_places;
mod holders;
mod items;
mod marks;
mod obliged;
mod organisations;
mod page_marks;
mod parties;
mod plan;
mod predecessors;
pub(crate) mod roles;
mod scheme;
mod subjects;
mod territory;
mod themes;
mod votes;

use std::collections::HashSet;

use domain::digest::Digest;
use domain::reading::{ActionRead, AgreementRead, Lines, NodeRead, PartyRead, Reading, SourceFile, Sourced, Wording};
use domain::time::Day;

use crate::calendar;
use crate::lines::Line;
use crate::names::{Names, Uses};
use crate::plan::{self as plan_of_any_shape, PlanRead};
use crate::prose;
use crate::recognise::{self, Seen, surroundings};
use crate::segment::Segment;

/// Everything read of a text, écarts and unplaced lines excepted.
pub(crate) fn bind(name: &str, digest: Digest, lines: &[Line], segments: &[Segment<'_>]) -> Reading {
    let (signature, signs_for) = recognise::closing::closing(segments);
    let blocks = prose::blocks(lines);
    let presented = recognise::parties::presented(segments, lines, &blocks);
    let communes = recognise::territory::communes(lines, &blocks);
    let parties::Bound {
        mut parties,
        names,
        territory,
    } = parties::bind(presented, &communes, &signs_for, lines);
    let mut themes = themes::Themes::new(recognise::themes::announced(segments));
    let torn = recognise::columns::torn(segments);
    let mut seen: Vec<Seen> = recognise::outline::actions(segments);
    seen.extend(recognise::table::rows(segments));
    seen.extend(torn.into_iter().map(|torn| columns::sort(torn, &names, &mut themes)));
    let lists = recognise::framework::lists(lines);
    let places = framework_places::places(&lists, segments);
    let mut framework = framework::Framework::new(lists, segments);
    let mut uses = Uses::default();
    let mut organisations = organisations::Organisations::of(&territory.others);
    let binder = plan::Binder {
        names: &names,
        themes: &mut themes,
        framework: &mut framework,
        organisations: &mut organisations,
        uses: &mut uses,
    };
    let actions = binder.actions(seen);
    let (agreement, counted) = agreement::agreement(lines, segments, &blocks, signature);
    let known = plan_of_any_shape::Known {
        names: &names,
        communes: territory.names(&parties),
        term: term(&agreement, lines),
    };
    let (levels, nodes) = (framework.levels(), framework.into_nodes());
    let other = plan_of_any_shape::read(lines, segments, &known);
    let kept = is_kept((&actions, &nodes), (&other.actions, &other.nodes));
    let uses = if kept { &uses } else { &other.uses };
    let groups = parties::groups(&names, uses);
    parties::complete(&mut parties, uses);
    let perimeter = territory.perimeter(&parties, &names, lines);
    let around = page_marks::around(lines, &agreement);
    let extracts = agreement::deliberations(recognise::council::councils(segments, lines), &names);
    let councils = votes::Councils {
        names: &names,
        parties: &parties,
        agreement: &agreement,
    };
    let amendment = amendment::amendment(&agreement, lines, &blocks);
    let told = recognise::votes::votes(lines, &blocks);
    let read = Reading {
        deliberations: councils.deliberations(extracts, told, &blocks),
        articles: agreement::articles(segments, &around),
        annexes: agreement::annexes(segments, amendment::brought(amendment.as_ref())),
        wording: wording(lines, segments, &around, &parties),
        agreement,
        amendment,
        parties,
        organisations: organisations.into_read(),
        groups,
        perimeter,
        levels,
        framework_places: framework_places::bind(places, &nodes),
        nodes,
        themes: themes.into_read(),
        actions,
        ..Reading::nothing_of(SourceFile {
            name: name.to_owned(),
            digest,
            lines: last_line(lines),
        })
    };
    let mut read = if kept { read } else { with_plan(read, other) };
    let told = doubts::doubts(&read.agreement, &read.deliberations, &counted, lines);
    read.doubts.extend(told);
    organise(read, lines, segments, &names)
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
    lines
        .iter()
        .filter(|line| !line.is_blank())
        .take(60)
        .filter(titled)
        .find_map(printed)
}

/// Whether the plan read as the reference is read is whole, or holds as much as the one of any shape.
fn is_kept((actions, nodes): (&[ActionRead], &[NodeRead]), (other, other_nodes): (&[ActionRead], &[NodeRead])) -> bool {
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

/// The plan of any shape takes the place of the one that was read.
fn with_plan(read: Reading, other: PlanRead) -> Reading {
    let mut organisations = read.organisations;
    organisations.extend(other.communes);
    let read = Reading {
        themes: other.themes,
        actions: other.actions,
        organisations,
        doubts: other.doubts,
        ..read
    };
    if other.nodes.is_empty() {
        return read;
    }
    Reading {
        levels: other.levels,
        nodes: other.nodes,
        framework_places: Vec::new(),
        ..read
    }
}

/// Adds how the text organises the work: facilities, bodies, scheme, what came before, what is left open.
fn organise(mut read: Reading, lines: &[Line], segments: &[Segment<'_>], names: &Names) -> Reading {
    let who = holders::Who {
        names,
        parties: &read.parties,
    };
    let (facilities, labels) = facilities::bind(segments, names);
    let (scheme, headings, doubts) = scheme::bind(segments, who);
    let bodies = bodies::bind(segments, lines, who);
    let predecessors = predecessors::bind(lines, who);
    let duties = duties::bind(segments, who);
    let known = union(read.wording.page_marks.iter().map(|mark| &mark.lines));
    let fresh = labels
        .into_iter()
        .chain(headings)
        .filter(|mark| !mark.lines.iter().any(|line| known.holds(line)));
    read.wording.page_marks.extend(fresh);
    // What an article says is said, wherever a text that was torn apart prints it.
    let said = read.articles.iter().flat_map(|article| &article.text);
    let said = union(said.map(|paragraph| &paragraph.text.lines));
    let marks = &mut read.wording.page_marks;
    marks.retain(|mark| !mark.lines.iter().any(|line| said.holds(line)));
    read.wording.page_marks.sort_by_key(|mark| mark.lines.first());
    read.doubts.extend(doubts);
    Reading {
        facilities,
        scheme,
        bodies,
        predecessors,
        duties,
        left_open: recognise::open::left_open(lines),
        ..read
    }
}

/// The words around the articles, and those that pages print around the text.
fn wording(lines: &[Line], segments: &[Segment<'_>], around: &HashSet<u32>, parties: &[PartyRead]) -> Wording {
    Wording {
        exposition: surroundings::exposition(segments, around),
        visas: surroundings::visas(segments),
        enacting: surroundings::enacting(segments),
        closing: surroundings::closing(segments, around),
        page_marks: page_marks::page_marks(lines, segments, parties),
    }
}

fn last_line(lines: &[Line]) -> u32 {
    lines.last().map_or(0, |line| line.number)
}

/// All lines of several values together.
fn union<'l>(lines: impl IntoIterator<Item = &'l Lines>) -> Lines {
    lines.into_iter().flat_map(Lines::iter).collect()
}
