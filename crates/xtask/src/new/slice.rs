//! A slice: a manifest, a front door, its scopes and its twenty lines of README. Its first page comes with `new page`.

use std::path::Path;

use anyhow::Result;

use super::{Draft, Plan, filled, read, slice_name};

/// The front door of a slice.
pub(super) const LIB: &str = include_str!("../../templates/slice.rs.txt");
const SCOPE: &str = include_str!("../../templates/slice_scope.rs.txt");
const MANIFEST: &str = include_str!("../../templates/slice.toml.txt");
const TEMPLATES: &str = include_str!("../../templates/slice.askama.txt");
const README: &str = include_str!("../../templates/slice.md.txt");

pub(super) fn plan(root: &Path, name: &str) -> Result<Plan> {
    let name = slice_name(name)?;
    let workspace = read(root, "Cargo.toml")?;
    let line = format!("{name} = {{ path = \"crates/{name}\" }}\ntestkit = ");
    let app = read(root, "crates/app/Cargo.toml")?;
    let import = format!("[dependencies]\n{name}.workspace = true\n");
    let fresh = |path: &str, template| Draft::fresh(format!("crates/{name}/{path}"), filled(template, name, &[]));
    Ok(Plan {
        drafts: vec![
            fresh("Cargo.toml", MANIFEST),
            fresh("askama.toml", TEMPLATES),
            fresh("README.md", README),
            fresh("src/lib.rs", LIB),
            fresh("src/scope.rs", SCOPE),
            Draft::changed("Cargo.toml", workspace.replacen("testkit = ", &line, 1)),
            Draft::changed("crates/app/Cargo.toml", app.replacen("[dependencies]\n", &import, 1)),
        ],
        then: vec![
            format!("`{name}` in the list of slices of crates/app"),
            format!("cargo x new page {name} …: its test fails until it has one"),
        ],
    })
}
