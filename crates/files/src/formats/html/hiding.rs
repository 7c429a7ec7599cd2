//! An element that hides what it holds, and where it ends: at its own end, or where HTML lets that end be left out.
//!
//! Nothing that stands after it is lost: an end that nobody wrote is the next element that cannot stand inside.

use super::BLOCKS;

/// What holds rows, items or terms of its own.
const HOLDERS: [&str; 7] = ["table", "ul", "ol", "menu", "dl", "select", "tbody"];

/// An element that hides.
pub(super) struct Hiding {
    name: String,
    /// How often it stands in itself.
    times: usize,
    /// How many tables and lists stand open inside.
    inner: usize,
}

impl Hiding {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            times: 1,
            inner: 0,
        }
    }

    /// Whether the start of this element is the end that nobody wrote.
    pub(super) fn ends_before(&mut self, name: &str, closes_itself: bool) -> bool {
        if self.inner == 0 && self.is_ended_by(name) {
            return true;
        }
        self.inner += usize::from(HOLDERS.contains(&name) && !closes_itself);
        self.times += usize::from(self.name == name && !closes_itself && !self.may_be_left_open());
        false
    }

    /// Whether the end of this element ends it too; with whether that end is another's, which goes on.
    pub(super) fn ends_at(&mut self, name: &str) -> Option<bool> {
        if self.inner > 0 && HOLDERS.contains(&name) && self.name != name {
            self.inner -= 1;
            return None;
        }
        if self.inner == 0 && self.may_be_left_open() && HOLDERS.contains(&name) {
            return Some(true);
        }
        if self.name == name && (self.inner == 0 || !self.may_be_left_open()) {
            self.times -= 1;
        }
        (self.times == 0).then_some(false)
    }

    fn may_be_left_open(&self) -> bool {
        matches!(self.name.as_str(), "p" | "li" | "tr" | "td" | "th" | "dt" | "dd")
    }

    fn is_ended_by(&self, name: &str) -> bool {
        match self.name.as_str() {
            "p" => {
                BLOCKS.contains(&name)
                    || HOLDERS.contains(&name)
                    || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li")
            }
            "li" => name == "li",
            "tr" => matches!(name, "tr" | "tbody" | "tfoot"),
            "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "tfoot"),
            "dt" | "dd" => matches!(name, "dt" | "dd"),
            _ => false,
        }
    }
}
