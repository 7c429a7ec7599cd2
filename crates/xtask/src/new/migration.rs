//! A migration: the next number, the owner named, the parent in the key.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::{Draft, Plan, filled};

const MIGRATION: &str = include_str!("../../templates/migration.sql.txt");

pub(super) fn plan(root: &Path, slice: &str, name: &str) -> Result<Plan> {
    let numbers = fs::read_dir(root.join("migrations"))?.flatten();
    let last = numbers
        .filter_map(|entry| entry.file_name().to_str()?.split('_').next()?.parse::<u32>().ok())
        .max();
    let path = format!("migrations/{:04}_{name}.sql", last.unwrap_or(0) + 1);
    Ok(Plan {
        drafts: vec![Draft::fresh(path, filled(MIGRATION, name, &[("room", slice)]))],
        then: vec![
            format!("how `{name}` is reached from a mandate, in crates/{slice}/src/scope.rs"),
            format!("the line of `{name}` in GLOSSARY.md: cargo x tidy fails until it is there"),
            "cargo x schema --accept".to_owned(),
        ],
    })
}
