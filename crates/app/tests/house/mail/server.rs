//! A mail server that the tests start: `aiosmtpd`, which answers as it is told and reads with a parser of its own.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// It listens on a port of its own, and keeps the same when it is started again.
pub(super) struct MailServer {
    process: Option<Child>,
    folder: TempDir,
    pub(super) port: u16,
}

impl MailServer {
    /// One that takes every letter.
    pub(super) fn start() -> Self {
        let mut server = Self {
            process: None,
            folder: tempfile::tempdir().expect("a folder"),
            port: 0,
        };
        server.open();
        server
    }

    /// Listens, again or for the first time.
    pub(super) fn open(&mut self) {
        let mut process = Command::new(python())
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../mailserver/server.py"))
            .arg(self.folder.path())
            .arg(self.port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python runs");
        let mut said = String::new();
        let output = process.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut said).expect("a line");
        self.port = said
            .trim()
            .parse()
            .unwrap_or_else(|_| panic!("the mail server did not open: {said}"));
        self.process = Some(process);
    }

    /// Goes away.
    pub(super) fn close(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Behaves so from now on: `rcpt 550 5.1.1 …`, `slow 3`, `cut`, `lost`, or nothing special.
    pub(super) fn behaves(&self, mode: &str) {
        std::fs::write(self.folder.path().join("mode"), mode).expect("written");
    }

    /// The letters taken, in their order.
    pub(super) fn taken(&self) -> Vec<Value> {
        let entries = std::fs::read_dir(self.folder.path()).expect("a folder");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "json"));
        files.sort();
        let read = |file: &PathBuf| serde_json::from_slice(&std::fs::read(file).expect("read")).expect("JSON");
        files.iter().map(read).collect()
    }

    /// What the letters taken are called between servers.
    pub(super) fn names(&self) -> Vec<String> {
        let name = |letter: &Value| letter["headers"]["message-id"].as_str().expect("a name").to_owned();
        self.taken().iter().map(name).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.close();
    }
}

/// The Python that has `aiosmtpd`.
fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the target folder");
    let python = target.join("mailserver/bin/python");
    assert!(
        python.exists(),
        "the mail server of the tests is not there: `cargo x test` and `cargo x ci` install it, with Python 3 and its venv"
    );
    python
}
