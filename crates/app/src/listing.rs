//! What the product says of itself: its addresses and its tables, for the golden texts and the tests in a browser.

use std::fmt::Write as _;

use serde_json::{Value, json};
use store::{Store, Target};
use web::route::Route;

use crate::rooms;

/// Every address, with who may come.
#[must_use]
pub fn routes(as_json: bool) -> String {
    let mut routes = rooms::routes(None);
    routes.sort_by_key(|route| (route.pattern, route.method));
    if as_json {
        let list: Vec<Value> = routes.iter().map(route).collect();
        return format!("{:#}\n", Value::Array(list));
    }
    let mut text = String::new();
    for route in &routes {
        let _ = writeln!(text, "{route}");
    }
    text
}

fn route(route: &Route) -> Value {
    let samples = route.samples.iter();
    let samples: Vec<Value> = samples
        .map(|sample| json!({ "name": sample.name, "address": sample.address, "form": sample.form }))
        .collect();
    json!({
        "method": route.method.to_string(),
        "pattern": route.pattern,
        "access": route.access.to_string(),
        "samples": samples,
    })
}

/// The tables of a new installation on the embedded engine.
pub async fn schema() -> anyhow::Result<String> {
    let dir = std::env::temp_dir().join(format!("pacte-schema-{}", std::process::id()));
    let store = Store::open(Target::Sqlite { dir: dir.clone() }, rooms::house()).await?;
    store.migrate().await?;
    let text = store.schema().await?;
    drop(store);
    std::fs::remove_dir_all(&dir)?;
    Ok(text)
}
