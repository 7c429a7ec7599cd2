//! A table whose columns are the actions and whose rows are the communes: "Commune | Action 3 | Action 7".
//!
//! Never reads a cell: the table is turned, so that each action is a row and each commune a column.

use super::super::super::codes;
use super::super::super::labels::{Label, label};
use super::super::super::walk::action_ref;
use super::super::heads::Head;
use super::super::{Row, Table, Text};
use crate::layout::{self, Gap, Place};
use crate::lines::{Line, Piece};
use crate::passage::Passage;

/// The turned table, when this line names a place and actions.
pub(super) fn crossed(text: Text<'_>, at: usize) -> Option<Table> {
    let names = &text.lines[at].pieces;
    let (first, actions) = names.split_first()?;
    if actions.len() < 2 || label(&first.text) != Some(Label::Places) || actions.iter().any(|name| code(name).is_none()) {
        return None;
    }
    let places: Vec<Place> = names.iter().map(place).collect();
    let (rows, end) = rows(text, at, &places);
    let communes: Vec<Passage> = rows.iter().map(|row| row[0].clone()).collect();
    let line = text.lines[at].number;
    let code = |piece: &Piece| code(piece).map_or_else(Passage::default, |code| Passage::one(line, &code));
    let action = |column: usize| {
        let cells = rows.iter().map(|row| row[column].clone());
        Row::Cells(std::iter::once(code(&names[column])).chain(cells).collect())
    };
    let number = Passage::one(line, "N°");
    (rows.len() > 1).then(|| Table {
        heads: std::iter::once(Head::Field(Label::Code))
            .chain(communes.iter().map(|_| Head::Other))
            .collect(),
        rows: (1..names.len()).map(action).collect(),
        names: std::iter::once(number).chain(communes.iter().cloned()).collect(),
        end,
    })
}

/// "Action 3", "1.2": the code of an action, and nothing else.
fn code(piece: &Piece) -> Option<String> {
    let named = action_ref(&piece.text)
        .filter(|(_, rest)| rest.is_empty())
        .map(|(code, _)| code);
    let code = named.or_else(|| codes::whole(&piece.text))?;
    code.text.contains(|c: char| c.is_ascii_digit()).then_some(code.text)
}

const fn place(piece: &Piece) -> Place {
    Place {
        start: piece.start,
        end: piece.end,
        loose: true,
    }
}

/// The lines that fill two columns at least, up to one that does not.
fn rows(text: Text<'_>, at: usize, places: &[Place]) -> (Vec<Vec<Passage>>, usize) {
    let (mut found, mut end) = (Vec::new(), at + 1);
    let again = |line: &Line| line.words == text.lines[at].words;
    for (index, line) in text.lines.iter().enumerate().skip(at + 1) {
        if line.is_blank() || text.runs(line) || again(line) {
            continue;
        }
        if line.pieces.len() < 2 {
            break;
        }
        let cells = layout::strip(line, places, places, Gap::Nothing).cells;
        found.push(cells.iter().map(|cell| Passage::one(line.number, cell)).collect());
        end = index + 1;
    }
    (found, end)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::lines::normalise;

    #[test]
    fn each_action_is_a_row_of_the_turned_table() {
        let text = "Commune          Action 3     Action 7\nAubry            –            2024\nBréval           2025         –\n\nFin.";
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let running = HashSet::new();
        let table = crossed(
            Text {
                lines: &lines,
                running: &running,
            },
            0,
        );
        let table = table.expect("a table");
        let told = |row: &Row| match row {
            Row::Cells(cells) => cells.iter().map(Passage::joined).collect::<Vec<_>>().join("|"),
            Row::Section(_) => String::new(),
        };
        assert_eq!(table.rows.iter().map(told).collect::<Vec<_>>(), ["3|–|2025", "7|2024|–"]);
        assert_eq!(table.names[2].joined(), "Bréval");
    }
}
