//! A reading laid over the lines of its text: which values stand on a line, which lines tell a value.
//!
//! It is made once for a version of a reading and never changes: it knows nothing of what people said of it since.

use std::collections::BTreeSet;

use domain::digest::Digest;
use domain::reading::{LineRange, Lines};
use domain::review::{PointKey, PointKind};
use files::correction::lines_in;
use serde_json::Value;

use crate::reading_fields::{Field, Section};
use crate::reading_sections::SECTIONS;
use crate::reading_values::{Names, lines_of};

/// The name of an item in a label, at most.
const NAME_CHARS: usize = 48;
/// Values offered where lines that nothing holds are attached to one.
const NEAR: usize = 60;

/// A value of the reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Held {
    /// Where it stands in the document.
    pub(crate) place: String,
    /// "Action 5, intitulé".
    pub(crate) label: String,
    pub(crate) words: String,
    pub(crate) lines: Lines,
    /// Whether the text may say nothing of it.
    pub(crate) removable: bool,
    /// What stands there and the lines that tell it, as far as two people compare them.
    pub(crate) digest: Digest,
    /// How many lines tell it.
    width: u32,
}

impl Held {
    /// What tells it from the others of its label.
    pub(crate) fn title(&self) -> String {
        let flat = self.words.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = self
            .lines
            .first()
            .map_or_else(String::new, |line| format!(" (ligne\u{a0}{line})"));
        format!("{}\u{a0}: {}{line}", self.label, web::french::beginning(&flat, NAME_CHARS))
    }
}

/// Something of the text that asks for someone's eyes: a doubt, or lines that no value holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Where it stands in the document.
    pub(crate) place: String,
    pub(crate) quote: String,
    /// By what it is known.
    pub(crate) key: PointKey,
    /// Why it is not sure; nothing for lines that no value holds.
    pub(crate) reason: String,
    pub(crate) lines: Lines,
}

/// A reading, ready to be laid beside its text.
#[derive(Default)]
pub(crate) struct RoomIndex {
    values: Vec<Held>,
    /// What the keys of the document stand for.
    pub(crate) names: Names,
    /// Each range of lines, with the value that it tells.
    spans: Vec<(LineRange, usize)>,
    /// Where each article and each annex begins, in the order of the text.
    headings: Vec<(u32, String)>,
    pub(crate) doubts: Vec<Passage>,
    pub(crate) loose: Vec<Passage>,
    /// The lines of all of each.
    pub(crate) doubtful: Lines,
    pub(crate) unheld: Lines,
    /// How many lines the text has.
    pub(crate) line_count: u32,
    /// Those that were recognised on pictures.
    pub(crate) recognised: Lines,
}

impl RoomIndex {
    /// Lays a document over its lines; `None` when it does not read.
    pub(crate) fn of(document: &str) -> Option<Self> {
        let root: Value = serde_json::from_str(document).ok()?;
        let walk = Walk {
            names: Names::of(&root),
            root: &root,
        };
        let values: Vec<Held> = SECTIONS.iter().flat_map(|section| walk.section(section)).collect();
        let span = |(place, held): (usize, &Held)| {
            held.lines
                .ranges()
                .iter()
                .map(move |range| (*range, place))
                .collect::<Vec<_>>()
        };
        let mut spans: Vec<_> = values.iter().enumerate().flat_map(span).collect();
        spans.sort_by_key(|(range, place)| (range.first(), *place));
        let count = root.pointer("/source/lines").and_then(Value::as_u64);
        let (doubts, loose) = (
            passages(&root, "doubts", PointKind::Doubt),
            passages(&root, "unplaced", PointKind::Loose),
        );
        Some(Self {
            names: walk.names,
            spans,
            values,
            headings: headings(&root),
            doubtful: all_lines(&doubts),
            unheld: all_lines(&loose),
            doubts,
            loose,
            line_count: count.and_then(|count| u32::try_from(count).ok()).unwrap_or(0),
            recognised: root.pointer("/source/recognised").map(lines_of).unwrap_or_default(),
        })
    }

    /// The values that some lines tell: those that few lines tell first, then in the order of the document.
    pub(crate) fn told_by(&self, lines: &Lines) -> Vec<&Held> {
        let last = lines.last().unwrap_or(0);
        let near = self.spans.iter().take_while(|(range, _)| range.first() <= last);
        let meets = |range: &LineRange| lines.ranges().iter().any(|own| own.meets(*range));
        let places: BTreeSet<usize> = near.filter(|(range, _)| meets(range)).map(|(_, place)| *place).collect();
        let mut told: Vec<&Held> = places.into_iter().filter_map(|place| self.values.get(place)).collect();
        told.sort_by_key(|held| held.width);
        told
    }

    /// The value at a place of the document.
    pub(crate) fn at(&self, place: &str) -> Option<&Held> {
        self.values.iter().find(|held| held.place == place)
    }

    /// The values told near these lines, the nearest first.
    pub(crate) fn near(&self, lines: &Lines) -> Vec<&Held> {
        let line = lines.first().unwrap_or(0);
        let mut near: Vec<(u32, usize)> = self
            .spans
            .iter()
            .map(|(range, place)| (range.first().abs_diff(line), *place))
            .collect();
        near.sort_unstable();
        let mut seen = BTreeSet::new();
        let fresh = near.into_iter().filter(|(_, place)| seen.insert(*place));
        fresh.take(NEAR).filter_map(|(_, place)| self.values.get(place)).collect()
    }

    /// Under which article or annex a line stands.
    pub(crate) fn heading(&self, line: u32) -> Option<&str> {
        let before = self.headings.partition_point(|(first, _)| *first <= line);
        self.headings.get(before.checked_sub(1)?).map(|(_, title)| title.as_str())
    }
}

/// A document on the way to its values.
struct Walk<'d> {
    root: &'d Value,
    names: Names,
}

impl Walk<'_> {
    fn section(&self, section: &'static Section) -> Vec<Held> {
        let base = format!("/{}", section.root);
        if !section.list {
            return self.fields(section.fields, &base, section.one);
        }
        let count = self.count(&base);
        (0..count)
            .flat_map(|item| self.item(section, &format!("{base}/{item}"), item))
            .collect()
    }

    fn item(&self, section: &'static Section, base: &str, item: usize) -> Vec<Held> {
        let label = self.item_label(section, base, item);
        let mut held = self.fields(section.fields, base, &label);
        for inner in section.inner {
            let list = format!("{base}/{}", inner.name);
            for at in 0..self.count(&list) {
                let label = format!("{label}, {} {}", lowered(inner.label), at + 1);
                held.extend(self.fields(inner.fields, &format!("{list}/{at}"), &label));
            }
        }
        held
    }

    /// "Action 5", "Équipement «\u{a0}Les Lutins\u{a0}»", "Obligation 12".
    fn item_label(&self, section: &Section, base: &str, item: usize) -> String {
        let said = |name: &str| self.root.pointer(&format!("{base}/{name}")).and_then(Value::as_str);
        if let Some(number) = said("number").or_else(|| said("code")) {
            return format!("{} {number}", section.one);
        }
        match said("name").or_else(|| said("title")) {
            Some(name) => format!("{} «\u{a0}{}\u{a0}»", section.one, web::french::beginning(name, NAME_CHARS)),
            None => format!("{} {}", section.one, item + 1),
        }
    }

    fn fields(&self, fields: &'static [Field], base: &str, label: &str) -> Vec<Held> {
        fields.iter().flat_map(|field| self.field(field, base, label)).collect()
    }

    fn field(&self, field: &'static Field, base: &str, label: &str) -> Vec<Held> {
        let (place, label) = match field.name {
            "" => (base.to_owned(), label.to_owned()),
            name => (format!("{base}/{name}"), format!("{label}, {}", lowered(field.label))),
        };
        if !field.many {
            return self.held(field, place, label).into_iter().collect();
        }
        let several = (0..self.count(&place)).map(|at| (format!("{place}/{at}"), label.clone()));
        several.filter_map(|(place, label)| self.held(field, place, label)).collect()
    }

    fn held(&self, field: &Field, place: String, label: String) -> Option<Held> {
        let value = self.root.pointer(&place)?;
        let path = place.parse().ok()?;
        let lines = lines_in(self.root, &path).unwrap_or_default();
        Some(Held {
            words: self.names.told(Some(field.kind), value),
            // The levels above the elements stay: their own page takes them out.
            removable: (field.many || !field.required) && !place.starts_with("/levels/"),
            digest: stands(&value.to_string(), &lines),
            width: lines.ranges().iter().map(|range| range.last() - range.first() + 1).sum(),
            lines,
            label,
            place,
        })
    }

    fn count(&self, list: &str) -> usize {
        self.root.pointer(list).and_then(Value::as_array).map_or(0, Vec::len)
    }
}

fn lowered(label: &str) -> String {
    let mut chars = label.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// What two people compare of a value: what stands there, and the lines that tell it.
pub(super) fn stands(value: &str, lines: &Lines) -> Digest {
    Digest::of_parts([value.as_bytes(), lines.to_string().as_bytes()])
}

fn all_lines(passages: &[Passage]) -> Lines {
    let ranges = passages.iter().flat_map(|passage| passage.lines.ranges().to_vec());
    ranges.collect()
}

fn passages(root: &Value, list: &str, kind: PointKind) -> Vec<Passage> {
    let items = root.get(list).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let said = |item: &Value, name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    let passage = |(place, item): (usize, &Value)| {
        let quote = said(item, "quote").or_else(|| said(item, "text")).unwrap_or_default();
        Passage {
            place: format!("/{list}/{place}"),
            key: PointKey::of(kind, &quote),
            quote,
            reason: said(item, "reason").unwrap_or_default(),
            lines: item.get("lines").map(lines_of).unwrap_or_default(),
        }
    };
    items.iter().enumerate().map(passage).collect()
}

fn headings(root: &Value) -> Vec<(u32, String)> {
    let titled = |list: &'static str, one: &'static str| {
        let items = root.get(list).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(move |item| {
            let first = lines_of(item.get("lines")?).first()?;
            let said = |name: &str| item.get(name).and_then(Value::as_str);
            let words = match (said("number"), said("title")) {
                (Some(number), Some(title)) => format!("{one} {number}, {title}"),
                (Some(number), None) => format!("{one} {number}"),
                (None, title) => title.unwrap_or(one).to_owned(),
            };
            Some((first, words))
        })
    };
    let mut all: Vec<_> = titled("articles", "Article").chain(titled("annexes", "Annexe")).collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = r#"{
        "source": {"lines": 40, "recognised": [[30, 40]]},
        "convention": {"title": "CTG", "lines": [[1, 1]], "sources": {"title": [[1, 2]]}},
        "articles": [{"number": "1", "title": "Objet", "text": ["Un."], "lines": [[5, 9]], "sources": {"title": [[5, 5]], "text": [[6, 6]]}}],
        "actions": [
            {"number": "7", "title": "Créer un lieu", "lines": [[20, 22]], "sources": {"number": [[20, 20]], "title": [[20, 21]]},
             "tracks": [{"years": [2024], "mark": "X", "lines": [[20, 20]], "sources": {"years": [[20, 20]], "mark": [[20, 20]]}}]}
        ],
        "doubts": [{"quote": "Créer un", "reason": "Coupé.", "certainty": "to_confirm", "lines": [[21, 21]], "sources": {}}],
        "unplaced": [{"text": "une ville au pluriel", "lines": [[12, 13]]}]
    }"#;

    #[test]
    fn a_line_tells_its_values_and_a_value_its_lines() {
        let index = RoomIndex::of(DOCUMENT).expect("a document");
        let labels = |line| {
            index
                .told_by(&Lines::one(line))
                .iter()
                .map(|held| held.label.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            labels(20),
            [
                "Action 7, numéro",
                "Action 7, années prévues 1, années",
                "Action 7, années prévues 1, marque, telle qu’écrite",
                "Action 7, intitulé"
            ]
        );
        assert_eq!(labels(21), ["Action 7, intitulé"]);
        assert!(labels(12).is_empty(), "nothing holds that line");
        let title = index.at("/actions/0/title").expect("a title");
        assert_eq!(
            (title.words.as_str(), title.lines.to_string().as_str()),
            ("Créer un lieu", "20-21")
        );
        assert!(index.at("/actions/1/title").is_none());
    }

    #[test]
    fn what_asks_for_eyes_is_kept_with_its_place() {
        let index = RoomIndex::of(DOCUMENT).expect("a document");
        assert_eq!(index.doubts.len(), 1);
        assert_eq!(
            (index.doubts[0].place.as_str(), index.doubts[0].reason.as_str()),
            ("/doubts/0", "Coupé.")
        );
        assert_eq!(index.loose[0].quote, "une ville au pluriel");
        assert_eq!((index.line_count, index.recognised.to_string().as_str()), (40, "30-40"));
    }

    #[test]
    fn a_line_stands_under_what_begins_before_it() {
        let index = RoomIndex::of(DOCUMENT).expect("a document");
        assert_eq!(index.heading(4), None);
        assert_eq!(index.heading(5), Some("Article 1, Objet"));
        assert_eq!(index.heading(39), Some("Article 1, Objet"));
    }

    #[test]
    fn what_does_not_read_has_no_index() {
        assert!(RoomIndex::of("{").is_none());
    }
}
