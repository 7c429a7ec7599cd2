//! Which values were read of characters that were recognised on a picture: none of them is surer than probable.

use domain::reading::{LineRange, Lines};
use serde_json::Value;

/// The lines of a reading that were recognised.
pub(super) fn lines(root: &Value) -> Lines {
    let ranges = root.pointer("/source/recognised").and_then(Value::as_array);
    let number = |value: Option<&Value>| value?.as_u64()?.try_into().ok();
    let range = |range: &Value| LineRange::new(number(range.get(0))?, number(range.get(1))?);
    ranges.into_iter().flatten().filter_map(range).collect()
}

/// Whether a value of these lines was read of them.
pub(super) fn holds(recognised: &Lines, lines: &Lines) -> bool {
    let meets = |one: &LineRange, other: &LineRange| one.first() <= other.last() && other.first() <= one.last();
    lines
        .ranges()
        .iter()
        .any(|range| recognised.ranges().iter().any(|other| meets(range, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_recognised_when_one_of_its_lines_is() {
        let root = serde_json::json!({"source": {"recognised": [[3, 9], [20, 20]]}});
        let recognised = lines(&root);
        assert_eq!(recognised.to_string(), "3-9,20");
        assert!(holds(&recognised, &Lines::span(9, 12)) && holds(&recognised, &Lines::one(20)));
        assert!(!holds(&recognised, &Lines::span(10, 19)) && !holds(&recognised, &Lines::default()));
        assert!(lines(&serde_json::json!({"source": {}})).is_empty());
    }
}
