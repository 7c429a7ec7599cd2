//! Blocks of signature that stand side by side: each column is read from top to bottom, as if it stood alone.
//!
//! A line of one column stays where it is.

use crate::lines::{Line, Piece};
use crate::wording::{self, begins};

/// Lines of a row of blocks, at most.
const MOST_LINES: usize = 20;

/// The lines, those of columns put one below the other.
pub(crate) fn read(lines: &[Line]) -> Vec<Line> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        let starts = starts(&lines[at]);
        if starts.len() < 2 {
            found.push(lines[at].clone());
            at += 1;
            continue;
        }
        let end = end(lines, at);
        found.extend(columns(&lines[at..end], &starts));
        at = end;
    }
    found
}

/// The columns in which "Pour …" opens a block, when it opens several.
fn starts(line: &Line) -> Vec<usize> {
    let places = places(line);
    let opens = |(_, text): &&(usize, String)| begins(&wording::words(text), &["pour"]);
    let opening: Vec<usize> = places.iter().filter(opens).map(|(start, _)| *start).collect();
    if opening.len() > 1 { opening } else { Vec::new() }
}

/// Where the row of blocks that begins here ends: at the next row, or at what no block holds.
fn end(lines: &[Line], at: usize) -> usize {
    let over = |line: &Line| {
        let below = starts(line).len() > 1 || line.level.is_some();
        below || line.pieces.is_empty() && line.cells.is_empty() && line.text.len() > 80
    };
    let next = lines[at + 1..].iter().take(MOST_LINES).position(over);
    next.map_or(lines.len().min(at + 1 + MOST_LINES), |next| at + 1 + next)
}

/// The texts of a line, each with its column.
fn places(line: &Line) -> Vec<(usize, String)> {
    if !line.cells.is_empty() {
        let texts = line.cells.iter().map(|cell| cell.join(" "));
        return texts.enumerate().filter(|(_, text)| !text.is_empty()).collect();
    }
    if line.pieces.is_empty() && !line.is_blank() {
        return vec![(line.indent, line.text.clone())];
    }
    let place = |piece: &Piece| (piece.start, piece.text.clone());
    line.pieces.iter().map(place).collect()
}

fn columns(lines: &[Line], starts: &[usize]) -> Vec<Line> {
    let mut columns: Vec<Vec<Line>> = vec![Vec::new(); starts.len()];
    for line in lines {
        for (start, text) in places(line) {
            let nearest = starts.iter().enumerate().min_by_key(|(_, column)| column.abs_diff(start));
            if let Some((column, _)) = nearest {
                columns[column].push(Line {
                    words: wording::words(&text),
                    text,
                    cells: Vec::new(),
                    pieces: Vec::new(),
                    ..line.clone()
                });
            }
        }
    }
    columns.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    fn texts(text: &str) -> Vec<String> {
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        read(&lines)
            .into_iter()
            .map(|line| line.text)
            .filter(|text| !text.is_empty())
            .collect()
    }

    #[test]
    fn each_column_is_read_from_top_to_bottom() {
        let text = "Pour la Caf            Pour la commune\n                       du Val\nLa directrice          Le maire\n\n\
                    Anne PETIT             Luc GRAND\n\nPour la MSA\nYves BLANC";
        assert_eq!(
            texts(text)[..7],
            [
                "Pour la Caf",
                "La directrice",
                "Anne PETIT",
                "Pour la MSA",
                "Yves BLANC",
                "Pour la commune",
                "du Val"
            ]
        );
        let cells = "| Pour la Caf | Pour la ville |\n|---|---|\n| Anne PETIT | Luc GRAND |";
        assert_eq!(texts(cells), ["Pour la Caf", "Anne PETIT", "Pour la ville", "Luc GRAND"]);
    }
}
