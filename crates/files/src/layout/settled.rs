//! Lines of a table whose columns are printed one blank apart: a text that fills its column touches the next.
//!
//! Never cuts where no other line begins: a cut is at the blank under which, a few lines above or below, a text of the next column begins.

use super::columns::{Place, pieces};
use crate::lines::{Line, Piece};

/// Columns of letters of various widths keep their places over no more lines than this.
const NEAR: usize = 4;

/// A column begins no farther from its name than this.
const MOST_AWAY: usize = 6;

/// The lines, each with the pieces that its neighbours part.
pub(crate) fn settled(lines: &[&Line], names: &[Place]) -> Vec<Line> {
    let starts: Vec<Vec<usize>> = lines
        .iter()
        .map(|line| pieces(line).iter().map(|piece| piece.start).collect())
        .collect();
    let settle = |(at, line): (usize, &&Line)| {
        let from = at.saturating_sub(NEAR);
        let around = starts[from..at].iter().chain(starts[at + 1..].iter().take(NEAR));
        let around: Vec<usize> = around.flatten().copied().collect();
        let parted = parted(line, names, &around);
        let mut line = (*line).clone();
        if let Some(parted) = parted {
            line.pieces = parted;
        }
        line
    };
    lines.iter().enumerate().map(settle).collect()
}

/// The pieces of a line, cut; absent when nothing cuts any.
fn parted(line: &Line, names: &[Place], around: &[usize]) -> Option<Vec<Piece>> {
    let whole = pieces(line);
    let taken: Vec<usize> = whole.iter().filter_map(|piece| column(piece.start, names)).collect();
    let mut found: Vec<Piece> = Vec::new();
    for piece in &whole {
        let mut rest = piece.clone();
        while let Some(at) = cut(&rest, names, around, &taken) {
            let (left, right) = split(&rest, at);
            found.push(left);
            rest = right;
        }
        found.push(rest);
    }
    (found.len() > whole.len()).then_some(found)
}

/// Where a piece is cut: at a blank under which others begin, in a column that holds nothing else on the line.
fn cut(piece: &Piece, names: &[Place], around: &[usize], taken: &[usize]) -> Option<usize> {
    let letters: Vec<char> = piece.text.chars().collect();
    let own = column(piece.start, names)?;
    let fits = |at: &usize| {
        let start = piece.start + at;
        let next = column(start, names).filter(|next| *next > own && !taken.contains(next));
        letters[at - 1].is_whitespace() && next.is_some_and(|next| names[next].start.abs_diff(start) <= MOST_AWAY)
    };
    let away = |at: usize| around.iter().map(|start| start.abs_diff(piece.start + at)).min();
    let blanks: Vec<usize> = (1..letters.len()).filter(fits).collect();
    let best = blanks.into_iter().min_by_key(|at| away(*at))?;
    (away(best)? <= 1).then_some(best)
}

/// The column whose name begins nearest.
fn column(start: usize, names: &[Place]) -> Option<usize> {
    (0..names.len()).min_by_key(|at| names[*at].start.abs_diff(start))
}

fn split(piece: &Piece, at: usize) -> (Piece, Piece) {
    let letters: Vec<char> = piece.text.chars().collect();
    let text = |letters: &[char]| letters.iter().collect::<String>().trim().to_owned();
    let left = text(&letters[..at]);
    let cut = Piece {
        start: piece.start,
        end: piece.start + left.chars().count(),
        text: left,
    };
    let rest = Piece {
        start: piece.start + at,
        end: piece.end,
        text: text(&letters[at..]),
    };
    (cut, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::normalise;

    #[test]
    fn a_text_that_touches_the_next_column_is_cut_where_others_begin() {
        let text = "\
Objectif              N°   Action                    Pilote
Aider les jeunes      1    Ouvrir un lieu            Commune
Soutenir la vie et 2       Former les animateurs des Commune
l'entraide                 accueils                  de Valmont
de proximité       3       Tenir une permanence      Caf";
        let lines = normalise(&text.lines().map(str::to_owned).collect::<Vec<_>>());
        let names = crate::layout::tests::named(&lines[0]);
        let body: Vec<&Line> = lines[1..].iter().collect();
        let settled = settled(&body, &names);
        let told: Vec<&str> = settled[1].pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(told, ["Soutenir la vie et", "2", "Former les animateurs des", "Commune"]);
        assert_eq!(settled[0].pieces.len(), 4);
    }
}
