//! The window of the text: each line with the words that are marked in it, and the points that begin there.
//!
//! It shows the text as it stands, and no word of it is left out.

use domain::reading::Lines;
use domain::review::PointKind;

use super::page::Address;
use super::walk::{Point, Walk};
use super::{Room, named};
use crate::text_show::LineRow;

/// Points told beside one line; the others are counted.
const PIPS: usize = 3;

/// A point beside its line.
pub(super) struct Pip {
    pub(super) address: String,
    pub(super) number: usize,
    pub(super) words: String,
    pub(super) icon: &'static str,
    pub(super) class: &'static str,
    pub(super) current: bool,
}

/// A line of the window.
pub(super) struct LineView {
    pub(super) number: u32,
    /// Its words, each with whether they are marked.
    pub(super) pieces: Vec<(bool, String)>,
    pub(super) class: &'static str,
    /// What screen readers hear after its number.
    pub(super) hidden: &'static str,
    pub(super) address: String,
    pub(super) pips: Vec<Pip>,
    /// Points that are not told beside it.
    pub(super) more: usize,
    pub(super) ticked: bool,
}

/// What is in evidence: lines, the words marked in them, and the point that is looked at.
#[derive(Debug, Default)]
pub(super) struct Lit {
    pub(super) lines: Lines,
    pub(super) marks: Vec<String>,
    pub(super) point: Option<usize>,
}

/// The lines of a window, as the page shows them.
pub(super) fn views(room: &Room, walk: &Walk<'_>, lit: &Lit, rows: &[LineRow], address: &Address<'_>) -> Vec<LineView> {
    let view = |row: &LineRow| {
        let number = u32::try_from(row.number).unwrap_or(0);
        let is_lit = lit.lines.holds(number);
        let (class, hidden) = class(room, number, is_lit);
        let points = walk.on_line(number);
        let pips = points.iter().take(PIPS);
        LineView {
            pieces: pieces(&row.text, if is_lit { &lit.marks } else { &[] }),
            address: address.to(&[("ligne", &number.to_string())]),
            more: points.len().saturating_sub(PIPS),
            pips: pips.map(|(place, point)| pip(*place, point, lit, address)).collect(),
            ticked: is_lit,
            number,
            class,
            hidden,
        }
    };
    rows.iter().map(view).collect()
}

fn pip(place: usize, point: &Point<'_>, lit: &Lit, address: &Address<'_>) -> Pip {
    Pip {
        address: address.to(&[("point", &named(point))]),
        number: place + 1,
        words: format!("{}{}", point.hidden(), point.words()),
        icon: point.icon(),
        class: match (point.done, point.kind) {
            (true, _) => "st-done",
            (false, PointKind::Anomaly) => "st-hold",
            (false, PointKind::Doubt) => "st-todo guess",
            (false, PointKind::Loose) => "st-todo",
        },
        current: lit.point == Some(place),
    }
}

fn class(room: &Room, line: u32, lit: bool) -> (&'static str, &'static str) {
    match (room.index.unheld.holds(line), room.index.doubtful.holds(line), lit) {
        (true, _, true) => ("cited unplaced", ", non rattachée, en évidence"),
        (true, _, false) => ("unplaced", ", non rattachée"),
        (_, true, true) => ("cited doubt", ", à confirmer, en évidence"),
        (_, true, false) => ("doubt", ", à confirmer"),
        (_, _, true) => ("cited", ", en évidence"),
        _ => ("", ""),
    }
}

/// A line cut around the longest of the words to mark that it holds; words that are the whole line need no mark.
fn pieces(text: &str, marks: &[String]) -> Vec<(bool, String)> {
    let marks = marks.iter().map(|mark| mark.trim()).filter(|mark| !mark.is_empty());
    let found = marks.filter_map(|mark| Some((text.find(mark)?, mark.len())));
    let Some((start, length)) = found
        .max_by_key(|(_, length)| *length)
        .filter(|(_, length)| *length < text.trim().len())
    else {
        return vec![(false, text.to_owned())];
    };
    let end = start + length;
    let parts = [(false, &text[..start]), (true, &text[start..end]), (false, &text[end..])];
    let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
    parts.map(|(marked, part)| (marked, part.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_words_found_are_marked_and_a_whole_line_is_not() {
        let marks = ["xx".to_owned(), "de xx à yy".to_owned()];
        let cut = pieces("marque de xx à yy, sans légende", &marks);
        let words: Vec<_> = cut.iter().map(|(marked, part)| (*marked, part.as_str())).collect();
        assert_eq!(words, [(false, "marque "), (true, "de xx à yy"), (false, ", sans légende")]);
        assert_eq!(pieces("xx", &marks).len(), 1, "the line itself is lit");
        assert_eq!(pieces("rien", &marks), [(false, "rien".to_owned())]);
    }
}
