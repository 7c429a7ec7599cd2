//! The body of a document of Word, tag by tag.

use std::collections::BTreeMap;

use super::numbering::Numbering;
use super::styles::{Said, Styles};
use crate::formats::builder::{Builder, Shape, Span};
use crate::formats::xml::{Piece, Tag};
use crate::formats::{Opened, Trouble};

/// The text of the body, in the outline.
const BODY_OUTLINE: u32 = 9;

/// What is left out, with all that it holds: what was struck, former properties, what a program shows when it knows no better.
const LEFT_OUT: [&str; 13] = [
    "w:del",
    "w:moveFrom",
    "mc:Fallback",
    "w:instrText",
    "w:delInstrText",
    "w:delText",
    "w:pPrChange",
    "w:rPrChange",
    "w:tcPrChange",
    "w:trPrChange",
    "w:tblPrChange",
    "w:sectPrChange",
    "w:tabs",
];

/// The words of notes: by the kind of note and its identifier.
type Notes = BTreeMap<(&'static str, String), String>;

#[derive(Debug, Default)]
struct Paragraph {
    style: Option<String>,
    said: Said,
    told: Told,
    /// Its end was struck: the next one goes on it.
    goes_on: bool,
    /// A section ends with it, and the next begins a page.
    ends_section: bool,
}

/// How far a paragraph is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Told {
    /// Its words have not come.
    #[default]
    Waiting,
    /// Its words come.
    Begun,
    /// It is a line of the automatic table of contents.
    LeftOut,
}

/// What holds properties of what stands around it.
const PROPERTIES: [&str; 5] = ["w:pPr", "w:rPr", "w:tcPr", "w:trPr", "w:sectPr"];

/// The document, being read.
pub(super) struct Body<'s> {
    builder: Builder,
    styles: &'s Styles,
    numbering: Numbering,
    notes: Notes,
    read: Vec<(String, String)>,
    note: Option<String>,
    paragraphs: Vec<Paragraph>,
    /// For each run that is open, whether it is hidden.
    runs: Vec<bool>,
    left_out: usize,
    /// The properties that are open.
    properties: Vec<&'static str>,
    in_words: bool,
    /// For each row that is open, whether it was struck.
    rows: Vec<bool>,
    span: Span,
    /// The content that opens next is an automatic table of contents.
    is_contents: bool,
    /// The paragraph before goes on.
    joins: bool,
    changes: usize,
    contents: usize,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles, numbering: Numbering, notes: Notes) -> Self {
        Self {
            builder: Builder::new(),
            styles,
            numbering,
            notes,
            read: Vec::new(),
            note: None,
            paragraphs: Vec::new(),
            runs: Vec::new(),
            left_out: 0,
            properties: Vec::new(),
            in_words: false,
            rows: Vec::new(),
            span: Span::ONE,
            is_contents: false,
            joins: false,
            changes: 0,
            contents: 0,
        }
    }

    pub(super) fn piece(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(_) if self.left_out > 0 => self.left_out += 1,
            Piece::Close(_) if self.left_out > 0 => self.left_out -= 1,
            Piece::Open(tag) => self.open(tag),
            Piece::Close(name) => self.close(name),
            Piece::Words(words) if self.in_words && self.left_out == 0 => self.words(words),
            Piece::Words(_) => {}
        }
    }

    /// The notes that were read, by their identifiers.
    pub(super) fn read_notes(self) -> Vec<(String, String)> {
        self.read
    }

    pub(super) fn finish(self) -> Result<Opened, Trouble> {
        let blocks = self.builder.finish().map_err(|_| Trouble::Swollen)?;
        Ok(crate::formats::opened(blocks, self.changes, self.contents))
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if LEFT_OUT.contains(&name) {
            self.left_out = 1;
            return self.struck(name);
        }
        if let Some(known) = PROPERTIES.into_iter().find(|known| *known == name) {
            self.ends_section(name == "w:sectPr" && self.properties.contains(&"w:pPr"));
            return self.properties.push(known);
        }
        if !self.properties.is_empty() {
            return self.property(tag);
        }
        match name {
            "w:p" => self.paragraphs.push(Paragraph::default()),
            "w:r" => self.runs.push(false),
            "w:ins" | "w:moveTo" => self.changes += 1,
            "w:t" | "m:t" => self.in_words = true,
            "w:tbl" => self.builder.open_table(),
            "w:tr" => {
                self.rows.push(false);
                self.builder.open_row();
            }
            "w:tc" => {
                self.span = Span::ONE;
                self.builder.open_cell(Span::ONE);
            }
            "w:txbxContent" => self.builder.open_aside(),
            "w:sdtContent" if std::mem::take(&mut self.is_contents) => {
                self.left_out = 1;
                self.contents += 1;
            }
            "w:docPartGallery" => self.is_contents = tag.get("w:val").is_some_and(|kind| kind == "Table of Contents"),
            "w:footnote" | "w:endnote" => {
                self.note = tag.get("w:id");
                self.builder.open_aside();
            }
            _ => self.sign(tag),
        }
    }

    /// What stands among words and is no word.
    fn sign(&mut self, tag: &Tag<'_>) {
        if self.runs.last() != Some(&false) {
            return;
        }
        match tag.name() {
            "w:tab" => self.begun(Builder::tab),
            "w:br" if tag.get("w:type").is_some_and(|kind| kind == "page") => self.builder.page_break(),
            "w:br" | "w:cr" => self.begun(Builder::line_break),
            "w:noBreakHyphen" => self.words("-"),
            "w:sym" => self.words(symbol(&tag.get("w:char").unwrap_or_default())),
            "w:footnoteReference" => self.call("w:footnote", tag),
            "w:endnoteReference" => self.call("w:endnote", tag),
            _ => {}
        }
    }

    fn call(&mut self, kind: &'static str, tag: &Tag<'_>) {
        let words = tag.get("w:id").and_then(|id| self.notes.get(&(kind, id))).cloned();
        if let Some(words) = words {
            self.begun(|builder| builder.note(&words));
        }
    }

    /// A property of a paragraph, a run, a cell or a row.
    fn property(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "w:vanish" if !self.properties.contains(&"w:pPr") => {
                if let Some(hidden) = self.runs.last_mut() {
                    *hidden = tag.is_on("w:val");
                }
            }
            "w:gridSpan" => self.span.columns = tag.number("w:val").and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            "w:vMerge" => self.span.goes_on = tag.get("w:val").is_none_or(|said| said == "continue"),
            "w:gridBefore" => {
                for _ in 0..tag.number("w:val").unwrap_or(0).min(100) {
                    self.builder.open_cell(Span::ONE);
                }
            }
            "w:type" if tag.get("w:val").is_some_and(|kind| kind == "continuous") => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.ends_section = false;
                }
            }
            "w:pStyle" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style = tag.get("w:val");
                }
            }
            _ => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| paragraph.told == Told::Waiting) {
                    paragraph.said.hear(tag);
                }
            }
        }
    }

    /// A section may end with the open paragraph.
    fn ends_section(&mut self, ends: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.ends_section |= ends;
        }
    }

    /// Something was struck: words, the end of a paragraph, a row.
    fn struck(&mut self, name: &str) {
        if name != "w:del" {
            return;
        }
        self.changes += 1;
        if self.properties.contains(&"w:trPr") {
            if let Some(struck) = self.rows.last_mut() {
                *struck = true;
            }
        } else if self.properties.contains(&"w:pPr")
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.goes_on = true;
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "w:tcPr" => {
                self.properties.pop();
                self.builder.spread(self.span);
            }
            _ if PROPERTIES.contains(&name) => drop(self.properties.pop()),
            "w:r" => drop(self.runs.pop()),
            "w:t" | "m:t" => self.in_words = false,
            "w:p" => self.end_paragraph(),
            "w:tc" => self.builder.close_cell(),
            "w:tr" if self.rows.pop() == Some(true) => self.builder.drop_row(),
            "w:tr" => self.builder.close_row(),
            "w:tbl" => self.builder.close_table(),
            "w:txbxContent" => self.builder.close_aside(),
            "w:footnote" | "w:endnote" => {
                let words = self.builder.close_note();
                self.read.extend(self.note.take().map(|id| (id, words)));
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.runs.last() != Some(&true) {
            self.begun(|builder| builder.text(words));
        }
    }

    /// Does something in the open paragraph, which begins now if it had not.
    fn begun(&mut self, add: impl FnOnce(&mut Builder)) {
        self.begin();
        if self.paragraphs.last().is_some_and(|paragraph| paragraph.told == Told::Begun) {
            add(&mut self.builder);
        }
    }

    fn begin(&mut self) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|paragraph| paragraph.told == Told::Waiting) else {
            return;
        };
        paragraph.told = Told::Begun;
        let style = paragraph.style.clone();
        let said = self.styles.resolved(style.as_deref(), paragraph.said.clone());
        if self.styles.is_contents(style.as_deref()) {
            paragraph.told = Told::LeftOut;
            self.contents += 1;
            return;
        }
        if std::mem::take(&mut self.joins) {
            return;
        }
        if said.begins_page == Some(true) {
            self.builder.page_break();
        }
        let shape = self.shape(style.as_deref(), &said);
        self.builder.begin(shape);
    }

    fn shape(&mut self, style: Option<&str>, said: &Said) -> Shape {
        let listed = said.list.as_deref().filter(|list| *list != "0");
        let numbered = listed.and_then(|list| {
            let depth = self.numbering.depth(list, said.depth, style);
            Some((depth, self.numbering.next(list, depth)?))
        });
        let level = said
            .outline
            .filter(|outline| *outline < BODY_OUTLINE)
            .and_then(|outline| u8::try_from(outline + 1).ok());
        match (level, numbered) {
            (Some(level), numbered) => {
                let label = numbered.map(|(_, label)| label).filter(|label| label != "-");
                Shape::Heading(level, label.unwrap_or_default())
            }
            (None, Some((depth, label))) if !label.is_empty() => Shape::Item(depth, label),
            (None, _) => Shape::Plain,
        }
    }

    fn end_paragraph(&mut self) {
        // A paragraph without words still counts in its list.
        self.begin();
        let Some(paragraph) = self.paragraphs.pop() else { return };
        if paragraph.goes_on {
            self.joins = true;
        } else {
            self.builder.end();
        }
        if paragraph.ends_section {
            self.builder.page_break();
        }
    }
}

/// Signs of the fonts of symbols that mark a box, a year or an item, in characters of their own.
fn symbol(code: &str) -> &'static str {
    // The fonts keep them in a private range: F0FC is FC.
    let code = code.to_ascii_uppercase();
    match code.get(2..).unwrap_or_default() {
        "FC" | "50" => "✓",
        "FB" | "4F" => "✗",
        "FE" | "52" => "☑",
        "FD" | "54" | "53" => "☒",
        "A8" | "6F" | "A3" => "☐",
        "6C" => "●",
        "A1" => "○",
        "6E" => "■",
        "A7" => "▪",
        "B7" => "•",
        "D8" => "➢",
        "E0" => "→",
        _ => "",
    }
}
