//! JSON as people can read it and machines can hash it: one value a line unless the whole object is short.

use std::fmt::Write as _;

use serde_json::Value;

/// An object or a list stays on one line up to this width.
const WIDTH: usize = 120;

/// The canonical text of a value, with its last newline.
pub(super) fn print(value: &Value) -> String {
    let mut out = String::new();
    put(&mut out, value, 0);
    out.push('\n');
    out
}

fn put(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Array(items) if !items.is_empty() && !is_short(value) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                line(out, index, depth + 1);
                put(out, item, depth + 1);
            }
            close(out, ']', depth);
        }
        Value::Object(fields) if !fields.is_empty() && !is_short(value) => {
            out.push('{');
            for (index, (key, item)) in fields.iter().enumerate() {
                line(out, index, depth + 1);
                let _ = write!(out, "{}: ", Value::from(key.as_str()));
                put(out, item, depth + 1);
            }
            close(out, '}', depth);
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

fn line(out: &mut String, index: usize, depth: usize) {
    if index > 0 {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
}

fn close(out: &mut String, bracket: char, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', depth));
    out.push(bracket);
}

/// Whether a value stays on its line: line ranges always do, anything else when its compact form fits.
fn is_short(value: &Value) -> bool {
    let is_range = |item: &Value| item.as_array().is_some_and(|pair| pair.iter().all(Value::is_number));
    let ranges = value.as_array().is_some_and(|items| items.iter().all(is_range));
    ranges || width(value, WIDTH).is_some()
}

/// What is left of `room` once the value is written; `None` when it does not fit.
fn width(value: &Value, room: usize) -> Option<usize> {
    match value {
        Value::Null => room.checked_sub(4),
        Value::Bool(_) => room.checked_sub(5),
        Value::Number(number) => room.checked_sub(number.to_string().len()),
        Value::String(text) => room.checked_sub(text.len() + 2),
        Value::Array(items) => items
            .iter()
            .try_fold(room.checked_sub(2)?, |room, item| width(item, room.checked_sub(1)?)),
        Value::Object(fields) => fields.iter().try_fold(room.checked_sub(2)?, |room, (key, item)| {
            width(item, room.checked_sub(key.len() + 4)?)
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn short_values_stay_on_one_line() {
        let long = "é".repeat(80);
        assert_eq!(print(&json!({"lines": [[1, 2]]})), "{\"lines\":[[1,2]]}\n");
        assert_eq!(
            print(&json!({"a": long, "b": []})),
            format!("{{\n \"a\": \"{long}\",\n \"b\": []\n}}\n")
        );
    }
}
