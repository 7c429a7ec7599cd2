//! The marks of pages, once the parties are known: logos beside the headings of annexes, titles that pages repeat.
//!
//! A logo stands beside the heading of an annex and is a piece of a party's name; the same words elsewhere are no mark.

use std::collections::HashSet;

use domain::reading::{AgreementRead, PartyRead, Sourced};

use crate::lines::Line;
use crate::passage::Passage;
use crate::recognise::furniture::{self, is_brief};
use crate::segment::{Kind, Segment, is_annex_heading};
use crate::wording::{is_link, words};

/// Marks of different words beyond this are noise.
const MOST_MARKS: usize = 400;

/// The lines that pages print inside the running text: their numbers, the title of the whole. No paragraph holds them.
pub(crate) fn around(lines: &[Line], agreement: &AgreementRead) -> HashSet<u32> {
    let titles = agreement.title.iter().chain(&agreement.other_titles);
    let running = titles.filter(|title| alone(lines, title) && !title.value.ends_with([':', ';']));
    let running = running.flat_map(|title| title.lines.iter());
    let pages = furniture::page_numbers(lines);
    let pages = pages.iter().flat_map(|page| page.lines().iter().collect::<Vec<_>>());
    running.chain(pages).collect()
}

/// Whether a wording stands between blank lines wherever it is printed.
fn alone(lines: &[Line], wording: &Sourced<String>) -> bool {
    let blank = |number: u32| {
        let at = lines.partition_point(|line| line.number < number);
        lines.get(at).is_none_or(|line| line.number != number || line.is_blank())
    };
    let mut ranges = wording.lines.ranges().iter();
    ranges.all(|range| blank(range.first().saturating_sub(1)) && blank(range.last().saturating_add(1)))
}

/// Every mark, the same words once.
pub(crate) fn page_marks(lines: &[Line], segments: &[Segment<'_>], parties: &[PartyRead]) -> Vec<Sourced<String>> {
    let vocabulary = vocabulary(parties);
    let logos = segments.iter().enumerate().filter(|(_, segment)| segment.kind == Kind::Annex);
    let logos = logos.flat_map(|(at, annex)| logos_beside(annex, at.checked_sub(1).map(|at| &segments[at]), &vocabulary));
    let mut found: Vec<Passage> = furniture::furniture(segments);
    found.extend(logos);
    found.extend(furniture::page_numbers(lines));
    found.sort_by_key(|mark| mark.lines().first());
    let mut marks: Vec<Sourced<String>> = Vec::new();
    for mark in found.iter().map(Passage::sourced) {
        if let Some(known) = marks.iter_mut().find(|known| known.value == mark.value) {
            known.lines = known.lines.union(&mark.lines);
        } else if marks.len() < MOST_MARKS {
            marks.push(mark);
        }
    }
    marks
}

/// The words of each party's names.
fn vocabulary(parties: &[PartyRead]) -> Vec<HashSet<String>> {
    let names = |party: &PartyRead| {
        let names = [&party.name].into_iter().chain(&party.aliases);
        names.flat_map(|name| words(&name.value)).collect()
    };
    parties.iter().map(names).collect()
}

/// The blocks that touch the heading of an annex, above it and below its title, as long as they are logos.
fn logos_beside(annex: &Segment<'_>, before: Option<&Segment<'_>>, vocabulary: &[HashSet<String>]) -> Vec<Passage> {
    let lines = annex.lines;
    let heading = lines.first().filter(|first| is_annex_heading(first));
    let mut below = blocks(lines.get(1..).unwrap_or_default()).into_iter().peekable();
    // A number alone has its title below.
    let titled = heading.is_some_and(|heading| heading.words.len() > 2);
    if !titled && below.peek().is_some_and(|block| !is_logo(block, vocabulary)) {
        below.next();
    }
    let mut found: Vec<Passage> = below
        .take_while(|block| is_logo(block, vocabulary))
        .map(|block| passage(&block))
        .collect();
    let before = before.filter(|before| matches!(before.kind, Kind::Annex | Kind::Table | Kind::Outline));
    if let Some(before) = before {
        let above = blocks(before.lines).into_iter().rev();
        found.extend(
            above
                .take_while(|block| is_logo(block, vocabulary))
                .map(|block| passage(&block)),
        );
    }
    found
}

fn blocks(lines: &[Line]) -> Vec<Vec<&Line>> {
    let runs = lines.chunk_by(|a, b| a.is_blank() == b.is_blank());
    runs.filter(|run| run.iter().any(|line| !line.is_blank()))
        .map(|run| run.iter().collect())
        .collect()
}

fn passage(block: &[&Line]) -> Passage {
    Passage::new(block.iter().map(|line| (line.number, line.text.clone())).collect())
}

/// A few short lines, the first of which is "VILLE DE" or a piece of a party's name; a motto may stand below it.
fn is_logo(block: &[&Line], vocabulary: &[HashSet<String>]) -> bool {
    let brief = block.len() <= 3
        && block
            .iter()
            .all(|line| is_brief(line, 6) && line.item().is_none() && !line.text.ends_with(':'));
    let together: Vec<String> = block.iter().flat_map(|line| line.words.iter().cloned()).collect();
    let named = |words: &[String]| is_town(words) || vocabulary.iter().any(|names| is_piece(words, names));
    brief && (named(&together) || block.len() == 2 && named(&block[0].words))
}

/// "VILLE DE", the name itself being a drawing.
fn is_town(words: &[String]) -> bool {
    let (Some(first), [_, rest @ ..]) = (words.first(), words) else {
        return false;
    };
    let body = ["ville", "commune", "mairie", "departement", "metropole", "agglomeration"];
    body.contains(&first.as_str()) && rest.iter().all(|word| is_link(word))
}

/// Words of one party's names; the first may have lost its beginning at the edge of the drawing.
fn is_piece(words: &[String], names: &HashSet<String>) -> bool {
    let known = |word: &String| is_link(word) || names.contains(word);
    let own = words.iter().filter(|word| !is_link(word) && names.contains(*word)).count();
    let broken = words.first().is_some_and(|first| first.len() <= 3 && !names.contains(first));
    own > 0 && words.iter().skip(usize::from(broken)).all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;
    use crate::segment::segment;

    fn logos(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let segments = segment(&lines);
        let names = vec![
            words("Commune des Ormes-sur-Loire Les Ormes").into_iter().collect(),
            words("La Caf").into_iter().collect(),
        ];
        let annexes = segments.iter().enumerate().filter(|(_, segment)| segment.kind == Kind::Annex);
        let found = annexes.flat_map(|(at, annex)| logos_beside(annex, at.checked_sub(1).map(|at| &segments[at]), &names));
        found.map(|mark| format!("{} {}", mark.lines(), mark.joined())).collect()
    }

    #[test]
    fn logos_stand_beside_the_heading_of_an_annex() {
        let text = "Action\tPilote\tPorteur\nAction 1 : x\tA\tB\n\nes Ormes\nune ville à vivre\n\nVILLE DE\n\nAnnexe 3\n\nLe Plan d'actions\n\n\
                    VILLE DE\n\nLES ORMES\nSUR LOIRE\n\nSCHÉMA\n\nLES ORMES\n\nUn poste";
        assert_eq!(
            logos(text),
            [
                "13 VILLE DE",
                "15-16 LES ORMES SUR LOIRE",
                "7 VILLE DE",
                "4-5 es Ormes une ville à vivre"
            ],
            "the same name further down heads a part of the annex"
        );
    }

    #[test]
    fn a_sentence_is_no_logo() {
        assert!(logos("Article 1 : x\n\nLes Ormes\n\nAnnexe 3 : Plan\n\nLes Ormes gèrent la crèche.\n\nLes Ormes").is_empty());
        assert!(
            logos("Annexe 3 : Plan\n\nLes Ormes :\n\nUn poste").is_empty(),
            "what announces a list is no logo"
        );
    }
}
