//! The product, started for a chore on a free port and stopped with it: mostly the demo.
//!
//! It waits for the address that the product prints; it never guesses a port.

use std::fs::{self, File};
use std::io::{BufReader, ErrorKind, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};

use crate::command;

/// How long a debug build may take to read the example and make its people.
const PATIENCE: Duration = Duration::from_mins(2);

/// A running product.
pub(crate) struct Demo {
    server: Child,
    address: String,
}

impl Demo {
    /// Starts it on new data.
    pub(crate) fn fresh(pacte: &Path, data: &Path) -> Result<Self> {
        emptied(data)?;
        Self::start(pacte, data, &["demo", "--without-example"])
    }

    /// Starts it on new data, with the example and its invented follow-up.
    pub(crate) fn lively(pacte: &Path, data: &Path) -> Result<Self> {
        emptied(data)?;
        Self::start(pacte, data, &["demo"])
    }

    /// Starts it again on the data it left.
    pub(crate) fn again(pacte: &Path, data: &Path) -> Result<Self> {
        Self::start(pacte, data, &["demo"])
    }

    /// Starts a real installation, not the demo, on new data.
    pub(crate) fn founding(pacte: &Path, data: &Path) -> Result<Self> {
        emptied(data)?;
        Self::start(pacte, data, &["serve"])
    }

    /// Starts it, everything it prints going to a log beside its data.
    fn start(pacte: &Path, data: &Path, verb: &[&str]) -> Result<Self> {
        let mut command = Command::new(pacte);
        command.args(verb).env_remove("DATABASE_URL");
        command.args(["--listen", "127.0.0.1:0", "--data"]).arg(data);
        let log = File::create(data.with_extension("log")).context("no log can be written beside the data of the demo")?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log.try_clone()?);
        let mut server = command.spawn().context("the demo could not start")?;
        let (found, address) = mpsc::channel();
        if let Some(printed) = server.stdout.take() {
            thread::spawn(move || follow(BufReader::new(printed), log, &found));
        }
        let mut demo = Self {
            server,
            address: String::new(),
        };
        demo.address = address
            .recv_timeout(PATIENCE)
            .context("the demo printed no address: see its log beside its data")?;
        Ok(demo)
    }

    /// Its process.
    pub(crate) fn process(&self) -> u32 {
        self.server.id()
    }

    /// Where it answers, such as `http://127.0.0.1:41234`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let mut ask = Command::new("kill");
        ask.arg(self.server.id().to_string());
        if !command::succeeds(ask) {
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
    }
}

/// Whatever version of the product made what was there.
fn emptied(data: &Path) -> Result<()> {
    match fs::remove_dir_all(data) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be emptied", data.display()))
        }
        _ => Ok(()),
    }
}

/// Copies what is printed to the log and gives the first address.
fn follow(printed: impl std::io::BufRead, mut log: File, found: &mpsc::Sender<String>) {
    for line in printed.lines().map_while(Result::ok) {
        let _ = writeln!(log, "{line}");
        if let Some(address) = address(&line) {
            let _ = found.send(address);
        }
    }
}

/// The first `http://host:port` of a line.
fn address(line: &str) -> Option<String> {
    let start = line.find("http://")?;
    let host = line[start + "http://".len()..]
        .split(|letter: char| !letter.is_ascii_alphanumeric() && !".:-".contains(letter))
        .next()?;
    let host = host.trim_end_matches(['.', ':']);
    (!host.is_empty()).then(|| format!("http://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_in_a_sentence() {
        let read = |line| address(line);
        assert_eq!(
            read("Pacte est prêt : http://127.0.0.1:8080/demo."),
            Some("http://127.0.0.1:8080".to_owned())
        );
        assert_eq!(
            read("Ouvrez http://localhost:41999."),
            Some("http://localhost:41999".to_owned())
        );
        assert_eq!(read("Lecture du texte…"), None);
    }
}
