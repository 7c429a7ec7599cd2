//! Fourth pass, bind: words become keys, and what several places say of one thing is put together.
//!
//! Where two places differ, both are kept. Nothing is corrected, and nothing that the text does not say is added.

mod agreement;
mod amendment;
mod bodies;
mod columns;
mod doubts;
pub(crate) mod due;
mod duties;
mod duty_tables;
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
mod plans;
mod predecessors;
pub(crate) mod roles;
mod scheme;
mod subjects;
mod territory;
mod themes;
mod votes;

use std::collections::HashSet;

use domain::digest::Digest;
use domain::reading::{Lines, OrganisationKind, PartyRead, Reading, SourceFile, Wording};

use crate::lines::Line;
use crate::names::Names;
use crate::prose;
use crate::recognise::{self, surroundings};
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
    let (mut agreement, counted) = agreement::agreement(lines, segments, &blocks, signature);
    let mut amendment = amendment::amendment(&agreement, lines, &blocks);
    amendment::term(&mut agreement, amendment.as_ref(), &blocks);
    let known = plans::Known {
        names: &names,
        parties: &parties,
        territory: &territory,
        agreement: &agreement,
    };
    let mut plan = plans::plan(lines, segments, &known);
    amendment::name_sheets(amendment.as_mut(), &mut plan.actions);
    let groups = parties::groups(&names, &plan.uses);
    parties::complete(&mut parties, &plan.uses);
    let perimeter = territory.perimeter(&parties, &names, lines, amendment.is_some());
    let around = page_marks::around(lines, &agreement);
    let extracts = agreement::deliberations(recognise::council::councils(segments, lines), &names);
    let councils = votes::Councils {
        names: &names,
        parties: &parties,
        agreement: &agreement,
    };
    let told = recognise::votes::votes(lines, &blocks);
    let mut read = Reading {
        deliberations: councils.deliberations(extracts, told, &blocks),
        articles: agreement::articles(segments, &around),
        annexes: agreement::annexes(segments, amendment::brought(amendment.as_ref())),
        wording: wording(lines, segments, &around, &parties),
        agreement,
        amendment,
        parties,
        organisations: plan.organisations,
        groups,
        perimeter,
        levels: plan.levels,
        framework_places: plan.places,
        nodes: plan.nodes,
        themes: plan.themes,
        actions: plan.actions,
        doubts: plan.doubts,
        ..Reading::nothing_of(SourceFile {
            name: name.to_owned(),
            digest,
            lines: last_line(lines),
            recognised: Lines::default(),
        })
    };
    let told = doubts::doubts(&read.agreement, &read.deliberations, &counted, lines);
    read.doubts.extend(told);
    organise(read, lines, segments, &names)
}

/// Tells which lines were recognised on pictures: no value of theirs is sure.
pub(crate) fn recognised(read: &mut Reading, lines: Lines, text: &[String]) {
    read.doubts.extend(doubts::recognised(&lines, text));
    read.source.recognised = lines;
}

/// Adds how the text organises the work: facilities, bodies, scheme, what came before, what is left open.
fn organise(mut read: Reading, lines: &[Line], segments: &[Segment<'_>], names: &Names) -> Reading {
    let who = holders::Who {
        names,
        parties: &read.parties,
    };
    let communes = read.organisations.iter().filter(|one| one.kind == OrganisationKind::Commune);
    let places: Vec<&str> = communes.map(|commune| commune.name.value.as_str()).collect();
    let (facilities, labels) = facilities::bind(segments, names, &places);
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
