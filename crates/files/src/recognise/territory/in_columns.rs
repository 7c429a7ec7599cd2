//! Communes printed in columns that blanks part, below a sentence that counts them: "réunit quinze communes", then five lines of three.
//!
//! The list is kept where it holds as many names as the sentence says, and nothing else.

use domain::reading::{Lines, Sourced};

use super::{Announcement, Commune, Listed, anchors, name};
use crate::layout;
use crate::lines::Line;
use crate::numbers;

/// A sentence that counts communes is over at most so many lines above them.
const MOST_BETWEEN: usize = 3;

/// The list that some line counts.
pub(super) fn in_columns(lines: &[Line]) -> Listed {
    let counted = lines.iter().enumerate().filter(|(_, line)| line.pieces.is_empty());
    let lists = counted.flat_map(|(at, line)| counts(line).into_iter().map(move |count| (at, count)));
    let fitting = lists.filter_map(|(at, count)| {
        let found = below(&lines[at + 1..]);
        (u32::try_from(found.len()) == Ok(count)).then(|| Announcement { count: Some(count), worth: 12 }.judge(found))
    });
    let none = Announcement { count: None, worth: 0 };
    fitting.max_by_key(|list| list.worth).unwrap_or_else(|| none.judge(Vec::new()))
}

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
    let rows = lines[start.unwrap_or(lines.len())..].iter().take_while(|line| !line.is_blank());
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
        in_columns(&lines).communes.into_iter().map(|commune| commune.name.value).collect()
    }

    #[test]
    fn names_in_columns_are_as_many_as_was_said() {
        let text = "Le Pays réunit cinq communes et 800 habitants.\nValmont             Bréval\nLe Chay             Corval\nOrmes\n\nSuite.";
        assert_eq!(read(text), ["Valmont", "Bréval", "Le Chay", "Corval", "Ormes"]);
        assert_eq!(read(&text.replace("cinq", "six")), [""; 0]);
    }
}
