//! A fact of the law book: what happened, the verb that allows it, what the journal keeps.

use std::path::Path;

use anyhow::Result;

use super::{Draft, Plan, filled, listed, read, type_name};

const FACT: &str = include_str!("../../templates/fact.rs.txt");

pub(super) fn plan(root: &Path, slice: &str, name: &str, verb: &str) -> Result<Plan> {
    let (module, lib) = (format!("crates/domain/src/{slice}.rs"), "crates/domain/src/lib.rs");
    let kind = type_name(name);
    let mut drafts = vec![Draft::fresh(
        format!("crates/domain/src/{slice}/{name}.rs"),
        filled(FACT, name, &[("Verb", verb)]),
    )];
    let (declaration, export) = (format!("mod {name};"), format!("pub use {name}::{kind};"));
    if root.join(&module).exists() {
        let text = listed(&read(root, &module)?, "mod ", &declaration);
        drafts.push(Draft::changed(module, listed(&text, "pub use ", &export)));
    } else {
        let text = format!("//! Words, rules and facts of `{slice}`.\n\n{declaration}\n\n{export}\n");
        drafts.push(Draft::fresh(module, text));
        drafts.push(Draft::changed(
            lib,
            listed(&read(root, lib)?, "pub mod ", &format!("pub mod {slice};")),
        ));
    }
    Ok(Plan {
        drafts,
        then: vec![
            format!("the verb `{verb}` in crates/domain/src/access.rs, its answer in crates/domain/src/access/policy.rs"),
            format!("`impl Writes<{kind}> for Tables` in crates/{slice}/src/tables.rs"),
            format!("the line of `{kind}` in GLOSSARY.md"),
            "cargo x rights --accept, once a second person has read it".to_owned(),
        ],
    })
}
