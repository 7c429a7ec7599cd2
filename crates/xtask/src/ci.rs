//! `cargo x ci`: every check and test of the house, from a fresh machine to the closing line.
//!
//! The steps go on after one breaks, so that one run tells everything; the last line counts all tests of all runs.
//! All of them share one target folder and the same profile and features, so that no crate is built twice for nothing:
//! `clippy` checks the dependencies once, everything after it runs what the first tests built.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::browser::{self, Asked};
use crate::progress::{Chore, Step};
use crate::{command, docs, golden, house, tidy};

pub(crate) mod mailserver;
pub(crate) mod needs;
pub(crate) mod postgres;

use needs::Found;

/// How often the server is killed while people write, on each engine.
const KILLS: &str = "100";

/// The folder of the provider of identity that tests of `app` start.
pub(crate) const PROVIDER: &str = "provider";

/// Runs everything; says whether all held.
pub(crate) fn run() -> Result<bool> {
    let root = house::root();
    let target = house::target(&root)?;
    let mut chore = Chore::begin(target.join("ci"))?;
    let mut found = Found::default();
    chore.step("needs", |step| needs::settle(step, &root, &mut found));
    checks(&mut chore, &root);
    tests(&mut chore, &root, &target, &found);
    product(&mut chore, &root, &found);
    Ok(chore.end())
}

/// What reads the text of the house without running it.
fn checks(chore: &mut Chore, root: &Path) {
    chore.step("format", |step| step.run(cargo(root, "fmt --all -- --check")));
    chore.step("tidy", |step| tidy::check(root)?.into_result(|line| step.say(line)));
    chore.step("clippy", |step| {
        step.run(cargo(root, "clippy --workspace --all-targets --locked -- -D warnings"))
    });
}

fn tests(chore: &mut Chore, root: &Path, target: &Path, found: &Found) {
    if found.has(needs::Tool::Node) {
        chore.step("provider of identity", |step| browser::install(step, &root.join(PROVIDER)));
    } else {
        chore.skip("provider of identity", "no Node here: the tests that start one will fail");
    }
    if found.python.is_some() {
        chore.step("mail server", |step| mailserver::install(step, root, target));
    } else {
        chore.skip(
            "mail server",
            "no Python 3 with its venv here: the tests that start one will fail",
        );
    }
    chore.step("tests on SQLite", |step| step.run(suite(root, found)));
    match &found.postgres {
        Some(programs) => {
            chore.step("tests on PostgreSQL", |step| on_postgres(step, root, target, found, programs));
        }
        None => chore.skip("tests on PostgreSQL", "no PostgreSQL server here"),
    }
    chore.step("doc tests", |step| step.run(cargo(root, "test --workspace --doc --locked")));
    chore.step("documentation", |step| step.run(plain(docs::build(root))));
}

/// What the built product says of itself and shows to people.
fn product(chore: &mut Chore, root: &Path, found: &Found) {
    // With the tests, whose features are those of everything before: the documentation alone was checked without them.
    chore.step("build", |step| {
        step.run(cargo(root, "build --workspace --bins --tests --locked"))
    });
    chore.step("golden texts", |_| {
        golden::ALL.iter().try_for_each(|golden| golden.compare(root))
    });
    match found.browser() {
        Some(chromium) => {
            chore.step("browser stories", |step| browser::run(step, root, chromium, Asked::Stories));
        }
        None => chore.skip("browser stories", "no browser here"),
    }
}

/// The whole suite: by nextest where it is installed, else by cargo itself (slower to run, nothing to install).
fn suite(root: &Path, found: &Found) -> Command {
    let arguments = if found.has(needs::Tool::Nextest) {
        "nextest run --workspace --locked --no-fail-fast --status-level slow --final-status-level fail"
    } else {
        "test --workspace --locked --no-fail-fast --lib --bins --tests"
    };
    let mut suite = cargo(root, arguments);
    suite.env("PACTE_KILLS", KILLS);
    suite
}

fn on_postgres(step: &mut Step, root: &Path, target: &Path, found: &Found, programs: &Path) -> Result<()> {
    let cluster = postgres::Cluster::start(step, programs, target)?;
    let mut suite = suite(root, found);
    cluster.tell(&mut suite);
    step.run(suite)
}

fn cargo(root: &Path, arguments: &str) -> Command {
    plain(command::cargo(root, arguments))
}

/// Plain output, and nothing of the caller's choice of engine. On a machine that builds once, incremental files would only
/// cost time and disk.
fn plain(mut command: Command) -> Command {
    command
        .env("CARGO_TERM_COLOR", "never")
        .env_remove("STORE")
        .env_remove("PACTE_TEST_POSTGRES")
        .env_remove("PACTE_TEST_AUTHORITY");
    if strict() {
        command.env("CARGO_INCREMENTAL", "0");
    }
    command
}

/// Whether a missing engine or browser is a failure: the continuous integration says `CI=true`.
fn strict() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}

/// A program found on the search path.
fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
}
