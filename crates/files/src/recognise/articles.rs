//! Articles and annexes: their headings, their text, and the entries of the table of contents.

use std::collections::HashSet;

use domain::reading::{Lines, Paragraph, ParagraphKind, Sourced};

use super::notes;
use super::paragraphs::paragraphs;
use super::presence;
use crate::lines::{Line, bullet};
use crate::passage::Passage;
use crate::segment::{self, Kind, Segment};
use crate::wording::fold;

/// Annexes beyond this are noise.
const MOST_ANNEXES: usize = 200;

/// A title longer than this reaches the edge of the page, and its end has no more words.
const LONG_TITLE: usize = 45;
const MOST_OF_AN_END: usize = 12;

/// A sentence that is the text of an article has no fewer words on its first line, and no more lines.
const FEWEST_WORDS_OF_A_SENTENCE: usize = 8;
const MOST_LINES_OF_A_SENTENCE: usize = 40;

/// A numbered heading, in the contents or above its text.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) number: Option<Sourced<String>>,
    pub(crate) title: Option<Sourced<String>>,
    pub(crate) line: u32,
    /// What its own words say of its presence: "(jointe)", "(à venir)".
    pub(crate) present: Option<bool>,
}

/// An article above its text.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) heading: Heading,
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// The articles, each with its paragraphs. What a page prints around its text (`around`) is no part of them.
pub(crate) fn articles(segments: &[Segment<'_>], around: &HashSet<u32>) -> Vec<Article> {
    let segments = segments.iter().filter(|segment| segment.kind == Kind::Article);
    let (mut headings, mut bodies) = (Vec::new(), Vec::new());
    for segment in segments {
        let Some((heading, length)) = heading_of(segment.lines) else {
            continue;
        };
        let sentence = sentence(segment.lines);
        let taken = sentence.as_ref().map_or(length, |(_, length)| *length);
        let body = segment.lines[taken..].iter().filter(|line| !around.contains(&line.number));
        let first = sentence.map(|(sentence, _)| sentence);
        headings.push((heading, first.or_else(|| running_in(&segment.lines[0]))));
        bodies.push(body.collect::<Vec<_>>());
    }
    let notes = notes::take(&mut bodies);
    let read = headings.into_iter().zip(bodies).map(|((heading, first), body)| Article {
        heading,
        paragraphs: first.into_iter().chain(paragraphs(&body)).collect(),
    });
    let mut articles: Vec<Article> = read.collect();
    for note in notes {
        note.bring_home(&mut articles[note.home].paragraphs);
    }
    articles
}

/// The text of an article that begins on the line of its title.
fn running_in(line: &Line) -> Option<Paragraph> {
    let text = line.text[segment::runs_in(&line.text)?..].trim();
    Some(Paragraph {
        kind: ParagraphKind::Plain,
        text: Sourced::new(text.to_owned(), Lines::one(line.number)),
    })
}

/// "Art. 2. – La convention est signée pour quatre ans.": a sentence right after a number is the text of the article, and no title; and
/// how many lines it takes.
fn sentence(lines: &[Line]) -> Option<(Paragraph, usize)> {
    let first = lines.first().filter(|first| segment::runs_in(&first.text).is_none())?;
    let at = text_begins(&first.text)?;
    let written = lines.iter().take_while(|line| !line.is_blank() && line.cells.is_empty());
    let length = written.clone().take(MOST_LINES_OF_A_SENTENCE).count();
    let ends = lines[length - 1].text.ends_with(['.', ';', ':']);
    // A title stands on its line, and the text begins below with a capital letter.
    let goes_on = length == 1 || crate::layout::goes_on(&lines[1].text);
    let begun = &first.text[at..];
    if !ends || !goes_on || begun.split_whitespace().count() < FEWEST_WORDS_OF_A_SENTENCE {
        return None;
    }
    let rest = written.skip(1).take(length - 1).map(|line| (line.number, line.text.clone()));
    let passage = Passage::new(std::iter::once((first.number, begun.to_owned())).chain(rest).collect());
    let paragraph = Paragraph {
        kind: ParagraphKind::Plain,
        text: passage.sourced(),
    };
    Some((paragraph, length))
}

/// Where what follows the number of an article begins, past its signs.
fn text_begins(text: &str) -> Option<usize> {
    let (word, rest) = text.split_once(' ')?;
    let number = segment::number(rest)?;
    let title = rest[number.len()..].trim_start_matches([':', '-', '–', '—', '.', ')', ' ', '\u{a0}']);
    let at = text.len() - title.len();
    (at > word.len() && crate::wording::is_capitalised(title)).then_some(at)
}

/// The heading of an article and how many lines it takes: its title may stand below its number.
fn heading_of(lines: &[Line]) -> Option<(Heading, usize)> {
    let first = lines.first()?;
    if sentence(lines).is_some() {
        let number = text_begins(&first.text).map_or(first.text.as_str(), |at| &first.text[..at]);
        return Some((heading(first, number), 1));
    }
    let title = segment::runs_in(&first.text).map_or(first.text.as_str(), |at| first.text[..at].trim_end_matches([' ', '.']));
    let mut heading = heading(first, title);
    if heading.title.is_some() {
        return Some((heading, 1));
    }
    let below = lines[1..].iter().position(|line| !line.is_blank()).map(|at| at + 1);
    let title = below.map(|at| (at, &lines[at])).filter(|(at, line)| {
        let alone = lines.get(at + 1).is_none_or(Line::is_blank);
        alone && line.words.len() <= 15 && line.item().is_none() && !line.text.ends_with(['.', ';', ':', ','])
    });
    let length = title.map_or(1, |(at, _)| at + 1);
    heading.title = title.map(|(_, line)| Sourced::new(line.text.clone(), Lines::one(line.number)));
    Some((heading, length))
}

/// The annexes present: headings above what follows them.
pub(crate) fn annexes(segments: &[Segment<'_>]) -> Vec<Heading> {
    let mut found = Vec::new();
    let openings = segments.iter().enumerate().filter(|(_, segment)| segment.kind == Kind::Annex);
    let list = list_entries(segments);
    let openings = openings.filter(|(index, _)| !list.contains(index));
    for (index, opening) in openings.take(MOST_ANNEXES) {
        let Some(first) = opening.lines.first() else { continue };
        let mut annex = heading(first, &first.text);
        if let (Some(title), Some(rest)) = (&mut annex.title, opening.lines.get(1).filter(|rest| ends_title(first, rest))) {
            title.value = format!("{} {}", title.value, rest.text);
            title.lines = title.lines.union(&Lines::one(rest.number));
        }
        if annex.title.is_none() {
            let written = |segment: &&Segment<'_>| segment.lines.iter().any(|line| !line.is_blank());
            let below = opening.lines[1..].iter().find(|line| !line.is_blank());
            let next = segments[index + 1..].iter().find(written).and_then(|next| next.lines.first());
            annex.title = below
                .or(next)
                .filter(|line| line.words.len() <= 15)
                .map(|line| Sourced::new(line.text.clone(), Lines::one(line.number)));
        }
        if presence::is_absent(&segments[index..]) {
            annex.present = Some(false);
        }
        found.push(annex);
    }
    found
}

/// Whether a line ends the title above it, that the width of the page cut.
fn ends_title(first: &Line, rest: &Line) -> bool {
    let plain = rest.cells.is_empty() && rest.pieces.is_empty() && rest.item().is_none() && !rest.is_blank();
    let capitals = |line: &Line| crate::wording::is_capitals(&line.text);
    let goes_on = crate::layout::hangs(&crate::wording::fold(&first.text)) || crate::layout::goes_on(&rest.text);
    let long = first.text.chars().count() > LONG_TITLE && rest.words.len() <= MOST_OF_AN_END;
    plain && long && !first.text.ends_with(['.', ')']) && (goes_on || capitals(first) && capitals(rest))
}

/// The headings of annexes that are a list. Where a table of contents announces them already, a bare heading is a page.
fn list_entries(segments: &[Segment<'_>]) -> HashSet<usize> {
    if segments.iter().any(|segment| segment.kind == Kind::Contents) {
        return HashSet::new();
    }
    (0..segments.len()).filter(|index| is_list_entry(segments, *index)).collect()
}

/// Whether a heading of an annex is one of several in a row, with nothing below any of them.
fn is_list_entry(segments: &[Segment<'_>], index: usize) -> bool {
    let bare = |at: Option<usize>| {
        let segment = at
            .and_then(|at| segments.get(at))
            .filter(|segment| segment.kind == Kind::Annex);
        segment.is_some_and(|segment| segment.lines[1..].iter().all(Line::is_blank))
    };
    let below = segments.get(index + 1).map(|next| next.kind);
    let opens = matches!(
        below,
        Some(Kind::Table | Kind::Columns | Kind::Themes | Kind::Outline | Kind::Council)
    );
    bare(Some(index)) && !opens && (bare(index.checked_sub(1)) || bare(Some(index + 1)))
}

/// The annexes that the text lists elsewhere than in its contents: as items, as joined pieces, or as headings one below the other.
pub(crate) fn listed_annexes(segments: &[Segment<'_>]) -> Vec<Heading> {
    let mut found = Vec::new();
    let list = list_entries(segments);
    for (index, segment) in segments.iter().enumerate() {
        match segment.kind {
            Kind::Annex if list.contains(&index) => {
                found.extend(segment.lines.first().map(|line| heading(line, &line.text)));
            }
            Kind::Contents | Kind::Council => {}
            _ => found.extend(segment.lines.iter().filter_map(annex_item)),
        }
        found.extend(joined_pieces(segment.lines));
    }
    found.truncate(MOST_ANNEXES);
    found
}

/// "- Annexe 2 : Liste des équipements", and not "- Annexe 2 de la convention".
fn annex_item(line: &Line) -> Option<Heading> {
    let (word, rest) = line.item()?.split_once(' ')?;
    let number = segment::annex_number(rest).filter(|_| fold(word) == "annexe")?;
    let signed = rest[number.len()..].trim_start().starts_with([':', '-', '–', '—']);
    let text = line.item().unwrap_or(&line.text).trim_end_matches([';', ',', '.', ' ']);
    signed.then(|| heading(line, text))
}

/// "Pièces jointes", and below it "Pièce 1 - Compte rendu (jointe)".
fn joined_pieces(lines: &[Line]) -> Vec<Heading> {
    let announced = |line: &Line| {
        let first = line.words.first().is_some_and(|word| word.starts_with("piece"));
        first
            && line.words.len() <= 3
            && line
                .words
                .get(1)
                .is_some_and(|word| word.starts_with("joint") || word.starts_with("annex"))
    };
    let Some(at) = lines.iter().position(announced) else {
        return Vec::new();
    };
    let below = lines[at + 1..].iter().filter(|line| !line.is_blank());
    let piece = |line: &Line| {
        let text = line.item().unwrap_or(&line.text);
        let (word, rest) = text.split_once(' ')?;
        segment::annex_number(rest).filter(|_| fold(word) == "piece")?;
        Some(heading(line, text.trim_end_matches([';', ',', '.', ' '])))
    };
    below.map_while(piece).collect()
}

/// The entries of the table of contents: articles first, annexes then.
pub(crate) fn contents(segments: &[Segment<'_>]) -> (Vec<Heading>, Vec<Heading>) {
    let (mut articles, mut annexes) = (Vec::new(), Vec::new());
    for line in segments
        .iter()
        .filter(|segment| segment.kind == Kind::Contents)
        .flat_map(|segment| segment.lines)
    {
        let text = segment::leader(&line.text).unwrap_or(&line.text);
        let text = bullet(text).unwrap_or(text);
        match line.words.first().map(String::as_str) {
            Some("article") => articles.push(heading(line, text)),
            Some("annexe") if annexes.len() < MOST_ANNEXES => annexes.push(heading(line, text)),
            _ => {}
        }
    }
    (articles, annexes)
}

/// Splits "Article 4 : Objet" into its number and its title.
pub(crate) fn heading(line: &Line, text: &str) -> Heading {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    if let Some(printed) = segment::number(text) {
        return numbered(line, text, printed);
    }
    let annex = matches!(fold(word).as_str(), "annexe" | "piece");
    let printed = if annex {
        segment::annex_number(rest)
    } else {
        segment::number(rest)
    };
    let noisy = segment::noisy_number(rest).filter(|_| printed.is_none());
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ':' | '–' | '—'))
        .unwrap_or(rest.len());
    let after = printed
        .map(str::len)
        .or(noisy.as_ref().map(|(length, _)| *length))
        .unwrap_or(end);
    let title = rest[after..].trim_start_matches([':', '-', '–', '—', '.', ')', ' ']).trim();
    let (title, present) = if annex { presence::of_title(title) } else { (title, None) };
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line.number));
    Heading {
        number: printed
            .map(str::to_owned)
            .or(noisy.map(|(_, number)| number))
            .map(|number| sourced(&number)),
        title: Some(title).filter(|title| !title.is_empty()).map(sourced),
        line: line.number,
        present,
    }
}

/// "1. Objet": an article that does not say the word.
fn numbered(line: &Line, text: &str, printed: &str) -> Heading {
    let sourced = |text: &str| Sourced::new(text.to_owned(), Lines::one(line.number));
    let title = text[printed.len()..]
        .trim_start_matches(['.', ')', '-', '–', '—', ':', ' ', '°'])
        .trim();
    Heading {
        number: Some(sourced(printed)),
        title: Some(title).filter(|title| !title.is_empty()).map(sourced),
        line: line.number,
        present: None,
    }
}

#[cfg(test)]
mod tests;
