//! The numbers that OpenDocument prints before items and headings.

use std::collections::BTreeMap;

use crate::formats::counting::Figures;
use crate::formats::xml::{Piece, Tag};

/// How many levels a list has.
pub(super) const LEVELS: usize = 10;

/// The name under which the numbers of headings are kept.
pub(super) const OUTLINE: &str = "\u{0}";

#[derive(Debug, Clone)]
struct Level {
    /// Nothing when the level has a bullet.
    figures: Option<Figures>,
    prefix: String,
    suffix: String,
    /// How many levels are printed together.
    shown: usize,
    start: u32,
}

/// The lists of a document, by the names of their styles, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, BTreeMap<usize, Level>>,
    open: Option<String>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
}

impl Lists {
    /// Hears the parts of a document that define lists.
    pub(super) fn hear(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Open(tag) => match tag.name() {
                "text:list-style" => self.open = tag.get("style:name"),
                "text:outline-style" => self.open = Some(OUTLINE.to_owned()),
                "text:list-level-style-number" | "text:outline-level-style" => self.level(tag, true),
                "text:list-level-style-bullet" | "text:list-level-style-image" => self.level(tag, false),
                _ => {}
            },
            Piece::Close("text:list-style" | "text:outline-style") => self.open = None,
            _ => {}
        }
    }

    fn level(&mut self, tag: &Tag<'_>, counts: bool) {
        let (Some(name), Some(at)) = (&self.open, number(tag, "text:level")) else {
            return;
        };
        let level = Level {
            figures: counts.then(|| Figures::of_sign(&tag.get("style:num-format").unwrap_or_default())),
            prefix: tag.get("style:num-prefix").unwrap_or_default(),
            suffix: tag.get("style:num-suffix").unwrap_or_default(),
            shown: number(tag, "text:display-levels").unwrap_or(1),
            start: tag.number("text:start-value").unwrap_or(1),
        };
        self.styles
            .entry(name.clone())
            .or_default()
            .insert(at.saturating_sub(1), level);
    }

    /// A list begins at this depth: it counts from its start.
    pub(super) fn restart(&mut self, style: &str, depth: usize) {
        if let Some(counted) = self.counted.get_mut(style) {
            counted.iter_mut().skip(depth).for_each(|number| *number = None);
        }
    }

    /// Counts one more item, and tells what is printed before it: nothing, or a bullet, or its number.
    pub(super) fn next(&mut self, style: &str, depth: usize, said: Option<u32>) -> String {
        let depth = depth.min(LEVELS - 1);
        let Some(levels) = self.styles.get(style) else {
            return if style == OUTLINE { String::new() } else { "-".to_owned() };
        };
        let start = |at: usize| levels.get(&at).map_or(1, |level| level.start);
        let counted = self.counted.entry(style.to_owned()).or_default();
        let next = counted[depth].map_or_else(|| start(depth), |number| number.saturating_add(1));
        counted[depth] = Some(said.unwrap_or(next));
        counted.iter_mut().skip(depth + 1).for_each(|deeper| *deeper = None);
        let Some(level) = levels.get(&depth) else {
            return String::new();
        };
        let Some(figures) = level.figures else { return "-".to_owned() };
        if figures == Figures::None {
            return String::new();
        }
        let first = (depth + 1).saturating_sub(level.shown.max(1));
        let printed = (first..=depth).filter_map(|at| {
            let figures = levels.get(&at)?.figures?;
            Some(figures.print(counted[at].unwrap_or_else(|| start(at))))
        });
        let printed: Vec<String> = printed.filter(|number| !number.is_empty()).collect();
        format!("{}{}{}", level.prefix, printed.join("."), level.suffix)
            .trim()
            .to_owned()
    }
}

fn number(tag: &Tag<'_>, name: &str) -> Option<usize> {
    tag.number(name).and_then(|number| usize::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::xml::walk;

    #[test]
    fn numbers_are_those_that_the_page_shows() {
        let mut lists = Lists::default();
        let xml = "<a><text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\" style:num-format=\"I\" style:num-suffix=\".\"/>\
                   <text:list-level-style-number text:level=\"2\" style:num-format=\"1\" style:num-suffix=\")\" text:display-levels=\"2\"/>\
                   <text:list-level-style-bullet text:level=\"3\"/></text:list-style></a>";
        walk(xml, "essai", |piece| lists.hear(piece)).expect("lists");
        let labels = [(0, None), (1, None), (1, None), (2, None), (0, None), (1, Some(7))]
            .map(|(depth, said)| lists.next("L1", depth, said));
        assert_eq!(labels, ["I.", "I.1)", "I.2)", "-", "II.", "II.7)"]);
        lists.restart("L1", 0);
        assert_eq!(
            (lists.next("L1", 0, None), lists.next("inconnue", 0, None)),
            ("I.".to_owned(), "-".to_owned())
        );
        assert_eq!(lists.next(OUTLINE, 0, None), "");
    }
}
