//! Long texts on the standard output, which whoever reads them may close before their end.
//!
//! A reader that has gone stops nothing: the command goes on and ends as it would have.

use std::fmt::Display;
use std::io::{ErrorKind, Write as _, stdout};

use anyhow::Context as _;

/// Writes these words.
pub fn words(words: impl Display) -> anyhow::Result<()> {
    bytes(words.to_string().as_bytes())
}

/// Writes these bytes.
pub fn bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("la sortie standard ne prend pas ce qui est écrit"),
    }
}
