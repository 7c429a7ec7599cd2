//! Which values were read of characters that were recognised on a picture: none of them is surer than probable.

use domain::reading::Lines;
use serde_json::Value;

use crate::reading_values::lines_of;

/// The lines of a reading that were recognised.
pub(super) fn lines(root: &Value) -> Lines {
    root.pointer("/source/recognised").map(lines_of).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_recognised_when_one_of_its_lines_is() {
        let root = serde_json::json!({"source": {"recognised": [[3, 9], [20, 20]]}});
        let recognised = lines(&root);
        assert_eq!(recognised.to_string(), "3-9,20");
        assert!(recognised.meets(&Lines::span(9, 12)) && recognised.meets(&Lines::one(20)));
        assert!(!recognised.meets(&Lines::span(10, 19)) && !recognised.meets(&Lines::default()));
        assert!(lines(&serde_json::json!({"source": {}})).is_empty());
    }
}
