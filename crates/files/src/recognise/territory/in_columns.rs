//! Communes printed in columns that blanks part, below a sentence that counts them ("réunit quinze communes", then five lines of three) or
//! a heading ("Liste des communes").
//!
//! The list is kept where it holds nothing but names, and as many as the sentence says.

use domain::reading::{Lines, Sourced};

use super::{Announcement, Commune, Listed, anchors, lists_communes, name};
use crate::layout;
use crate::lines::Line;
use crate::numbers;

/// A sentence that counts communes is over at most so many lines above them.
const MOST_BETWEEN: usize = 3;

/// A heading has no more words.
const MOST_OF_A_HEADING: usize = 8;

/// The list that some line counts or announces.
pub(super) fn in_columns(lines: &[Line]) -> Listed {
    let counted = lines.iter().enumerate().filter(|(_, line)| line.pieces.is_empty());
    let lists = counted.flat_map(|(at, line)| counts(line).into_iter().map(move |count| (at, count)));
    let fitting = lists.filter_map(|(at, count)| {
        let found = below(&lines[at + 1..]);
        (u32::try_from(found.len()) == Ok(count)).then(|| {
            Announcement {
                count: Some(count),
                worth: 12,
            }
            .judge(found)
        })
    });
    let headings = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.words.len() <= MOST_OF_A_HEADING && lists_communes(&line.words));
    let headed = headings
        .map(|(at, _)| below(&lines[at + 1..]))
        .filter(|found| found.len() > 2);
    let headed = headed.map(|found| Announcement { count: None, worth: 22 }.judge(found));
    let none = Announcement { count: None, worth: 0 };
    let best = fitting.chain(headed).max_by_key(|list| list.worth);
    best.unwrap_or_else(|| none.judge(Vec::new()))
}

/// The name of a commune has no more words.
const MOST_OF_A_NAME: usize = 7;

/// How many communes a line counts.
fn counts(line: &Line) -> Vec<u32> {
    let words = &line.words;
    let before = |anchor: usize| {
        (anchor.saturating_sub(4)..anchor).find_map(|at| {
            let (count, length) = numbers::count(words, at)?;
            (at + length == anchor && count > 2).then_some(count)
        })
    };
    anchors(words).into_iter().filter_map(before).collect()
}

/// The names of the first lines of columns below.
fn below(lines: &[Line]) -> Vec<Commune> {
    let columned = |line: &Line| line.cells.is_empty() && line.pieces.len() > 1;
    let start = lines.iter().take(MOST_BETWEEN).position(columned);
    // A sentence right below, without a blank line, is no row.
    let sentence = |line: &Line| line.pieces.len() < 2 && line.words.len() > MOST_OF_A_NAME;
    let rows = lines[start.unwrap_or(lines.len())..]
        .iter()
        .take_while(|line| !line.is_blank() && !sentence(line));
    let commune = |line: u32, text: &str| {
        let (name, _) = name(text.trim_end_matches([',', ';', '.']))?;
        Some(Commune {
            name: Sourced::new(name.to_owned(), Lines::one(line)),
            code: None,
        })
    };
    let pieces = rows.flat_map(|line| layout::pieces(line).into_iter().map(|piece| (line.number, piece.text)));
    let found: Option<Vec<Commune>> = pieces.map(|(line, text)| commune(line, &text)).collect();
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        in_columns(&lines)
            .communes
            .into_iter()
            .map(|commune| commune.name.value)
            .collect()
    }

    #[test]
    fn names_in_columns_are_as_many_as_was_said() {
        let text = "Le Pays réunit cinq communes et 800 habitants.\nValmont             Bréval\nLe Chay             Corval\nOrmes\n\nSuite.";
        assert_eq!(read(text), ["Valmont", "Bréval", "Le Chay", "Corval", "Ormes"]);
        assert_eq!(read(&text.replace("cinq", "six")), [""; 0]);
        let below = text.replace("\n\nSuite.", "\nLe Pays succède au contrat enfance jeunesse de 2020.");
        assert_eq!(read(&below), ["Valmont", "Bréval", "Le Chay", "Corval", "Ormes"]);
        let headed = "ANNEXE 2 – LISTE DES COMMUNES\n\n  Valmont         Bréval\n  Le Chay         Corval\n\nSuite";
        assert_eq!(read(headed), ["Valmont", "Bréval", "Le Chay", "Corval"]);
        assert_eq!(read(&headed.replace("Corval", "612 hab.")), [""; 0]);
    }
}
