//! `cargo x seed --national`: data of the size of the country, to look at how the product holds.
//!
//! The rows are made by the product itself, through its write door; this file only asks for the right number.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{command, house};

/// As many conventions as the country has.
pub(crate) const NATIONAL: u32 = 4400;

/// Makes them in this folder, or under the target folder.
pub(crate) fn run(national: bool, data: Option<PathBuf>) -> Result<()> {
    let root = house::root();
    let conventions = if national { NATIONAL } else { 40 };
    let data = match data {
        Some(data) => data,
        None => house::target(&root)?.join("seed"),
    };
    command::attached(command::cargo(&root, "build --release --package app"))?;
    command::attached(command(&house::release(&root)?, conventions, &data))?;
    println!("{conventions} synthetic conventions in {}", data.display());
    Ok(())
}

/// Asks `pacte` for that many.
pub(crate) fn command(pacte: &Path, conventions: u32, data: &Path) -> Command {
    let mut seed = Command::new(pacte);
    seed.args(["seed", "--conventions", &conventions.to_string(), "--data"])
        .arg(data);
    seed
}
