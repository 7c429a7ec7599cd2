//! Running text as paragraphs: plain ones, headings, items of lists with their depth, notes.
//!
//! A line is never dropped here, and no word is changed: only the dash of an item goes.

use domain::reading::{Paragraph, ParagraphKind};

use crate::lines::{Line, bullet};
use crate::passage::Passage;
use crate::wording::{is_capitals, is_link};

/// A heading is a few words.
const HEADING_WORDS: usize = 15;

/// A line this long was broken by the width of a page.
const FULL_LINE: usize = 60;

/// What opens an item: its sign or its number, and how far it stands from the margin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker {
    shape: (char, char),
    indent: usize,
}

/// What a piece of text is, before lists are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Text,
    Item(Marker),
    Note,
}

/// Some lines that make one paragraph.
struct Piece {
    mark: Mark,
    text: Passage,
    /// Pieces without a blank line between them share a block.
    block: usize,
}

/// The paragraphs of these lines, in order.
pub(crate) fn paragraphs(lines: &[&Line]) -> Vec<Paragraph> {
    let mut pieces = pieces(lines);
    regain_bullets(&mut pieces);
    let mut kinds = vec![ParagraphKind::Plain; pieces.len()];
    let mut at = 0;
    while at < pieces.len() {
        let run = pieces[at..].iter().take_while(|piece| is_item(piece)).count();
        match run {
            0 => kinds[at] = text_kind(&pieces, at),
            1 if is_heading(&pieces, at) => kinds[at] = ParagraphKind::Heading,
            _ => depths(&pieces[at..at + run], &mut kinds[at..at + run]),
        }
        at += run.max(1);
    }
    let paragraphs = pieces.iter().zip(kinds).map(|(piece, kind)| Paragraph {
        kind,
        text: piece.text.sourced(),
    });
    paragraphs.collect()
}

fn is_item(piece: &Piece) -> bool {
    matches!(piece.mark, Mark::Item(_))
}

fn pieces(lines: &[&Line]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut block, mut gap) = (0, false);
    for line in lines {
        if line.is_blank() {
            gap = true;
            continue;
        }
        if let Some(last) = pieces.last_mut().filter(|last| goes_on(last, line, gap)) {
            last.text.push(line.number, &line.text);
            gap = false;
            continue;
        }
        block += usize::from(gap);
        gap = false;
        let (mark, text) = match item(line) {
            Some((marker, text)) => (Mark::Item(marker), text),
            None if raised(&line.text).is_some() => (Mark::Note, line.text.as_str()),
            None => (Mark::Text, line.text.as_str()),
        };
        pieces.push(Piece {
            mark,
            text: Passage::one(line.number, text),
            block,
        });
    }
    pieces
}

/// Whether a line belongs to the paragraph above: an address by itself, or a sentence that the width of a page has broken.
fn goes_on(last: &Piece, line: &Line, gap: bool) -> bool {
    let Some((_, above)) = last.text.parts().last() else {
        return false;
    };
    if is_address(&line.text) {
        return !gap || above.ends_with(':');
    }
    if above.ends_with(['.', ';', ':', '!', '?']) || item(line).is_some() || raised(&line.text).is_some() {
        return false;
    }
    let small = line
        .text
        .starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '(');
    let full = above.chars().count() >= FULL_LINE;
    if gap {
        return full && line.text.starts_with(char::is_lowercase);
    }
    let ending = above.rsplit(|c: char| !c.is_alphanumeric()).next();
    let linked = ending.is_some_and(|word| is_link(&crate::wording::fold(word)) && !word.is_empty());
    small || linked || full && !is_item(last)
}

/// An e-mail or the address of a site, alone on its line.
fn is_address(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '<' | '>' | '(' | ')' | '.' | ',' | ';'));
    let mail = text
        .split_once('@')
        .is_some_and(|(who, place)| !who.is_empty() && place.contains('.'));
    let site = text.starts_with("http") || text.starts_with("www.");
    (mail || site) && !text.contains(' ')
}

/// The raised figures at the start of a note.
pub(crate) fn raised(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !is_raised(c)).unwrap_or(text.len());
    (0 < end && end < text.len()).then(|| &text[..end])
}

pub(crate) const fn is_raised(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// The marker of an item and its words. A number or a letter is kept with the words, a dash is not.
fn item(line: &Line) -> Option<(Marker, &str)> {
    let bulleted = bullet(&line.text);
    let text = bulleted.unwrap_or(&line.text);
    if let Some(shape) = label(text) {
        return Some((Marker { shape, indent: 0 }, text));
    }
    let sign = match line.text.chars().next()? {
        '–' | '—' => '-',
        sign => sign,
    };
    let marker = Marker {
        shape: (sign, ' '),
        indent: line.indent,
    };
    bulleted.map(|text| (marker, text))
}

/// The shape of `1.`, `a)`, `2°`, `iv)` before some words.
fn label(text: &str) -> Option<(char, char)> {
    let text = text.strip_prefix('(').unwrap_or(text);
    let end = text.find(['.', ')', '°'])?;
    let (core, rest) = (&text[..end], &text[end..]);
    let sign = rest.chars().next()?;
    let words = &rest[sign.len_utf8()..];
    let figures = core.len() <= 2 && !core.is_empty() && core.bytes().all(|byte| byte.is_ascii_digit());
    let glued = figures && words.starts_with(char::is_alphabetic);
    let apart = (glued || words.starts_with(' ')) && !words.trim().is_empty();
    let all = |fits: fn(u8) -> bool| !core.is_empty() && core.bytes().all(fits);
    let shape = if figures {
        '1'
    } else if core.len() == 1 && all(|byte| byte.is_ascii_lowercase()) {
        'a'
    } else if core.len() <= 4 && all(|byte| matches!(byte, b'i' | b'v' | b'x')) {
        'i'
    } else {
        return None;
    };
    apart.then_some((shape, sign))
}

/// A line without bullet between two items, no blank line around it, has lost its own.
fn regain_bullets(pieces: &mut [Piece]) {
    for at in 1..pieces.len().saturating_sub(1) {
        let (above, below) = (&pieces[at - 1], &pieces[at + 1]);
        let together = above.block == pieces[at].block && below.block == pieces[at].block;
        if pieces[at].mark == Mark::Text && together && is_item(below) && is_item(above) {
            pieces[at].mark = above.mark;
        }
    }
}

/// The depth of each item of a list: a marker already open comes back to its depth, a new one opens the next.
fn depths(run: &[Piece], kinds: &mut [ParagraphKind]) {
    let mut open: Vec<Marker> = Vec::new();
    let inner = alternates(run);
    for (piece, kind) in run.iter().zip(kinds) {
        let Mark::Item(marker) = piece.mark else { continue };
        let numbered = marker.shape.1 != ' ';
        let known = open.iter().position(|open| *open == marker);
        if let Some(at) = known {
            open.truncate(at + 1);
        } else {
            while !numbered
                && open
                    .last()
                    .is_some_and(|last| last.shape.1 == ' ' && last.indent > marker.indent)
            {
                open.pop();
            }
            open.push(marker);
        }
        let deeper = usize::from(inner.is_some_and(|leads| !leads.contains(piece.block)));
        *kind = ParagraphKind::Item(u8::try_from(open.len() + deeper).unwrap_or(9).min(9));
    }
}

/// The blocks of a list that are one item each, when they alternate with blocks of several: they lead those below.
#[derive(Clone, Copy)]
struct Leads {
    first: usize,
}

impl Leads {
    const fn contains(self, block: usize) -> bool {
        (block - self.first).is_multiple_of(2)
    }
}

fn alternates(run: &[Piece]) -> Option<Leads> {
    let blocks: Vec<&[Piece]> = run.chunk_by(|a, b| a.block == b.block).collect();
    let mark = run.first()?.mark;
    let fits = |(at, block): (usize, &&[Piece])| match (at % 2, *block) {
        (0, [lead]) => !is_closed(lead),
        (0, _) => false,
        _ => block.len() > 1,
    };
    let regular = blocks.len() >= 4 && blocks.len().is_multiple_of(2) && blocks.iter().enumerate().all(fits);
    (regular && run.iter().all(|piece| piece.mark == mark)).then(|| Leads { first: run[0].block })
}

/// Whether a sign ends the words.
fn is_closed(piece: &Piece) -> bool {
    let last = piece.text.parts().last();
    last.is_some_and(|(_, text)| text.ends_with(['.', ';', ',', ':', '!', '?']))
}

/// An item by itself between two paragraphs is a heading, unless a sentence announces it.
fn is_heading(pieces: &[Piece], at: usize) -> bool {
    let piece = &pieces[at];
    let alone = |other: Option<&Piece>| other.is_none_or(|other| other.block != piece.block);
    let above = at.checked_sub(1).and_then(|at| pieces.get(at));
    let below = pieces.get(at + 1);
    let announced = above.is_some_and(|above| above.text.parts().last().is_some_and(|(_, text)| text.ends_with(':')));
    let short = piece.text.words().len() <= HEADING_WORDS;
    alone(above) && alone(below) && below.is_some() && !announced && short && !is_closed(piece)
}

/// A paragraph that is no item: a heading when it is numbered ("4.2", "II -") or all in capitals, and stands alone.
fn text_kind(pieces: &[Piece], at: usize) -> ParagraphKind {
    let piece = &pieces[at];
    if piece.mark == Mark::Note {
        return ParagraphKind::Note;
    }
    let Some((_, text)) = piece.text.parts().first() else {
        return ParagraphKind::Plain;
    };
    let capitals = is_capitals(text) && text.chars().filter(|c| c.is_uppercase()).count() > 2;
    if (capitals || is_numbered(text)) && is_heading(pieces, at) {
        ParagraphKind::Heading
    } else {
        ParagraphKind::Plain
    }
}

/// `4.2 Les communes`, `II - Les communes`, `A. Les communes`.
fn is_numbered(text: &str) -> bool {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let dotted = first.contains('.') && first.split('.').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let roman = |word: &str| !word.is_empty() && word.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let letter = |word: &str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let signed = first
        .strip_suffix(['.', ')', '-'])
        .or_else(|| rest.starts_with(['-', '–', ':']).then_some(first));
    dotted && first.starts_with(|c: char| c.is_ascii_digit())
        || signed.is_some_and(|word| roman(word) || letter(word)) && !rest.is_empty()
}

#[cfg(test)]
mod tests;
