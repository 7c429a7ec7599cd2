//! What is written on the standard output, which whoever reads it may close at any time.
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

/// Writes one line. What cannot be written is lost, and the command goes on: what it does matters more than what it says.
pub fn line(words: impl Display) {
    let _ = bytes(format!("{words}\n").as_bytes());
}

/// Writes one line, put together as `format!` does.
macro_rules! say {
    ($($words:tt)*) => { $crate::out::line(format_args!($($words)*)) };
}
pub(crate) use say;
