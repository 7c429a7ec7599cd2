//! `cargo x corpus`: how much of the corpus is read, by field and by text.
//!
//! The measure itself is a test of `files`; here it is asked to tell what does not agree, and to keep what it finds.

use anyhow::Result;

use crate::{command, house};

/// Measures; with `accept`, keeps the page. Tells each value that is missing or invented.
pub(crate) fn run(accept: bool) -> Result<()> {
    let root = house::root();
    let mut measure = command::cargo(&root, "test --quiet --package files --test corpus -- --nocapture");
    measure.env("PACTE_TOLD", "1");
    if accept {
        measure.env("PACTE_ACCEPT", "1");
    }
    command::attached(measure)
}
