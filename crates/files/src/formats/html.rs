//! HTML, token by token: what a reader of the page sees, in its order.
//!
//! No tree is made, so that nothing grows with the depth of a page; what a browser would hide or run is left out.

mod hiding;

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use super::builder::{Builder, Shape, Span, Swollen};
use super::canon::Block;
use super::counting::Figures;
use hiding::Hiding;

/// How far the beginning of a page is looked for, in bytes.
const BEGINNING_BYTES: usize = 2000;

/// What is not read, with all that it holds.
const HIDDEN: [&str; 16] = [
    "script", "style", "nav", "noscript", "template", "svg", "select", "button", "iframe", "object", "title", "math",
    "textarea", "video", "audio", "canvas",
];

/// What begins a line of its own.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "address",
    "blockquote",
    "figure",
    "figcaption",
    "center",
    "form",
    "fieldset",
    "legend",
    "details",
    "summary",
    "body",
    "html",
    "head",
    "hr",
    "pre",
    "tbody",
    "thead",
    "tfoot",
    "caption",
];

/// Elements without an end, which hide nothing after them.
const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
];

/// Whether a text is a page: its first element is one of a page.
pub(super) fn is_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    let end = (0..=BEGINNING_BYTES.min(rest.len()))
        .rev()
        .find(|at| rest.is_char_boundary(*at));
    rest = &rest[..end.unwrap_or(0)];
    while let Some(comment) = rest.strip_prefix("<!--") {
        rest = comment.split_once("-->").map_or("", |(_, after)| after.trim_start());
    }
    if let Some(declared) = rest.strip_prefix("<?xml") {
        rest = declared.split_once("?>").map_or("", |(_, after)| after.trim_start());
    }
    let start = rest.get(..14).unwrap_or(rest).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|first| start.starts_with(first))
}

/// The blocks of a page.
pub(super) fn blocks(text: &str) -> Result<Vec<Block>, Swollen> {
    let page = Page {
        state: RefCell::new(State::new()),
    };
    let tokenizer = Tokenizer::new(page, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    // It stops for a script, or for an encoding, only when the sink asks: this one never does.
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.state.into_inner().builder.finish()
}

struct Page {
    state: RefCell<State>,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => state.start(&tag),
            Token::TagToken(tag) => {
                state.end(&tag.name);
                TokenSinkResult::Continue
            }
            Token::CharacterTokens(words) => {
                state.words(&words);
                TokenSinkResult::Continue
            }
            _ => TokenSinkResult::Continue,
        }
    }
}

/// A list that is open.
struct List {
    figures: Option<Figures>,
    next: u32,
    /// How many lists of the same cell hold it.
    depth: usize,
    /// How many tables were open around it: the lists of a cell end with it.
    tables: usize,
}

struct State {
    builder: Builder,
    lists: Vec<List>,
    tables: usize,
    /// The element that hides what it holds.
    hidden: Option<Hiding>,
    preformatted: usize,
}

impl State {
    fn new() -> Self {
        Self {
            builder: Builder::new(),
            lists: Vec::new(),
            tables: 0,
            hidden: None,
            preformatted: 0,
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.hidden.take_if(|hiding| hiding.ends_before(name, tag.self_closing));
        if self.hidden.is_none() && is_hidden(tag) && !tag.self_closing {
            self.hidden = Some(Hiding::new(name));
        } else if self.hidden.is_none() && !self.builder.is_swollen() {
            self.open(name, tag);
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn open(&mut self, name: &str, tag: &Tag) {
        if attribute(tag, "style").is_some_and(|style| breaks_page(&style)) {
            self.builder.page_break();
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.as_bytes()[1] - b'0';
                self.builder.begin(Shape::Heading(level, String::new()));
            }
            "br" => self.builder.line_break(),
            "ul" | "ol" | "menu" => self.open_list(name, tag),
            "li" => self.item(tag),
            "table" | "dl" => {
                self.builder.open_table();
                self.tables += 1;
            }
            "tr" => self.builder.open_row(),
            "td" | "th" if self.builder.is_in_table() => self.cell(span(tag)),
            "dt" | "dd" if self.builder.is_in_table() => self.term(name),
            "input" => self.input(tag),
            // The first paragraph of an item is the item.
            "p" | "div" if self.builder.is_bare() => {}
            _ if BLOCKS.contains(&name) => {
                self.builder.end();
                self.preformatted += usize::from(name == "pre");
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(hiding) = &mut self.hidden {
            let Some(goes_on) = hiding.ends_at(name) else { return };
            self.hidden = None;
            if !goes_on {
                return;
            }
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => self.builder.end(),
            "ul" | "ol" | "menu" => {
                self.builder.end();
                if self.lists.last().is_some_and(|list| list.tables == self.tables) {
                    self.lists.pop();
                }
            }
            "table" | "dl" if self.tables > 0 => {
                self.leave_lists();
                self.builder.close_table();
                self.tables -= 1;
            }
            "tr" => self.builder.close_row(),
            "td" | "th" => {
                self.leave_lists();
                self.builder.close_cell();
            }
            _ if BLOCKS.contains(&name) => {
                self.builder.end();
                self.preformatted -= usize::from(name == "pre" && self.preformatted > 0);
            }
            _ => {}
        }
    }

    /// The list that is open here, in this cell.
    fn list(&mut self) -> Option<&mut List> {
        let tables = self.tables;
        self.lists.last_mut().filter(|list| list.tables == tables)
    }

    /// The lists of the cell that ends.
    fn leave_lists(&mut self) {
        while self.lists.last().is_some_and(|list| list.tables >= self.tables) {
            self.lists.pop();
        }
    }

    fn cell(&mut self, span: Span) {
        self.leave_lists();
        self.builder.open_cell(span);
    }

    /// A list of terms is a table: the term, then what is said of it.
    fn term(&mut self, name: &str) {
        self.leave_lists();
        if name == "dt" {
            self.builder.open_row();
        }
        self.builder.open_cell(Span::ONE);
    }

    fn open_list(&mut self, name: &str, tag: &Tag) {
        self.builder.end();
        let figures = (name == "ol").then(|| Figures::of_sign(attribute(tag, "type").as_deref().unwrap_or("1")));
        let next = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
        let depth = self.list().map_or(0, |list| list.depth + 1);
        self.lists.push(List {
            figures,
            next,
            depth,
            tables: self.tables,
        });
    }

    fn item(&mut self, tag: &Tag) {
        let Some(list) = self.list() else {
            return self.builder.begin(Shape::Item(0, "-".to_owned()));
        };
        let depth = list.depth;
        let label = match list.figures {
            None => "-".to_owned(),
            Some(figures) => {
                let value = attribute(tag, "value")
                    .and_then(|value| value.parse().ok())
                    .unwrap_or(list.next);
                list.next = value.saturating_add(1);
                format!("{}.", figures.print(value))
            }
        };
        self.builder.begin(Shape::Item(depth, label));
    }

    /// A box that is ticked, or not, says so.
    fn input(&mut self, tag: &Tag) {
        if attribute(tag, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox")) {
            let is_ticked = attribute(tag, "checked").is_some();
            self.builder.text(if is_ticked { "☒" } else { "☐" });
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden.is_some() || (self.tables > 0 && !self.builder.is_in_cell() && words.trim().is_empty()) {
            return;
        }
        if self.preformatted == 0 {
            return self.builder.text(words);
        }
        for (place, line) in words.split('\n').enumerate() {
            if place > 0 {
                self.builder.line_break();
            }
            self.builder.text(line);
        }
    }
}

fn is_hidden(tag: &Tag) -> bool {
    let name: &str = &tag.name;
    let folded = || attribute(tag, "style").is_some_and(|style| style.replace(' ', "").contains("display:none"));
    !VOID.contains(&name) && (HIDDEN.contains(&name) || attribute(tag, "hidden").is_some() || folded())
}

fn breaks_page(style: &str) -> bool {
    let style = style.to_ascii_lowercase().replace(' ', "");
    ["page-break-before:always", "break-before:page"]
        .iter()
        .any(|said| style.contains(said))
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    let found = tag.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.to_string())
}

fn span(tag: &Tag) -> Span {
    let of = |name: &str| attribute(tag, name).and_then(|value| value.trim().parse::<usize>().ok());
    Span {
        columns: of("colspan").unwrap_or(1),
        // Zero is the rest of the table.
        rows: of("rowspan").map_or(1, |rows| if rows == 0 { usize::MAX } else { rows }),
        goes_on: false,
    }
}

#[cfg(test)]
mod tests;
