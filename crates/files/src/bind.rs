//! Fourth pass, bind: words become keys, and what several places say of one thing is put together.
//!
//! Where two places differ, both are kept. Nothing is corrected, and nothing that the text does not say is added.

mod agreement;
mod columns;
mod framework;
mod items;
mod marks;
mod organisations;
mod parties;
mod plan;
mod roles;
mod themes;

use domain::digest::Digest;
use domain::reading::{Lines, Reading, SourceFile};

use crate::lines::Line;
use crate::names::Uses;
use crate::recognise::{self, Seen};
use crate::segment::Segment;

/// Everything read of a text, écarts and unplaced lines excepted.
pub(crate) fn bind(name: &str, digest: Digest, lines: &[Line], segments: &[Segment<'_>]) -> Reading {
    let (signature, signs_for) = recognise::closing::closing(segments);
    let (mut parties, names) = parties::bind(recognise::parties::presented(segments, lines), &signs_for, lines);
    let mut themes = themes::Themes::new(recognise::themes::announced(segments));
    let torn = recognise::columns::torn(segments);
    let mut seen: Vec<Seen> = recognise::outline::actions(segments);
    seen.extend(recognise::table::rows(segments));
    seen.extend(torn.into_iter().map(|torn| columns::sort(torn, &names, &mut themes)));
    let mut framework = framework::Framework::new(recognise::framework::lists(lines), segments);
    let mut uses = Uses::default();
    let mut organisations = organisations::Organisations::default();
    let binder = plan::Binder {
        names: &names,
        themes: &mut themes,
        framework: &mut framework,
        organisations: &mut organisations,
        uses: &mut uses,
    };
    let actions = binder.actions(seen);
    let groups = parties::groups(&names, &uses);
    parties::complete(&mut parties, &uses);
    let agreement = agreement::agreement(lines, segments, signature);
    let perimeter = parties::perimeter(&parties, &names, lines);
    Reading {
        deliberations: agreement::deliberations(recognise::council::councils(segments, lines), &names),
        articles: agreement::articles(segments),
        annexes: agreement::annexes(segments),
        agreement,
        parties,
        organisations: organisations.into_read(),
        groups,
        perimeter,
        levels: framework.levels(),
        nodes: framework.into_nodes(),
        themes: themes.into_read(),
        actions,
        ..Reading::nothing_of(SourceFile {
            name: name.to_owned(),
            digest,
            lines: last_line(lines),
        })
    }
}

fn last_line(lines: &[Line]) -> u32 {
    lines.last().map_or(0, |line| line.number)
}

/// All lines of several values together.
fn union<'l>(lines: impl IntoIterator<Item = &'l Lines>) -> Lines {
    lines.into_iter().flat_map(Lines::iter).collect()
}
