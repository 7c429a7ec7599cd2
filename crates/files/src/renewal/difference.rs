//! What differs between two documents, field by field: what comes in, what becomes something else, what is missing now.
//!
//! Where a value was read, and how its paragraphs are set, is not told apart from the value; what is computed from the rest is not
//! told at all.

use serde_json::Value;

/// One place of the document that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its path: `/actions/3/title`.
    pub path: String,
    /// What it was, as JSON; `None` when it comes in.
    pub was: Option<String>,
    /// What it becomes; `None` when it is missing now.
    pub becomes: Option<String>,
}

impl Change {
    pub(super) fn of(path: &str, was: Option<&Value>, becomes: Option<&Value>) -> Self {
        Self {
            path: path.to_owned(),
            was: was.map(Value::to_string),
            becomes: becomes.map(Value::to_string),
        }
    }
}

/// What is not told.
const UNTOLD: [&str; 5] = ["sources", "lines", "source", "anomalies", "unplaced"];

fn is_told(name: &str) -> bool {
    !UNTOLD.contains(&name) && !name.ends_with("_kinds")
}

/// The differences, in the order of the document that comes.
pub(super) fn between(was: &Value, becomes: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(Some(was), Some(becomes), "", &mut changes);
    changes
}

fn compare(was: Option<&Value>, becomes: Option<&Value>, path: &str, changes: &mut Vec<Change>) {
    if was == becomes {
        return;
    }
    match (was, becomes) {
        (Some(Value::Object(one)), Some(Value::Object(other))) => {
            let gone = one.keys().filter(|name| !other.contains_key(*name));
            for name in other.keys().chain(gone).filter(|name| is_told(name)) {
                compare(one.get(name), other.get(name), &format!("{path}/{name}"), changes);
            }
        }
        (one, other) if is_list(one) && is_list(other) => {
            let empty = Vec::new();
            let [before, after] = [one, other].map(|value| value.and_then(Value::as_array).unwrap_or(&empty));
            for index in 0..before.len().max(after.len()) {
                compare(before.get(index), after.get(index), &format!("{path}/{index}"), changes);
            }
        }
        _ => changes.push(Change::of(path, was, becomes)),
    }
}

/// Whether it is a list of objects, or nothing.
fn is_list(value: Option<&Value>) -> bool {
    value.is_none_or(|value| value.as_array().is_some_and(|items| items.iter().all(Value::is_object)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_object_of_a_list_is_one_change_and_each_field_too() {
        let was = json!({"title": "a", "nodes": [{"t": 1, "sources": [1]}], "old": "x"});
        let becomes = json!({"title": "b", "nodes": [{"t": 2, "sources": [2]}, {"t": 3}], "duties": [{"d": 1}]});
        let mut paths: Vec<String> = between(&was, &becomes).into_iter().map(|change| change.path).collect();
        paths.sort_unstable();
        assert_eq!(paths, ["/duties/0", "/nodes/0/t", "/nodes/1", "/old", "/title"]);
    }
}
