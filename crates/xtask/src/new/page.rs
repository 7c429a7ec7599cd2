//! A page: handler, query, struct and template under one name, routed and listed in its room.

use std::path::Path;

use anyhow::{Result, ensure};

use super::{Draft, Plan, filled, inserted, listed, read};

const HANDLER: &str = include_str!("../../templates/page.rs.txt");
const TEMPLATE: &str = include_str!("../../templates/page.html.txt");

pub(super) fn plan(root: &Path, slice: &str, name: &str, at: &str, verb: &str) -> Result<Plan> {
    ensure!(
        at.starts_with("/conventions/{convention}/"),
        "a page of a convention answers under `/conventions/{{convention}}/`"
    );
    let folder = format!("crates/{slice}/src");
    let lib = format!("{folder}/lib.rs");
    let text = listed(&read(root, &lib)?, "mod ", &format!("mod {name};"));
    let text = inserted(&text, "pub fn routes()", "\n    ]", &route(name, at, verb))?;
    let text = inserted(
        &text,
        "pub fn queries()",
        "\n    queries\n",
        &format!("    queries.extend({name}::queries());"),
    )?;
    Ok(Plan {
        drafts: vec![
            Draft::fresh(format!("{folder}/{name}.rs"), filled(HANDLER, name, &[])),
            Draft::fresh(format!("{folder}/{name}.html"), filled(TEMPLATE, name, &[])),
            Draft::changed(lib, with_access(text)),
        ],
        then: vec![
            "cargo fmt".to_owned(),
            format!("cargo x test {slice}: its test fails until it says what the page shows"),
            "cargo x routes --accept".to_owned(),
        ],
    })
}

fn route(name: &str, at: &str, verb: &str) -> String {
    let sample = at
        .split('/')
        .map(|part| if part.starts_with('{') { "1" } else { part })
        .collect::<Vec<_>>()
        .join("/");
    format!("        Route::get(\"{at}\", Access::Inside(Verb::{verb}), {name}::get).sample(\"ordinary\", \"{sample}\"),")
}

/// The first page of a room needs the words that its route is written with.
fn with_access(text: String) -> String {
    let mut text = text;
    for (word, import) in [("Access", "use web::access::Access;"), ("Verb", "use domain::access::Verb;")] {
        let imported = text.lines().any(|line| line.starts_with("use ") && line.contains(word));
        if !imported {
            text = listed(&text, "use ", import);
        }
    }
    text
}
