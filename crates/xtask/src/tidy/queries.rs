//! The safe name is the short one: no query of a slice names an unscoped table.
//!
//! The compiler refuses it too, query by query; this rule sees all of them at once, whatever the room.

use super::{Finding, House};

pub(super) fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in &house.sources {
        let literals = source.queries.iter().filter(|literal| !source.is_test(literal.line));
        for literal in literals.filter(|literal| literal.value.to_lowercase().contains("unscoped_")) {
            findings.push(Finding::new(
                &source.text.path,
                literal.line,
                "a query names an unscoped table",
            ));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unscoped_table_in_a_query_is_found_and_in_a_write_it_is_not() {
        let query = "//! x\nstore::query! { pub A() -> B reading [] \"SELECT 1 FROM Unscoped_action\" }\n";
        let write = "//! x\nconst W: Sql = store::sql!(\"DELETE FROM unscoped_action\");\n";
        let house = House::sample(&[("crates/plan/src/a.rs", query), ("crates/plan/src/b.rs", write)]);
        let found: Vec<String> = check(&house).iter().map(ToString::to_string).collect();
        assert_eq!(found, ["crates/plan/src/a.rs:2: a query names an unscoped table"]);
    }
}
