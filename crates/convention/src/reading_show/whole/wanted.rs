//! What was changed in the form of a whole element: a value, a list or one more object at a place, each a correction.
//!
//! What was left as it was shown changes nothing, even where a form shows less than what stands.

use domain::reading::Lines;
use files::correction::{Correction, unlisted};
use serde_json::Value;
use web::failure::Failure;
use web::form::Errors;

use super::Pairs;
use super::entry::{Content, Entry};
use crate::reading_fields::Kind;
use crate::reading_show::{Desk, several};
use crate::reading_values::{EMPTY, LONGEST, one, with_lines};
use crate::reading_versions as versions;

/// One change.
pub(super) struct Wanted {
    /// The field of the form.
    pub(super) field: &'static str,
    /// Where in the document.
    pub(super) place: String,
    /// What stands there then; nothing when the text says nothing of it.
    becomes: Option<Value>,
    /// Whether it is a list given whole, whose items have lines of their own.
    is_list: bool,
}

impl Wanted {
    /// The correction, over what stands there now.
    pub(super) fn correction(&self, desk: &Desk) -> Result<Correction, Failure> {
        let was = desk.at(&self.place);
        Ok(Correction {
            path: versions::path(&self.place)?,
            was: was.map(Value::to_string),
            lines: self.lines(desk, was),
            becomes: self.becomes.as_ref().map(Value::to_string),
            revives: None,
        })
    }

    /// Whether it stands there already: two may write the same.
    pub(super) fn is_there(&self, desk: &Desk) -> bool {
        self.becomes.as_ref() == desk.at(&self.place)
    }

    /// Those of before stay beside a value; an item that stays keeps its own, and one that comes has none.
    fn lines(&self, desk: &Desk, was: Option<&Value>) -> Option<Vec<Lines>> {
        let items = self.becomes.as_ref().filter(|_| self.is_list)?.as_array()?;
        let held = was.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let of = |item: &Value| {
            let index = held.iter().position(|held| held == item)?;
            Some(desk.lines(&format!("{}/{index}", self.place)))
        };
        Some(items.iter().map(|item| of(item).unwrap_or_default()).collect())
    }
}

/// The changes of a form, in the order of its fields, and what is wrong in it.
pub(super) fn wanted(desk: &Desk, entries: &[Entry], pairs: &Pairs) -> (Vec<Wanted>, Errors) {
    let (mut all, mut errors) = (Vec::new(), Errors::none());
    for entry in entries {
        let received = entry.received(pairs);
        if same(&received, &entry.content) {
            continue;
        }
        match changes(desk, entry, &received) {
            Ok(changes) => all.extend(changes),
            Err(sentence) => errors.add(entry.id, format!("{}\u{a0}: {sentence}", entry.label)),
        }
    }
    (all, errors)
}

/// Whether a field was left as it was shown. A browser ends lines in its own way.
pub(super) fn same(received: &Content, shown: &Content) -> bool {
    let lines = |text: &str| text.lines().map(|line| line.trim().to_owned()).collect::<Vec<_>>();
    match (received, shown) {
        (Content::One(one), Content::One(other)) => one.trim() == other.trim(),
        (Content::Many(one), Content::Many(other)) => lines(one.trim()) == lines(other.trim()),
        (
            Content::Choices { chosen, free, .. },
            Content::Choices {
                chosen: held,
                free: words,
                ..
            },
        ) => {
            let sorted = |keys: &[String]| {
                let mut keys = keys.to_vec();
                keys.sort_unstable();
                keys.dedup();
                keys
            };
            let text = |free: &Option<String>| lines(free.as_deref().unwrap_or_default().trim());
            sorted(chosen) == sorted(held) && text(free) == text(words)
        }
        (one, other) => one == other,
    }
}

fn changes(desk: &Desk, entry: &Entry, received: &Content) -> Result<Vec<Wanted>, String> {
    match received {
        Content::One(text) => value(desk, entry, text, ""),
        Content::Choice { chosen, free, .. } => value(desk, entry, chosen, free.as_deref().unwrap_or_default()),
        Content::Many(text) => match entry.inner {
            Some(_) => Ok(objects(desk, entry, checked(text)?)),
            None => list(
                desk,
                entry,
                checked(text)?.into_iter().map(|text| Value::from(unlisted(&text))).collect(),
            ),
        },
        Content::Choices { chosen, free, .. } => {
            let mut items = Vec::new();
            for key in chosen {
                items.push(one(&desk.names, entry.field, key, "")?);
            }
            for text in checked(free.as_deref().unwrap_or_default())? {
                items.push(one(&desk.names, entry.field, "", &text)?);
            }
            list(desk, entry, items)
        }
    }
}

/// The texts of a box, each short enough.
fn checked(text: &str) -> Result<Vec<String>, String> {
    let texts = several::texts(text);
    match texts.iter().find(|text| text.chars().count() > LONGEST) {
        Some(long) => Err(format!(
            "le texte «\u{a0}{}\u{a0}» dépasse {LONGEST} caractères.",
            web::french::beginning(long, 60)
        )),
        None => Ok(texts),
    }
}

fn value(desk: &Desk, entry: &Entry, text: &str, free: &str) -> Result<Vec<Wanted>, String> {
    let stands = desk.at(&entry.place).is_some();
    let becomes = if text.trim().is_empty() && free.trim().is_empty() {
        if entry.field.required && stands {
            return Err(EMPTY.to_owned());
        }
        None
    } else {
        Some(one(&desk.names, entry.field, text, free)?)
    };
    let nothing = becomes.is_none() && !stands;
    Ok(if nothing {
        Vec::new()
    } else {
        vec![change(entry, becomes, false)]
    })
}

/// The list as it becomes: what stays keeps its order, what comes follows.
fn list(desk: &Desk, entry: &Entry, mut items: Vec<Value>) -> Result<Vec<Wanted>, String> {
    let held = desk.at(&entry.place).and_then(Value::as_array).cloned().unwrap_or_default();
    if entry.kind() != Kind::Text {
        let (mut kept, came): (Vec<Value>, Vec<Value>) = items.into_iter().partition(|item| held.contains(item));
        kept.sort_by_key(|item| held.iter().position(|held| held == item));
        kept.dedup();
        items = kept.into_iter().chain(came).collect();
    }
    if items == held {
        return Ok(Vec::new());
    }
    if items.is_empty() && entry.field.required {
        return Err(EMPTY.to_owned());
    }
    Ok(vec![change(entry, Some(Value::Array(items)), true)])
}

/// One more object a text, each at the end of its list.
fn objects(desk: &Desk, entry: &Entry, texts: Vec<String>) -> Vec<Wanted> {
    let beside = entry.inner.map_or(&[][..], |inner| inner.beside);
    let first = desk.count(&entry.place);
    let object = |text: String| {
        let own = [(entry.field.name.to_owned(), Value::from(unlisted(&text)))]
            .into_iter()
            .collect();
        let beside = beside.iter().map(|(name, beside)| ((*name).to_owned(), Value::from(*beside)));
        with_lines(own, beside, &Lines::default())
    };
    let added = texts.into_iter().enumerate();
    let added = added.map(|(rank, text)| Wanted {
        field: entry.id,
        place: format!("{}/{}", entry.place, first + rank),
        becomes: Some(object(text)),
        is_list: false,
    });
    added.collect()
}

fn change(entry: &Entry, becomes: Option<Value>, is_list: bool) -> Wanted {
    Wanted {
        field: entry.id,
        place: entry.place.clone(),
        becomes,
        is_list,
    }
}
