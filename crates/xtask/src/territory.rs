//! `cargo x territory`: makes the packs of the referential from its published sources.
//!
//! It runs once a year, by hand, and never while the product is built: the packs are kept in the repository. What the
//! sources leave out stays out.

use std::path::Path;

use anyhow::{Context as _, Result};

use crate::house;

mod limits;
mod names;
mod source;

/// The strongest compression that opens with little memory.
const LEVEL: i32 = 19;

/// Where the packs go.
const DATA: &str = "crates/territory/data";

/// Reads the folders `territoires` and `contours` of `from`, and writes both packs.
pub(crate) fn run(from: &Path) -> Result<()> {
    let data = house::root().join(DATA);
    write(&data.join("names.zst"), &names::pack(&from.join("territoires"), &data)?)?;
    write(&data.join("limits.pack"), &limits::pack(&from.join("contours"))?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))?;
    println!("{}: {} bytes", path.display(), bytes.len());
    Ok(())
}

fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::encode_all(bytes, LEVEL).context("compressing")
}
