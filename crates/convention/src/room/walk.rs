//! What there is to look at, in the order of the text: lines that no value holds, values that are not sure, écarts.
//!
//! It orders and counts; what is made of a point is said elsewhere.

use std::collections::BTreeSet;

use domain::reading::Lines;
use domain::review::{PointKey, PointKind};

use super::index::{Passage, RoomIndex};
use super::rows::AnomalyRow;

/// Points shown around the one that is looked at.
const AROUND: usize = 6;

/// The words of a point in a list, at most.
const WORDS_CHARS: usize = 90;

/// A point to look at.
#[derive(Debug, Clone)]
pub(super) struct Point<'r> {
    pub(super) kind: PointKind,
    pub(super) key: PointKey,
    /// Where it begins; 0 for what was added by hand.
    pub(super) line: u32,
    /// Whether nobody has anything more to do about it.
    pub(super) done: bool,
    pub(super) of: Of<'r>,
}

/// What a point is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Of<'r> {
    Passage(&'r Passage),
    Anomaly(&'r AnomalyRow),
}

impl Point<'_> {
    /// In one line.
    pub(super) fn words(&self) -> String {
        let (words, quoted) = match self.of {
            Of::Passage(passage) => (&passage.quote, true),
            Of::Anomaly(row) => (&row.reason, false),
        };
        let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let beginning = web::french::beginning(&flat, WORDS_CHARS);
        if quoted {
            format!("«\u{a0}{beginning}\u{a0}»")
        } else {
            web::french::spaced(&beginning)
        }
    }

    /// The icon of its kind, or of what was looked at.
    pub(super) const fn icon(&self) -> &'static str {
        match (self.done, self.kind) {
            (true, _) => "s-done",
            (false, PointKind::Loose) => "i-link",
            (false, PointKind::Doubt) => "s-todo",
            (false, PointKind::Anomaly) => "i-flag",
        }
    }

    /// What screen readers hear before its words.
    pub(super) fn hidden(&self) -> String {
        let seen = if self.done { "Vu. " } else { "" };
        format!("{seen}{}\u{a0}: ", self.kind.french())
    }

    /// The lines that it lights.
    pub(super) fn lines(&self) -> Lines {
        match self.of {
            Of::Passage(passage) => passage.lines.clone(),
            Of::Anomaly(row) => {
                let quotes = [Some(&row.a), row.b.as_ref()];
                let lines = quotes.into_iter().flatten().map(|quote| quote.line);
                lines
                    .filter(|line| *line > 0)
                    .map(Lines::one)
                    .fold(Lines::default(), |all, own| all.union(&own))
            }
        }
    }

    /// The words that it marks in them.
    pub(super) fn marks(&self) -> Vec<&str> {
        match self.of {
            Of::Passage(passage) => passage.quote.lines().collect(),
            Of::Anomaly(row) => [Some(&row.a), row.b.as_ref()]
                .into_iter()
                .flatten()
                .map(|quote| quote.words.as_str())
                .collect(),
        }
    }
}

/// All there is to look at.
pub(super) struct Walk<'r> {
    pub(super) points: Vec<Point<'r>>,
}

/// A part of the walk: what stands around a point, and how much there is before and after.
pub(super) struct Around<'w, 'r> {
    pub(super) points: &'w [Point<'r>],
    pub(super) before: Option<&'w Point<'r>>,
    pub(super) before_count: usize,
    pub(super) after: Option<&'w Point<'r>>,
    pub(super) after_count: usize,
}

impl<'r> Walk<'r> {
    pub(super) fn of(index: &'r RoomIndex, anomalies: &'r [AnomalyRow], checked: &BTreeSet<PointKey>) -> Self {
        let passages = |kind: PointKind, list: &'r [Passage]| {
            list.iter().map(move |passage| Point {
                kind,
                key: passage.key,
                line: passage.lines.first().unwrap_or(0),
                done: checked.contains(&passage.key),
                of: Of::Passage(passage),
            })
        };
        let written = |row: &'r AnomalyRow| {
            let key = PointKey::from(row.key.digest());
            Point {
                kind: PointKind::Anomaly,
                key,
                line: row.a.line,
                done: checked.contains(&key) || row.state.is_some_and(|state| !state.waits()),
                of: Of::Anomaly(row),
            }
        };
        let mut points: Vec<Point<'r>> = passages(PointKind::Loose, &index.loose)
            .chain(passages(PointKind::Doubt, &index.doubts))
            .chain(anomalies.iter().map(written))
            .collect();
        points.sort_by_key(|point| (point.line, point.kind));
        Self { points }
    }

    /// The points of one kind, or all of them.
    pub(super) fn only(&self, kind: Option<PointKind>) -> Self {
        let points = self.points.iter().filter(|point| kind.is_none_or(|kind| point.kind == kind));
        Self {
            points: points.cloned().collect(),
        }
    }

    pub(super) fn count(&self, kind: Option<PointKind>) -> usize {
        self.points
            .iter()
            .filter(|point| kind.is_none_or(|kind| point.kind == kind))
            .count()
    }

    pub(super) fn done(&self) -> usize {
        self.points.iter().filter(|point| point.done).count()
    }

    pub(super) fn place(&self, key: PointKey) -> Option<usize> {
        self.points.iter().position(|point| point.key == key)
    }

    /// The points that begin on a line, with their places.
    pub(super) fn on_line(&self, line: u32) -> Vec<(usize, &Point<'r>)> {
        let first = self.first_from(line);
        let here = self.points[first..].iter().take_while(|point| point.line == line);
        here.enumerate().map(|(at, point)| (first + at, point)).collect()
    }

    /// Where the points of a line, or those after it, begin.
    pub(super) fn first_from(&self, line: u32) -> usize {
        self.points.partition_point(|point| point.line < line)
    }

    /// The lines that no value holds, where this one is among them.
    pub(super) fn loose_at(&self, line: u32) -> Option<usize> {
        let holds = |point: &Point<'_>| match point.of {
            Of::Passage(passage) => point.kind == PointKind::Loose && passage.lines.holds(line),
            Of::Anomaly(_) => false,
        };
        self.points.iter().position(holds)
    }

    /// The first point that nobody looked at, from a place on, then from the beginning.
    pub(super) fn next_open(&self, from: usize) -> Option<usize> {
        let open = |place: &usize| !self.points[*place].done;
        (from..self.points.len())
            .find(open)
            .or_else(|| (0..from.min(self.points.len())).find(open))
    }

    /// The same, once the points of this key are looked at too: those of the same words go together.
    pub(super) fn next_open_but(&self, from: usize, key: PointKey) -> Option<usize> {
        let open = |place: &usize| !self.points[*place].done && self.points[*place].key != key;
        (from..self.points.len())
            .find(open)
            .or_else(|| (0..from.min(self.points.len())).find(open))
    }

    /// What stands around a place.
    pub(super) fn around(&self, place: usize) -> Around<'_, 'r> {
        let first = place.saturating_sub(AROUND / 3).min(self.points.len().saturating_sub(AROUND));
        let last = (first + AROUND).min(self.points.len());
        Around {
            points: &self.points[first..last],
            before: first.checked_sub(1).and_then(|before| self.points.get(before)),
            before_count: first,
            after: self.points.get(last),
            after_count: self.points.len() - last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(list: &[(u32, &str)], words: &str) -> String {
        let item = |(line, quote): &(u32, &str)| format!(r#"{{"{words}": "{quote}", "lines": [[{line}, {line}]]}}"#);
        list.iter().map(item).collect::<Vec<_>>().join(",")
    }

    fn read(loose: &[(u32, &str)], doubts: &[(u32, &str)]) -> RoomIndex {
        let (loose, doubts) = (written(loose, "text"), written(doubts, "quote"));
        RoomIndex::of(&format!(r#"{{"unplaced": [{loose}], "doubts": [{doubts}]}}"#)).expect("a document")
    }

    fn index(lines: std::ops::Range<u32>) -> RoomIndex {
        let words: Vec<_> = lines.map(|line| (line, format!("ligne {line}"))).collect();
        let loose: Vec<_> = words.iter().map(|(line, words)| (*line, words.as_str())).collect();
        read(&loose, &[])
    }

    #[test]
    fn points_follow_the_text_whatever_their_kind() {
        let index = read(&[(5, "perdu")], &[(3, "doute"), (9, "fin")]);
        let walk = Walk::of(&index, &[], &BTreeSet::new());
        let lines: Vec<_> = walk.points.iter().map(|point| (point.line, point.kind)).collect();
        assert_eq!(lines, [(3, PointKind::Doubt), (5, PointKind::Loose), (9, PointKind::Doubt)]);
        assert_eq!(walk.only(Some(PointKind::Doubt)).points.len(), 2);
    }

    #[test]
    fn the_next_one_is_after_it_or_else_the_first_that_is_open() {
        let index = index(1..5);
        let key = |line: u32| PointKey::of(PointKind::Loose, &format!("ligne {line}"));
        let walk = Walk::of(&index, &[], &BTreeSet::from([key(1), key(3)]));
        assert_eq!((walk.done(), walk.next_open(0), walk.next_open(2)), (2, Some(1), Some(3)));
        let walk = Walk::of(&index, &[], &BTreeSet::from([key(1), key(3), key(4)]));
        assert_eq!(walk.next_open(3), Some(1), "what was passed over comes back");
        let all = (1..5).map(key).collect();
        assert_eq!(Walk::of(&index, &[], &all).next_open(0), None);
    }

    #[test]
    fn points_of_the_same_words_are_passed_over_together() {
        let index = read(&[(1, "pied de page"), (2, "pied de page"), (3, "autre")], &[]);
        let walk = Walk::of(&index, &[], &BTreeSet::new());
        assert_eq!(walk.next_open_but(1, walk.points[0].key), Some(2));
        assert_eq!(walk.next_open_but(3, walk.points[2].key), Some(0));
    }

    #[test]
    fn a_few_points_stand_around_the_one_that_is_looked_at() {
        let index = index(1..31);
        let walk = Walk::of(&index, &[], &BTreeSet::new());
        let around = |place| {
            let around = walk.around(place);
            (around.before_count, around.points.len(), around.after_count)
        };
        assert_eq!(around(0), (0, AROUND, 24));
        assert_eq!(around(15), (13, AROUND, 11));
        assert_eq!(around(29), (24, AROUND, 0));
    }
}
