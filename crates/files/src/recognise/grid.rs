//! Tables of any print: between bars, between tabs, drawn with blanks. The names of the columns tell what a table is about.
//!
//! What the cells say is read elsewhere. A cell that a merge covers says what the cell above it, or before it, says.

use crate::formats::{ABOVE, LEFT};
use crate::lines::Line;
use crate::passage::Passage;
use crate::wording::is_capitalised;

/// A table under the names of its columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<Passage>>,
    /// The numbers of its lines.
    pub(crate) lines: Vec<u32>,
}

/// The tables whose names of columns fit, in order.
pub(crate) fn grids(lines: &[Line], fits: impl Fn(&[String]) -> bool) -> Vec<Grid> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let names = names(&lines[at]);
        if names.len() < 2 || !fits(&names) {
            at += 1;
            continue;
        }
        let (grid, taken) = if lines[at].cells.is_empty() {
            drawn(&lines[at..], names)
        } else {
            ruled(&lines[at..], names)
        };
        at += taken.max(1);
        found.push(grid);
    }
    found
}

fn names(line: &Line) -> Vec<String> {
    if line.cells.is_empty() {
        return line.pieces.iter().map(|piece| piece.text.clone()).collect();
    }
    line.cells.iter().map(|cell| cell.join(" ")).collect()
}

/// Rows between bars or tabs, up to a line of prose.
fn ruled(lines: &[Line], names: Vec<String>) -> (Grid, usize) {
    let mut grid = Grid {
        names,
        ..Grid::default()
    };
    let mut taken = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.is_blank() {
            continue;
        }
        if line.cells.is_empty() {
            break;
        }
        taken = at + 1;
        grid.lines.push(line.number);
        if at > 0 {
            let row = row(line, grid.rows.last());
            grid.rows.push(row);
        }
    }
    (grid, taken)
}

fn row(line: &Line, above: Option<&Vec<Passage>>) -> Vec<Passage> {
    let mut row: Vec<Passage> = Vec::with_capacity(line.cells.len());
    for (column, cell) in line.cells.iter().enumerate() {
        let covered = |sign: &str| matches!(cell.as_slice(), [only] if only == sign);
        let cell = if covered(ABOVE) {
            above.and_then(|above| above.get(column)).cloned().unwrap_or_default()
        } else if covered(LEFT) {
            row.last().cloned().unwrap_or_default()
        } else {
            Passage::new(cell.iter().map(|text| (line.number, text.clone())).collect())
        };
        row.push(cell);
    }
    row
}

/// Rows drawn with blanks: each piece stands under the name that begins where it does; a row that opens no first cell goes on.
fn drawn(lines: &[Line], names: Vec<String>) -> (Grid, usize) {
    let starts: Vec<usize> = lines[0].pieces.iter().map(|piece| piece.start).collect();
    let mut grid = Grid {
        names,
        lines: vec![lines[0].number],
        ..Grid::default()
    };
    let mut taken = 1;
    let mut apart = false;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if line.is_blank() {
            apart = true;
            continue;
        }
        let pieces = pieces(line);
        // A word further in than the first name goes on with the first cell.
        let first_column = pieces.first().is_some_and(|(start, _)| *start <= starts[0] + 1);
        // A name that the column broke goes on with a small letter, where the others open on a capital.
        let small = pieces.first().is_some_and(|(_, text)| text.starts_with(char::is_lowercase));
        let capital = grid
            .rows
            .first()
            .and_then(|row| row.first())
            .is_some_and(|cell| is_capitalised(&cell.joined()));
        let opens = first_column && !(small && capital && !apart);
        if pieces.len() < 2 && (apart || opens) || !line.cells.is_empty() {
            break;
        }
        taken = at + 1;
        grid.lines.push(line.number);
        if opens {
            grid.rows.push(vec![Passage::default(); starts.len()]);
        }
        let Some(row) = grid.rows.last_mut() else { break };
        for (start, text) in pieces {
            row[column(&starts, start)].push(line.number, &text);
        }
        apart = false;
    }
    (grid, taken)
}

/// The pieces of a line, the only one too.
pub(crate) fn pieces(line: &Line) -> Vec<(usize, String)> {
    if line.pieces.is_empty() {
        return vec![(line.indent, line.text.clone())];
    }
    line.pieces.iter().map(|piece| (piece.start, piece.text.clone())).collect()
}

/// The column in which a piece begins: it may begin a little before its name does.
pub(crate) fn column(starts: &[usize], start: usize) -> usize {
    starts.iter().rposition(|column| *column <= start + 2).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn shown(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let grids = grids(&normalise(&lines), |names| names[0] == "Poste");
        let row = |row: &Vec<Passage>| row.iter().map(Passage::joined).collect::<Vec<_>>().join("|");
        grids.iter().flat_map(|grid| grid.rows.iter().map(row)).collect()
    }

    #[test]
    fn a_table_is_read_whatever_its_print() {
        let expected = ["Chef de projet|1|Ville", "Agente|0,5|Ville"];
        assert_eq!(
            shown("| Poste | ETP | Qui |\n|---|---|---|\n| Chef de projet | 1 | Ville |\n| Agente | 0,5 | Ville |\n\nFin"),
            expected
        );
        assert_eq!(
            shown("Poste\tETP\tQui\nChef de projet\t1\tVille\nAgente\t0,5\t▴\nFin"),
            expected
        );
        assert_eq!(
            shown(
                "Poste         ETP   Qui\n\nChef de       1     Ville\n  projet\nAgente        0,5   Ville\n\nFin de la page"
            ),
            expected
        );
    }
}
