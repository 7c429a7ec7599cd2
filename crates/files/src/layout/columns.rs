//! Where the columns of a table stand, told by the names above them and by the blanks that all its lines share.
//!
//! Never cuts a word: a text that reaches under two names is cut at a blank or stays whole.

use super::{Gap, Strip};
use crate::lines::{Line, Piece};

/// Where a column stands: between two places of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether what it holds may be centred or on the right, as sums and marks are.
    pub(crate) loose: bool,
}

/// The columns with their names' places, widened by what stands under each name alone.
pub(crate) fn columns(names: &[Place], body: &[&Line]) -> Vec<Place> {
    let mut runs: Vec<(usize, usize)> = names.iter().map(|place| (place.start, place.end)).collect();
    for line in body {
        let narrow = pieces(line).into_iter().filter(|piece| under(piece, names) < 2);
        runs.extend(narrow.map(|piece| (piece.start, piece.end)));
    }
    runs.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in runs {
        match joined.last_mut().filter(|(_, last)| start <= *last) {
            Some((_, last)) => *last = end.max(*last),
            None => joined.push((start, end)),
        }
    }
    let wide = |place: &Place| {
        let run = joined.iter().find(|(start, end)| *start <= place.start && place.end <= *end);
        let alone =
            |(start, end): &&(usize, usize)| names.iter().filter(|name| *start <= name.start && name.end <= *end).count() == 1;
        run.filter(alone).map_or(*place, |(start, end)| Place {
            start: *start,
            end: *end,
            ..*place
        })
    };
    names.iter().map(wide).collect()
}

/// How many names a piece reaches under.
pub(crate) fn under(piece: &Piece, names: &[Place]) -> usize {
    names
        .iter()
        .filter(|name| piece.start < name.end && name.start < piece.end)
        .count()
}

/// The pieces of a line, the only one too.
pub(crate) fn pieces(line: &Line) -> Vec<Piece> {
    if line.is_blank() {
        return Vec::new();
    }
    if !line.pieces.is_empty() {
        return line.pieces.clone();
    }
    vec![Piece {
        start: line.indent,
        end: line.indent + line.text.chars().count(),
        text: line.text.clone(),
    }]
}

/// The names of the columns that a line gives: two with one blank between them are told apart by what stands below each.
pub(crate) fn names(header: &Line, below: &[Line]) -> Vec<Piece> {
    let rows: Vec<&Line> = below.iter().filter(|line| line.pieces.len() > 1).take(MOST_BELOW).collect();
    header.pieces.iter().flat_map(|name| told_apart(name, &rows)).collect()
}

/// Names are told apart by no more rows than this.
const MOST_BELOW: usize = 6;

fn told_apart(name: &Piece, rows: &[&Line]) -> Vec<Piece> {
    let letters: Vec<char> = name.text.chars().collect();
    let stands = |row: &&&Line, place: usize| row.pieces.iter().any(|piece| piece.start.abs_diff(place) < 2);
    let both = |at: usize| {
        rows.iter()
            .filter(|row| stands(row, name.start + at) && stands(row, name.start))
            .count()
    };
    let blank = |at: &usize| letters[*at - 1].is_whitespace() && both(*at) > 1 && both(*at) * 2 > rows.len();
    let mut starts: Vec<usize> = vec![0];
    starts.extend((1..letters.len()).filter(blank));
    let ends = starts.iter().skip(1).copied().chain([letters.len()]);
    let piece = |(from, to): (&usize, usize)| {
        let text: String = letters[*from..to].iter().collect();
        let text = text.trim().to_owned();
        Piece {
            start: name.start + from,
            end: name.start + from + text.chars().count(),
            text,
        }
    };
    starts.iter().zip(ends).map(piece).collect()
}

/// What a line holds in each column.
pub(crate) fn strip(line: &Line, names: &[Place], places: &[Place], before: Gap) -> Strip {
    let mut cells = vec![String::new(); places.len()];
    for piece in pieces(line).iter().flat_map(|piece| parted(piece, names)) {
        if let Some(column) = nearest(&piece, names, places) {
            let cell = &mut cells[column];
            cell.push_str(if cell.is_empty() { "" } else { " " });
            cell.push_str(&piece.text);
        }
    }
    Strip {
        number: line.number,
        cells,
        before,
    }
}

/// The column in which a piece stands: the one whose place holds it, else the nearest.
fn nearest(piece: &Piece, names: &[Place], places: &[Place]) -> Option<usize> {
    let inside = |place: &&Place| place.start <= piece.start && piece.end <= place.end;
    let held: Vec<usize> = (0..places.len()).filter(|at| inside(&&places[*at])).collect();
    if let [only] = held.as_slice() {
        return Some(*only);
    }
    (0..names.len()).min_by_key(|at| away(piece, &names[*at]))
}

fn away(piece: &Piece, name: &Place) -> usize {
    let starts = piece.start.abs_diff(name.start);
    if !name.loose {
        return starts;
    }
    let ends = piece.end.abs_diff(name.end);
    let centres = (piece.start + piece.end).abs_diff(name.start + name.end) / 2;
    starts.min(ends).min(centres)
}

/// A piece that reaches under a second name is cut where that name begins, when a blank stands there.
fn parted(piece: &Piece, names: &[Place]) -> Vec<Piece> {
    let letters: Vec<char> = piece.text.chars().collect();
    let mut cuts: Vec<usize> = Vec::new();
    for name in names.iter().filter(|name| piece.start < name.start && name.start < piece.end) {
        let at = name.start - piece.start;
        let blank = at > 0 && letters.get(at - 1).is_some_and(|c| c.is_whitespace());
        if blank && piece.start + at > piece.start {
            cuts.push(at);
        }
    }
    // Under one name only, a blank there is one of its words'.
    if cuts.is_empty() || under(piece, names) < 2 {
        return vec![piece.clone()];
    }
    cuts.push(letters.len());
    let mut from = 0;
    let mut found = Vec::new();
    for cut in cuts {
        let text: String = letters[from..cut].iter().collect();
        found.push(Piece {
            start: piece.start + from,
            end: piece.start + from + text.trim_end().chars().count(),
            text: text.trim().to_owned(),
        });
        from = cut;
    }
    found
}
