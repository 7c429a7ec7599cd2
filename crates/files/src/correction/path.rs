//! Where a field stands in a document, and the putting of a value there.

use std::fmt;
use std::str::FromStr;

use serde_json::{Map, Value};

/// What is computed, or names the document itself: nobody corrects it.
const COMPUTED: [&str; 8] = [
    "schema",
    "source",
    "anomalies",
    "unplaced",
    "not_read",
    "lines",
    "retired_actions",
    "late_parties",
];

/// Names that belong to the document and not to the text, at any depth.
const OF_THE_DOCUMENT: [&str; 3] = ["id", "lines", "sources"];

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// A field of an object.
    Field(String),
    /// An item of a list, from 0.
    Item(usize),
    /// A place before an item of a list: what comes in takes its number.
    Before(usize),
    /// The place after the last item of a list.
    Last,
}

/// The place of a field: `/actions/3/title`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(Vec<Step>);

/// The text is no path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("ce n’est pas la place d’un champ")]
pub struct NotAPath;

impl FieldPath {
    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether what stands there was read, and not computed.
    pub(super) fn is_correctable(&self) -> bool {
        let name = |step: &Step| match step {
            Step::Field(name) => Some(name.clone()),
            Step::Item(_) | Step::Before(_) | Step::Last => None,
        };
        let computed = self
            .0
            .first()
            .and_then(name)
            .is_none_or(|first| COMPUTED.contains(&first.as_str()));
        let of_the_document = self
            .0
            .iter()
            .filter_map(name)
            .any(|name| OF_THE_DOCUMENT.contains(&name.as_str()));
        !computed && !of_the_document
    }

    /// The place of what came in at this one: the number that it took in its list.
    pub(super) fn settled(&self, before: &str) -> Self {
        let Some((end, list)) = self.0.split_last() else {
            return self.clone();
        };
        let index = match end {
            Step::Before(index) => *index,
            Step::Last => {
                let root: Option<Value> = serde_json::from_str(before).ok();
                let list_at = root.as_ref().and_then(|root| super::found(root, list));
                list_at.and_then(Value::as_array).map_or(0, Vec::len)
            }
            Step::Field(_) | Step::Item(_) => return self.clone(),
        };
        Self(list.iter().cloned().chain([Step::Item(index)]).collect())
    }

    /// The place where an item that was taken out comes in again.
    pub(super) fn again(&self) -> Self {
        let back = |step: &Step| match step {
            Step::Item(index) => Step::Before(*index),
            other => other.clone(),
        };
        match self.0.split_last() {
            Some((end, list)) => Self(list.iter().cloned().chain([back(end)]).collect()),
            None => self.clone(),
        }
    }
}

impl FromStr for FieldPath {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let rest = text.strip_prefix('/').filter(|_| text.len() < 200).ok_or(NotAPath)?;
        let step = |part: &str| match part {
            "-" => Ok(Step::Last),
            _ if part.starts_with('+') => part[1..].parse().map(Step::Before).map_err(|_| NotAPath),
            _ if part.bytes().all(|byte| byte.is_ascii_digit()) => part.parse().map(Step::Item).map_err(|_| NotAPath),
            _ if part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') =>
            {
                Ok(Step::Field(part.to_owned()))
            }
            _ => Err(NotAPath),
        };
        rest.split('/')
            .map(|part| if part.is_empty() { Err(NotAPath) } else { step(part) })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            Step::Field(name) => write!(f, "/{name}"),
            Step::Item(index) => write!(f, "/{index}"),
            Step::Before(index) => write!(f, "/+{index}"),
            Step::Last => f.write_str("/-"),
        })
    }
}

/// What happened to the last step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// A field or an item has another value.
    Set,
    /// An item came in at this place of its list.
    Inserted(usize),
    /// A field or an item is no more.
    Taken,
}

/// Puts `value` at the end of the path. Objects that are missing on the way are made, lists are not.
pub(super) fn put(root: &mut Value, steps: &[Step], value: Value) -> Option<Change> {
    let (last, way) = steps.split_last()?;
    let parent = way_to(root, way, last)?;
    match (last, parent) {
        (Step::Field(name), Value::Object(fields)) => {
            fields.insert(name.clone(), value);
            Some(Change::Set)
        }
        (Step::Item(index), Value::Array(items)) if *index < items.len() => {
            items[*index] = value;
            Some(Change::Set)
        }
        (Step::Item(index), Value::Array(items)) if *index == items.len() => {
            items.push(value);
            Some(Change::Inserted(*index))
        }
        (Step::Before(index), Value::Array(items)) if *index <= items.len() => {
            items.insert(*index, value);
            Some(Change::Inserted(*index))
        }
        (Step::Last, Value::Array(items)) => {
            items.push(value);
            Some(Change::Inserted(items.len() - 1))
        }
        _ => None,
    }
}

fn way_to<'v>(root: &'v mut Value, way: &[Step], last: &Step) -> Option<&'v mut Value> {
    let mut at = root;
    for (index, step) in way.iter().enumerate() {
        let next = way.get(index + 1).unwrap_or(last);
        at = match step {
            Step::Field(name) => at.as_object_mut()?.entry(name.clone()).or_insert_with(|| empty_before(next)),
            Step::Item(index) => at.as_array_mut()?.get_mut(*index)?,
            Step::Before(_) | Step::Last => return None,
        };
    }
    Some(at)
}

/// What must stand before a step for it to lead somewhere.
fn empty_before(next: &Step) -> Value {
    match next {
        Step::Field(_) => super::sources::with_sources(Value::Object(Map::new())),
        Step::Item(_) | Step::Before(_) | Step::Last => Value::Array(Vec::new()),
    }
}

/// Takes out what stands at the end of the path.
pub(super) fn take(root: &mut Value, steps: &[Step]) -> Option<Change> {
    let (last, way) = steps.split_last()?;
    let parent = way.iter().try_fold(root, |at, step| match step {
        Step::Field(name) => at.as_object_mut()?.get_mut(name),
        Step::Item(index) => at.as_array_mut()?.get_mut(*index),
        Step::Before(_) | Step::Last => None,
    })?;
    match (last, parent) {
        (Step::Field(name), Value::Object(fields)) => fields.shift_remove(name).map(|_| Change::Taken),
        (Step::Item(index), Value::Array(items)) if *index < items.len() => {
            items.remove(*index);
            Some(Change::Taken)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_written_as_it_is_read() {
        for text in [
            "/actions/3/title",
            "/facilities/-",
            "/parties/0/aliases/+2",
            "/convention/signature/date",
        ] {
            assert_eq!(text.parse::<FieldPath>().map(|path| path.to_string()), Ok(text.to_owned()));
        }
        for text in [
            "",
            "/",
            "actions",
            "/actions//title",
            "/Actions",
            "/a b",
            "/actions/99999999999999999999999",
        ] {
            assert_eq!(text.parse::<FieldPath>(), Err(NotAPath), "{text}");
        }
    }

    #[test]
    fn what_is_computed_is_not_corrected() {
        for (text, correctable) in [
            ("/actions/0/title", true),
            ("/anomalies/0/reason", false),
            ("/source/sha256", false),
            ("/parties/0/id", false),
            ("/actions/0/sources/title", false),
            ("/0", false),
        ] {
            let path: FieldPath = text.parse().expect("a path");
            assert_eq!(path.is_correctable(), correctable, "{text}");
        }
    }
}
