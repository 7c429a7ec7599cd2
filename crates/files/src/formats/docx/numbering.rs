//! The numbers that Word prints before paragraphs, computed as it does: a list is an abstract one, with starts of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::Trouble;
use crate::formats::counting::{Case, Figures};
use crate::formats::xml::{Piece, Tag, walk};

/// How many levels a list has.
const LEVELS: usize = 9;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    start: u32,
    /// Nothing when the level has a bullet.
    figures: Option<Figures>,
    /// What is printed: `%1.%2)`.
    pattern: String,
    /// The style whose paragraphs stand at this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Self {
            start: 1,
            figures: Some(Figures::Digits),
            pattern: String::new(),
            style: None,
        }
    }
}

#[derive(Debug, Default)]
struct List {
    kind: String,
    starts: BTreeMap<usize, u32>,
}

/// The lists of a document, and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    kinds: BTreeMap<String, Vec<Level>>,
    lists: BTreeMap<String, List>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(xml: &str) -> Result<Self, Trouble> {
        let mut reading = Reading::default();
        walk(xml, "word/numbering.xml", |piece| match piece {
            Piece::Open(tag) => reading.open(tag),
            Piece::Close("w:abstractNum") => reading.kind = None,
            Piece::Close("w:num") => reading.list = None,
            _ => {}
        })?;
        Ok(reading.numbering)
    }

    /// The depth of a paragraph of this list: what it says, or where its style stands.
    pub(super) fn depth(&self, list: &str, said: Option<u32>, style: Option<&str>) -> usize {
        let levels = self.lists.get(list).and_then(|list| self.kinds.get(&list.kind));
        let by_style = || {
            levels?
                .iter()
                .position(|level| level.style.is_some() && level.style.as_deref() == style)
        };
        let said = said.and_then(|depth| usize::try_from(depth).ok());
        said.or_else(by_style).unwrap_or(0).min(LEVELS - 1)
    }

    /// Counts one more paragraph, and tells what is printed before it; nothing when the list is unknown.
    pub(super) fn next(&mut self, list: &str, depth: usize) -> Option<String> {
        let known = self.lists.get(list)?;
        let levels = self.kinds.get(&known.kind)?;
        let counted = self.counted.entry(known.kind.clone()).or_default();
        let own_start = known
            .starts
            .get(&depth)
            .filter(|_| self.begun.insert((list.to_owned(), depth)));
        let start = |at: usize| levels.get(at).map_or(1, |level| level.start);
        counted[depth] = Some(match (own_start, counted[depth]) {
            (Some(own), _) => *own,
            (None, Some(number)) => number.saturating_add(1),
            (None, None) => start(depth),
        });
        for deeper in &mut counted[depth + 1..] {
            *deeper = None;
        }
        let level = levels.get(depth)?;
        if level.figures.is_none() {
            return Some("-".to_owned());
        }
        let mut label = level.pattern.clone();
        for (at, number) in counted.iter().enumerate().take(depth + 1) {
            let figures = levels.get(at).and_then(|level| level.figures).unwrap_or(Figures::Digits);
            let printed = figures.print(number.unwrap_or_else(|| start(at)));
            label = label.replace(&format!("%{}", at + 1), &printed);
        }
        Some(label.trim().to_owned())
    }
}

#[derive(Default)]
struct Reading {
    numbering: Numbering,
    kind: Option<String>,
    list: Option<String>,
    level: usize,
}

impl Reading {
    fn open(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "w:abstractNum" => self.kind = tag.get("w:abstractNumId"),
            "w:num" => {
                self.list = tag.get("w:numId");
                if let Some(id) = &self.list {
                    self.numbering.lists.insert(id.clone(), List::default());
                }
            }
            "w:lvl" | "w:lvlOverride" => {
                let said = tag.number("w:ilvl").and_then(|level| usize::try_from(level).ok());
                self.level = said.unwrap_or(LEVELS);
            }
            "w:abstractNumId" => {
                if let Some(list) = self.list() {
                    list.kind = tag.get("w:val").unwrap_or_default();
                }
            }
            "w:startOverride" => {
                let level = self.level;
                if let Some(list) = self.list() {
                    list.starts.insert(level, tag.number("w:val").unwrap_or(1));
                }
            }
            _ => self.level_says(tag),
        }
    }

    fn list(&mut self) -> Option<&mut List> {
        self.numbering.lists.get_mut(self.list.as_ref()?)
    }

    fn level_says(&mut self, tag: &Tag<'_>) {
        let Some(kind) = self.kind.as_ref().filter(|_| self.level < LEVELS) else {
            return;
        };
        let levels = self
            .numbering
            .kinds
            .entry(kind.clone())
            .or_insert_with(|| vec![Level::default(); LEVELS]);
        let level = &mut levels[self.level];
        match tag.name() {
            "w:start" => level.start = tag.number("w:val").unwrap_or(1),
            "w:numFmt" => level.figures = figures(&tag.get("w:val").unwrap_or_default()),
            "w:lvlText" => level.pattern = tag.get("w:val").unwrap_or_default(),
            "w:pStyle" => level.style = tag.get("w:val"),
            _ => {}
        }
    }
}

/// How a level counts; nothing when it has a bullet.
fn figures(format: &str) -> Option<Figures> {
    Some(match format {
        "bullet" => return None,
        "none" => Figures::None,
        "decimalZero" => Figures::TwoDigits,
        "lowerLetter" => Figures::Letters(Case::Lower),
        "upperLetter" => Figures::Letters(Case::Upper),
        "lowerRoman" => Figures::Roman(Case::Lower),
        "upperRoman" => Figures::Roman(Case::Upper),
        _ => Figures::Digits,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = "<w:numbering><w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/>\
        <w:pStyle w:val=\"Titre1\"/><w:lvlText w:val=\"Axe %1 –\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>\
        <w:lvlText w:val=\"%1.%2)\"/></w:lvl><w:lvl w:ilvl=\"2\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"o\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"1\">\
        <w:startOverride w:val=\"5\"/></w:lvlOverride></w:num></w:numbering>";

    #[test]
    fn numbers_are_those_that_word_prints() {
        let mut lists = Numbering::read(LISTS).expect("lists");
        let labels: Vec<_> = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("1", 1), ("2", 1), ("2", 1)]
            .into_iter()
            .map(|(list, depth)| lists.next(list, depth).expect("known"))
            .collect();
        assert_eq!(
            labels,
            ["Axe I –", "I.1)", "I.2)", "-", "Axe II –", "II.1)", "II.5)", "II.6)"]
        );
        assert_eq!(lists.next("9", 0), None);
        assert_eq!(
            (
                lists.depth("1", None, Some("Titre1")),
                lists.depth("1", Some(2), None),
                lists.depth("1", Some(99), None)
            ),
            (0, 2, 8)
        );
    }
}
