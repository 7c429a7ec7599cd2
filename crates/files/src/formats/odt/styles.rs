//! What the styles of an OpenDocument text say of a paragraph or a table: its depth in the outline, the page it begins.

use std::collections::BTreeMap;

use crate::formats::xml::{Piece, Tag};

/// How many styles are based on one another before a circle is suspected.
const LONGEST_CHAIN: usize = 20;

#[derive(Debug, Clone, Default)]
struct Style {
    parent: Option<String>,
    level: Option<u8>,
    begins_page: Option<bool>,
    is_hidden: bool,
}

/// The styles of a document, by their names.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    open: Option<String>,
}

impl Styles {
    /// Hears the parts of a document that define styles.
    pub(super) fn hear(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) if tag.name() == "style:style" => self.open(tag),
            Piece::Open(tag) => {
                let Some(style) = self.open.as_ref().and_then(|name| self.all.get_mut(name)) else {
                    return;
                };
                if let Some(before) = tag.get("fo:break-before") {
                    style.begins_page = Some(before == "page");
                }
                style.is_hidden |= tag.get("text:display").is_some_and(|display| display == "none");
            }
            Piece::Close("style:style") => self.open = None,
            _ => {}
        }
    }

    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.get("style:name").unwrap_or_default();
        let level = tag
            .number("style:default-outline-level")
            .and_then(|level| u8::try_from(level).ok());
        let page = tag.get("style:master-page-name").filter(|page| !page.is_empty());
        let style = Style {
            parent: tag.get("style:parent-style-name"),
            level: level.filter(|level| *level > 0),
            begins_page: page.map(|_| true),
            is_hidden: false,
        };
        self.all.insert(name.clone(), style);
        self.open = Some(name);
    }

    /// Whether what has this style begins a page.
    pub(super) fn begins_page(&self, name: &str) -> bool {
        self.chain(name).find_map(|(_, style)| style.begins_page).unwrap_or(false)
    }

    /// Whether words of this style are hidden.
    pub(super) fn is_hidden(&self, name: &str) -> bool {
        self.all.get(name).is_some_and(|style| style.is_hidden)
    }

    /// The level of a paragraph that its style makes a heading: by what it says or by its built-in name. The title of the document
    /// stands at the first.
    pub(super) fn level(&self, name: &str) -> Option<u8> {
        self.chain(name).find_map(|(name, style)| match name {
            "Title" => Some(1),
            _ => style.level.or_else(|| name.strip_prefix("Heading_20_")?.parse().ok()),
        })
    }

    fn chain<'s>(&'s self, name: &'s str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let first = self.all.get_key_value(name);
        let next = |(_, style): &(&'s String, &'s Style)| self.all.get_key_value(style.parent.as_ref()?);
        std::iter::successors(first, next)
            .take(LONGEST_CHAIN)
            .map(|(name, style)| (name.as_str(), style))
    }
}
