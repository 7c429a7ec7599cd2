//! Tables drawn as a grid: `+-----+-----+` between the rows, `+=====+=====+` below the names of the columns, cells over several lines.
//!
//! A row is told on its first line and the lines below it are left empty, so that whoever reads tables finds rows as anywhere else. A cell
//! beside several rows or over several columns covers those that it stands for. Never touches a frame without a rule of `=`: it may be a
//! form, and no table.

use std::collections::BTreeMap;

use crate::formats::{ABOVE, LEFT};
use crate::lines::bullet;

/// A table has no more lines, nor columns.
const MOST_LINES: usize = 4_000;
const MOST_COLUMNS: usize = 40;

/// The cells of a line of a grid; none where the line says nothing by itself.
pub(super) type Told = Option<Vec<String>>;

/// Ends a paragraph of a cell.
const BREAK: &str = "<br>";

/// The lines of every grid of a text, by their places.
pub(super) fn grids(text: &[String]) -> BTreeMap<usize, Told> {
    let mut found = BTreeMap::new();
    let mut at = 0;
    while at < text.len() {
        let drawn = text[at..].iter().take(MOST_LINES).take_while(|raw| is_drawn(raw)).count();
        if drawn > 2
            && let Some(grid) = Grid::of(&text[at..at + drawn])
        {
            found.extend(grid.rows().into_iter().map(|(row, told)| (at + row, told)));
        }
        at += drawn.max(1);
    }
    found
}

fn is_drawn(raw: &str) -> bool {
    let raw = raw.trim();
    raw.len() > 2 && raw.starts_with(['+', '|']) && raw.ends_with(['+', '|'])
}

/// A grid: its lines, and where the bars between its columns stand.
struct Grid {
    lines: Vec<Vec<char>>,
    bars: Vec<usize>,
}

impl Grid {
    fn of(text: &[String]) -> Option<Self> {
        let lines: Vec<Vec<char>> = text.iter().map(|raw| raw.trim_end().chars().collect()).collect();
        let width = lines[0].len();
        let mut bars: Vec<usize> = lines.iter().flat_map(|line| corners(line)).collect();
        bars.sort_unstable();
        bars.dedup();
        let ruled = |line: &Vec<char>| line.contains(&'=') && line.iter().all(|c| matches!(c, '+' | '=' | ':' | ' '));
        let closed = lines.first().is_some_and(|line| is_rule(line)) && lines.last().is_some_and(|line| is_rule(line));
        let same = lines.iter().all(|line| line.len() == width);
        let fits = (3..=MOST_COLUMNS).contains(&bars.len()) && lines.iter().any(ruled) && closed && same;
        fits.then_some(Self { lines, bars })
    }

    /// Each line with what it tells.
    fn rows(&self) -> Vec<(usize, Told)> {
        let mut found: Vec<(usize, Told)> = (0..self.lines.len()).map(|at| (at, None)).collect();
        let mut band: Vec<usize> = Vec::new();
        // Which columns a rule closes above the band, and the line of the row that opened each.
        let mut opened = vec![true; self.columns()];
        let mut origins = vec![0; self.columns()];
        for at in 0..self.lines.len() {
            let ruled: Vec<bool> = (0..self.columns()).map(|column| self.is_ruled(at, column)).collect();
            if !ruled.contains(&true) {
                band.push(at);
                continue;
            }
            if let Some(first) = band.first().copied() {
                let mut cells = self.cells(&band);
                for column in 0..self.columns() {
                    if opened[column] {
                        origins[column] = first;
                    } else if let Some(open) = found[origins[column]].1.as_mut() {
                        let more = std::mem::replace(&mut cells[column], ABOVE.to_owned());
                        go_on(&mut open[column], &more);
                    }
                }
                found[first].1 = Some(cells);
            }
            opened = ruled;
            // What stands beside a rule is of the band below it.
            band = if opened.contains(&false) { vec![at] } else { Vec::new() };
        }
        found
    }

    fn columns(&self) -> usize {
        self.bars.len() - 1
    }

    fn segment(&self, at: usize, column: usize) -> &[char] {
        &self.lines[at][self.bars[column] + 1..self.bars[column + 1]]
    }

    fn is_ruled(&self, at: usize, column: usize) -> bool {
        let segment = self.segment(at, column);
        let drawn = segment.iter().all(|c| matches!(c, '-' | '=' | ':' | '+'));
        drawn && segment.iter().any(|c| matches!(c, '-' | '='))
    }

    /// The cells of a band; one without a bar on its left is covered.
    fn cells(&self, band: &[usize]) -> Vec<String> {
        let barred = |column: usize| band.iter().any(|at| matches!(self.lines[*at][self.bars[column]], '|' | '+'));
        let cell = |column: usize| {
            if column > 0 && !barred(column) {
                LEFT.to_owned()
            } else {
                self.text(band, column)
            }
        };
        (0..self.columns()).map(cell).collect()
    }

    /// What a cell holds, its paragraphs apart.
    fn text(&self, band: &[usize], column: usize) -> String {
        let last = (column + 1..self.columns())
            .find(|next| band.iter().any(|at| matches!(self.lines[*at][self.bars[*next]], '|' | '+')))
            .unwrap_or(self.columns());
        let mut text = String::new();
        let mut ended = false;
        for at in band.iter().filter(|at| !self.is_ruled(**at, column)) {
            let segment = &self.lines[*at][self.bars[column] + 1..self.bars[last]];
            let line: String = segment.iter().collect();
            let (line, hard) = line
                .trim()
                .strip_suffix('\\')
                .map_or((line.trim(), false), |line| (line.trim_end(), true));
            let apart = !text.is_empty() && (ended || bullet(line).is_some());
            if !line.is_empty() {
                text.push_str(if apart {
                    BREAK
                } else if text.is_empty() || text.ends_with('-') && text.len() > 1 {
                    ""
                } else {
                    " "
                });
                text.push_str(line);
            }
            ended = hard || line.is_empty();
        }
        text
    }
}

/// The end of a cell beside several rows, printed beside the last of them.
fn go_on(cell: &mut String, more: &str) {
    if more.is_empty() || more == LEFT {
        return;
    }
    cell.push_str(match bullet(more) {
        _ if cell.is_empty() => "",
        Some(_) => BREAK,
        None => " ",
    });
    cell.push_str(more);
}

/// A rule over the whole width.
fn is_rule(line: &[char]) -> bool {
    line.iter().all(|c| matches!(c, '+' | '-' | '=' | ':' | ' '))
}

/// The corners of a line: each sign `+` beside a rule.
fn corners(line: &[char]) -> Vec<usize> {
    let drawn = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(|c| matches!(c, '-' | '=' | ':'));
    let corner = |at: &usize| line[*at] == '+' && (drawn(at.checked_sub(1)) || drawn(Some(at + 1)));
    (0..line.len()).filter(corner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let told = grids(&lines).into_iter().filter_map(|(at, told)| Some((at, told?)));
        told.map(|(at, cells)| format!("{at} {}", cells.join("|"))).collect()
    }

    #[test]
    fn a_cell_goes_on_over_lines_and_beside_rows() {
        let text = "\
+---------+----------------+-------+
| Axe     | Action         | Qui   |
+=========+================+=======+
| Axe 1 : | 1.1 Ouvrir une | -   A |
| Grandir | crèche         | -   B |
|         +----------------+-------+
| ici     | 1.2 Former     | C + D |
+---------+----------------+-------+
| Axe 2 : Vieillir                 |
+---------+----------------+-------+";
        let told = [
            "1 Axe|Action|Qui".to_owned(),
            "3 Axe 1 : Grandir ici|1.1 Ouvrir une crèche|-   A<br>-   B".to_owned(),
            format!("5 {ABOVE}|1.2 Former|C + D"),
            format!("8 Axe 2 : Vieillir|{LEFT}|{LEFT}"),
        ];
        assert_eq!(read(text), told);
    }

    #[test]
    fn a_frame_without_a_head_stays() {
        assert!(read("+----+----+\n| a  | b  |\n+----+----+").is_empty());
    }
}
