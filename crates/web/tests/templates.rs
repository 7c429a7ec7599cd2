//! Every template of the house obeys the Content-Security-Policy: nothing inline, no script hidden in an attribute.

use std::collections::BTreeSet;
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

/// A page that waits for work is asked for again by the browser where no script does it.
const REFRESHED: &str = "<noscript><meta http-equiv=\"refresh\" content=\"3\"></noscript>";

#[test]
fn templates_hold_nothing_that_the_policy_refuses() {
    check(faults);
}

#[test]
fn every_class_is_in_the_stylesheet() {
    let known = classes_of(&asset("pacte.css"));
    check(|path| unknown(path, "class=\"", |class| class.starts_with("js-") || known.contains(class)));
}

#[test]
fn every_icon_is_in_the_sprite() {
    let sprite = asset("icons.svg");
    let known = |name: &str| sprite.contains(&format!("id=\"{name}\""));
    for call in ["c::icon(\"", "c::icon_s(\"", "c::icon_xl(\"", "c::empty(\""] {
        check(|path| unknown(path, call, known));
    }
}

/// French punctuation holds to its word: a no-break space before `: ; ? ! »` and after `«` (DESIGN.md §6).
#[test]
fn no_line_can_begin_with_punctuation() {
    check(|path| {
        let text = fs::read_to_string(path).expect("a template");
        let shown = ["{%", "{{", "{#", "<"].into_iter().zip(["%}", "}}", "#}", ">"]);
        let shown = shown.fold(text, |text, (open, close)| replace(&text, open, close, "\0"));
        let faults = [" :", " ;", " ?", " !", " »", "« "]
            .into_iter()
            .filter(|fault| shown.contains(fault));
        faults
            .map(|fault| format!("{}: `{fault}` without a no-break space", path.display()))
            .collect()
    });
}

/// Every template of the house, one by one.
fn check(faults: impl Fn(&Path) -> Vec<String>) {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut templates = Vec::new();
    gather(&crates, &mut templates);
    assert!(templates.len() > 5, "no template was found");
    let faults: Vec<String> = templates.iter().flat_map(|path| faults(path)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn asset(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)).expect("a file of the kit")
}

/// The names after a dot in the selectors.
fn classes_of(css: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        rest.chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect::<String>()
    };
    css.split('.')
        .skip(1)
        .map(name)
        .filter(|class| class.starts_with(|c: char| c.is_ascii_lowercase()))
        .collect()
}

/// Words between `opening` and the next quote that are not known. What a template computes is left to its types.
fn unknown(path: &Path, opening: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
    let text = fs::read_to_string(path).expect("a template");
    text.split(opening)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(literal)
        .filter(|word| !known(word))
        .map(|word| format!("{}: `{word}` after `{opening}`", path.display()))
        .collect()
}

/// The words of a value that the template writes itself: choices are spaces, words holding a computed part are left out.
fn literal(value: &str) -> Vec<String> {
    let value = replace(&replace(value, "{%", "%}", " "), "{{", "}}", "\0");
    value
        .split(' ')
        .filter(|word| !word.is_empty() && !word.contains('\0'))
        .map(str::to_owned)
        .collect()
}

/// `text` with `by` in place of each part from `start` to `end`.
fn replace(text: &str, start: &str, end: &str, by: &str) -> String {
    let mut parts = text.split(start);
    let first = parts.next().unwrap_or("").to_owned();
    parts.fold(first, |kept, part| {
        kept + by + part.split_once(end).map_or("", |(_, after)| after)
    })
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
        let bare = line.replace(REFRESHED, "");
        for (words, why) in FORBIDDEN {
            if bare.contains(words) {
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
    assert_eq!(
        literal("btn b-{{ kind }} row{% if late %} is-late{% endif %} mt"),
        ["btn", "row", "is-late", "mt"]
    );
    assert!(classes_of(".a-b.c{left:.5rem}.d:hover").contains("a-b"));
    assert_eq!(handler("<option value=\"on\"> un mot on=off"), None);
}
