//! Owned writes: a table is written by the one room that its migration names, in a line `-- owner: room` above it. A
//! table that a room makes by itself is its own.
//!
//! Reads are not looked at: they cross freely, through scoped names. Nor are tests, which may break a row to see it found.

use std::collections::BTreeMap;

use super::source::Source;
use super::{Finding, House};
use crate::house::Text;

/// The prefix of every table that is not scoped.
const TABLE: &str = "unscoped_";

pub(super) fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut owners = BTreeMap::new();
    for text in house
        .texts
        .iter()
        .filter(|text| text.path.starts_with("migrations/") && text.ends(".sql"))
    {
        read_owners(text, &mut owners, &mut findings);
    }
    for source in &house.sources {
        own_tables(source, &mut owners);
    }
    for source in &house.sources {
        findings.extend(foreign_writes(source, &owners));
    }
    findings
}

/// Names every table with its owner; a table without one is a finding.
fn read_owners(text: &Text, owners: &mut BTreeMap<String, String>, findings: &mut Vec<Finding>) {
    let mut owner = None;
    for (index, line) in text.content.lines().enumerate() {
        if let Some(room) = line.trim().strip_prefix("-- owner:") {
            owner = Some(room.trim().to_owned());
        }
        let Some(table) = created(line) else { continue };
        match &owner {
            Some(owner) => drop(owners.insert(table, owner.clone())),
            None => findings.push(Finding::new(
                &text.path,
                index + 1,
                format!("`{table}` has no `-- owner:` above it"),
            )),
        }
    }
}

/// The tables that a room makes from its own source: the register of migrations cannot be in a migration.
fn own_tables(source: &Source, owners: &mut BTreeMap<String, String>) {
    let Some(room) = source.text.room() else { return };
    let literals = source.strings.iter().filter(|literal| !source.is_test(literal.line));
    for table in literals.flat_map(|literal| literal.value.lines()).filter_map(created) {
        owners.insert(table, room.to_owned());
    }
}

fn created(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let rest = lower.trim_start().strip_prefix("create table ")?;
    let rest = rest.strip_prefix("if not exists ").unwrap_or(rest);
    words(rest).next().filter(|word| word.starts_with(TABLE)).map(str::to_owned)
}

fn foreign_writes(source: &Source, owners: &BTreeMap<String, String>) -> Vec<Finding> {
    let Some(room) = source.text.room() else { return Vec::new() };
    let mut findings = Vec::new();
    for literal in source.strings.iter().filter(|literal| !source.is_test(literal.line)) {
        for table in written(&literal.value.to_lowercase()) {
            let why = match owners.get(&table) {
                Some(owner) if owner == room => continue,
                Some(owner) => format!("`{room}` writes `{table}`, which `{owner}` owns"),
                None => format!("`{table}` is written and no migration makes it"),
            };
            findings.push(Finding::new(&source.text.path, literal.line, why));
        }
    }
    findings
}

/// The tables that this text inserts into, updates or deletes from.
fn written(lower: &str) -> Vec<String> {
    let words: Vec<&str> = words(lower).collect();
    let mut found = Vec::new();
    for (index, word) in words
        .iter()
        .enumerate()
        .filter(|(_, word)| word.starts_with(TABLE) && word.len() > TABLE.len())
    {
        let before = &words[..index];
        let writes = before.ends_with(&["insert", "into"])
            || before.ends_with(&["delete", "from"])
            || before.ends_with(&["update"])
            || matches!(before, [.., "insert", "or", _, "into"]);
        if writes {
            found.push((*word).to_owned());
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIGRATION: (&str, &str) = (
        "migrations/0001_plan.sql",
        "-- owner: plan\nCREATE TABLE unscoped_lane (\n  id BIGINT\n);\n-- owner: people\nCREATE TABLE unscoped_person (id BIGINT);\n",
    );

    fn said(path: &str, content: &str) -> Vec<String> {
        check(&House::sample(&[MIGRATION, (path, content)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn the_owner_writes_and_others_do_not() {
        let write = "//! x\nconst A: &str = \"INSERT INTO\n unscoped_person (id) VALUES ($1)\";\n";
        assert!(said("crates/people/src/a.rs", write).is_empty());
        let said = said("crates/plan/src/a.rs", write);
        assert_eq!(
            said,
            ["crates/plan/src/a.rs:2: `plan` writes `unscoped_person`, which `people` owns"]
        );
    }

    #[test]
    fn every_way_of_writing_is_seen_and_reading_is_free() {
        let text = "UPDATE unscoped_lane SET x = 1; DELETE FROM unscoped_lane; SELECT 1 FROM unscoped_person";
        assert_eq!(written(&text.to_lowercase()), ["unscoped_lane", "unscoped_lane"]);
    }

    #[test]
    fn a_table_made_by_a_room_is_its_own() {
        let register = "//! x\nconst A: &str = \"CREATE TABLE IF NOT EXISTS unscoped_register (a)\";\nconst B: &str = \"INSERT INTO unscoped_register\";\n";
        assert!(said("crates/store/src/a.rs", register).is_empty());
    }

    #[test]
    fn a_table_without_owner_is_found() {
        let house = House::sample(&[("migrations/0002_x.sql", "CREATE TABLE unscoped_x (id BIGINT);")]);
        assert_eq!(check(&house).len(), 1);
    }
}
