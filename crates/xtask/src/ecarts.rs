//! `cargo x ecarts`: the rules that find écarts and what they find in the reference text, as two pages of `docs/`.
//!
//! The pages are compared by a test of `files`; here it is asked to keep what it finds.

use anyhow::Result;

use crate::{command, house};

/// Compares both pages; with `accept`, keeps them.
pub(crate) fn run(accept: bool) -> Result<()> {
    let root = house::root();
    let mut pages = command::cargo(&root, "test --quiet --package files --test reading -- ecarts");
    if accept {
        pages.env("PACTE_ACCEPT", "1");
    }
    command::attached(pages)
}
