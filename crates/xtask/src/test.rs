//! `cargo x test`: the tests of one room or of all, on either engine.
//!
//! Always over the whole workspace, with a filter: asking cargo for one package alone would build its dependencies
//! again with other features.

use anyhow::Result;

use crate::ci::{needs, postgres};
use crate::progress::Chore;
use crate::{command, house};

/// Runs them; says whether all held.
pub(crate) fn run(package: Option<&str>, on_postgres: bool) -> Result<bool> {
    let root = house::root();
    let target = house::target(&root)?;
    let mut suite = command::cargo(&root, "nextest run --workspace --no-fail-fast");
    if let Some(package) = package {
        suite.args(["-E", &format!("package({package})")]);
    }
    let mut chore = Chore::begin(target.join("ci"))?;
    chore.step("tests", |step| {
        if !on_postgres {
            return step.run(suite);
        }
        let cluster = postgres::Cluster::start(step, &needs::server(&root)?, &target)?;
        suite.env("STORE", "postgres").env("PACTE_TEST_POSTGRES", cluster.url());
        step.run(suite)
    });
    Ok(chore.end())
}
