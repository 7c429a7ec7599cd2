//! `cargo x docs`: the reference of the rooms, every warning being an error.
//!
//! It writes under the target folder only.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{command, house};

/// The command; the continuous integration runs the same.
pub(crate) fn build(root: &Path) -> Command {
    let mut doc = command::cargo(root, "doc --workspace --no-deps --locked");
    doc.env("RUSTDOCFLAGS", "-D warnings");
    doc
}

/// Builds it and says where it is.
pub(crate) fn run() -> Result<()> {
    let root = house::root();
    command::attached(build(&root))?;
    println!("{}", house::target(&root)?.join("doc/domain/index.html").display());
    Ok(())
}
