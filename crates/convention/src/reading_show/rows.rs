//! What the pages of a reading show: values, groups of them, ways to them, corrections made.
//!
//! Nothing is read or changed here.

use domain::reading::Lines;

/// One value.
pub(super) struct Cell {
    pub(super) words: Option<String>,
    pub(super) lines: Lines,
    pub(super) recognised: bool,
    /// Whether a person typed it: without lines, it was made of what was read.
    pub(super) typed: bool,
    /// Whether a person typed it, whatever lines stand beside it.
    pub(super) corrected: bool,
    pub(super) address: String,
}

pub(super) struct Row {
    pub(super) label: &'static str,
    pub(super) cells: Vec<Cell>,
    pub(super) add: Option<String>,
}

pub(super) struct Group {
    pub(super) title: Option<String>,
    pub(super) rows: Vec<Row>,
    pub(super) add: Option<String>,
    pub(super) drop: Option<String>,
}

/// A way to a part of the reading, or to one of its items.
pub(super) struct Way {
    pub(super) words: String,
    pub(super) lines: Lines,
    pub(super) address: String,
    pub(super) count: Option<usize>,
}

/// What became of a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Life {
    Stands,
    /// A newer one took it back.
    Undone,
    /// It took another back.
    Undoes,
}

/// A correction, in words.
pub(crate) struct Said {
    pub(crate) version: i64,
    pub(crate) place: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) reason: String,
    pub(crate) who: String,
    pub(crate) when: String,
    pub(crate) life: Life,
    /// Whether the whole text was read again: nothing undoes it.
    pub(crate) whole: bool,
    /// The lines that stand beside the value and do not hold its words, and where they are corrected.
    pub(crate) elsewhere: Option<(Lines, String)>,
    /// Whether a whole list came from a spreadsheet: its values are read in the plan.
    pub(crate) list: bool,
}

impl Said {
    /// Whether a newer correction took it back.
    pub(crate) fn is_undone(&self) -> bool {
        self.life == Life::Undone
    }
}
