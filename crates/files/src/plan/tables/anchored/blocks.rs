//! What each run of lines of a torn table is: an action, a node, a cell; and two columns printed line against line, told apart.
//!
//! Lines of two columns are parted only by what is known of one of them: its title as another place prints it, a second code on its line.

use std::collections::HashMap;

use crate::layout::hangs;
use crate::lines::{Line, bullet};
use crate::passage::Passage;
use crate::plan::codes;
use crate::plan::levels;
use crate::wording::{self, is_capitalised};

/// A run of lines, or one column of it.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) passage: Passage,
    pub(super) page: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// "1.2.1 Ouvrir un relais": its code.
    Coded(String),
    /// "Axe 1 : Grandir": its code.
    Level(String),
    Plain,
}

/// The titles of the nodes that the text prints elsewhere, by their level and their code.
pub(super) struct Titles {
    known: HashMap<(String, String), String>,
}

impl Titles {
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut known: HashMap<(String, String), String> = HashMap::new();
        for line in lines {
            let text = bullet(&line.text).unwrap_or(&line.text).trim_end_matches([';', '.', ' ']);
            let Some(key) = key(text) else { continue };
            let longest = known.entry(key).or_default();
            if longest.len() < text.len() {
                text.clone_into(longest);
            }
        }
        Self { known }
    }
}

/// The level and the code of a heading.
fn key(text: &str) -> Option<(String, String)> {
    let heading = levels::heading(&Passage::one(1, text))?;
    Some((wording::fold(&heading.level), heading.code?.text))
}

/// The blocks of a run.
pub(super) fn blocks(run: &Passage, page: usize, titles: &Titles) -> Vec<Block> {
    let columns = |run: Passage| {
        by_title(&run, titles)
            .or_else(|| by_second_code(&run))
            .unwrap_or_else(|| vec![run])
    };
    let parts: Vec<Passage> = stacked(run).into_iter().flat_map(columns).collect();
    let block = |passage: Passage| Block {
        kind: kind(&passage),
        passage,
        page,
    };
    parts.into_iter().map(block).collect()
}

/// The end of a cell, and a code below it.
fn stacked(run: &Passage) -> Vec<Passage> {
    let coded = |(_, text): &(u32, String)| dotted(text).is_some();
    let parts = run.parts();
    match parts
        .iter()
        .position(coded)
        .filter(|at| *at > 0 && key(&parts[0].1).is_none())
    {
        Some(at) => vec![Passage::new(parts[..at].to_vec()), Passage::new(parts[at..].to_vec())],
        None => vec![run.clone()],
    }
}

fn kind(passage: &Passage) -> Kind {
    let text = passage.joined();
    if let Some((_, code)) = key(&text) {
        return Kind::Level(code);
    }
    dotted(&text).map_or(Kind::Plain, Kind::Coded)
}

/// "1.2.1" before a word that opens a title.
fn dotted(text: &str) -> Option<String> {
    let (code, title) = codes::leading(text)?;
    let parts: Vec<&str> = code.text.split('.').collect();
    let figures = parts.len() > 1 && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    (figures && is_capitalised(title)).then_some(code.text)
}

/// A node whose title another place prints whole, and the column beside it.
fn by_title(run: &Passage, titles: &Titles) -> Option<Vec<Passage>> {
    let known = titles.known.get(&key(&run.parts().first()?.1)?)?;
    let mut left = known.split_whitespace().peekable();
    let mut rest = Passage::default();
    for (line, text) in run.parts() {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut taken = 0;
        while words.get(taken).is_some_and(|word| left.peek() == Some(word)) {
            left.next();
            taken += 1;
        }
        rest.push(*line, &words[taken..].join(" "));
    }
    let whole = left.peek().is_none() && !rest.is_empty();
    whole.then(|| vec![Passage::one(run.parts()[0].0, known), rest])
}

/// Two codes on one line open two columns; each line below is of one of them, the left one first.
fn by_second_code(run: &Passage) -> Option<Vec<Passage>> {
    let (line, first) = run.parts().first()?;
    dotted(first)?;
    let blanks = first.match_indices(' ').map(|(at, _)| at);
    let second = blanks.skip(1).find(|at| dotted(first[at + 1..].trim_start()).is_some())?;
    let mut columns = [
        Passage::one(*line, &first[..second]),
        Passage::one(*line, first[second..].trim()),
    ];
    match &run.parts()[1..] {
        [] => {}
        [(line, text)] => {
            let left = hangs(&columns[0].joined());
            columns[usize::from(!left)].push(*line, text);
        }
        [(line, left), (below, right)] => {
            columns[0].push(*line, left);
            columns[1].push(*below, right);
        }
        _ => return None,
    }
    Some(columns.to_vec())
}
