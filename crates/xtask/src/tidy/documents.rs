//! Documents that cannot rot: each path, symbol and command that they name exists.
//!
//! What stands between backticks is read by its shape: a path of the repository, a verb of `cargo x`, a symbol. The map and
//! `docs/asvs.md` are held to their symbols; a decision tells a moment and keeps its words.

use std::collections::BTreeSet;

use super::{Finding, House};
use crate::house::Text;

/// The folders at the root: a path starts with one of them.
const FOLDERS: [&str; 7] = ["crates/", "docs/", "migrations/", "examples/", "browser/", "fuzz/", ".ci/"];

/// The documents whose symbols are checked: the map, and the tests that hold what the standard of security asks.
const ARCHITECTURE: &str = "ARCHITECTURE.md";
const SECURITY: &str = "docs/asvs.md";

/// Where decisions are; the name of each starts with its number.
const DECISIONS: &str = concat!("docs", "/adr/");

/// Where the menu of `cargo x` is written.
const MENU: &str = "crates/xtask/src/main.rs";

pub(super) fn check(house: &House) -> Vec<Finding> {
    let known = Known::of(house);
    let documents = house
        .texts
        .iter()
        .filter(|text| text.ends(".md") && !text.path.starts_with("browser/node_modules"));
    let mut findings: Vec<Finding> = documents.flat_map(|text| document(house, &known, text)).collect();
    let sources = house
        .texts
        .iter()
        .filter(|text| [".rs", ".sql", ".html", ".mjs"].iter().any(|end| text.ends(end)));
    findings.extend(sources.flat_map(|text| decisions(house, text)));
    findings
}

/// The decisions that the source refers to.
fn decisions(house: &House, text: &Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in text.content.lines().enumerate() {
        for rest in line
            .split(DECISIONS)
            .skip(1)
            .filter(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
        {
            let name = rest
                .split(|letter: char| !letter.is_alphanumeric() && !"-_.".contains(letter))
                .next()
                .unwrap_or(rest);
            let path = format!("{DECISIONS}{}", name.trim_end_matches('.'));
            if !exists(house, &path) {
                findings.push(Finding::new(&text.path, index + 1, format!("`{path}` does not exist")));
            }
        }
    }
    findings
}

/// What a document may name.
struct Known {
    symbols: BTreeSet<String>,
    menu: String,
}

impl Known {
    fn of(house: &House) -> Self {
        let code = house
            .texts
            .iter()
            .filter(|text| text.ends(".rs") || text.ends(".sql") || text.ends(".toml") || text.ends(".mjs"));
        let symbols = code.flat_map(|text| words(&text.content)).map(str::to_owned).collect();
        let menu = house.text(MENU).map(|text| text.content.to_lowercase()).unwrap_or_default();
        Self { symbols, menu }
    }
}

fn document(house: &House, known: &Known, text: &Text) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in text.content.lines().enumerate() {
        for span in spans(line) {
            if let Some(why) = broken(house, known, text, span) {
                findings.push(Finding::new(&text.path, index + 1, why));
            }
        }
        for link in links(line).filter(|link| !exists(house, &beside(&text.path, link))) {
            findings.push(Finding::new(
                &text.path,
                index + 1,
                format!("the link to `{link}` leads nowhere"),
            ));
        }
    }
    findings
}

fn broken(house: &House, known: &Known, text: &Text, span: &str) -> Option<String> {
    if let Some(command) = span.strip_prefix("cargo x ") {
        let verb = command.split([' ', '|']).next()?;
        let listed = [",", "(", " {"]
            .iter()
            .any(|end| known.menu.contains(&format!("    {verb}{end}")));
        return (!listed).then(|| format!("`cargo x {verb}` is not on the menu"));
    }
    // A command shown in full, or a pattern, is not a path.
    let plain = !span.contains([' ', '{', '<', '*', '…']);
    if plain && FOLDERS.iter().any(|folder| span.starts_with(folder)) {
        return (!exists(house, span)).then(|| format!("`{span}` does not exist"));
    }
    let symbol = [ARCHITECTURE, SECURITY].contains(&text.path.as_str())
        && !span.is_empty()
        && span.chars().all(|letter| letter.is_alphanumeric() || "_:".contains(letter));
    if symbol {
        let unknown = words(span).find(|word| !known.symbols.contains(*word))?;
        return Some(format!("`{unknown}` is named and stands nowhere in the source"));
    }
    None
}

/// Whether a path of the repository exists, as a file or as a folder.
fn exists(house: &House, path: &str) -> bool {
    let path = path.trim_end_matches('/');
    house.root.join(path).exists() || house.texts.iter().any(|text| text.path == path)
}

/// What stands between backticks on a line.
fn spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// The targets of links and pictures that are files of the repository.
fn links(line: &str) -> impl Iterator<Item = &str> {
    let targets = line.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets
        .map(|target| target.split('#').next().unwrap_or(target))
        .filter(|target| !target.is_empty() && !target.contains("://"))
}

/// The path of a link seen from a document.
fn beside(document: &str, link: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const MENU_FILE: (&str, &str) = (MENU, "//! x\nenum Verb {\n    Tidy,\n    New(New),\n    Dev {\n    }\n}\n");

    fn said(path: &str, content: &str) -> Vec<String> {
        check(&House::sample(&[MENU_FILE, (path, content)]))
            .into_iter()
            .map(|finding| finding.says)
            .collect()
    }

    #[test]
    fn paths_and_links_lead_somewhere() {
        assert!(
            said(
                "README.md",
                "See `crates/xtask/src/main.rs` and [the menu](crates/xtask/src/main.rs#verbs)."
            )
            .is_empty()
        );
        assert_eq!(
            said("README.md", "See `crates/nowhere/src/lib.rs`."),
            ["`crates/nowhere/src/lib.rs` does not exist"]
        );
        assert_eq!(said("docs/adr/first.md", "[x](../nowhere.md)").len(), 1);
        assert!(
            said(
                "docs/adr/first.md",
                "[x](../../crates/xtask/src/main.rs), [y](https://example.org)"
            )
            .is_empty()
        );
    }

    #[test]
    fn the_source_refers_to_decisions_that_exist() {
        assert!(said("crates/plan/src/a.rs", "//! See docs/adr/0003-search.md.").is_empty());
        assert_eq!(
            said("crates/plan/src/a.rs", concat!("//! See docs", "/adr/9999-x.md.")).len(),
            1
        );
    }

    #[test]
    fn commands_are_on_the_menu() {
        assert!(said("README.md", "`cargo x tidy`, `cargo x new slice|page`, `cargo x dev`").is_empty());
        assert_eq!(said("README.md", "`cargo x dance`"), ["`cargo x dance` is not on the menu"]);
    }

    #[test]
    fn the_map_is_held_to_its_symbols() {
        assert!(said(ARCHITECTURE, "`Verb` and `Verb::Tidy`").is_empty());
        assert_eq!(
            said(ARCHITECTURE, "`Verb::Dance`"),
            ["`Dance` is named and stands nowhere in the source"]
        );
        assert_eq!(said(SECURITY, "`Verb::Dance`").len(), 1);
        assert!(said("README.md", "`Dance`").is_empty());
    }
}
