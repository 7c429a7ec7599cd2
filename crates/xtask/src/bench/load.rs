//! The load generator: wrk, with sixteen connections that ask for one address again and again.
//!
//! It shares the cores with what it measures, as on the machine of a commune.

use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::command;
use crate::progress::Step;

const CONNECTIONS: &str = "16";

/// What is asked for.
pub(crate) struct Ask {
    /// The whole address.
    pub(crate) address: String,
    /// The header that signs in.
    pub(crate) header: String,
}

/// What one run of the load measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Load {
    /// Answers a second.
    pub(crate) rate: f64,
    /// The time under which 99 answers of 100 came, in milliseconds.
    pub(crate) p99_ms: f64,
    /// Answers that were no success.
    pub(crate) refused: u64,
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:.0} a second, p99 {:.1} ms, {} refused",
            self.rate, self.p99_ms, self.refused
        )
    }
}

/// Installs wrk when it is missing and Debian's packages are within reach.
pub(crate) fn install(step: &mut Step, root: &Path) -> Result<()> {
    // wrk answers its version with a failure: that it starts is enough.
    let there = || command::new("wrk", root).output().is_ok();
    if there() {
        return Ok(());
    }
    let mut apt = command::new("apt-get", root);
    apt.args(["install", "--yes", "--no-install-recommends", "wrk"]);
    step.run(apt)?;
    if there() {
        Ok(())
    } else {
        bail!("install what is missing: sudo apt-get install wrk")
    }
}

impl Load {
    /// Loads for so many seconds, after one second that does not count.
    pub(crate) fn run(root: &Path, ask: &Ask, seconds: u32) -> Result<Self> {
        wrk(root, ask, 1)?;
        let said = wrk(root, ask, seconds)?;
        Self::read(&said).with_context(|| format!("wrk said: {said}"))
    }

    fn read(said: &str) -> Option<Self> {
        let after = |label: &str| said.lines().find_map(|line| line.trim().strip_prefix(label)).map(str::trim);
        let refused = after("Non-2xx or 3xx responses:")
            .and_then(|count| count.parse().ok())
            .unwrap_or(0);
        Some(Self {
            rate: after("Requests/sec:")?.parse().ok()?,
            p99_ms: milliseconds(after("99%")?)?,
            refused,
        })
    }
}

fn wrk(root: &Path, ask: &Ask, seconds: u32) -> Result<String> {
    let mut wrk = command::new("wrk", root);
    wrk.args([
        "-t2",
        "-c",
        CONNECTIONS,
        "--latency",
        &format!("-d{seconds}s"),
        "-H",
        &ask.header,
        &ask.address,
    ]);
    command::output(wrk)
}

/// `850.00us`, `4.12ms`, `1.05s`.
fn milliseconds(text: &str) -> Option<f64> {
    let read = |unit: &str| text.strip_suffix(unit)?.trim().parse::<f64>().ok();
    read("us")
        .map(|time| time / 1000.0)
        .or_else(|| read("ms"))
        .or_else(|| read("s").map(|time| time * 1000.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_wrk_are_read() {
        let said = "  Latency Distribution\n     50%    2.10ms\n     99%    4.40ms\n  1000 requests in 1.00s\n  Non-2xx or 3xx responses: 3\nRequests/sec:   7012.50\n";
        assert_eq!(
            Load::read(said),
            Some(Load {
                rate: 7012.5,
                p99_ms: 4.4,
                refused: 3
            })
        );
        assert_eq!(Load::read("unable to connect"), None);
    }

    #[test]
    fn times_have_three_units() {
        assert_eq!(milliseconds("850.00us"), Some(0.85));
        assert_eq!(milliseconds("1.50s"), Some(1500.0));
    }
}
