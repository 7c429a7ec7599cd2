//! Communes named one a line under a heading that announces them, by groups of an intercommunality or not.
//!
//! A line that is a sentence ends the list; what follows a name on its line is passed over.

use domain::reading::{Lines, Sourced};

use super::{Announcement, Commune, Listed, is_organisation, lists_communes, name};
use crate::lines::Line;
use crate::wording;

/// The most words of a heading, or of a line of the list: more of them are a sentence.
const MOST_WORDS: usize = 11;

/// The longest list of communes below a heading about them.
pub(super) fn one_a_line(lines: &[Line]) -> Listed {
    let announces = |line: &Line| line.cells.is_empty() && line.words.len() <= MOST_WORDS && lists_communes(&line.words);
    let headings = lines.iter().enumerate().filter(|(_, line)| announces(line));
    let lists = headings.map(|(at, _)| below(&lines[at + 1..]));
    let communes = lists.max_by_key(Vec::len).unwrap_or_default();
    let heading = Announcement { count: None, worth: 20 };
    // Two names are no list of a territory.
    let communes = if communes.len() > 2 { communes } else { Vec::new() };
    heading.judge(communes)
}

fn below(lines: &[Line]) -> Vec<Commune> {
    let mut found: Vec<Commune> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let folded = line.words.first().map(String::as_str);
        // "Bréval     742 hab.": what stands apart on the line ends nothing.
        let sentence = line.pieces.is_empty() && line.text.ends_with('.');
        let ends = matches!(folded, Some("annexe" | "article")) || line.words.len() > MOST_WORDS || sentence;
        if ends || !line.cells.is_empty() {
            break;
        }
        match commune(line).filter(|_| !counts_communes(line)) {
            Some(commune) => found.push(commune),
            None if is_group(line) => {}
            None => break,
        }
    }
    found.dedup_by(|one, next| one.name.value == next.name.value);
    found
}

fn commune(line: &Line) -> Option<Commune> {
    let first = line.pieces.first().map_or(&line.text, |piece| &piece.text);
    let text = first.trim_start_matches(|c: char| !c.is_alphanumeric());
    let end = text.find([',', '(', ':', ';']).unwrap_or(text.len());
    let first = line.words.first().map(String::as_str);
    if matches!(first, Some("total" | "ensemble" | "source" | "sources")) {
        return None;
    }
    let (name, _) = name(text[..end].trim()).filter(|_| !wording::is_capitals(text))?;
    Some(Commune {
        name: Sourced::new(name.to_owned(), Lines::one(line.number)),
        code: None,
    })
}

/// "Val Agglo (9 communes)": a group of them.
fn counts_communes(line: &Line) -> bool {
    let inside = line.text.split_once('(').map(|(_, inside)| wording::words(inside));
    inside.is_some_and(|words| words.iter().any(|word| word == "communes"))
}

/// "Communauté de communes du Val (5 communes)", "Commune hors communauté".
fn is_group(line: &Line) -> bool {
    let communes = line.words.iter().any(|word| word.starts_with("commune"));
    is_organisation(&line.text) || communes
}
