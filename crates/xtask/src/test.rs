//! `cargo x test`: the tests of one room or of all, on either engine.
//!
//! Over the whole workspace with a filter, wherever nextest is installed: asking cargo for one package alone would build its dependencies
//! again with other features.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::browser;
use crate::ci::{PROVIDER, mailserver, needs, postgres};
use crate::progress::Chore;
use crate::{command, house};

/// Runs them; says whether all held.
pub(crate) fn run(package: Option<&str>, on_postgres: bool) -> Result<bool> {
    let root = house::root();
    let target = house::target(&root)?;
    let mut suite = suite(&root, package);
    let mut chore = Chore::begin(target.join("ci"))?;
    if package.is_none_or(|package| package == "app") && needs::node(&root) {
        chore.step("provider of identity", |step| browser::install(step, &root.join(PROVIDER)));
    }
    if package.is_none_or(|package| package == "app") && needs::python(&root).is_some() {
        chore.step("mail server", |step| mailserver::install(step, &root, &target));
    }
    chore.step("tests", |step| {
        if !on_postgres {
            return step.run(suite);
        }
        let cluster = postgres::Cluster::start(step, &needs::server(&root)?, &target)?;
        cluster.tell(&mut suite);
        step.run(suite)
    });
    Ok(chore.end())
}

/// Nextest picks in the whole workspace; without it, cargo tests the package alone.
fn suite(root: &Path, package: Option<&str>) -> Command {
    let nextest = needs::nextest(root);
    let runner = if nextest { "nextest run --workspace" } else { "test" };
    let mut suite = command::cargo(root, runner);
    suite.arg("--no-fail-fast");
    match (package, nextest) {
        (Some(name), true) => suite.args(["-E", &format!("package({name})")]),
        (Some(name), false) => suite.args(["--package", name]),
        (None, true) => &mut suite,
        (None, false) => suite.arg("--workspace"),
    };
    suite
}
