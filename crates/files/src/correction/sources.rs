//! The lines behind each value, kept true when a value changes place or words.

use domain::reading::{LineRange, Lines, ParagraphKind};
use serde_json::{Map, Value, json};

use super::path::{Change, Step};

/// Where the lines of the value at the end of a path are told: the object that bears them, and its name there.
struct Told<'s> {
    owner: &'s [Step],
    list: Option<(&'s str, usize)>,
    name: String,
}

fn told(steps: &[Step]) -> Option<Told<'_>> {
    match steps {
        [owner @ .., Step::Field(list), Step::Item(index)] => Some(Told {
            owner,
            list: Some((list, *index)),
            name: format!("{list}[{index}]"),
        }),
        [owner @ .., Step::Field(name)] => Some(Told {
            owner,
            list: None,
            name: name.clone(),
        }),
        _ => None,
    }
}

/// The lines of the value at the end of a path, when they are told.
pub(super) fn of(root: &Value, steps: &[Step]) -> Option<Lines> {
    let told = told(steps)?;
    let owner = super::found(root, told.owner)?;
    let value = super::found(root, steps)?;
    let own = value.get("lines").and_then(lines);
    own.or_else(|| owner.get("sources")?.get(&told.name).and_then(lines))
}

/// Makes the lines told in the document follow the change.
pub(super) fn follow(root: &mut Value, steps: &[Step], change: Change, at: &[Lines]) {
    let settled: Vec<Step> = match (change, steps.split_last()) {
        (Change::Inserted(index), Some((_, list))) => list.iter().cloned().chain([Step::Item(index)]).collect(),
        _ => steps.to_vec(),
    };
    let Some(told) = told(&settled) else { return };
    let together = at.iter().fold(Lines::default(), |all, lines| all.union(lines));
    let whole = super::found(root, &settled).is_some_and(Value::is_object);
    let Some(owner) = object_at(root, told.owner) else { return };
    let Some(sources) = sources_of(owner) else { return };
    match (change, told.list) {
        (Change::Inserted(_), Some((list, index))) if !whole => {
            make_room(sources, list, index);
            sources.insert(told.name.clone(), ranges(&together));
        }
        (Change::Taken, Some((list, index))) => close_up(sources, list, index),
        (Change::Taken, None) => {
            sources.shift_remove(&told.name);
        }
        _ if whole => {}
        _ => {
            sources.insert(told.name.clone(), ranges(&together));
        }
    }
    if let Some((list, _)) = told.list {
        let all = all_of(sources, list);
        sources.insert(list.to_owned(), all);
    } else if let Change::Set = change {
        spread(owner, &told.name, at);
    }
}

/// Makes the kinds of paragraphs follow the change, where they stand beside their texts: what comes in is plain.
pub(super) fn follow_kinds(root: &mut Value, steps: &[Step], change: Change) {
    let [owner @ .., Step::Field(list), end] = steps else { return };
    let Some(owner) = object_at(root, owner) else { return };
    let Some(Value::Array(kinds)) = owner.get_mut(&format!("{list}_kinds")) else {
        return;
    };
    match (change, end) {
        (Change::Inserted(index), _) if index <= kinds.len() => kinds.insert(index, ParagraphKind::Plain.code().into()),
        (Change::Taken, Step::Item(index)) if *index < kinds.len() => {
            kinds.remove(*index);
        }
        _ => {}
    }
}

/// What the document tells of the lines of a list, item by item.
pub(super) fn told_of(root: &Value, steps: &[Step]) -> Vec<Lines> {
    let item = |index: usize| of(root, &[steps, &[Step::Item(index)]].concat()).unwrap_or_default();
    let items = super::found(root, steps).and_then(Value::as_array);
    (0..items.map_or(0, Vec::len)).map(item).collect()
}

/// A list given whole: each of its items has the lines given.
pub(super) fn spread(owner: &mut Map<String, Value>, name: &str, at: &[Lines]) {
    let count = owner.get(name).and_then(Value::as_array).map_or(0, Vec::len);
    if let Some(sources) = sources_of(owner) {
        for index in 0..count {
            let lines = at.get(index).or(at.last()).map_or_else(|| json!([]), ranges);
            sources.insert(format!("{name}[{index}]"), lines);
        }
    }
}

/// The items after the one taken out move up by one.
fn close_up(sources: &mut Map<String, Value>, list: &str, taken: usize) {
    let mut index = taken;
    while let Some(next) = sources.get(&format!("{list}[{}]", index + 1)).cloned() {
        sources.insert(format!("{list}[{index}]"), next);
        index += 1;
    }
    sources.shift_remove(&format!("{list}[{index}]"));
}

/// The items from this place on move down by one.
fn make_room(sources: &mut Map<String, Value>, list: &str, place: usize) {
    let mut end = place;
    while sources.contains_key(&format!("{list}[{end}]")) {
        end += 1;
    }
    for index in (place..end).rev() {
        if let Some(lines) = sources.get(&format!("{list}[{index}]")).cloned() {
            sources.insert(format!("{list}[{}]", index + 1), lines);
        }
    }
}

/// The lines of all items together.
fn all_of(sources: &Map<String, Value>, list: &str) -> Value {
    let mut all = Lines::default();
    let mut index = 0;
    while let Some(one) = sources.get(&format!("{list}[{index}]")) {
        all = all.union(&lines(one).unwrap_or_default());
        index += 1;
    }
    ranges(&all)
}

/// A value typed by hand, with lines and sources wherever the document asks for them: none.
pub(super) fn with_sources(value: Value) -> Value {
    match value {
        Value::Object(fields) if fields.contains_key("text") && fields.len() == 1 => Value::Object(fields),
        Value::Object(mut fields) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            let mut sources = fields.shift_remove("sources").and_then(object).unwrap_or_default();
            for name in names.iter().filter(|name| *name != "lines" && *name != "sources") {
                let value = with_sources(fields.get(name).cloned().unwrap_or_default());
                add_sources(&mut sources, name, &value);
                fields.insert(name.clone(), value);
            }
            fields.entry("lines".to_owned()).or_insert_with(|| json!([]));
            fields.insert("sources".to_owned(), Value::Object(sources));
            Value::Object(fields)
        }
        Value::Array(items) => items.into_iter().map(with_sources).collect(),
        other => other,
    }
}

fn add_sources(sources: &mut Map<String, Value>, name: &str, value: &Value) {
    let mut missing = |name: String| {
        sources.entry(name).or_insert_with(|| json!([]));
    };
    missing(name.to_owned());
    for index in 0..value.as_array().map_or(0, Vec::len) {
        missing(format!("{name}[{index}]"));
    }
}

fn object(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

pub(super) fn object_at<'v>(root: &'v mut Value, steps: &[Step]) -> Option<&'v mut Map<String, Value>> {
    let at = steps.iter().try_fold(root, |at, step| match step {
        Step::Field(name) => at.as_object_mut()?.get_mut(name),
        Step::Item(index) => at.as_array_mut()?.get_mut(*index),
        Step::Before(_) | Step::Last => None,
    })?;
    at.as_object_mut()
}

fn sources_of(owner: &mut Map<String, Value>) -> Option<&mut Map<String, Value>> {
    owner
        .entry("sources".to_owned())
        .or_insert_with(|| Value::Object(Map::new()))
        .as_object_mut()
}

fn ranges(lines: &Lines) -> Value {
    let pair = |range: &LineRange| json!([range.first(), range.last()]);
    lines.ranges().iter().map(pair).collect()
}

fn lines(value: &Value) -> Option<Lines> {
    let range = |value: &Value| {
        let (first, last) = (value.get(0)?.as_u64()?, value.get(1)?.as_u64()?);
        LineRange::new(u32::try_from(first).ok()?, u32::try_from(last).ok()?)
    };
    value.as_array()?.iter().map(range).collect()
}
