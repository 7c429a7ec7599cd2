//! What the styles of a document say of a paragraph: its depth in the outline, its list, the page it begins; each style on the one it is
//! based on.

use std::collections::BTreeMap;

use crate::formats::Trouble;
use crate::formats::xml::{Piece, walk};

/// How many styles are based on one another before a circle is suspected.
const LONGEST_CHAIN: usize = 20;

/// What a style says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    based_on: Option<String>,
    name: String,
    pub(super) said: Said,
}

/// What a style or a paragraph says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// From 0; 9 is the text of the body.
    pub(super) outline: Option<u32>,
    /// The list; "0" is none.
    pub(super) list: Option<String>,
    /// The depth in the list, from 0.
    pub(super) depth: Option<u32>,
    /// It begins a page.
    pub(super) begins_page: Option<bool>,
}

impl Said {
    /// What is not said here is said there.
    fn or(self, other: &Self) -> Self {
        // The depth goes with the list that is said beside it.
        let depth = if self.list.is_some() {
            self.depth
        } else {
            self.depth.or(other.depth)
        };
        Self {
            outline: self.outline.or(other.outline),
            depth,
            begins_page: self.begins_page.or(other.begins_page),
            list: self.list.or_else(|| other.list.clone()),
        }
    }

    /// Hears one property of a paragraph.
    pub(super) fn hear(&mut self, tag: &crate::formats::xml::Tag<'_>) {
        match tag.name() {
            "w:outlineLvl" => self.outline = tag.number("w:val"),
            "w:numId" => self.list = tag.get("w:val"),
            "w:ilvl" => self.depth = tag.number("w:val"),
            "w:pageBreakBefore" => self.begins_page = Some(tag.is_on("w:val")),
            _ => {}
        }
    }
}

/// The styles of paragraphs, by their identifiers.
#[derive(Debug, Default)]
pub(super) struct Styles {
    all: BTreeMap<String, Style>,
    /// The one of paragraphs that name none.
    ordinary: Option<String>,
}

impl Styles {
    pub(super) fn read(xml: &str) -> Result<Self, Trouble> {
        let (mut styles, mut open) = (Self::default(), None::<(String, Style)>);
        walk(xml, "word/styles.xml", |piece| match piece {
            Piece::Open(tag) if tag.name() == "w:style" => {
                let id = tag.get("w:styleId").unwrap_or_default();
                let is_paragraph = tag.get("w:type").is_none_or(|kind| kind == "paragraph");
                if is_paragraph && tag.get("w:default").is_some() && tag.is_on("w:default") {
                    styles.ordinary = Some(id.clone());
                }
                open = is_paragraph.then(|| (id, Style::default()));
            }
            Piece::Open(tag) => {
                let Some((_, style)) = &mut open else { return };
                match tag.name() {
                    "w:basedOn" => style.based_on = tag.get("w:val"),
                    "w:name" => style.name = tag.get("w:val").unwrap_or_default().to_lowercase(),
                    _ => style.said.hear(tag),
                }
            }
            Piece::Close("w:style") => styles.all.extend(open.take()),
            _ => {}
        })?;
        Ok(styles)
    }

    /// What a paragraph is, from what it says and from its style.
    pub(super) fn resolved(&self, id: Option<&str>, said: Said) -> Said {
        let chain = self.chain(id);
        let said = chain.iter().fold(said, |said, style| said.or(&style.said));
        // The built-in headings have their depth by their name, and the title of the document is above them.
        let named = chain.iter().find_map(|style| match style.name.as_str() {
            "title" => Some(0),
            name => name.strip_prefix("heading ")?.parse::<u32>().ok()?.checked_sub(1),
        });
        Said {
            outline: said.outline.or(named),
            ..said
        }
    }

    /// Whether a style is that of a line of an automatic table of contents.
    pub(super) fn is_contents(&self, id: Option<&str>) -> bool {
        let is = |name: &str| name.strip_prefix("toc ").is_some_and(|rest| rest.len() == 1) || name == "table of figures";
        self.chain(id).iter().any(|style| is(&style.name))
    }

    fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        let mut chain = Vec::new();
        let mut next = id.or(self.ordinary.as_deref());
        while let Some(style) = next.and_then(|id| self.all.get(id))
            && chain.len() < LONGEST_CHAIN
        {
            next = style.based_on.as_deref();
            chain.push(style);
        }
        chain
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_says_what_the_one_below_it_leaves_out() {
        let styles = Styles::read(
            "<w:styles><w:style w:type=\"paragraph\" w:styleId=\"Titre1\"><w:name w:val=\"heading 1\"/><w:pPr><w:numPr><w:numId w:val=\"3\"/>\
             </w:numPr></w:pPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"Axe\"><w:name w:val=\"Axe\"/><w:basedOn w:val=\"Titre1\"/>\
             <w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style><w:style w:type=\"paragraph\" w:styleId=\"TM1\"><w:name w:val=\"toc 1\"/>\
             <w:basedOn w:val=\"TM1\"/></w:style></w:styles>",
        )
        .expect("styles");
        let axis = styles.resolved(Some("Axe"), Said::default());
        assert_eq!((axis.outline, axis.list.as_deref()), (Some(1), Some("3")));
        assert_eq!(styles.resolved(Some("Titre1"), Said::default()).outline, Some(0));
        assert!(styles.is_contents(Some("TM1")) && !styles.is_contents(Some("Axe")));
        assert_eq!(styles.resolved(Some("Inconnu"), Said::default()), Said::default());
    }
}
