//! Tables by the words of their header: rows of cells, or texts that blanks keep side by side.
//!
//! What a column means is told by its words, never by its place. A cell that a merge covers says what the cell it goes on says.

use crate::formats::ABOVE;
use crate::layout;
use crate::lines::{Line, Piece};
use crate::wording;

/// Blank lines inside a table, at most.
const MOST_BLANKS: usize = 1;

/// A row and the line it stands on.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) line: u32,
    pub(crate) cells: Vec<String>,
}

/// A table: the words of each column's header, and its rows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    pub(crate) header: Vec<Vec<String>>,
    pub(crate) rows: Vec<Row>,
}

impl Grid {
    /// The column whose header has a word that begins so.
    pub(crate) fn column(&self, starts: &[&str]) -> Option<usize> {
        self.column_but(None, starts)
    }

    /// The same, for another column than this one.
    pub(crate) fn column_but(&self, taken: Option<usize>, starts: &[&str]) -> Option<usize> {
        let named = |words: &Vec<String>| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
        let mut columns = self.header.iter().enumerate().filter(|(column, _)| Some(*column) != taken);
        columns.find(|(_, words)| named(words)).map(|(column, _)| column)
    }
}

impl Row {
    /// The text of a cell, unless it is empty or a dash.
    pub(crate) fn cell(&self, column: Option<usize>) -> Option<&str> {
        let text = self.cells.get(column?)?.trim();
        text.contains(char::is_alphanumeric).then_some(text)
    }
}

/// Every table of the text whose first row `is_header` knows by the words of its columns.
pub(crate) fn grids(lines: &[Line], is_header: impl Fn(&[Vec<String>]) -> bool) -> Vec<Grid> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let header: Vec<Vec<String>> = names(lines, at).iter().map(|text| wording::words(text)).collect();
        if header.len() < 2 || !is_header(&header) {
            at += 1;
            continue;
        }
        let (header, last) = whole_header(header, lines, at);
        let (rows, end) = rows(lines, last);
        found.push(Grid { header, rows });
        at = end;
    }
    found
}

/// A header of two rows: below a merge, the second row says the rest.
fn whole_header(mut header: Vec<Vec<String>>, lines: &[Line], at: usize) -> (Vec<Vec<String>>, usize) {
    let below = lines.get(at + 1).map(texts).unwrap_or_default();
    if below.first().is_none_or(|cell| cell.trim() != ABOVE) {
        return (header, at);
    }
    for (words, cell) in header.iter_mut().zip(&below) {
        words.extend(wording::words(cell));
    }
    (header, at + 1)
}

/// The names of the columns that a line would give.
fn names(lines: &[Line], at: usize) -> Vec<String> {
    if lines[at].pieces.len() < 2 {
        return texts(&lines[at]);
    }
    let names = layout::names(&lines[at], &lines[at + 1..]);
    names.into_iter().map(|name| name.text).collect()
}

/// The texts of a line that stand side by side.
fn texts(line: &Line) -> Vec<String> {
    if line.cells.is_empty() {
        return line.pieces.iter().map(|piece| piece.text.clone()).collect();
    }
    line.cells.iter().map(|cell| cell.join(" ")).collect()
}

/// The rows below a header, and the index of the line after them.
fn rows(lines: &[Line], header: usize) -> (Vec<Row>, usize) {
    let celled = !lines[header].cells.is_empty();
    let places: Vec<(usize, usize)> = spans(&layout::names(&lines[header], &lines[header + 1..]));
    let (mut rows, mut blanks, mut end): (Vec<Row>, usize, usize) = (Vec::new(), 0, header + 1);
    let mut hung = Hung::default();
    for (at, line) in lines.iter().enumerate().skip(header + 1) {
        if line.is_blank() {
            blanks += 1;
            if blanks > MOST_BLANKS {
                break;
            }
            continue;
        }
        if !celled && blanks == 0 && hung.takes(line, &places, &mut rows) {
            continue;
        }
        if celled != (line.cells.len() > 1) || !celled && line.pieces.len() < 2 {
            break;
        }
        (blanks, end) = (0, at + 1);
        let mut cells = if celled { texts(line) } else { beneath(line, &places) };
        if cells.iter().all(|cell| !cell.contains(char::is_alphanumeric)) {
            continue;
        }
        for (column, cell) in cells.iter_mut().enumerate() {
            if cell.trim() == ABOVE {
                *cell = rows
                    .last()
                    .and_then(|above| above.cells.get(column).cloned())
                    .unwrap_or_default();
            }
        }
        rows.push(Row {
            line: line.number,
            cells,
        });
        hung.opens(&mut rows);
    }
    (rows, end)
}

/// The first cell of a row, on a line of its own above the rest of it, and what goes on it below.
#[derive(Default)]
struct Hung {
    above: String,
    open: bool,
}

impl Hung {
    /// Takes a line that holds nothing but a piece of a first cell.
    fn takes(&mut self, line: &Line, places: &[(usize, usize)], rows: &mut [Row]) -> bool {
        let Some((_, first)) = places.first().filter(|_| places.len() > 2) else {
            return false;
        };
        let alone = line.pieces.is_empty() && line.cells.is_empty() && line.indent < *first;
        let second = places[1].0;
        let brief = line.indent + line.text.chars().count() < second + 2 && !line.text.ends_with(['.', ':', ';']);
        if !alone || !brief {
            return false;
        }
        match rows.last_mut().and_then(|row| row.cells.first_mut()).filter(|_| self.open) {
            Some(cell) => {
                cell.push(' ');
                cell.push_str(&line.text);
                self.open = false;
            }
            None => self.above.clone_from(&line.text),
        }
        true
    }

    /// Gives what hung above to the row that has no first cell.
    fn opens(&mut self, rows: &mut [Row]) {
        let above = std::mem::take(&mut self.above);
        let cell = rows.last_mut().and_then(|row| row.cells.first_mut());
        self.open = false;
        if let Some(cell) = cell.filter(|cell| cell.is_empty() && !above.is_empty()) {
            *cell = above;
            self.open = true;
        }
    }
}

/// "Conseil d'administration 12/03/2024": a day that one blank alone parts from what stands before it.
fn days_apart(pieces: &[Piece]) -> Vec<Piece> {
    let mut found = Vec::new();
    for piece in pieces {
        let words = piece.text.split(' ').scan(0, |at, word| {
            let start = *at;
            *at += word.chars().count() + 1;
            Some((start, word))
        });
        let several = piece.text.contains(' ');
        let Some((at, word)) = words.into_iter().find(|(_, word)| several && is_day(word)) else {
            found.push(piece.clone());
            continue;
        };
        let ends = [0, at, at + word.len() + 1, piece.text.chars().count() + 1];
        for place in ends.windows(2).filter(|place| place[0] < place[1]) {
            let text: String = piece.text.chars().skip(place[0]).take(place[1] - place[0]).collect();
            found.push(Piece {
                start: piece.start + place[0],
                end: piece.start + place[1] - 1,
                text: text.trim_end().to_owned(),
            });
        }
    }
    found
}
/// "12/03/2024".
fn is_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split('/').collect();
    let figures = parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    figures && parts.len() == 3 && parts[2].len() == 4
}

fn spans(names: &[Piece]) -> Vec<(usize, usize)> {
    names.iter().map(|piece| (piece.start, piece.end)).collect()
}

/// The texts of a line, each under the header it is nearest to.
fn beneath(line: &Line, places: &[(usize, usize)]) -> Vec<String> {
    let mut cells = vec![String::new(); places.len()];
    for Piece { start, end, text } in &days_apart(&line.pieces) {
        let away = |(from, to): &(usize, usize)| {
            from.saturating_sub(end.saturating_sub(1)) + start.saturating_sub(to.saturating_sub(1))
        };
        let nearest = places.iter().enumerate().min_by_key(|(_, place)| away(place));
        if let Some((column, _)) = nearest {
            let cell = &mut cells[column];
            cell.push_str(if cell.is_empty() { "" } else { " " });
            cell.push_str(text);
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn read(text: &str) -> Vec<Grid> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        grids(&lines, |header| header[0] == ["assemblee"])
    }

    #[test]
    fn columns_of_blanks_are_a_table() {
        let found = read(
            "Assemblée              Date          Pour  Contre\n\nConseil du Val         3 mai 2022      38       1\n\
             Conseil d'Orge                          9\n\n\nFin  du  texte",
        );
        let cells: Vec<_> = found[0].rows.iter().map(|row| row.cells.clone()).collect();
        assert_eq!(
            cells,
            [["Conseil du Val", "3 mai 2022", "38", "1"], ["Conseil d'Orge", "", "9", ""]]
        );
    }

    #[test]
    fn a_first_cell_may_stand_around_its_row() {
        let found = read(
            "Assemblée                Date          Numéro     Pour  Contre\nConseil d'administration 12/03/2022 2022-08      –      –\n\
             Conseil communautaire\n                         28/03/2022    2022-71      47     2\nde Val Agglo\n\
             Conseil d'Orge           02/04/2022    58           29     6",
        );
        let firsts: Vec<&str> = found[0].rows.iter().map(|row| row.cells[0].as_str()).collect();
        assert_eq!(
            firsts,
            [
                "Conseil d'administration",
                "Conseil communautaire de Val Agglo",
                "Conseil d'Orge"
            ]
        );
        let days: Vec<bool> = found[0].rows.iter().map(|row| row.cells[1].contains("/2022")).collect();
        assert_eq!(days, [true; 3]);
        assert_eq!(found[0].rows[0].cells[2], "2022-08");
    }

    #[test]
    fn bars_and_merged_cells_are_a_table() {
        let found = read("| Assemblée | Date |\n|:--|--:|\n| Conseil | 3 mai |\n| Comité | ▴ |\n\nFin");
        assert_eq!(found[0].rows[1].cell(Some(1)).map(str::trim), Some("3 mai"));
        assert_eq!((found[0].rows.len(), found[0].column(&["dat"])), (2, Some(1)));
    }
}
