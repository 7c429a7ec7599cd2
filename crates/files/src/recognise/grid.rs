//! Tables of any print: between bars, between tabs, drawn with blanks. The names of the columns tell what a table is about.
//!
//! What the cells say is read elsewhere. A cell that a merge covers says what the cell above it, or before it, says.

use crate::formats::{ABOVE, LEFT};
use crate::layout::{self, Gap, Place, Shape, Strip};
use crate::lines::{Line, Piece};
use crate::passage::Passage;
use crate::segment;

/// A table under the names of its columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<Passage>>,
    /// The numbers of its lines.
    pub(crate) lines: Vec<u32>,
    /// Whether blanks draw it: the parts of a cell are then lines of one text.
    pub(crate) drawn: bool,
}

/// The tables whose names of columns fit, in order.
pub(crate) fn grids(lines: &[Line], fits: impl Fn(&[String]) -> bool) -> Vec<Grid> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let names = names(lines, at);
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

fn names(lines: &[Line], at: usize) -> Vec<String> {
    let line = &lines[at];
    if line.cells.is_empty() {
        let names = layout::names(line, &lines[at + 1..]);
        return names.into_iter().map(|name| name.text).collect();
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

/// The table drawn with blanks that the first of these lines names, and how many lines it takes.
pub(crate) fn named(lines: &[Line]) -> (Grid, usize) {
    drawn(lines, names(lines, 0))
}

/// Rows drawn with blanks, up to what stands in no column.
fn drawn(lines: &[Line], names: Vec<String>) -> (Grid, usize) {
    let places: Vec<Place> = layout::names(&lines[0], &lines[1..]).iter().map(place).collect();
    let mut body: Vec<(&Line, Gap)> = Vec::new();
    let (mut taken, mut gap) = (1, Gap::Nothing);
    for (at, line) in lines.iter().enumerate().skip(1) {
        if line.turns {
            gap = Gap::Page;
        }
        if line.is_blank() && gap == Gap::Nothing {
            gap = Gap::Blank;
        }
        if line.is_blank() || is_foot(lines, at) {
            continue;
        }
        if ends(lines, at, (&places, gap), body.last().map(|(line, _)| *line)) {
            break;
        }
        body.push((line, gap));
        taken = at + 1;
        gap = Gap::Nothing;
    }
    let numbers = body.iter().map(|(line, _)| line.number);
    let grid = Grid {
        names,
        lines: std::iter::once(lines[0].number).chain(numbers).collect(),
        rows: rows(&body, &places),
        drawn: true,
    };
    (grid, taken)
}

fn place(name: &Piece) -> Place {
    Place {
        start: name.start,
        end: name.end,
        loose: false,
    }
}

fn rows(body: &[(&Line, Gap)], names: &[Place]) -> Vec<Vec<Passage>> {
    let lines: Vec<&Line> = body.iter().map(|(line, _)| *line).collect();
    let places = layout::columns(names, &lines);
    let strips: Vec<Strip> = body
        .iter()
        .map(|(line, gap)| layout::strip(line, names, &places, *gap))
        .collect();
    let shape = Shape {
        spans: Vec::new(),
        codes: Vec::new(),
        coded: &|_| false,
    };
    layout::rows(&strips, &shape)
}

/// The last line of a page, when it ends by a number.
fn is_foot(lines: &[Line], at: usize) -> bool {
    let next = lines[at + 1..].iter().find(|line| !line.is_blank());
    let number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let paged = || lines[at].words.iter().any(|word| word == "page");
    let last = next.map_or_else(paged, |next| next.turns);
    lines[at - 1].is_blank() && lines[at].words.last().is_some_and(number) && last
}

/// Whether a line is no longer of the table: it reaches under several names, opens another part, or stands alone.
fn ends(lines: &[Line], at: usize, (places, gap): (&[Place], Gap), above: Option<&Line>) -> bool {
    let line = &lines[at];
    let opens = line.level.is_some() || segment::is_annex_heading(line) || segment::is_article_heading(line);
    if opens || !line.cells.is_empty() {
        return true;
    }
    let pieces = layout::pieces(line);
    let [only] = pieces.as_slice() else { return false };
    let crosses = layout::under(only, places) > 1;
    let first = only.start <= places[0].start + 1;
    // A name that the column broke goes on with a small letter, or under one that hangs.
    let hung = above.map(layout::pieces).unwrap_or_default();
    let hangs = hung.first().is_some_and(|piece| layout::hangs(&piece.text));
    let goes_on = only.text.starts_with(char::is_lowercase) || hangs;
    let alone = lines.get(at + 1).is_none_or(Line::is_blank);
    crosses || gap == Gap::Nothing && first && !goes_on || gap != Gap::Nothing && alone
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
