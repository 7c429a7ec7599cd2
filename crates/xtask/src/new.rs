//! `cargo x new`: the good shape of a slice, a page, a fact or a migration, with a test that fails until it is filled.
//!
//! It writes new files and adds lines to the lists of the room; it never changes what is already written.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Subcommand;

use crate::house;
use crate::tidy::imports;

mod fact;
mod migration;
mod page;
mod slice;

/// What to begin.
#[derive(Subcommand)]
pub(crate) enum New {
    /// A room for a capability; its name is on the list of the import law
    Slice {
        /// `finance`
        name: String,
    },
    /// A page of a slice: its handler, query, template and test
    Page {
        /// The slice
        room: String,
        /// `action_closure`: also the name of its files
        name: String,
        /// Where it answers: `/conventions/{convention}/…`
        #[arg(long)]
        at: String,
        /// The verb that opens it: `ViewPlan`
        #[arg(long)]
        verb: String,
    },
    /// A fact of the law book
    Fact {
        /// The slice that will write it
        room: String,
        /// `lane_opened`: also its name in the journal
        name: String,
        /// The one verb that allows it: `OpenLane`
        #[arg(long)]
        verb: String,
    },
    /// A change of the tables
    Migration {
        /// The slice that owns the table
        room: String,
        /// `lane`
        name: String,
    },
}

/// A file to write, by its path from the root.
#[derive(Debug)]
struct Draft {
    path: PathBuf,
    content: String,
    /// Whether it must not exist yet.
    fresh: bool,
}

impl Draft {
    fn fresh(path: impl Into<PathBuf>, content: String) -> Self {
        Self {
            path: path.into(),
            content,
            fresh: true,
        }
    }

    fn changed(path: impl Into<PathBuf>, content: String) -> Self {
        Self {
            path: path.into(),
            content,
            fresh: false,
        }
    }
}

/// What to write, and what is left to do by hand.
struct Plan {
    drafts: Vec<Draft>,
    then: Vec<String>,
}

/// Writes the good shape into the checkout.
pub(crate) fn run(new: &New) -> Result<()> {
    let root = house::root();
    let plan = plan(&root, new)?;
    for draft in &plan.drafts {
        ensure!(
            !draft.fresh || !root.join(&draft.path).exists(),
            "{} is there already",
            draft.path.display()
        );
    }
    for draft in &plan.drafts {
        let path = root.join(&draft.path);
        fs::create_dir_all(path.parent().unwrap_or(&root))?;
        fs::write(&path, &draft.content).with_context(|| format!("{} cannot be written", path.display()))?;
        println!("{} {}", if draft.fresh { "new    " } else { "changed" }, draft.path.display());
    }
    for step in plan.then {
        println!("then    {step}");
    }
    Ok(())
}

fn plan(root: &Path, new: &New) -> Result<Plan> {
    match new {
        New::Slice { name } => slice::plan(root, word(name)?),
        New::Page { room, name, at, verb } => page::plan(root, slice_name(room)?, word(name)?, at, verb),
        New::Fact { room, name, verb } => fact::plan(root, slice_name(room)?, word(name)?, verb),
        New::Migration { room, name } => migration::plan(root, slice_name(room)?, word(name)?),
    }
}

/// A name as the house writes them.
fn word(name: &str) -> Result<&str> {
    let written = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    ensure!(written, "`{name}` is not a name in lower case, with `_` between words");
    Ok(name)
}

fn slice_name(room: &str) -> Result<&str> {
    ensure!(imports::is_slice(room), "`{room}` is not a slice of the import law");
    Ok(room)
}

/// A template with its words in place: `%name%`, `%Type%`, `%Words%` and those given.
fn filled(template: &str, name: &str, more: &[(&str, &str)]) -> String {
    let mut text = template
        .replace("%name%", name)
        .replace("%Type%", &type_name(name))
        .replace("%Words%", &sentence(name));
    for (key, value) in more {
        text = text.replace(&format!("%{key}%"), value);
    }
    text
}

/// `action_closure` is `ActionClosure`.
fn type_name(name: &str) -> String {
    name.split('_').map(capitalised).collect()
}

/// `action_closure` is “Action closure”.
fn sentence(name: &str) -> String {
    capitalised(&name.replace('_', " "))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn read(root: &Path, path: &str) -> Result<String> {
    fs::read_to_string(root.join(path)).with_context(|| format!("{path} cannot be read"))
}

/// The text with one more line among those that start so, in alphabetical order; before the first `use` when there is none.
fn listed(text: &str, start: &str, line: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let is_listed = |other: &&str| other.starts_with(start) && other.ends_with(';');
    let last = lines.iter().rposition(is_listed);
    let place = match last {
        Some(last) => lines
            .iter()
            .position(|other| is_listed(other) && *other > line)
            .unwrap_or(last + 1),
        None => lines
            .iter()
            .position(|other| other.starts_with("use "))
            .unwrap_or(lines.len()),
    };
    lines.insert(place, line);
    if last.is_none() {
        lines.insert(place + 1, "");
    }
    lines.join("\n") + "\n"
}

/// The text with a line before the first `end` that follows `start`.
fn inserted(text: &str, start: &str, end: &str, line: &str) -> Result<String> {
    let begin = text.find(start).with_context(|| format!("no `{start}` to add to"))?;
    let Some(at) = text[begin..].find(end) else {
        bail!("the end of `{start}` is not where it is expected")
    };
    let at = begin + at;
    Ok(format!("{}\n{line}{}", &text[..at], &text[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with a slice as they are.
    fn checkout() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, content) in [
            ("crates/plan/src/lib.rs", filled(slice::LIB, "plan", &[])),
            (
                "crates/domain/src/lib.rs",
                "//! The law book.\n\npub mod access;\npub mod people;\n".to_owned(),
            ),
            ("crates/app/Cargo.toml", "[dependencies]\nplan.workspace = true\n".to_owned()),
            (
                "Cargo.toml",
                "[workspace.dependencies]\nplan = { path = \"crates/plan\" }\ntestkit = { path = \"crates/testkit\" }\n"
                    .to_owned(),
            ),
            ("migrations/0002_convention.sql", String::new()),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    /// Every Rust text parses and opens with `//!`, no word is left to fill, and something fails until it is.
    fn check(new: &New) -> Vec<Draft> {
        let folder = checkout();
        let plan = plan(folder.path(), new).unwrap();
        for Draft { path, content, .. } in &plan.drafts {
            assert!(
                !content.contains('%') || content.contains("{%"),
                "{}:\n{content}",
                path.display()
            );
            if path.extension().is_some_and(|end| end == "rs") {
                syn::parse_file(content).unwrap_or_else(|error| panic!("{}: {error}\n{content}", path.display()));
                assert!(content.starts_with("//!"), "{}", path.display());
            }
        }
        plan.drafts
    }

    fn holds(drafts: &[Draft], path: &str, words: &str) -> bool {
        drafts
            .iter()
            .any(|draft| draft.path == Path::new(path) && draft.content.contains(words))
    }

    #[test]
    fn a_page_is_routed_listed_and_fails() {
        let page = New::Page {
            room: "plan".to_owned(),
            name: "lane_list".to_owned(),
            at: "/conventions/{convention}/volets".to_owned(),
            verb: "ViewPlan".to_owned(),
        };
        let drafts = check(&page);
        assert!(holds(&drafts, "crates/plan/src/lib.rs", "mod lane_list;"));
        assert!(holds(
            &drafts,
            "crates/plan/src/lib.rs",
            "queries.extend(lane_list::queries());"
        ));
        assert!(holds(
            &drafts,
            "crates/plan/src/lib.rs",
            ".sample(\"ordinary\", \"/conventions/1/volets\")"
        ));
        assert!(holds(&drafts, "crates/plan/src/lane_list.rs", "path = \"lane_list.html\""));
        assert!(holds(&drafts, "crates/plan/src/lane_list.rs", "panic!("));
        assert!(holds(&drafts, "crates/plan/src/lane_list.html", "{% block content %}"));
    }

    #[test]
    fn a_fact_names_its_verb_and_fails() {
        let fact = New::Fact {
            room: "plan".to_owned(),
            name: "lane_opened".to_owned(),
            verb: "OpenLane".to_owned(),
        };
        let drafts = check(&fact);
        assert!(holds(
            &drafts,
            "crates/domain/src/plan/lane_opened.rs",
            "type Needs = OpenLane;"
        ));
        assert!(holds(&drafts, "crates/domain/src/plan/lane_opened.rs", "panic!("));
        assert!(holds(
            &drafts,
            "crates/domain/src/plan.rs",
            "pub use lane_opened::LaneOpened;"
        ));
        assert!(holds(&drafts, "crates/domain/src/lib.rs", "pub mod plan;"));
    }

    #[test]
    fn a_migration_follows_the_last_and_names_its_owner() {
        let drafts = check(&New::Migration {
            room: "plan".to_owned(),
            name: "lane".to_owned(),
        });
        assert!(holds(
            &drafts,
            "migrations/0003_lane.sql",
            "-- owner: plan\nCREATE TABLE unscoped_lane ("
        ));
    }

    #[test]
    fn a_slice_is_decided_first_and_has_no_page_yet() {
        let drafts = check(&New::Slice {
            name: "finance".to_owned(),
        });
        assert!(holds(&drafts, "crates/finance/src/lib.rs", "assert!(!routes().is_empty()"));
        assert!(holds(&drafts, "Cargo.toml", "finance = { path = \"crates/finance\" }"));
        assert!(
            plan(
                checkout().path(),
                &New::Slice {
                    name: "gadgets".to_owned()
                }
            )
            .is_err()
        );
    }

    #[test]
    fn names_are_words() {
        assert!(word("lane_list").is_ok());
        assert!(word("LaneList").is_err());
        assert!(word("../lane").is_err());
        assert_eq!(type_name("lane_list"), "LaneList");
    }
}
