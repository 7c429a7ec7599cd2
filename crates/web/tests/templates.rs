//! Every template of the house obeys the Content-Security-Policy: nothing inline, no script hidden in an attribute.

use std::fs;
use std::path::{Path, PathBuf};

/// What a template never holds, and why.
const FORBIDDEN: [(&str, &str); 7] = [
    (" style=", "the policy refuses inline styles: write a class"),
    ("<style", "styles live in pacte.css"),
    ("hx-on", "htmx would compile it, which the policy refuses"),
    ("js:", "htmx would compile it, which the policy refuses"),
    ("javascript:", "the policy refuses it"),
    ("http-equiv", "headers are written by the kit"),
    ("|safe", "what is safe says so by its type"),
];

#[test]
fn templates_hold_nothing_that_the_policy_refuses() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut templates = Vec::new();
    gather(&crates, &mut templates);
    assert!(templates.len() > 5, "no template was found");
    let faults: Vec<String> = templates.iter().flat_map(|path| faults(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn gather(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("node_modules") {
            gather(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "html") {
            found.push(path);
        }
    }
}

fn faults(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a template");
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let at = format!("{}:{}", path.display(), number + 1);
        for (words, why) in FORBIDDEN {
            if line.contains(words) {
                faults.push(format!("{at}: `{}`: {why}", words.trim()));
            }
        }
        if line.contains("<script") && !line.contains("<script src=") {
            faults.push(format!("{at}: a script has a `src`, always"));
        }
        faults.extend(handler(line).map(|name| format!("{at}: `{name}`: the policy refuses inline handlers")));
    }
    faults
}

/// An attribute such as `onclick=`.
fn handler(line: &str) -> Option<&str> {
    line.split_whitespace()
        .filter_map(|part| part.split_once('=').map(|(name, _)| name))
        .find(|name| name.len() > 4 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[test]
fn the_lint_sees_what_it_forbids() {
    assert_eq!(handler("<a href=\"/\" onclick=\"x()\">"), Some("onclick"));
    assert_eq!(handler("<option value=\"on\"> un mot on=off"), None);
}
