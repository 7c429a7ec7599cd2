//! The body of an OpenDocument text, tag by tag.

use super::lists::{LEVELS, Lists, OUTLINE};
use super::styles::Styles;
use crate::formats::builder::{Builder, Shape, Span};
use crate::formats::xml::{Piece, Tag};
use crate::formats::{Opened, Trouble};

/// What is left out, with all that it holds.
const LEFT_OUT: [&str; 15] = [
    "text:tracked-changes",
    "office:annotation",
    "text:note-citation",
    "svg:title",
    "svg:desc",
    "office:binary-data",
    "office:forms",
    "text:table-of-content",
    "text:alphabetical-index",
    "text:illustration-index",
    "text:table-index",
    "text:ruby-text",
    "table:covered-table-cell",
    "draw:object",
    "text:hidden-text",
];

/// The most cells that one cell stands for: an empty end of a row.
const MOST_REPEATED: u32 = 100;

#[derive(Debug)]
struct List {
    style: String,
    depth: usize,
    /// The item that is open has not had its first paragraph.
    is_waiting: bool,
    /// The number that the text gives it.
    said: Option<u32>,
}

/// The document, being read.
pub(super) struct Body<'s> {
    builder: Builder,
    styles: &'s Styles,
    lists: Lists,
    open_lists: Vec<List>,
    /// The last list that was closed, which the next one may go on.
    last_list: Option<String>,
    /// How many lists were open around each cell, box or note that is open.
    around: Vec<usize>,
    is_open: bool,
    paragraphs: usize,
    /// For each span of words that is open, whether it is hidden.
    spans: Vec<bool>,
    left_out: usize,
    counts_changes: bool,
    changes: usize,
    contents: usize,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, lists: Lists) -> Self {
        Self {
            builder: Builder::new(),
            styles,
            lists,
            open_lists: Vec::new(),
            last_list: None,
            around: Vec::new(),
            is_open: false,
            paragraphs: 0,
            spans: Vec::new(),
            left_out: 0,
            counts_changes: false,
            changes: 0,
            contents: 0,
        }
    }

    pub(super) fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) if tag.name() == "office:text" => self.is_open = true,
            Piece::Close("office:text") => self.is_open = false,
            _ if !self.is_open => {}
            Piece::Open(tag) if self.left_out > 0 => {
                self.left_out += 1;
                self.changes += usize::from(self.counts_changes && tag.name() == "text:changed-region");
            }
            Piece::Close(_) if self.left_out > 0 => self.left_out -= 1,
            Piece::Open(tag) => self.open(tag),
            Piece::Close(name) => self.close(name),
            Piece::Words(words) if self.paragraphs > 0 && self.left_out == 0 && !self.spans.contains(&true) => {
                self.builder.text(words);
            }
            Piece::Words(_) => {}
        }
    }

    pub(super) fn finish(self) -> Result<Opened, Trouble> {
        let blocks = self.builder.finish().map_err(|_| Trouble::Swollen)?;
        Ok(crate::formats::opened(blocks, self.changes, self.contents))
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if LEFT_OUT.contains(&name) || is_folded(tag) {
            self.left_out = 1;
            self.counts_changes = name == "text:tracked-changes";
            self.contents += usize::from(name == "text:table-of-content");
            return;
        }
        match name {
            "text:p" | "text:h" => self.paragraph(tag),
            "text:span" => {
                let style = tag.get("text:style-name").unwrap_or_default();
                self.spans.push(self.styles.is_hidden(&style));
            }
            "text:list" => self.list(tag),
            "text:list-item" => self.item(tag),
            "text:s" => self.builder.text(" "),
            "text:tab" => self.builder.tab(),
            "text:line-break" => self.builder.line_break(),
            "text:note-body" | "draw:text-box" => {
                self.around.push(self.open_lists.len());
                self.builder.open_aside();
            }
            "table:table" => {
                if tag
                    .get("table:style-name")
                    .is_some_and(|style| self.styles.begins_page(&style))
                {
                    self.builder.page_break();
                }
                self.builder.open_table();
            }
            "table:table-row" => self.builder.open_row(),
            "table:table-cell" => self.cell(tag),
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                self.builder.end();
            }
            "text:span" => drop(self.spans.pop()),
            "text:list" => self.last_list = self.open_lists.pop().map(|list| list.style),
            "text:note-body" => {
                self.leave();
                let words = self.builder.close_note();
                self.builder.note(&words);
            }
            "draw:text-box" => {
                self.leave();
                self.builder.close_aside();
            }
            "table:table-cell" => {
                self.leave();
                self.builder.close_cell();
            }
            "table:table-row" => self.builder.close_row(),
            "table:table" => self.builder.close_table(),
            _ => {}
        }
    }

    /// The lists of what ends, end.
    fn leave(&mut self) {
        if let Some(count) = self.around.pop() {
            self.open_lists.truncate(count);
        }
    }

    fn paragraph(&mut self, tag: &Tag<'_>) {
        self.paragraphs += 1;
        let style = tag.get("text:style-name").unwrap_or_default();
        if self.styles.begins_page(&style) {
            self.builder.page_break();
        }
        let item = self.first_of_item();
        let told = tag.number("text:outline-level").and_then(|level| u8::try_from(level).ok());
        let level = if tag.name() == "text:h" {
            Some(told.unwrap_or(1))
        } else {
            self.styles.level(&style)
        };
        let shape = match (level, item) {
            (Some(level), Some((_, label))) => Shape::Heading(level, if label == "-" { String::new() } else { label }),
            (Some(level), None) => Shape::Heading(level, self.heading_number(tag, level)),
            (None, Some((depth, label))) if !label.is_empty() => Shape::Item(depth, label),
            (None, _) => Shape::Plain,
        };
        self.builder.begin(shape);
    }

    fn heading_number(&mut self, tag: &Tag<'_>, level: u8) -> String {
        if tag.name() != "text:h" || tag.get("text:is-list-header").is_some_and(|said| said == "true") {
            return String::new();
        }
        self.lists
            .next(OUTLINE, usize::from(level).saturating_sub(1), tag.number("text:start-value"))
    }

    /// The depth and the label of the item whose first paragraph comes.
    fn first_of_item(&mut self) -> Option<(usize, String)> {
        if self.around.last().is_some_and(|count| self.open_lists.len() <= *count) {
            return None;
        }
        let list = self.open_lists.last_mut()?;
        if !std::mem::take(&mut list.is_waiting) {
            return None;
        }
        Some((list.depth, self.lists.next(&list.style, list.depth, list.said)))
    }

    fn list(&mut self, tag: &Tag<'_>) {
        self.builder.end();
        let outside = self.around.last().copied().unwrap_or(0);
        let parent = self.open_lists.last().filter(|_| self.open_lists.len() > outside);
        let depth = parent.map_or(0, |list| (list.depth + 1).min(LEVELS - 1));
        let inherited = parent.map(|list| list.style.clone());
        let style = tag.get("text:style-name").or(inherited).unwrap_or_default();
        let goes_on =
            tag.get("text:continue-numbering").is_some_and(|said| said == "true") || tag.get("text:continue-list").is_some();
        let same = self.last_list.as_ref() == Some(&style) || tag.get("text:continue-list").is_some();
        if !(goes_on && same) {
            self.lists.restart(&style, depth);
        }
        self.open_lists.push(List {
            style,
            depth,
            is_waiting: false,
            said: None,
        });
    }

    fn item(&mut self, tag: &Tag<'_>) {
        if let Some(list) = self.open_lists.last_mut() {
            list.is_waiting = true;
            list.said = tag.number("text:start-value");
        }
    }

    fn cell(&mut self, tag: &Tag<'_>) {
        let count = |name: &str| tag.number(name).and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
        for _ in 1..tag.number("table:number-columns-repeated").unwrap_or(1).min(MOST_REPEATED) {
            self.builder.open_cell(Span::ONE);
        }
        self.around.push(self.open_lists.len());
        self.builder.open_cell(Span {
            columns: count("table:number-columns-spanned"),
            rows: count("table:number-rows-spanned"),
            goes_on: false,
        });
    }
}

/// A section that its author folded away.
fn is_folded(tag: &Tag<'_>) -> bool {
    tag.name() == "text:section" && tag.get("text:display").is_some_and(|display| display == "none")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::canon::print;
    use crate::formats::xml::walk;

    fn read(body: &str) -> (Vec<String>, Vec<String>) {
        let xml = format!("<office:document><office:text>{body}</office:text></office:document>");
        let styles = Styles::default();
        let mut reading = Body::new(&styles, Lists::default());
        walk(&xml, "content.xml", |piece| reading.piece(piece)).expect("well formed");
        let opened = reading.finish().expect("small");
        (print(&opened.blocks), opened.notes)
    }

    #[test]
    fn what_was_struck_and_comments_are_left_out_and_notes_stand_below() {
        let (lines, notes) = read(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>rayé</text:p></text:deletion></text:changed-region>\
             </text:tracked-changes><text:h text:outline-level=\"2\">Axe</text:h><text:p>Un<text:s text:c=\"3\"/>mot<office:annotation><text:p>non</text:p>\
             </office:annotation><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>La note</text:p></text:note-body>\
             </text:note> fin<text:tab/>ici</text:p>",
        );
        assert_eq!(lines, ["## Axe", "", "Un mot[^1] fin   ici", "", "[^1]: La note"]);
        assert!(notes[0].contains("acceptées (1)"), "{notes:?}");
    }
}
