//! The lines of a part that speaks of bodies, cut into headings, labels, items and sentences.
//!
//! Two bodies side by side are put one below the other; a list that lost its bullets is a list all the same.

use super::bodies::{Part, part_of};
use super::flow::is_mark;
use super::grid;
use crate::lines::{Line, bullet};
use crate::passage::Passage;
use crate::wording::{self, is_capitalised};

/// A piece of such a part.
#[derive(Debug, Clone)]
pub(super) enum Block {
    /// A line by itself that may name a body. `apart` tells that it stands as headings do: numbered, or marked as one.
    Heading {
        name: Passage,
        apart: bool,
    },
    /// "Membres", "Rythme : une fois par an": what follows is one or the other.
    Label {
        part: Part,
        rest: Option<Passage>,
    },
    Item(Passage),
    Text(Passage),
}

/// A heading is no longer than this.
const MOST_WORDS: usize = 10;

/// The blocks of these lines. Rows of tables are left out.
pub(super) fn blocks(lines: &[Line]) -> Vec<Block> {
    let lines = one_below_the_other(lines);
    let mut found: Vec<Block> = Vec::new();
    let mut open: Vec<&Line> = Vec::new();
    let mut torn = false;
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1);
        if line.is_blank() || !line.cells.is_empty() {
            close(&mut found, &mut open);
            torn = false;
            let above = at
                .checked_sub(1)
                .and_then(|at| lines.get(at))
                .filter(|above| !above.cells.is_empty());
            found.extend(body_row(line).filter(|_| above.is_none_or(|above| body_row(above).is_some())));
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| lines.get(at)).is_none_or(Line::is_blank);
        if let Some(label) = label(line, torn || before || next.is_none_or(Line::is_blank), next) {
            close(&mut found, &mut open);
            torn = matches!(&label, Block::Label { rest: None, .. }) && !line.text.trim_end().ends_with(':');
            found.push(label);
        } else if let Some(heading) = heading(line, next, before).or_else(|| item_heading(line, next)) {
            close(&mut found, &mut open);
            torn = false;
            found.push(heading);
        } else if line.item().is_some() {
            close(&mut found, &mut open);
            open.push(line);
        } else if torn {
            torn_item(&mut found, line);
        } else {
            // A list that lost one bullet goes on with a capital.
            let item = open.first().is_some_and(|first| first.item().is_some());
            let ended = open.last().is_some_and(|last| last.text.ends_with(['.', ';']));
            if item && (ended || !line.text.starts_with(char::is_lowercase)) {
                close(&mut found, &mut open);
                found.push(Block::Text(Passage::one(line.number, &line.text)));
                continue;
            }
            if open.last().is_some_and(|last| last.text.ends_with(':')) {
                close(&mut found, &mut open);
            }
            open.push(line);
        }
    }
    close(&mut found, &mut open);
    found
}

/// "Comité de pilotage | Les maires. Il se réunit une fois par an.": a body and what is said of it, where no row names columns.
fn body_row(line: &Line) -> Option<Block> {
    let [name, said] = line.cells.as_slice() else { return None };
    let (name, said) = (name.join(" "), said.join(" "));
    let told = said.trim_end().ends_with('.') && wording::words(&said).len() > 3;
    (told && super::bodies::names_body(&name)).then(|| Block::Text(Passage::one(line.number, &format!("{name} : {said}"))))
}

/// A cell a line, under a label; a small letter after a long line goes on.
fn torn_item(found: &mut Vec<Block>, line: &Line) {
    const LONG: usize = 70;
    let small = line.text.starts_with(char::is_lowercase);
    match found.last_mut() {
        Some(Block::Item(item)) if small && item.parts().last().is_some_and(|(_, text)| text.len() > LONG) => {
            item.push(line.number, &line.text);
        }
        _ => found.push(Block::Item(Passage::one(line.number, &line.text))),
    }
}

/// What the lines since the last block make: an item, a sentence, or a list that lost its bullets.
fn close(found: &mut Vec<Block>, open: &mut Vec<&Line>) {
    let lines = std::mem::take(open);
    let Some(first) = lines.first() else { return };
    let whole = |lines: &[&Line]| {
        Passage::new(
            lines
                .iter()
                .map(|line| (line.number, bullet(&line.text).unwrap_or(&line.text).to_owned()))
                .collect(),
        )
    };
    if first.item().is_some() {
        found.push(Block::Item(whole(&lines)));
        return;
    }
    let starts: Vec<usize> = (0..lines.len()).filter(|at| is_capitalised(&lines[*at].text)).collect();
    let bare = lines.iter().all(|line| {
        !line.text.ends_with(['.', ';', ':', ',']) && line.text.len() < 70 && !line.text.contains(|c: char| c.is_ascii_digit())
    });
    let listed = !is_page_mark(&whole(&lines))
        && bare
        && starts.len() > 1
        && starts.first() == Some(&0)
        && lines.len() <= 2 * starts.len();
    if !listed {
        found.push(Block::Text(whole(&lines)));
        return;
    }
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(lines.len(), |next| *next);
        let piece = whole(&lines[*start..end]);
        let told = lines[*start].words.first().is_some_and(|word| is_pronoun(word));
        found.push(if told { Block::Text(piece) } else { Block::Item(piece) });
    }
}

/// "Il", and as a scan prints it.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "il" | "elle" | "ils" | "elles" | "ll" | "ii")
}

/// "Composition :", "Rythme : deux fois par an", "Membres" by itself.
fn label(line: &Line, apart: bool, next: Option<&Line>) -> Option<Block> {
    let text = bullet(&line.text).unwrap_or(&line.text);
    let (name, rest) = text
        .split_once(':')
        .map_or((text, None), |(name, rest)| (name, Some(rest.trim())));
    let words = wording::words(name);
    let part = part_of(&words).filter(|_| words.len() < 5 && is_capitalised(text))?;
    let colon = rest.is_some();
    // Without a colon, a word or two that stand above something else.
    let bare = !colon
        && line.item().is_none()
        && words.len() < 4
        && !text.ends_with(['.', ';', ','])
        && (apart || words.len() < 3)
        && next.is_some();
    let rest = rest
        .filter(|rest| !rest.is_empty())
        .map(|rest| Passage::one(line.number, rest));
    (colon || bare).then_some(Block::Label { part, rest })
}

/// A short line that ends nothing, alone, marked or numbered, or just above a label.
fn heading(line: &Line, next: Option<&Line>, before: bool) -> Option<Block> {
    let text = line.text.trim_end_matches([':', ' ']);
    let name = unnumbered(text);
    let numbered = name.len() < text.len();
    let words = wording::words(name);
    let brief = (1..=MOST_WORDS).contains(&words.len()) && line.item().is_none() && is_capitalised(name);
    let sentence =
        name.contains(". ") || line.text.contains(": ") || words.first().is_some_and(|word| is_pronoun(word) || word == "y");
    // "Le comité a pour rôle :" announces what follows, and is no name.
    let announces = line.text.trim_end().ends_with(':') && !super::bodies::names_body(name);
    if !brief || sentence || announces || text.ends_with(['.', ';', ',', '!', '?']) {
        return None;
    }
    let alone = before && next.is_none_or(|next| next.is_blank() || next.indent > line.indent || next.item().is_some());
    let above = next.is_some_and(|next| matches!(label(next, true, Some(next)), Some(Block::Label { .. })));
    let above_pronoun = before && next.is_some_and(|next| next.words.first().is_some_and(|word| is_pronoun(word)));
    let passage = Passage::one(line.number, name);
    let apart = line.level.is_some() || numbered && words.len() < 8 || above;
    (alone || apart || above_pronoun).then_some(Block::Heading { name: passage, apart })
}

/// "- Le comité de pilotage", and deeper below it "- Rythme : une fois par an": an item that names the body of the items below.
fn item_heading(line: &Line, next: Option<&Line>) -> Option<Block> {
    let name = line.item()?.trim_end_matches([':', ' ']);
    let below = next.filter(|next| next.indent > line.indent && next.item().is_some())?;
    let told = matches!(label(below, false, None), Some(Block::Label { rest: Some(_), .. }));
    (told && super::bodies::names_body(name)).then(|| Block::Heading {
        name: Passage::one(line.number, name),
        apart: true,
    })
}

/// "11.1 – Le comité de pilotage" without its number.
fn unnumbered(text: &str) -> &str {
    let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(0);
    if digits == 0 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return text;
    }
    text[digits..].trim_start_matches([' ', ')', '-', '–', '—', '.', ':', '\u{a0}'])
}

/// Bodies side by side: each column by itself, the first one first.
fn one_below_the_other(lines: &[Line]) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        let starts: Vec<usize> = lines[at].pieces.iter().map(|piece| piece.start).collect();
        let side_by_side = starts.len() > 1 && lines[at].pieces.iter().all(|piece| super::bodies::names_body(&piece.text));
        if !side_by_side {
            found.push(lines[at].clone());
            at += 1;
            continue;
        }
        let crosses = |line: &Line| {
            line.pieces.is_empty()
                && !line.is_blank()
                && line.indent < starts[1]
                && line.indent + line.text.chars().count() > starts[1]
        };
        let end = (at + 1..lines.len()).find(|at| crosses(&lines[*at])).unwrap_or(lines.len());
        for column in 0..starts.len() {
            found.extend(lines[at..end].iter().map(|line| in_column(line, &starts, column)));
        }
        at = end;
    }
    found
}

fn in_column(line: &Line, starts: &[usize], column: usize) -> Line {
    let pieces = if line.is_blank() { Vec::new() } else { grid::pieces(line) };
    let texts: Vec<String> = pieces
        .into_iter()
        .filter(|(start, _)| grid::column(starts, *start) == column)
        .map(|(_, text)| text)
        .collect();
    let text = texts.join(" ");
    Line {
        words: wording::words(&text),
        text,
        cells: Vec::new(),
        pieces: Vec::new(),
        indent: 0,
        level: None,
        number: line.number,
        framed: false,
        turns: line.turns,
    }
}

/// Whether a block is only what a page prints.
pub(super) fn is_page_mark(passage: &Passage) -> bool {
    is_mark(&super::flow::Paragraph {
        item: false,
        passage: passage.clone(),
    })
}
